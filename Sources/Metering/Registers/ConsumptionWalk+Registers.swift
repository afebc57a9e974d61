import Units

extension ConsumptionWalk {
    /// Gives the stretches between registers, each judged with the one before it.
    mutating func addDifferences(
        of registers: [Reading],
        device: MeterDevice,
        scale: Int64,
        to sink: inout some StretchSink
    ) {
        let screen = RegisterScreen(registers)
        note(screen, of: registers, device)
        var plausible = PlausibleGrowth(device: device, scale: scale, carrier: carrier, rules: rules)
        screen.forEachPair { earlier, later in
            let growth = later.counts - earlier.counts
            let seconds = later.stamp.seconds - earlier.stamp.seconds
            let stretch = Stretch(counts: growth, scale: scale, start: earlier.stamp, end: later.stamp)
            if growth < 0 {
                addFall(stretch, from: earlier.counts, to: later.counts, device, &plausible, &sink)
            } else if growth <= plausible.limit(seconds) {
                sink.add(stretch)
            } else {
                note(
                    device.ratedPower == nil ? .jump : .power,
                    at: later.stamp,
                    [later.stamp.description, device.text(earlier.counts), device.text(later.counts)]
                )
            }
            if seconds > device.interval { noteGap(stretch) }
        }
    }

    /// Tells a rollover from a reset from an error.
    private mutating func addFall(
        _ stretch: Stretch,
        from earlier: Int64,
        to later: Int64,
        _ device: MeterDevice,
        _ plausible: inout PlausibleGrowth,
        _ sink: inout some StretchSink
    ) {
        let limit = plausible.limit(stretch.end.seconds - stretch.start.seconds)
        let share = rules.value(.rollover, "percent", for: carrier)
        if case .rollover(let counts) = device.difference(from: earlier, to: later, edge: share), counts <= limit {
            var rolled = stretch
            rolled.counts = counts
            sink.add(rolled)
            note(.rollover, at: stretch.end, [stretch.end.description])
            return
        }
        let nearZero =
            device.ratedPower == nil
            ? device.fullScale / 1_000 * rules.value(.reset, "permille", for: carrier) : limit
        note(
            later <= min(nearZero, earlier / 10) ? .reset : .backwards,
            at: stretch.end,
            [stretch.end.description, device.text(earlier), device.text(later)]
        )
    }

    private mutating func noteGap(_ stretch: Stretch) {
        guard CivilDay(closing: stretch.end).start > stretch.start else { return }
        note(.gap, at: stretch.end, [stretch.start.description, stretch.end.description])
    }

    private mutating func note(_ screen: RegisterScreen, of registers: [Reading], _ device: MeterDevice) {
        for (index, fault) in screen.faults.sorted(by: { $0.key < $1.key }) {
            let stamp = registers[index].stamp
            switch fault {
            case .spike: note(.spike, at: stamp, [stamp.description, device.text(registers[index].counts)])
            case .twoMeters: note(.twoMeters, at: stamp, [stamp.description], onceADay: true)
            }
        }
    }

    /// Gives the stretch of each interval; one never covers more than the time since the one before it.
    mutating func addIntervals(
        _ intervals: [Reading],
        device: MeterDevice,
        scale: Int64,
        to sink: inout some StretchSink
    ) {
        var plausible = PlausibleGrowth(device: device, scale: scale, carrier: carrier, rules: rules)
        var previous: Instant?
        for interval in intervals {
            let end = interval.stamp
            let since = previous.map { end.seconds - $0.seconds } ?? device.interval
            let length = min(device.interval, since)
            if device.ratedPower == nil || interval.counts <= plausible.limit(device.interval) {
                sink.add(
                    Stretch(counts: interval.counts, scale: scale, start: end.adding(seconds: -length), end: end)
                )
            } else {
                note(.power, at: end, [end.description, "0", device.text(interval.counts)])
            }
            if since > device.interval, let previous {
                note(.missing, at: end, [previous.description, end.description], onceADay: true)
            }
            previous = end
        }
    }
}

/// How much a register may grow in some time.
private struct PlausibleGrowth {
    private let scale: Int64
    private let fullScale: Int64
    /// Percent of the branch's power, times its power. [millionths of the carrier's unit an hour × 100]
    private let power: Int64?
    private let jumpPercent: Int64
    private let jumpSeconds: Int64
    /// The last answer; most readings come at equal distances.
    private var last: (seconds: Int64, limit: Int64) = (0, 0)

    init(device: MeterDevice, scale: Int64, carrier: EnergyCarrier, rules: QualityRules) {
        self.scale = scale
        fullScale = device.fullScale
        power = device.ratedPower?.mantissa(atExponent: -6).flatMap {
            let (product, overflow) = $0.multipliedReportingOverflow(by: rules.value(.power, "percent", for: carrier))
            return overflow ? nil : product
        }
        jumpPercent = rules.value(.jump, "percent", for: carrier)
        jumpSeconds = rules.value(.jump, "hours", for: carrier) * 3_600
    }

    /// The most counts that are plausible in some seconds, one more than that for the device's last digit.
    mutating func limit(_ seconds: Int64) -> Int64 {
        if seconds != last.seconds { last = (seconds, computed(seconds)) }
        return last.limit
    }

    private func computed(_ seconds: Int64) -> Int64 {
        guard let power else { return seconds < jumpSeconds ? fullScale.percent(jumpPercent) : .max }
        let (divisor, overflow) = scale.multipliedReportingOverflow(by: 360_000)
        guard !overflow, divisor > 0 else { return 1 }
        let product = power.multipliedFullWidth(by: seconds)
        // Beyond what 64 bits hold nothing is implausible.
        return product.high < divisor / 2 ? divisor.dividingFullWidth(product).quotient + 1 : .max
    }
}

extension MeterDevice {
    /// What lies between two registers.
    public enum Difference: Hashable, Sendable {
        /// The register grew.
        case amount(Int64)
        /// It ran over its full scale and grew on.
        case rollover(Int64)
        /// It went back: reset, swap without record, or error.
        case backwards
    }

    /// Tells growth from rollover from error.
    ///
    /// A fall is a rollover only from the last part of the scale to the first; anything else is not guessed at.
    ///
    /// - Parameters:
    ///   - earlier: the register before. [counts]
    ///   - later: the register after. [counts]
    ///   - edge: how much of the scale is its first and last part. [%]
    /// - Returns: growth, growth over the full scale, or that it went back.
    public func difference(from earlier: Int64, to later: Int64, edge: Int64) -> Difference {
        if later >= earlier { return .amount(later - earlier) }
        let part = fullScale.percent(edge)
        return earlier >= fullScale - part && later <= part ? .rollover(later + fullScale - earlier) : .backwards
    }
}

extension Int64 {
    /// So many percent of a number that is not negative, rounded down, without overflow.
    func percent(_ percent: Int64) -> Int64 { self / 100 * percent + self % 100 * percent / 100 }
}
