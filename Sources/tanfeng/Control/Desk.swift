import ArgumentParser
import Foundation
import Workflows

/// Where a command gets its answers: the running server, or the data folder itself where none runs.
struct Desk: Sendable {
    let settings: Settings

    /// Asks one question.
    func ask(_ request: ControlRequest) async throws -> ControlAnswer {
        if let answer = try await ControlClient.connected(to: settings.data, { try await $0.ask(request) }) {
            if case .failed = answer { throw ControlError.failed }
            return answer
        }
        return try await openFolder().answer(request)
    }

    /// Runs an import to its end, telling how far it is.
    func run(_ request: ImportRequest, _ report: @escaping @Sendable (JobStatus) -> Void) async throws -> JobStatus {
        let remote = try await ControlClient.connected(to: settings.data) { client in
            try await follow(request, report) { try await client.ask($0) }
        }
        if let remote { return remote }
        let platform = try openFolder(creating: true)
        return try await follow(request, report, start: { _ = try await platform.runJob($0) }) { try await platform.answer($0) }
    }

    /// Queues the import, starts it where nobody else does, and watches it.
    private func follow(
        _ request: ImportRequest, _ report: @escaping @Sendable (JobStatus) -> Void,
        start: (@Sendable (Int64) async throws -> Void)? = nil, ask: (ControlRequest) async throws -> ControlAnswer
    ) async throws -> JobStatus {
        guard case .submitted(let id) = try await ask(.submit(request)) else { throw ControlError.failed }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            if let start { group.addTask { try await start(id) } }
            while true {
                guard case .job(let status?) = try await ask(.job(id)) else { throw ControlError.failed }
                report(status)
                if status.hasEnded {
                    try await group.waitForAll()
                    return status
                }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func openFolder(creating: Bool = false) throws -> Platform {
        guard creating || FileManager.default.fileExists(atPath: settings.data + "/tanfeng.sqlite") else {
            throw ValidationError(
                "数据目录还没有数据：\(settings.data) · There is no data yet in \(settings.data)")
        }
        return try DataFolder(settings.data).platform(settings)
    }
}
