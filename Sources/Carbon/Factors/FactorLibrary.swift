public import Units

/// All factors with the regions they hold for (因子库).
public struct FactorLibrary: Sendable {
    /// The factors.
    public let factors: [EmissionFactor]
    /// The regions by code.
    public let regions: [FactorRegion.Code: FactorRegion]
    private let byUse: [Use: [EmissionFactor]]

    private struct Use: Hashable {
        let kind: EmissionFactor.Kind
        let carrier: EnergyCarrier
    }

    private let unusual: [String: DataFinding]

    /// Creates a library.
    ///
    /// - Parameters:
    ///   - factors: the factors, the bureau's own among them.
    ///   - regions: the regions for which they hold.
    ///   - plausibility: rules whose breach is said wherever a factor is chosen.
    public init(factors: [EmissionFactor], regions: [FactorRegion], plausibility: PlausibilityRules = .none) {
        self.factors = factors
        self.regions = Dictionary(regions.map { ($0.code, $0) }) { first, _ in first }
        let ids = Dictionary(factors.map { ($0.id, $0) }) { first, _ in first }
        // A correction for the same year takes the place of what it corrects; the notice for another year does not.
        let standing = factors.filter { factor in
            factor.supersededBy.flatMap { ids[$0] }.map { $0.source.year != factor.source.year } ?? true
        }
        byUse = Dictionary(grouping: standing) { Use(kind: $0.kind, carrier: $0.carrier) }
        unusual = Dictionary(
            plausibility.breaches(by: factors.map(CatalogueEntry.init)).map { ($0.entry.id, $0.finding) }
        ) { first, _ in first }
    }

    /// Chooses the factor of a carrier for a region and year (因子选用次序).
    ///
    /// The order: verified by the bureau → region and year → region, nearest year → parent region → nation →
    /// guidance default. Every step but the first two is a finding that travels with the result, as is the year of
    /// a factor for another year. Publication lags
    /// about two years, so the current year nearly always uses an older factor, and says so.
    ///
    /// - Returns: the factor with its findings; `nil` where no factor covers the carrier.
    public func choose(
        _ kind: EmissionFactor.Kind,
        for carrier: EnergyCarrier,
        region: FactorRegion.Code,
        year: CivilYear
    ) -> FactorChoice? {
        let candidates = byUse[Use(kind: kind, carrier: carrier)] ?? []
        let chain = self.chain(from: region)
        let verified = candidates.filter { $0.verifiedBy != nil }
        for place in chain {
            if let factor = Self.nearest(to: year, in: verified.filter({ $0.region == place })) {
                return FactorChoice(factor: factor, findings: reservations(factor, year))
            }
        }
        let published = candidates.filter { $0.verifiedBy == nil }
        for (step, place) in chain.enumerated() {
            let dated = published.filter { $0.region == place && $0.source.year != nil }
            guard let factor = Self.nearest(to: year, in: dated) else { continue }
            var findings: [DataFinding] = []
            // Coal equivalents are national by nature.
            if step > 0, kind != .coalEquivalent {
                let rule = place == FactorRegion.nation ? "carbon.factor.national" : "carbon.factor.parentRegion"
                findings.append(
                    finding(rule, factor, [regions[region]?.name ?? region, regions[place]?.name ?? place])
                )
            }
            return FactorChoice(factor: factor, findings: findings + reservations(factor, year))
        }
        for place in chain {
            guard let factor = published.first(where: { $0.region == place && $0.source.year == nil }) else { continue }
            let step = finding("carbon.factor.guidanceDefault", factor, [factor.source.document])
            return FactorChoice(factor: factor, findings: [step] + reservations(factor, year))
        }
        return nil
    }

    /// The region, its parents and the nation.
    private func chain(from region: FactorRegion.Code) -> [FactorRegion.Code] {
        var chain = [region]
        while let parent = regions[chain[chain.count - 1]]?.parent, !chain.contains(parent) { chain.append(parent) }
        if chain.last != FactorRegion.nation { chain.append(FactorRegion.nation) }
        return chain
    }

    /// The factor of the nearest year; of two equally near ones the earlier, which was published when the year ran.
    private static func nearest(to year: CivilYear, in factors: [EmissionFactor]) -> EmissionFactor? {
        factors.min { left, right in
            let distances = [left, right].map { abs(($0.source.year ?? year.number) - year.number) }
            if distances[0] != distances[1] { return distances[0] < distances[1] }
            return (left.source.year ?? 0, left.id) < (right.source.year ?? 0, right.id)
        }
    }

    /// What there is to say about a factor wherever it holds: another year, or an unsure source.
    private func reservations(_ factor: EmissionFactor, _ year: CivilYear) -> [DataFinding] {
        var findings: [DataFinding] = []
        if factor.kind != .coalEquivalent, let own = factor.source.year, own != year.number {
            findings.append(finding("carbon.factor.otherYear", factor, ["\(year.number)", "\(own)"]))
        }
        if factor.source.confidence == .low {
            findings.append(finding("carbon.factor.lowConfidence", factor, [factor.source.document]))
        }
        if let unusual = unusual[factor.id] { findings.append(unusual) }
        return findings
    }

    private func finding(_ rule: String, _ factor: EmissionFactor, _ evidence: [String]) -> DataFinding {
        DataFinding(rule: rule, severity: .warning, subject: factor.carrier.rawValue, evidence: evidence)
    }
}

/// A chosen factor and the reservations of the choice.
public struct FactorChoice: Hashable, Sendable {
    /// The factor.
    public let factor: EmissionFactor
    /// Why it is not the exact one, step by step; empty for an exact hit.
    public let findings: [DataFinding]

    /// Creates a choice.
    public init(factor: EmissionFactor, findings: [DataFinding]) {
        self.factor = factor
        self.findings = findings
    }
}
