public import Access
import Documents
import Foundation
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
    public func submit(
        upload: UploadFile.Stored,
        kind: Job.Kind,
        stamp: ImportRequest.Stamp,
        language: Language,
        by actor: Actor
    ) async throws -> Int64 {
        var request = ImportRequest(kind: kind, path: upload.path, stamp: stamp, language: language)
        request.sha256 = upload.sha256
        request.person = actor.person
        return try await submit(request, by: actor)
    }

    /// Removes a file that nobody will ask for again.
    public func discard(_ upload: UploadFile.Stored) {
        try? FileManager.default.removeItem(at: URL(fileURLWithPath: upload.path).deletingLastPathComponent())
    }

    /// Removes what a crash left half written; called once, before requests come in.
    package func removeHalfUploads() {
        let uploads = dataDirectory + "/uploads"
        for folder in (try? FileManager.default.contentsOfDirectory(atPath: uploads)) ?? [] {
            let path = "\(uploads)/\(folder)"
            let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            if files.isEmpty || files.contains(where: { $0.hasSuffix(".part") }) {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
    }
}
