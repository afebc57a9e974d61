public import Units

/// A meter's day beside those of the meters right below it (逐级平衡).
public struct MeterBalance: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// What the meter above saw.
    public let parent: Amount
    /// What those below it saw together.
    public let children: Amount
    /// What the last digits of all these devices stand for together.
    public let resolution: Amount

    /// What the meter above saw and none below it (未分项余量), kept apart and never spread; negative where they saw more.
    public var residual: Amount { parent - children }

    /// What is worth saying: the meters below saw more than the one above, or too much is seen by none of them.
    ///
    /// Beyond both a share of the parent's amount and the resolution; within, nothing is said.
    func rule(_ rules: QualityRules, for carrier: EnergyCarrier) -> QualityRule.ID? {
        let id: QualityRule.ID = residual < .zero ? .imbalance : .unmetered
        let difference = max(residual, .zero - residual)
        let share = max(parent, .zero).micro.percent(rules.value(id, "percent", for: carrier))
        return rules.rule(id, for: carrier) != nil && difference.micro > max(share, resolution.micro) ? id : nil
    }
}

/// One meter's day, as a balance needs it.
public struct MeteredDay: Sendable {
    /// The meter.
    public let meter: Meter
    /// The day.
    public let consumption: DayConsumption

    /// Creates a metered day.
    public init(meter: Meter, consumption: DayConsumption) {
        self.meter = meter
        self.consumption = consumption
    }

    /// What the last digit of its device stands for.
    fileprivate var resolution: Amount {
        let device = meter.device(at: consumption.day.adding(days: 1).start)
        return Amount(micro: device?.microPerCount(in: meter.item.carrier.unit) ?? 0)
    }
}

extension BranchedMeters {
    /// Balances each meter with those right below it on a day on which all of them were known nearly throughout.
    ///
    /// - Parameters:
    ///   - days: the day of each meter that has one.
    ///   - rules: the rules of data quality.
    /// - Returns: the balances by the meter above.
    public func balances(of days: [Meter.ID: MeteredDay], rules: QualityRules) -> [Meter.ID: MeterBalance] {
        var balances: [Meter.ID: MeterBalance] = [:]
        for (parent, children) in children {
            let below = children.compactMap { days[$0] }
            guard let above = days[parent], below.count == children.count else { continue }
            let percent = rules.value(.imbalance, "complete_percent", for: above.meter.item.carrier)
            let needed = Granularity.day.seconds.percent(percent)
            let all = [above] + below
            guard all.allSatisfy({ $0.consumption.coveredSeconds >= needed }) else { continue }
            balances[parent] = MeterBalance(
                day: above.consumption.day,
                parent: above.consumption.amount,
                children: below.reduce(.zero) { $0 + $1.consumption.amount },
                resolution: all.reduce(.zero) { $0 + $1.resolution }
            )
        }
        return balances
    }

    /// Meters without a known second that stand below another such one (上级离线抑制下级).
    ///
    /// What is said of the one above says it for them.
    public func suppressed(silent: Set<Meter.ID>) -> Set<Meter.ID> {
        silent.filter { parents[$0].map(silent.contains) ?? false }
    }
}

extension MeterBalance {
    /// What is to be said of a balance, on the meter above.
    public func finding(of meter: Meter, rules: QualityRules) -> DatedFinding? {
        let carrier = meter.item.carrier
        return rule(rules, for: carrier).map { rule in
            let evidence =
                [day.description] + [parent, children, residual].map(\.decimalText) + [carrier.unit.rawValue]
            return DatedFinding(day: day, finding: rules.finding(rule, subject: meter.code, evidence: evidence))
        }
    }
}

extension Amount {
    /// The amount in the carrier's unit, in plain digits without trailing zeros.
    fileprivate var decimalText: String {
        let text = FixedPoint(mantissa: micro, exponent: -6).description
        let end = text.lastIndex { $0 != "0" } ?? text.startIndex
        return text[end] == "." ? String(text[..<end]) : String(text[...end])
    }
}
