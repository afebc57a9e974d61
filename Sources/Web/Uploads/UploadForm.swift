import Access
import Documents
import HTTPTypes
import Hummingbird
import Metering
import NIOCore
import Workflows

/// A form with a file as a browser sends it, without any script (上传表单).
///
/// The form token stands first, so that nothing is stored for a page of somebody else.
struct UploadForm {
    /// A file with what the form says about it.
    struct Received {
        let file: UploadFile.Stored
        let kind: Job.Kind
        let stamp: IntervalStamp
    }

    /// The longest value of a field that is no file. [B]
    private static let longestField = 1_024

    private let exchange: Exchange
    private var reader: MultipartReader
    private var fields: [String: [UInt8]] = [:]
    private var received: Received?
    /// The name that text gets which was pasted instead of a file; `nil` where only files are taken.
    private let pasted: String?

    /// The field of pasted text.
    private static let pastedField = "pasted"

    /// Begins to read a request.
    init(_ exchange: Exchange, pasted: String? = nil) throws {
        self.exchange = exchange
        self.pasted = pasted
        do {
            reader = try MultipartReader(contentType: exchange.request.headers[.contentType] ?? "")
        } catch {
            throw WebError.malformedForm
        }
    }

    /// Reads to the end; `nil` where no file was chosen.
    mutating func receive() async throws -> Received? {
        do {
            try await readParts()
            return received
        } catch {
            if let received { await ImportController.discard(received.file, exchange) }
            if let error = error as? UploadError { throw WebError(error) }
            // Else it is no form, or the connection ended in the middle.
            throw error as? WebError ?? .malformedForm
        }
    }

    private mutating func readParts() async throws {
        var file: UploadFile?
        var field: String?
        // Text is taken as a file, as soon as there is any.
        var isPasting = false
        for try await chunk in exchange.request.body {
            for event in try reader.receive(chunk.readableBytesView) {
                switch event {
                case .part(let head):
                    isPasting = pasted != nil && head.fileName == nil && head.name == Self.pastedField
                    field = head.fileName == nil && !isPasting ? head.name : nil
                    // A browser sends an empty name where no file was chosen.
                    guard let name = head.fileName, !name.isEmpty, received == nil else { continue }
                    file = try ImportController.begin(try admittedKind(), name, exchange)
                case .data(let bytes):
                    if let field { try add(bytes, to: field) }
                    if isPasting, !bytes.isEmpty, file == nil, received == nil, let pasted {
                        file = try ImportController.begin(try admittedKind(), pasted, exchange)
                    }
                    if file != nil { try file?.write(bytes) }
                case .endOfPart:
                    if let whole = file.take() {
                        let stamp = try ImportController.stamp(text("stamp"))
                        let kind = try admittedKind()
                        // Nothing throws between the file and its note, so that it is always discarded with the form.
                        received = Received(file: try ImportController.finish(whole), kind: kind, stamp: stamp)
                    }
                case .end: break
                }
            }
        }
        try reader.finish()
    }

    private mutating func add(_ bytes: [UInt8], to field: String) throws {
        fields[field, default: []] += bytes
        guard fields[field, default: []].count <= Self.longestField else { throw WebError.malformedForm }
    }

    private func text(_ name: String) -> String? { fields[name].map { String(decoding: $0, as: UTF8.self) } }

    /// What the file holds, once the form has shown that it is of the page that this session was given.
    private func admittedKind() throws -> Job.Kind {
        try exchange.admit(formToken: fields[Admission.field] ?? [])
        guard let kind = text("kind").flatMap(Job.Kind.init(upload:)) else { throw WebError.badParameter("kind") }
        return kind
    }
}
