import Documents
import HTTPTypes
import Hummingbird
import NIOCore
import Workflows

/// A scenario file that a browser sends (情景上传); the form token stands first.
enum ScenarioUpload {
    /// Reads a form to its end; `nil` where no file was chosen.
    ///
    /// - Throws: ``WebError`` where it is no form of this session's page, or the file is too large.
    static func receive(_ exchange: Exchange) async throws -> (name: String, bytes: [UInt8])? {
        var reader: MultipartReader
        do {
            reader = try MultipartReader(contentType: exchange.request.headers[.contentType] ?? "")
        } catch {
            throw WebError.malformedForm
        }
        var parts: [String: [UInt8]] = [:]
        var (field, file) = ("", "")
        do {
            for try await chunk in exchange.request.body {
                for event in try reader.receive(chunk.readableBytesView) {
                    switch event {
                    case .part(let head):
                        field = head.name
                        if field == "file" { file = head.fileName ?? "" }
                    case .data(let bytes):
                        let size = parts[field, default: []].count + bytes.count
                        guard size <= Platform.scenarioFileLimit else {
                            throw WebError.uploadTooLarge(megabytes: Platform.scenarioFileLimit >> 20)
                        }
                        parts[field, default: []] += bytes
                    case .endOfPart:
                        if field == "file" { try exchange.admit(formToken: parts[Admission.field] ?? []) }
                    case .end: break
                    }
                }
            }
            try reader.finish()
        } catch {
            throw error as? WebError ?? .malformedForm
        }
        try exchange.admit(formToken: parts[Admission.field] ?? [])
        guard !file.isEmpty, let bytes = parts["file"] else { return nil }
        return (file, bytes)
    }
}
