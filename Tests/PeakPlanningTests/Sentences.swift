import Foundation
import PeakPlanning
import Testing

/// Sentences in the words of other plans, each with the rows that a careful reader takes from it.
struct Sentence: Decodable, CustomTestStringConvertible {
    /// What of the language of plans it shows.
    let syntax: String
    let text: String
    let rows: [Row]
    /// How many statements look like targets and are not understood.
    let unread: Int?

    var testDescription: String { "\(syntax): \(text)" }

    struct Row: Decodable {
        let key: RowKey
        let name: String?
        let rule: String?

        private enum Key: String, CodingKey {
            case name, rule
        }

        init(from decoder: any Decoder) throws {
            key = try RowKey(decoder.container(keyedBy: GoldenRow.Key.self), over: RowKey())
            let row = try decoder.container(keyedBy: Key.self)
            name = try row.decodeIfPresent(String.self, forKey: .name)
            rule = try row.decodeIfPresent(String.self, forKey: .rule)
        }
    }

    static func load(_ file: String) throws -> [Sentence] {
        try JSONDecoder().decode([Sentence].self, from: Data(contentsOf: Files.fixture(file)))
    }
}
