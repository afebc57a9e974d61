import Crypto
import Documents
import Foundation
import Units

/// A file on its way into the data folder (上传文件); a value that goes away unfinished leaves nothing behind.
public struct UploadFile: ~Copyable {
    /// What has arrived whole.
    public struct Stored: Sendable, Hashable {
        /// Where it stands.
        public let path: String
        /// Its length. [B]
        public let size: Int
        /// Its SHA-256, in hexadecimal.
        public let sha256: String
    }

    private let folder: String
    private let path: String
    private let limit: Int
    private let accepted: UploadContent
    private var file: OutputFile
    private var hash = SHA256()
    private var size = 0
    private var opening: [UInt8] = []
    private var isStored = false

    /// Begins a file under a folder of its own, so that its name can be the one it was sent with.
    init(uploads: String, name: String, form: UploadContent, limit: Int) throws(UploadError) {
        folder = "\(uploads)/\(UUID().uuidString.lowercased())"
        path = "\(folder)/\(Self.fileName(name))"
        self.limit = limit
        accepted = form
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            file = try OutputFile(path: path)
        } catch {
            throw UploadError.noRoom
        }
    }

    deinit {
        if !isStored { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Adds bytes.
    ///
    /// - Throws: ``UploadError`` where the file is too large, of a wrong kind, or the disk is full.
    public mutating func write(_ bytes: [UInt8]) throws(UploadError) {
        size += bytes.count
        guard size <= limit else { throw .tooLarge(limit: limit) }
        if opening.count < ContentKind.length {
            opening += bytes.prefix(ContentKind.length - opening.count)
            if opening.count == ContentKind.length { try check(isWhole: false) }
        }
        hash.update(data: bytes)
        do {
            try file.write(bytes)
        } catch {
            throw UploadError.noRoom
        }
    }

    /// Makes the file durable under its name.
    public consuming func finish() throws(UploadError) -> Stored {
        if opening.count < ContentKind.length { try check(isWhole: true) }
        do {
            try file.finish()
        } catch {
            throw UploadError.noRoom
        }
        isStored = true
        return Stored(path: path, size: size, sha256: hash.finalize().hexadecimal)
    }

    private func check(isWhole: Bool) throws(UploadError) {
        let kind = ContentKind(opening, isWhole: isWhole)
        guard accepted.takes(kind) else { throw .wrongContent(kind.rawValue) }
    }

    /// A name that is a name everywhere: no folder, no control character, not too long, not hidden.
    static func fileName(_ given: String) -> String {
        let last = given.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        var name = ""
        for scalar in last.unicodeScalars where !CharacterSet.controlCharacters.contains(scalar) {
            // Room is left for what is appended while the file is written; names end at 255 bytes.
            if name.utf8.count + String(scalar).utf8.count > 200 { break }
            name.unicodeScalars.append(scalar)
        }
        name = String(name.drop { $0 == "." || $0.isWhitespace })
        return name.isEmpty ? "upload" : name
    }
}

/// What an upload may hold (上传内容).
enum UploadContent: Sendable {
    case table, map, document

    init(_ kind: Job.Kind) {
        switch kind {
        case .importPlaces, .importBuildings, .importMeters, .importReadings, .importReports, .importStructure,
            .importRepairs, .importTemperatures, .runScenario:
            self = .table
        case .importBoundaries: self = .map
        case .importPlan: self = .document
        }
    }

    func takes(_ kind: ContentKind) -> Bool {
        switch self {
        // An archive may be a workbook; its parts say so when it is read.
        case .table: [.text, .zip].contains(kind)
        // An archive may be a document of a word processor; its parts say so when it is read.
        case .document: [.text, .html, .zip, .pdf].contains(kind)
        case .map: kind == .json
        }
    }
}

/// A reason why an upload is refused.
public enum UploadError: Error, Equatable {
    /// It is larger than the setting allows. [B]
    case tooLarge(limit: Int)
    /// It holds something else than it should: a stable code of what was seen.
    case wrongContent(String)
    /// The disk is full or cannot be written.
    case noRoom
    /// Whoever sent it may not import such a thing.
    case notYours
}
