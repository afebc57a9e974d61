public import Units

/// How many of a day's readings came in (完整率), for the calendar of completeness.
public struct DayCompleteness: Hashable, Sendable {
    /// The day.
    public let day: CivilDay
    /// Readings that were due.
    public let expected: Int
    /// Intervals with a reading that can be used; several in one interval count once.
    public let received: Int

    /// The share that came in, 0…1; nothing due is complete.
    public var share: Double { expected == 0 ? 1 : min(1, Double(received) / Double(expected)) }
}

extension Meter {
    /// Counts the readings of each day against those that were due.
    ///
    /// Due are 24 h over the device's interval from the moment the first device was put in until `end`.
    ///
    /// - Parameters:
    ///   - days: the days.
    ///   - readings: readings of those days in order of time.
    ///   - end: the present, beyond which nothing is due.
    /// - Returns: one value a day, in order.
    public func completeness(of days: Range<CivilDay>, readings: [Reading], until end: Instant) -> [DayCompleteness] {
        guard let first = devices.first?.validFrom else { return [] }
        var index = 0
        return days.map { day in
            let (start, close) = (day.start, day.adding(days: 1).start)
            let interval = device(at: close)?.interval ?? 900
            while index < readings.count, readings[index].stamp <= start { index += 1 }
            var received = 0
            var last: Int64 = -1
            while index < readings.count, readings[index].stamp <= close {
                let slot = (readings[index].stamp.seconds - start.seconds - 1) / interval
                if readings[index].quality != .invalid, slot != last { received += 1 }
                if readings[index].quality != .invalid { last = slot }
                index += 1
            }
            let due = min(close.seconds, end.seconds) - max(start.seconds, first.seconds)
            return DayCompleteness(day: day, expected: Int(max(0, due) / interval), received: received)
        }
    }

    /// Says which days are not complete enough.
    ///
    /// A day with fewer readings than the rule asks for says nothing: a register that somebody reads by hand is not due
    /// every interval, and a day without any is told by the gap that it lies in.
    public func findings(on completeness: [DayCompleteness], rules: QualityRules) -> [DatedFinding] {
        guard let rule = rules.rule(.incomplete, for: item.carrier) else { return [] }
        let percent = Int(rule.value("percent", for: item.carrier))
        let fewest = Int(rule.value("readings", for: item.carrier))
        let judged = completeness.filter { $0.received >= fewest && $0.received * 100 < $0.expected * percent }
        return judged.map { day in
            DatedFinding(
                day: day.day,
                finding: rules.finding(
                    .incomplete,
                    subject: code,
                    evidence: [day.day.description, String(day.received), String(day.expected)]
                )
            )
        }
    }
}

extension Meter {
    /// Says that no reading has come in since one, on its day.
    public func silence(since stamp: Instant, rules: QualityRules) -> DatedFinding {
        DatedFinding(
            day: CivilDay(closing: stamp),
            finding: rules.finding(.silent, subject: code, evidence: [stamp.description])
        )
    }
}
