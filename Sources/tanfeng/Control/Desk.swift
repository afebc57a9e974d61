import ArgumentParser
import Foundation
import Store
import Workflows

/// Where a command gets its answers: the running server, or the data folder itself where none runs.
struct Desk: Sendable {
    private let folder: String
    /// `nil` while a server runs on the folder.
    private let platform: Platform?

    /// Finds out who answers.
    ///
    /// - Parameters:
    ///   - settings: where the data is.
    ///   - isCreating: whether a folder without data is made rather than refused.
    /// - Throws: ``DataFolderError``, or `ValidationError` where there is no data.
    init(_ settings: Settings, isCreating: Bool = false) async throws {
        folder = settings.data
        if try await ControlClient.connected(to: folder, { _ in true }) != nil {
            platform = nil
            return
        }
        guard isCreating || FileManager.default.fileExists(atPath: folder + "/tanfeng.sqlite") else {
            throw ValidationError("数据目录还没有数据：\(folder) · There is no data yet in \(folder)")
        }
        platform = try DataFolder(folder).platform(settings)
    }

    /// Asks one question.
    func ask(_ request: ControlRequest) async throws -> ControlAnswer {
        if let platform {
            let answer = try await StorageRefusal.named(in: folder) { try await platform.answer(request) }
            if case .refused(let fault) = answer { throw StorageRefusal(fault, in: folder) }
            return answer
        }
        guard let answer = try await ControlClient.connected(to: folder, { try await $0.ask(request) }) else {
            throw ControlError.serverStopped
        }
        if case .failed = answer { throw ControlError.failed }
        if case .refused(let fault) = answer { throw StorageRefusal(fault, in: folder) }
        return answer
    }

    /// Runs an import to its end, telling how far it is.
    func run(_ request: ImportRequest, _ report: (JobStatus) -> Void) async throws -> JobStatus {
        try await StorageRefusal.named(in: folder) { try await platform?.abandonOpenJobs() }
        guard case .submitted(let id) = try await ask(.submit(request)) else { throw ControlError.failed }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            if let platform {
                group.addTask { try await StorageRefusal.named(in: folder) { _ = try await platform.runJob(id) } }
            }
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
}
