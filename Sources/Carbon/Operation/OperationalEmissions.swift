public import Units

extension FactorLibrary {
    /// Returns the operational account of a subject over a period of one year or less (建筑运行碳排放).
    ///
    /// Emissions are the sum over carriers of amount × factor [1]; water and renewables are listed and emit nothing.
    /// A carrier without a factor is listed with zero emissions and a finding, never dropped.
    ///
    /// - Parameters:
    ///   - activities: what was consumed; at most one per carrier. [the carrier's unit]
    ///   - region: the factor region of the subject.
    ///   - year: the year of the period, for which factors are chosen.
    /// - Returns: the account. [kgCO₂], [kgce]
    ///
    /// ## References
    /// 1. GB/T 51366-2019, 建筑碳排放计算标准, 4.1.4 (formula recalled, checked for dimensions).
    public func operationalAccount(
        of activities: [CarrierActivity],
        region: FactorRegion.Code,
        year: CivilYear
    ) -> OperationalAccount {
        AccountFactors(library: self, region: region, year: year, carriers: activities.map(\.carrier))
            .account(of: activities)
    }
}

/// The factors that all accounts of one region and year use (核算因子组), chosen once for many subjects.
public struct AccountFactors: Sendable {
    /// What turns one carrier into carbon and coal, and what there is to say about it.
    private struct Choice {
        let factors: LineFactors
        let findings: [DataFinding]
    }

    private let choices: [EnergyCarrier: Choice]
    /// The carriers in order, and all reservations about them: what nearly every account of a city shares.
    private let carriers: [EnergyCarrier]
    private let findings: [DataFinding]

    /// Chooses the factors of the carriers that occur.
    public init(
        library: FactorLibrary,
        region: FactorRegion.Code,
        year: CivilYear,
        carriers: some Sequence<EnergyCarrier>
    ) {
        self.carriers = Set(carriers).sorted()
        choices = Dictionary(
            uniqueKeysWithValues: self.carriers.map { carrier in
                let carbon = carrier.scope.flatMap { _ in
                    library.choose(carrier.factorKind, for: carrier, region: region, year: year)
                }
                let coal = library.choose(.coalEquivalent, for: carrier, region: region, year: year)
                var findings = (carbon?.findings ?? []) + (coal?.findings ?? [])
                func missing(_ rule: String, _ severity: DataFinding.Severity) {
                    findings.append(DataFinding(rule: rule, severity: severity, subject: carrier.rawValue))
                }
                if carrier.scope != nil, carbon == nil { missing("carbon.factor.missing", .error) }
                if carrier.scope != nil, coal == nil { missing("carbon.coalEquivalent.missing", .warning) }
                let factors = LineFactors(carbon: carbon?.factor, coal: coal?.factor)
                return (carrier, Choice(factors: factors, findings: findings))
            }
        )
        findings = self.carriers.flatMap { [choices] in choices[$0]?.findings ?? [] }
    }

    /// The account of one subject, at most one amount per carrier, of the carriers that were chosen for.
    public func account(of activities: [CarrierActivity]) -> OperationalAccount {
        let lines = activities.sorted { $0.carrier < $1.carrier }.compactMap { activity in
            choices[activity.carrier].map { CarrierLine(activity, $0.factors) }
        }
        if lines.allSatisfy(\.activity.findings.isEmpty), lines.lazy.map(\.activity.carrier).elementsEqual(carriers) {
            return OperationalAccount(lines: lines, findings: findings)
        }
        let findings = lines.flatMap { line in
            line.activity.findings.sorted { $0.rule < $1.rule } + (choices[line.activity.carrier]?.findings ?? [])
        }
        return OperationalAccount(lines: lines, findings: findings)
    }
}
