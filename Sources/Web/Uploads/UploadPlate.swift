import Texts
import Workflows

/// What the form for files shows.
struct UploadPlate: Sendable {
    /// Something that a file may hold.
    struct Kind: Sendable {
        let value: String
        let text: String
    }

    let kinds: [Kind]
    let limit: String
}

extension UploadPlate {
    init(_ exchange: Exchange) {
        let texts = exchange.texts
        kinds = Job.Kind.imports.filter { $0.isOpen(to: exchange.principal) }.map { kind in
            Kind(value: kind.uploadName, text: texts[TextKey("jobs.upload.kind.\(kind.uploadName)")])
        }
        limit = texts["jobs.upload.limit", exchange.display.numbers.integer(exchange.site.settings.uploadLimit >> 20)]
    }
}
