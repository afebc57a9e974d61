/// What a scenario file asks to have measured (实测强度查询): energy a year per floor area of buildings of one kind and vintage.
public struct MeasuredQuery: Hashable, Sendable, Codable {
    /// What is metered and has the unit of energy.
    public enum Carrier: String, Sendable, Codable, CaseIterable {
        /// 电.
        case electricity
        /// 集中供热量.
        case heat
        /// 集中供冷量.
        case cooling
    }

    /// The kind in the register of buildings, such as `office`.
    public let kind: String
    /// The first year of completion.
    public let from: Int
    /// The last year of completion.
    public let to: Int
    /// What is metered.
    public let carrier: Carrier
    /// The year whose consumption counts.
    public let year: Int

    /// Creates a query.
    public init(kind: String, from: Int, to: Int, carrier: Carrier, year: Int) {
        (self.kind, self.from, self.to, self.carrier, self.year) = (kind, from, to, carrier, year)
    }
}

/// What was measured (实测强度): the median of buildings, how many they are, and how much of their data was there.
public struct MeasuredIntensity: Hashable, Sendable, Codable {
    /// The median. [kWh/(m²·a)]
    public let median: Double
    /// How many buildings.
    public let buildings: Int
    /// The part of the year that their meters covered, as a mean. [1]
    public let share: Double

    /// With fewer buildings than this a median says nothing of a vintage.
    public static let leastBuildings = 5

    /// The median of measured buildings; `nil` without any.
    public init?(_ intensities: [Double], share: Double) {
        guard !intensities.isEmpty else { return nil }
        median = PeakOdds.quantile(0.5, of: intensities.sorted())
        buildings = intensities.count
        self.share = share
    }
}

extension ScenarioNode {
    /// The key that asks for a measured value.
    private static let key = "measured"

    /// All that the tree asks to have measured, each once.
    ///
    /// - Throws: ``ScenarioRefusal`` where it does not say what.
    public func measuredQueries() throws(ScenarioRefusal) -> [MeasuredQuery] {
        var queries: [MeasuredQuery] = []
        _ = try replacing { node throws(ScenarioRefusal) in
            for query in try node.query() where !queries.contains(query) { queries.append(query) }
            return nil
        }
        return queries
    }

    /// The tree with measured values in the place of what asked for them; each says in its source from how many buildings it comes.
    ///
    /// - Throws: ``ScenarioRefusal`` where too few buildings were measured.
    public func answered(_ answers: [MeasuredQuery: MeasuredIntensity]) throws(ScenarioRefusal) -> ScenarioNode {
        try replacing { node throws(ScenarioRefusal) in
            let found = try node.query().map { query throws(ScenarioRefusal) -> (MeasuredQuery, MeasuredIntensity) in
                let least = MeasuredIntensity.leastBuildings
                guard let answer = answers[query], answer.buildings >= least, answer.median > 0 else {
                    throw node.refusal(.notMeasured, "\(answers[query]?.buildings ?? 0)", "\(least)")
                }
                return (query, answer)
            }
            let isRatio = found.count == 2
            let value = isRatio ? found[0].1.median / found[1].1.median : found[0].1.median
            let words = found.map { query, answer in
                "median of \(answer.buildings) \(query.kind) buildings completed \(query.from)-\(query.to), "
                    + "\(query.carrier.rawValue) of \(query.year), \(Int((answer.share * 100).rounded())) % of the data"
            }
            return node.holding(
                value,
                unit: isRatio ? "1" : "kWh/m2",
                source: "measured: " + words.joined(separator: ", over ")
            )
        }
    }

    /// The tree with some tables replaced: those that ask for a measured value.
    private func replacing(
        _ replacement: (ScenarioNode) throws(ScenarioRefusal) -> ScenarioNode?
    ) throws(ScenarioRefusal) -> ScenarioNode {
        if self[Self.key] != nil { return try replacement(self) ?? self }
        guard case .table(let entries) = content else { return self }
        var node = self
        var replaced: [Entry] = []
        for entry in entries {
            let own = try entry.node.replacing(replacement)
            replaced.append(Entry(key: entry.key, line: entry.line, node: own))
        }
        node.content = .table(replaced)
        return node
    }

    /// A figure with a value instead of what asked for it; range and note stay.
    private func holding(_ value: Double, unit: String, source: String) -> ScenarioNode {
        let others = entries.filter { ![Self.key, "value", "path", "unit", "source"].contains($0.key) }
        var number = ScenarioNode(.scalar("\(value)"), file: file, line: line)
        var node = self
        node.context.unit = unit
        node.context.source = source
        number.context = node.context
        node.content = .table([Entry(key: "value", line: line, node: number)] + others)
        return node
    }

    /// Years that can be asked for.
    private static let years = 1900...2100

    /// The query of a table, and where it is a ratio that of the vintage below the line.
    private func query() throws(ScenarioRefusal) -> [MeasuredQuery] {
        guard let asked = self[Self.key] else { return [] }
        let known = ["kind", "built", "against", "carrier", "year"]
        if let other = asked.entries.first(where: { !known.contains($0.key) }) {
            throw other.node.refusal(.unknownKey, in: other.key)
        }
        func word(_ name: String) throws(ScenarioRefusal) -> String {
            guard let word = asked[name]?.word else { throw asked.refusal(.missingKey, in: name) }
            return word
        }
        func whole(_ node: ScenarioNode?, _ name: String) throws(ScenarioRefusal) -> Int {
            guard let node else { throw asked.refusal(.missingKey, in: name) }
            guard let number = node.word.flatMap({ Int($0) }) else {
                throw node.refusal(.notANumber, node.word ?? "", in: name)
            }
            guard Self.years.contains(number) else {
                throw node.refusal(
                    .outOfRange,
                    "\(number)",
                    "\(Self.years.lowerBound)",
                    "\(Self.years.upperBound)",
                    in: name
                )
            }
            return number
        }
        let (kind, name) = (try word("kind"), try word("carrier"))
        guard let carrier = MeasuredQuery.Carrier(rawValue: name) else {
            let all = MeasuredQuery.Carrier.allCases.map(\.rawValue).joined(separator: ", ")
            throw asked.refusal(.unknownWord, name, all, in: "carrier")
        }
        let year = try whole(asked["year"], "year")
        var queries: [MeasuredQuery] = []
        for span in ["built", "against"] where span == "built" || asked[span] != nil {
            let from = try whole(asked[span]?["from"], "\(span).from")
            let to = try whole(asked[span]?["to"], "\(span).to")
            guard from <= to else { throw asked.refusal(.outOfRange, "\(from)", "", "\(to)", in: span) }
            queries.append(MeasuredQuery(kind: kind, from: from, to: to, carrier: carrier, year: year))
        }
        return queries
    }

    private func refusal(
        _ code: ScenarioProblem.Code,
        _ details: String...,
        in name: String? = nil
    ) -> ScenarioRefusal {
        let key = name.map { dotted(Self.key, $0) } ?? Self.key
        return ScenarioRefusal([ScenarioProblem(code, file: file, line: line, key: key, details: details)])
    }
}
