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
        var findings: [DataFinding] = []
        let lines = activities.sorted { $0.carrier < $1.carrier }.map { activity in
            let carrier = activity.carrier
            let carbon = carrier.scope.flatMap { _ in
                choose(carrier.factorKind, for: carrier, region: region, year: year)
            }
            let coal = choose(.coalEquivalent, for: carrier, region: region, year: year)
            findings += activity.findings.sorted { $0.rule < $1.rule }
            findings += (carbon?.findings ?? []) + (coal?.findings ?? [])
            if carrier.scope != nil, carbon == nil {
                findings.append(DataFinding(rule: "carbon.factor.missing", severity: .error, subject: carrier.rawValue))
            }
            if carrier.scope != nil, coal == nil {
                let rule = "carbon.coalEquivalent.missing"
                findings.append(DataFinding(rule: rule, severity: .warning, subject: carrier.rawValue))
            }
            return CarrierLine(
                activity: activity,
                scope: carrier.scope,
                factor: carbon?.factor,
                emissions: .kilograms(activity.amount.value * (carbon?.factor.value.doubleValue ?? 0)),
                coalEquivalent: .kilograms(activity.amount.value * (coal?.factor.value.doubleValue ?? 0)),
                coalFactor: coal?.factor
            )
        }
        return OperationalAccount(lines: lines, findings: findings)
    }
}
