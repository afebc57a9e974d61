import Units

extension PlanStatement: Codable {
    /// How it is stored: numbers as they were written, so that no digit is lost.
    private struct Stored: Codable {
        var task: String
        var heading: String
        var kind: String
        var name: String
        var comparator: String?
        var value: String?
        var upperValue: String?
        var unit: String?
        var year: Int?
        var baseline: String?
        var baselineYear: Int?
        var baselineDirection: String?
        var qualifier: String
        var scope: String
        var quote: String
    }

    /// Reads a stored statement.
    public init(from decoder: any Decoder) throws {
        let stored = try Stored(from: decoder)
        guard let kind = PlanIndicator.Kind(rawValue: stored.kind) else {
            let context = DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "unknown kind")
            throw DecodingError.dataCorrupted(context)
        }
        let direction = stored.baselineDirection.flatMap(PlanIndicator.Baseline.Direction.init(rawValue:))
        self.init(
            task: stored.task,
            heading: stored.heading,
            kind: kind,
            name: stored.name,
            comparator: stored.comparator.flatMap(PlanIndicator.Comparator.init(rawValue:)),
            value: stored.value.flatMap { FixedPoint($0) },
            upperValue: stored.upperValue.flatMap { FixedPoint($0) },
            unit: stored.unit,
            year: stored.year,
            baseline: stored.baseline.map { text in
                PlanIndicator.Baseline(year: stored.baselineYear, text: text, direction: direction ?? .up)
            },
            qualifier: stored.qualifier,
            scope: stored.scope,
            quote: stored.quote
        )
    }

    /// Writes the statement.
    public func encode(to encoder: any Encoder) throws {
        try Stored(
            task: task,
            heading: heading,
            kind: kind.rawValue,
            name: name,
            comparator: comparator?.rawValue,
            value: value?.description,
            upperValue: upperValue?.description,
            unit: unit,
            year: year,
            baseline: baseline?.text,
            baselineYear: baseline?.year,
            baselineDirection: baseline?.direction.rawValue,
            qualifier: qualifier,
            scope: scope,
            quote: quote
        ).encode(to: encoder)
    }
}
