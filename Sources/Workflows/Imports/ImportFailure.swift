import Buildings
import Documents
import Metering
import Store
import Units

/// A reason why a file cannot be imported as a whole; its words stand under `job.failure.<key>`.
struct ImportFailure: Error, Equatable, Codable {
    let key: String
    let evidence: [String]

    init(_ key: String, _ evidence: String...) {
        self.key = key
        self.evidence = evidence
    }

    /// What any error means to the person who asked.
    init(_ error: any Error, job: Int64, folder: String) {
        switch error {
        case let failure as ImportFailure: self = failure
        case let error as DocumentError: self = Self.document(error)
        case let error as BuildingTableError: self = Self.table(error)
        case ReadingStoreError.archived(let month): self = ImportFailure("readings.archived", month.description)
        default: self = StorageFault(error, folder: folder).map(Self.storage) ?? ImportFailure("other", String(job))
        }
    }

    private static func storage(_ fault: StorageFault) -> ImportFailure {
        switch fault {
        case .full: ImportFailure("disk.full")
        case .readOnly: ImportFailure("disk.readOnly")
        case .broken: ImportFailure("disk.broken")
        case .damaged: ImportFailure("disk.damaged")
        }
    }

    static func document(_ error: DocumentError) -> ImportFailure {
        switch error {
        case .unreadable(let path, .notFound): ImportFailure("file.notFound", path)
        case .unreadable(let path, .noPermission): ImportFailure("file.noPermission", path)
        case .unreadable(let path, _): ImportFailure("file.unreadable", path)
        case .unwritable(_, .noSpace): ImportFailure("disk.full")
        case .unwritable(let path, _): ImportFailure("file.unwritable", path)
        case .tooLarge(let path, let limit): ImportFailure("file.tooLarge", path, String(limit >> 20))
        case .empty(let path): ImportFailure("file.empty", path)
        case .noHeader(let path, _): ImportFailure("file.noHeader", path)
        case .notText(let path, let kind): ImportFailure("file.notText", path, kind.rawValue)
        case .notProse(let path, let problem): ImportFailure("document.\(problem.rawValue)", path)
        }
    }

    private static func table(_ error: BuildingTableError) -> ImportFailure {
        switch error {
        case .missingColumns(let columns):
            ImportFailure("column.missing", columns.map(\.rawValue).joined(separator: ", "))
        case .repeatedColumn(let column, let headings):
            ImportFailure("column.repeated", column.rawValue, headings.joined(separator: ", "))
        }
    }
}
