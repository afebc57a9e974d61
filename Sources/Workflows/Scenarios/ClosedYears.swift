public import Scenarios
import Units

/// What closed years came to, for odds that follow them (已结算年份).
public struct ClosedYears: Codable, Sendable, Hashable {
    /// One year.
    public struct Year: Codable, Sendable, Hashable {
        /// The year.
        public var year: Int
        /// Emissions within the scenario's boundary.
        public var ktco2: Double
    }

    /// Where they come from.
    public enum Source: String, Codable, Sendable {
        /// The city's accounts from energy statistics.
        case accounts
        /// `history` of the file.
        case file
    }

    /// Where they come from.
    public var source: Source
    /// Whether any of it was generated.
    public var is_synthetic: Bool
    /// What is compared; the raw value of `Anchoring.Basis`.
    public var basis: String
    /// The spread of a year's difference, as part of it.
    public var spread: Double
    /// How differences of two years correlate.
    public var correlation: Double
    /// The years.
    public var years: [Year]

    init(
        _ years: [Year],
        from source: Source,
        isSynthetic: Bool = false,
        by basis: Anchoring.Basis = .change,
        accuracy: Anchoring.Accuracy = .assumed
    ) {
        self.years = years
        self.source = source
        is_synthetic = isSynthetic
        self.basis = basis.rawValue
        (spread, correlation) = (accuracy.spread, accuracy.correlation)
    }

    /// Years of a file's history that lie within the scenario; `nil` where none do.
    public init?(historyOf scenario: Scenario) {
        let years = scenario.history.filter { scenario.years.contains($0.year) }
        guard !years.isEmpty else { return nil }
        self.init(years.map { Year(year: $0.year, ktco2: $0.value) }, from: .file)
    }

    /// Weights of draws by these years, the last so many left out; `nil` where too few are left.
    func anchoring(_ odds: PeakOdds, withoutLast left: Int) -> Anchoring? {
        odds.anchoring(
            to: years.sorted { $0.year < $1.year }.dropLast(left).map { ($0.year, $0.ktco2) },
            by: Anchoring.Basis(rawValue: basis) ?? .change,
            accuracy: Anchoring.Accuracy(spread: spread, correlation: correlation)
        )
    }
}

extension Platform {
    /// Closed years of the place of a scenario: the city's accounts where the scenario is about the city and within their boundary, else the
    /// history of its file; `nil` where there are none.
    ///
    /// A year is closed when it is over and its statistics are there.
    func closedYears(of scenario: Scenario) async throws -> ClosedYears? {
        let boundary: EmissionHistory.Boundary? =
            switch scenario.boundary {
            case .direct: .direct
            case .sector: .sector
            case .operation, .wholeProcess: nil
            }
        guard let boundary, let city = try await city(), city.divisionCode == scenario.place,
            let history = try await emissionHistory(of: city)
        else { return ClosedYears(historyOf: scenario) }
        let current = CivilDay(containing: now()).year.number
        let years = history.years.filter { scenario.years.contains($0.year) && $0.year < current }
        guard !years.isEmpty else { return ClosedYears(historyOf: scenario) }
        return ClosedYears(
            years.map { ClosedYears.Year(year: $0.year, ktco2: $0.total(boundary).kilograms / 1e6) },
            from: .accounts,
            isSynthetic: history.isSynthetic
        )
    }
}
