public import Units

/// A meter that no device stands behind (虚拟表): its amounts are computed from those of other meters.
public struct VirtualMeter: Hashable, Sendable {
    /// A formula from a day on, until the next one.
    public struct Version: Hashable, Sendable {
        /// The first day.
        public let from: CivilDay
        /// The formula; `nil` where the meter ends.
        public let formula: MeterFormula?

        /// Creates a version.
        public init(from: CivilDay, formula: MeterFormula?) {
            self.from = from
            self.formula = formula
        }
    }

    /// Its code.
    public let code: String
    /// What it stands for.
    public let item: EnergyItemCode
    /// Its formulas by date, first one first.
    public let versions: [Version]

    /// Creates a virtual meter.
    public init(code: String, item: EnergyItemCode, versions: [Version]) {
        self.code = code
        self.item = item
        self.versions = versions.sorted { $0.from < $1.from }
    }

    /// The formula in force on a day.
    public func formula(on day: CivilDay) -> MeterFormula? { versions.last { $0.from <= day }?.formula }

    /// Computes days from those of its parts.
    ///
    /// - Parameters:
    ///   - days: the days to compute.
    ///   - parts: days by meter code.
    ///   - rules: the rules of data quality.
    /// - Returns: days and findings. A day without one of its parts has no amount, rather than a wrong one; it is
    ///   known as long as the part that is known least.
    public func consumption(
        on days: Range<CivilDay>,
        parts: [String: [CivilDay: DayConsumption]],
        rules: QualityRules
    ) -> ConsumptionResult {
        var result = ConsumptionResult()
        for day in days {
            guard let formula = formula(on: day) else { continue }
            let known = formula.terms.map { (term: $0, part: parts[$0.meter]?[day]) }
            let missing = known.filter { $0.part == nil }.map(\.term.meter)
            guard missing.count < known.count else { continue }
            guard missing.isEmpty, let amount = formula.amount(of: { parts[$0]?[day]?.amount }) else {
                note(.partMissing, on: day, missing, &result, rules)
                continue
            }
            if amount < .zero { note(.negative, on: day, [], &result, rules) }
            let covered = known.compactMap(\.part?.coveredSeconds).min() ?? 0
            let estimated = min(known.compactMap(\.part?.estimatedSeconds).max() ?? 0, covered)
            result.days.append(
                DayConsumption(
                    day: day,
                    amount: amount,
                    estimated: min(known.estimated, max(amount, .zero)),
                    coveredSeconds: covered,
                    estimatedSeconds: estimated
                )
            )
        }
        return result
    }

    private func note(
        _ rule: QualityRule.ID,
        on day: CivilDay,
        _ parts: [String],
        _ result: inout ConsumptionResult,
        _ rules: QualityRules
    ) {
        let evidence = [day.description, parts.joined(separator: ", ")]
        result.findings.append(DatedFinding(day: day, finding: rules.finding(rule, subject: code, evidence: evidence)))
    }
}

extension [(term: MeterFormula.Term, part: DayConsumption?)] {
    /// What was estimated of all parts, whatever their sign.
    fileprivate var estimated: Amount {
        reduce(.zero) { sum, known in
            guard let part = known.part else { return sum }
            let share = abs(part.estimated.value * known.term.coefficient.doubleValue)
            return sum + Amount(micro: Int64((share * 1e6).rounded()))
        }
    }
}

/// Why virtual meters cannot be taken as they are.
public enum VirtualMeterProblem: Error, Hashable, Sendable {
    /// A formula refers to itself, over these meters in order.
    case cycle([String], from: CivilDay)
    /// A formula names a meter that there is none of.
    case unknownMeter(String, in: String)
    /// A formula adds what cannot be added: another carrier or unit.
    case otherUnit(String, in: String)
}

extension [VirtualMeter] {
    /// Checks that every formula names meters that there are, of one carrier, and never itself by any way.
    ///
    /// - Parameter carriers: the carriers of all meters by code, virtual ones included.
    /// - Throws: ``VirtualMeterProblem``.
    public func check(carriers: [String: EnergyCarrier]) throws(VirtualMeterProblem) {
        for meter in self {
            for part in meter.versions.compactMap(\.formula).flatMap(\.terms).map(\.meter) {
                guard let carrier = carriers[part] else { throw .unknownMeter(part, in: meter.code) }
                guard carrier == meter.item.carrier else { throw .otherUnit(part, in: meter.code) }
            }
        }
        // Formulas change by day, so a cycle is looked for on each day on which one begins.
        for day in Set(flatMap { $0.versions.map(\.from) }).sorted() {
            if let cycle = cycle(on: day) { throw .cycle(cycle, from: day) }
        }
    }

    /// The virtual meters, each after its parts on a day.
    public func ordered(on day: CivilDay) -> [VirtualMeter] {
        let byCode = Dictionary(map { ($0.code, $0) }) { first, _ in first }
        var (done, order): (Set<String>, [VirtualMeter]) = ([], [])
        func visit(_ meter: VirtualMeter) {
            guard done.insert(meter.code).inserted else { return }
            for term in meter.formula(on: day)?.terms ?? [] { byCode[term.meter].map(visit) }
            order.append(meter)
        }
        for meter in sorted(by: { $0.code < $1.code }) { visit(meter) }
        return order
    }

    private func cycle(on day: CivilDay) -> [String]? {
        let parts = Dictionary(map { ($0.code, ($0.formula(on: day)?.terms ?? []).map(\.meter)) }, uniquingKeysWith: +)
        return firstCycle(of: parts.keys.sorted()) { parts[$0] ?? [] }
    }
}
