import Documents
import Foundation

/// A file with given bytes that goes away with the value.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        path = Self.freshPath()
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    static func freshPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("tanfeng-\(UUID().uuidString).csv").path
    }
}

/// What a reader says about one row.
struct ReadRow: Equatable {
    var line: Int
    var offset: Int
    /// The fields as text, or the rule that refused the row.
    var content: Content

    enum Content: Equatable {
        case fields([String])
        case rejected(String)
    }
}

/// Everything that a reader says about a file.
struct ReadFile: Equatable {
    var header: [String]
    var rows: [ReadRow]

    var fields: [[String]] {
        rows.compactMap { if case .fields(let fields) = $0.content { fields } else { nil } }
    }
    var lines: [Int] { rows.map(\.line) }
    var rules: [String] {
        rows.compactMap { if case .rejected(let rule) = $0.content { rule } else { nil } }
    }

    init(_ bytes: [UInt8], limits: CSVLimits = CSVLimits()) throws {
        let file = try TemporaryFile(bytes)
        var reader = try CSVReader(path: file.path, limits: limits)
        header = reader.header
        rows = []
        while try reader.next() {
            let content: ReadRow.Content =
                if let rejection = reader.rejection { .rejected(rejection.rule) } else { .fields(reader.texts) }
            rows.append(ReadRow(line: reader.position.line, offset: reader.position.byteOffset, content: content))
        }
    }

    init(_ text: String, limits: CSVLimits = CSVLimits()) throws { try self.init(Array(text.utf8), limits: limits) }
}

/// Bytes written as hexadecimal digits.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}
