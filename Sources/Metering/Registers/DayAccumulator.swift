import Units

/// Collects amounts by civil day.
struct DayAccumulator {
    private(set) var days: [DayConsumption] = []

    /// Adds a register difference, split linearly over the days it spans.
    ///
    /// The share of each day is the difference of two floors of one straight line, so the shares sum exactly to the
    /// whole. A difference that crosses a midnight between its two readings is estimated; one that ends on midnight
    /// is not.
    mutating func add(counts: Int64, scale: Int64, from start: Instant, to end: Instant) {
        let length = end.seconds - start.seconds
        guard length > 0 else { return }
        let lastDay = CivilDay(closing: end)
        var day = CivilDay(containing: start)
        let isSplit = day < lastDay
        var from = start
        var before: Int64 = 0
        while day <= lastDay {
            let to = min(day.adding(days: 1).start, end)
            let upTo = to == end ? counts : Self.share(of: counts, part: to.seconds - start.seconds, whole: length)
            add(micro: (upTo - before) * scale, seconds: to.seconds - from.seconds, isEstimated: isSplit, on: day)
            before = upTo
            from = to
            day = day.adding(days: 1)
        }
    }

    /// Adds the amount of one interval.
    mutating func add(interval counts: Int64, scale: Int64, seconds: Int64, on day: CivilDay) {
        add(micro: counts * scale, seconds: seconds, isEstimated: false, on: day)
    }

    private mutating func add(micro: Int64, seconds: Int64, isEstimated: Bool, on day: CivilDay) {
        if days.last?.day != day { days.append(DayConsumption(day: day)) }
        let last = days.count - 1
        days[last].amount += Amount(micro: micro)
        days[last].coveredSeconds = min(days[last].coveredSeconds + seconds, 86_400)
        if isEstimated {
            days[last].estimated += Amount(micro: micro)
            days[last].estimatedSeconds += seconds
        }
    }

    /// floor(`counts` × `part` ÷ `whole`) without overflow; `part` ≤ `whole`, all of them positive.
    private static func share(of counts: Int64, part: Int64, whole: Int64) -> Int64 {
        whole.dividingFullWidth(counts.multipliedFullWidth(by: part)).quotient
    }
}
