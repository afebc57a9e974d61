public import Foundation
import Units

extension Plan {
    /// The plan as JSON (机读文件): title, tasks and indicators, absent fields as `null`, the same bytes every time.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(PlanFile(self))
    }
}

/// The JSON form of a plan.
private struct PlanFile: Encodable {
    let plan: Front
    let tasks: [Task]

    init(_ plan: Plan) {
        self.plan = Front(title: plan.title, city: plan.city, issuer: plan.issuers, date: plan.date?.description)
        tasks = plan.tasks.map(Task.init)
    }

    struct Front: Encodable {
        let title: String
        let city: String?
        let issuer: [String]
        let date: String?

        enum Key: String, CodingKey {
            case title, city, issuer, date
        }

        func encode(to encoder: any Encoder) throws {
            var row = encoder.container(keyedBy: Key.self)
            try row.encode(title, forKey: .title)
            try row.encode(city, forKey: .city)
            try row.encode(issuer, forKey: .issuer)
            try row.encode(date, forKey: .date)
        }
    }

    struct Task: Encodable {
        let id: String
        let section: String
        let heading: String
        let text: String
        let departments: [String]
        let executors: [String]
        let indicators: [Indicator]

        init(_ task: PlanTask) {
            id = task.id
            section = task.section
            heading = task.heading
            text = task.text
            departments = task.departments.map(\.name)
            executors = task.executors.map(\.name)
            indicators = task.indicators.map(Indicator.init)
        }
    }
}

private struct Indicator: Encodable {
    let indicator: PlanIndicator

    init(_ indicator: PlanIndicator) { self.indicator = indicator }

    enum Key: String, CodingKey {
        case kind, name, comparator, value, unit, year, verb, baseline, qualifier, scope
        case quote = "source_quote"
        case yearPhrase = "year_phrase"
        case isImplied = "implied_value"
    }

    func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encode(indicator.kind.rawValue, forKey: .kind)
        try row.encode(indicator.name, forKey: .name)
        try row.encode(indicator.comparator?.rawValue, forKey: .comparator)
        try encodeValue(into: &row)
        try row.encode(indicator.unit, forKey: .unit)
        try row.encode(indicator.year, forKey: .year)
        try row.encode(indicator.verb, forKey: .verb)
        try row.encode(indicator.baseline.map(Baseline.init), forKey: .baseline)
        try row.encode(indicator.qualifier, forKey: .qualifier)
        try row.encode(indicator.scope, forKey: .scope)
        try row.encode(indicator.quote, forKey: .quote)
        try row.encode(indicator.yearPhrase, forKey: .yearPhrase)
        try row.encode(indicator.isImplied, forKey: .isImplied)
    }

    private func encodeValue(into row: inout KeyedEncodingContainer<Key>) throws {
        guard let value = indicator.value?.decimal else { return try row.encodeNil(forKey: .value) }
        if let upper = indicator.upperValue?.decimal { return try row.encode([value, upper], forKey: .value) }
        try row.encode(value, forKey: .value)
    }
}

private struct Baseline: Encodable {
    let baseline: PlanIndicator.Baseline

    init(_ baseline: PlanIndicator.Baseline) { self.baseline = baseline }

    enum Key: String, CodingKey {
        case year, type, text
    }

    func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encode(baseline.year, forKey: .year)
        try row.encode(baseline.direction.rawValue, forKey: .type)
        try row.encode(baseline.text, forKey: .text)
    }
}
