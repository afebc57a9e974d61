import Units

extension Meter {
    /// Says on which days one stamp had several values (同一时刻多个值); the last one to arrive holds.
    ///
    /// - Parameters:
    ///   - replaced: values that later ones replaced.
    ///   - readings: what holds.
    ///   - rules: the rules of data quality.
    /// - Returns: one finding a day, of its first such stamp.
    public func conflictFindings(
        of replaced: [Reading],
        beside readings: [Reading],
        rules: QualityRules
    ) -> [DatedFinding] {
        guard !replaced.isEmpty, rules.rule(.conflict, for: item.carrier) != nil else { return [] }
        let holding = Dictionary(readings.map { ($0.stamp, $0.counts) }) { $1 }
        let stamps = replaced.filter { value in holding[value.stamp].map { $0 != value.counts } ?? false }.map(\.stamp)
        let first = Dictionary(stamps.map { (CivilDay(closing: $0), $0) }, uniquingKeysWith: min)
        return first.sorted { $0.key < $1.key }.map { day, stamp in
            DatedFinding(day: day, finding: rules.finding(.conflict, subject: code, evidence: [stamp.description]))
        }
    }
}
