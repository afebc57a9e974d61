import Metering

extension ReadingStore {
    /// Stores a batch that has time (耐心入库): where the store takes no more for now, it is offered again.
    func appendPatiently(_ batch: ReadingBatch) async throws -> AppendResult {
        while true {
            do {
                return try await append(batch)
            } catch ReadingStoreError.busy(let seconds) {
                try await Task.sleep(for: .seconds(seconds))
            }
        }
    }
}
