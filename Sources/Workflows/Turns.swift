/// Lets one at a time do something, in the order in which they came (依次执行).
actor Turns {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does some work once all that asked before are done; nobody may ask again from within it.
    nonisolated func alone<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        await take()
        do {
            let value = try await work()
            await giveBack()
            return value
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
}
