import Units

extension Meter {
    /// Says on which days the stamps lie beside the times at which the device should read (时钟偏移).
    ///
    /// Readings are due at whole multiples of the interval after midnight. A clock that is off moves all of them by the
    /// same amount; the middle one of a day tells it. Amounts stay right, since each stretch is split at midnight.
    public func driftFindings(in readings: [Reading], rules: QualityRules) -> [DatedFinding] {
        guard let rule = rules.rule(.drift, for: item.carrier) else { return [] }
        let most = rule.value("seconds", for: item.carrier)
        let fewest = Int(rule.value("readings", for: item.carrier))
        let days = Dictionary(grouping: readings.filter { $0.quality != .invalid }, by: \.day)
        return days.keys.sorted().compactMap { day in
            let offsets = (days[day] ?? []).map(offset).sorted()
            guard offsets.count >= fewest else { return nil }
            let middle = offsets[offsets.count / 2]
            // Offsets that differ among themselves are no clock's.
            let alike = offsets.count { abs($0 - middle) <= most }
            guard abs(middle) > most, alike * 10 >= offsets.count * 9 else { return nil }
            let evidence = [day.description, String(middle)]
            return DatedFinding(day: day, finding: rules.finding(.drift, subject: code, evidence: evidence))
        }
    }

    /// Seconds after the nearest time at which a reading was due; negative before it.
    private func offset(_ reading: Reading) -> Int64 {
        let interval = device(at: reading.stamp)?.interval ?? 900
        let since = (reading.stamp.seconds + Instant.chinaOffset) % interval
        return since > interval / 2 ? since - interval : since
    }
}
