public import Access
import Documents
import Foundation
public import Metering
import Store
public import Texts
import Units

extension Platform {
    /// Begins to take a file in.
    ///
    /// - Parameters:
    ///   - kind: what it holds, which decides what is taken.
    ///   - name: the name it was sent with.
    ///   - declared: how large it says it is. [B]
    ///   - limit: how large it may be. [B]
    /// - Returns: the file to write to.
    /// - Throws: ``UploadError`` where it is too large or there is no room for it.
    public func beginUpload(
        _ kind: Job.Kind,
        name: String,
        declared: Int?,
        limit: Int
    ) throws(UploadError) -> UploadFile {
        if let declared, declared > limit { throw .tooLarge(limit: limit) }
        // What the database needs to go on working stays free.
        if let free = freeBytes, free - Int64(declared ?? 0) < Self.leastFreeBytes { throw .noRoom }
        return try UploadFile(uploads: dataDirectory + "/uploads", name: name, form: UploadContent(kind), limit: limit)
    }

    /// Queues the import of a file that came in whole, and returns the number of the job.
    ///
    /// - Throws: ``UploadError/notYours`` for a plan of somebody who may not change it, or a database error.
    public func submit(
        upload: UploadFile.Stored,
        kind: Job.Kind,
        stamp: IntervalStamp,
        language: Language,
        by actor: Actor,
        as sender: Principal
    ) async throws -> Int64 {
        guard kind != .importPlan || sender.roles.contains(.cityOfficer) else { throw UploadError.notYours }
        var request = ImportRequest(kind: kind, path: upload.path, stamp: stamp, language: language)
        request.sha256 = upload.sha256
        request.person = actor.person
        request.roles = sender.roles.sorted { $0.rawValue < $1.rawValue }
        return try await submit(request, by: actor)
    }

    /// Removes a file that nobody will ask for again; that it came and went is kept.
    public func discard(_ upload: UploadFile.Stored, by actor: Actor) async throws {
        let file = URL(fileURLWithPath: upload.path)
        // First, so that nothing stays where the entry cannot be written.
        try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
        let changes = [
            AuditEvent.Change("file", after: file.lastPathComponent),
            AuditEvent.Change("bytes", after: "\(upload.size)"), AuditEvent.Change("sha256", after: upload.sha256),
        ]
        try await record(AuditEvent(actor, "upload.discard", changes: changes))
    }

    /// Removes what was left half written, or whole without a job.
    ///
    /// - Parameter age: for how long nothing may have touched it, while requests come in; `nil` before they do. [s]
    /// - Throws: a database error.
    package func removeAbandonedUploads(untouchedFor age: Int64? = nil) async throws {
        let uploads = dataDirectory + "/uploads"
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: uploads)) ?? []
        guard !folders.isEmpty else { return }
        // By the name of its folder alone: data may have been restored to another place.
        let wanted = Set(
            try await store.jobFiles().map { URL(fileURLWithPath: $0).deletingLastPathComponent().lastPathComponent }
        )
        let latest = age.map { now().seconds - $0 }
        let abandoned = folders.filter { folder in
            if let latest, Self.lastTouch(of: "\(uploads)/\(folder)") > latest { return false }
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(uploads)/\(folder)")) ?? []
            return !wanted.contains(folder) || files.isEmpty || files.contains { $0.hasSuffix(".part") }
        }
        guard !abandoned.isEmpty else { return }
        for folder in abandoned { try? FileManager.default.removeItem(atPath: "\(uploads)/\(folder)") }
        let count = AuditEvent.Change("count", after: "\(abandoned.count)")
        try await record(AuditEvent(.system, "upload.discard", changes: [count]))
    }

    /// When a folder or a file in it last changed. [s since 1970]
    private static func lastTouch(of folder: String) -> Int64 {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let dates = ([folder] + names.map { "\(folder)/\($0)" }).compactMap { path in
            (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
        }
        return Int64(dates.max()?.timeIntervalSince1970 ?? 0)
    }
}
