import Units

extension Meter {
    /// Says where a register stood still too long on a branch that usually runs (停走).
    ///
    /// - Parameters:
    ///   - readings: readings in order of time.
    ///   - history: days before, by which it is judged whether the branch usually runs.
    ///   - rules: the rules of data quality.
    /// - Returns: one finding for each standstill, on the day on which it became too long.
    public func staleFindings(
        in readings: [Reading],
        history: [DayConsumption],
        rules: QualityRules
    ) -> [DatedFinding] {
        let carrier = item.carrier
        guard let rule = rules.rule(.stale, for: carrier) else { return [] }
        let longest = rule.value("hours", for: carrier) * 3_600
        var findings: [DatedFinding] = []
        var begin: Reading?
        var isSaid = false
        for reading in readings where reading.quality != .invalid {
            let isSame = begin.map { $0.counts == reading.counts && device(at: $0.stamp) == device(at: reading.stamp) }
            guard let since = begin, isSame == true, device(at: reading.stamp)?.kind == .register else {
                (begin, isSaid) = (reading, false)
                continue
            }
            guard !isSaid, reading.stamp.seconds - since.stamp.seconds >= longest,
                usuallyRuns(before: since.day, history, rule)
            else { continue }
            isSaid = true
            let evidence = [since.stamp.description, device(at: since.stamp)?.text(since.counts) ?? ""]
            findings.append(
                DatedFinding(day: reading.day, finding: rules.finding(.stale, subject: code, evidence: evidence))
            )
        }
        return findings
    }

    /// Whether nearly all known days before a day had some consumption; a week is the least to judge by.
    private func usuallyRuns(before day: CivilDay, _ history: [DayConsumption], _ rule: QualityRule) -> Bool {
        let days = Int(rule.value("usual_days", for: item.carrier))
        let known = history.filter { day.adding(days: -days) <= $0.day && $0.day < day && $0.coveredSeconds > 0 }
        let running = known.count { $0.amount > .zero }
        return known.count >= 7 && running * 100 >= known.count * Int(rule.value("usual_percent", for: item.carrier))
    }
}
