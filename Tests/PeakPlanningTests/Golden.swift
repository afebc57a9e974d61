import Foundation
import PeakPlanning
import Units

/// What a person read out of the two published plans, and the rule by which a parsed row equals it.
struct Golden: Decodable {
    let plans: [GoldenPlan]

    static func load() throws -> Golden {
        let url = try Files.fixture("plans.json")
        return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    }
}

struct GoldenPlan: Decodable {
    let plan: Front
    let tasks: [GoldenTask]
    let otherNumbers: [OtherNumber]

    enum CodingKeys: String, CodingKey {
        case plan, tasks
        case otherNumbers = "other_numbers"
    }

    /// A number that is no indicator's, with the words around it.
    struct OtherNumber: Decodable {
        let number: String
        let context: String
    }

    struct Front: Decodable {
        let title: String
        let city: String
        let issuer: [String]
        let date: String
        let file: String
    }
}

struct GoldenTask: Decodable {
    let id: String
    let section: String
    let heading: String
    let text: String
    let departments: [String]
    let executors: [String]
    let isOpenEnded: Bool
    let responsibility: String
    let indicators: [GoldenRow]
    let isSectionOnly: Bool?
    let acceptIDs: [String]?
    let acceptHeadings: [String]?
    let acceptExecutors: [[String]]?

    enum CodingKeys: String, CodingKey {
        case id, section, heading, text, departments, executors, indicators
        case isOpenEnded = "departments_open_ended"
        case responsibility = "responsibility_text"
        case isSectionOnly = "section_only"
        case acceptIDs = "accept_ids"
        case acceptHeadings = "accept_headings"
        case acceptExecutors = "accept_executors"
    }
}

/// A row with all the forms in which it is right.
struct GoldenRow: Decodable {
    let forms: [RowKey]
    let kind: String
    let quote: String
    let isOptional: Bool

    enum Key: String, CodingKey {
        case kind, value, unit, comparator, year, qualifier, baseline, accept, optional
        case quote = "source_quote"
    }

    init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Key.self)
        let own = try RowKey(row, over: RowKey())
        var forms = [own]
        if row.contains(.accept) {
            var overlays = try row.nestedUnkeyedContainer(forKey: .accept)
            while !overlays.isAtEnd { forms.append(try RowKey(overlays.nestedContainer(keyedBy: Key.self), over: own)) }
        }
        self.forms = forms
        kind = own.kind
        quote = try row.decode(String.self, forKey: .quote)
        isOptional = try row.decodeIfPresent(Bool.self, forKey: .optional) ?? false
    }
}

/// The fields by which rows are compared; values as printed, the two ends of a range in one text.
///
/// The published rule compares the first five; qualifier and baseline must be equal too.
struct RowKey: Hashable {
    var kind = ""
    var value: String?
    var unit: String?
    var comparator: String?
    var year: Int?
    var qualifier = ""
    var baseline: Baseline?

    struct Baseline: Hashable, Decodable {
        let year: Int?
        let type: String
        let text: String
    }

    init() {}

    init(_ row: KeyedDecodingContainer<GoldenRow.Key>, over base: RowKey) throws {
        self = base
        if row.contains(.kind) { kind = try row.decode(String.self, forKey: .kind) }
        if row.contains(.value) { value = try Self.value(row) }
        if row.contains(.unit) { unit = try row.decodeIfPresent(String.self, forKey: .unit) }
        if row.contains(.comparator) { comparator = try row.decodeIfPresent(String.self, forKey: .comparator) }
        if row.contains(.qualifier) { qualifier = try row.decode(String.self, forKey: .qualifier) }
        if row.contains(.baseline) { baseline = try row.decodeIfPresent(Baseline.self, forKey: .baseline) }
        if row.contains(.year) { year = try row.decodeIfPresent(Int.self, forKey: .year) }
    }

    init(_ indicator: PlanIndicator) {
        kind = indicator.kind.rawValue
        value = [indicator.value, indicator.upperValue].compactMap { $0?.description }.joined(separator: "-")
        if indicator.value == nil { value = nil }
        unit = indicator.unit
        comparator = indicator.comparator?.rawValue
        year = indicator.year
        qualifier = indicator.qualifier
        baseline = indicator.baseline.map {
            Baseline(year: $0.year, type: $0.direction.rawValue, text: $0.text)
        }
    }

    private static func value(_ row: KeyedDecodingContainer<GoldenRow.Key>) throws -> String? {
        if try row.decodeNil(forKey: .value) { return nil }
        if let ends = try? row.decode([Decimal].self, forKey: .value) {
            return ends.map(\.description).joined(separator: "-")
        }
        if let text = try? row.decode(String.self, forKey: .value) { return text }
        return try row.decode(Decimal.self, forKey: .value).description
    }
}

/// Pairs parsed with golden rows one to one, as many as possible (maximum bipartite matching, augmenting paths).
struct Matching {
    /// The golden row of each parsed one.
    private(set) var goldenOf: [Int: Int] = [:]

    init(golden: [GoldenRow], parsed: [PlanIndicator]) {
        let keys = parsed.map(RowKey.init)
        for row in golden.indices {
            var tried: Set<Int> = []
            _ = pair(row, golden, keys, &tried)
        }
    }

    private mutating func pair(_ row: Int, _ golden: [GoldenRow], _ keys: [RowKey], _ tried: inout Set<Int>) -> Bool {
        for (index, key) in keys.enumerated() where golden[row].forms.contains(key) && tried.insert(index).inserted {
            if goldenOf[index].map({ pair($0, golden, keys, &tried) }) ?? true {
                goldenOf[index] = row
                return true
            }
        }
        return false
    }
}
