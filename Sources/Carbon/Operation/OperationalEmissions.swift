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
    /// What turns one carrier into carbon and coal.
    private struct Choice {
        let carbon: FactorChoice?
        let coal: FactorChoice?
        let findings: [DataFinding]
    }

    private let choices: [EnergyCarrier: Choice]

    /// Chooses the factors of the carriers that occur.
    public init(
        library: FactorLibrary,
        region: FactorRegion.Code,
        year: CivilYear,
        carriers: some Sequence<EnergyCarrier> = EnergyCarrier.allCases
    ) {
        choices = Dictionary(
            uniqueKeysWithValues: Set(carriers).map { carrier in
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
                return (carrier, Choice(carbon: carbon, coal: coal, findings: findings))
            }
        )
    }

    /// The account of one subject; see ``FactorLibrary/operationalAccount(of:region:year:)``.
    public func account(of activities: [CarrierActivity]) -> OperationalAccount {
        var findings: [DataFinding] = []
        let lines = activities.sorted { $0.carrier < $1.carrier }.map { activity in
            let choice = choices[activity.carrier]
            findings += activity.findings.sorted { $0.rule < $1.rule }
            findings += choice?.findings ?? []
            return CarrierLine(
                activity: activity,
                scope: activity.carrier.scope,
                factor: choice?.carbon?.factor,
                emissions: .kilograms(activity.amount.value * (choice?.carbon?.factor.value.doubleValue ?? 0)),
                coalEquivalent: .kilograms(activity.amount.value * (choice?.coal?.factor.value.doubleValue ?? 0)),
                coalFactor: choice?.coal?.factor
            )
        }
        return OperationalAccount(lines: lines, findings: findings)
    }
}
