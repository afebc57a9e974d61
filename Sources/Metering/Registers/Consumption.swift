import Units

extension Meter {
    /// Returns what the meter consumed by civil day (由读数到日用量).
    ///
    /// - Parameters:
    ///   - readings: stored readings, one per stamp; to get a day right, ``contextReadings`` readings before its first
    ///     and after its last one must be among them.
    ///   - repairs: what people decided about readings and gaps, laid over them.
    ///   - rules: the rules of data quality.
    /// - Returns: days and findings. The amounts of the days sum exactly to the register differences that were
    ///   accepted, or to the intervals, and to the estimates that people accepted.
    public func consumption(
        of readings: [Reading],
        repairs: [Repair] = [],
        rules: QualityRules
    ) -> ConsumptionResult {
        let (buckets, findings) = buckets(of: readings, repairs, by: .day, rules)
        return ConsumptionResult(days: buckets.map(DayConsumption.init), findings: findings)
    }

    /// Returns what the meter consumed by shorter intervals; those of a day sum exactly to the day.
    ///
    /// An amount is estimated where it was split between intervals, so hours of a meter that is read once a day are.
    public func intervals(
        of readings: [Reading],
        by granularity: Granularity,
        repairs: [Repair] = [],
        rules: QualityRules
    ) -> [IntervalConsumption] {
        buckets(of: readings, repairs, by: granularity, rules).buckets.map {
            IntervalConsumption($0, length: granularity.seconds)
        }
    }

    /// How many readings on either side of a day bear on it.
    public static var contextReadings: Int { RegisterScreen.reach + 2 }

    private func buckets(
        of readings: [Reading],
        _ repairs: [Repair],
        by granularity: Granularity,
        _ rules: QualityRules
    ) -> (buckets: [Buckets.Bucket], findings: [DatedFinding]) {
        var sink = Buckets(granularity)
        guard !repairs.isEmpty else {
            var walk = ConsumptionWalk(meter: self, rules: rules)
            walk.run(readings, into: &sink)
            return (sink.finish(), walk.dated)
        }
        let repaired = repaired(by: repairs)
        var (list, walk) = (StretchList(), ConsumptionWalk(meter: repaired, rules: rules))
        walk.run(readings.repaired(by: repairs), into: &list)
        let estimates = RepairedEstimates(repairs, beside: list.stretches)
        for stretch in estimates.merged { sink.add(stretch) }
        return (
            sink.finish(), walk.dated.map(estimates.settled) + repairs.flatMap { estimates.notes(on: $0, of: code) }
        )
    }
}

/// Goes through a meter's readings device by device and gives the stretches between them.
struct ConsumptionWalk {
    let meter: Meter
    let rules: QualityRules
    private var found: [(at: Instant, finding: DataFinding)] = []
    /// Rules that are said once a day, with the last day they were said on.
    private var said: [QualityRule.ID: CivilDay] = [:]

    init(meter: Meter, rules: QualityRules) {
        self.meter = meter
        self.rules = rules
    }

    var carrier: EnergyCarrier { meter.item.carrier }

    /// What was noticed, in order of time.
    var dated: [DatedFinding] {
        found.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map {
            DatedFinding(day: CivilDay(closing: $0.element.at), finding: $0.element.finding)
        }
    }

    mutating func note(_ rule: QualityRule.ID, at instant: Instant, _ evidence: [String], onceADay: Bool = false) {
        if onceADay, said.updateValue(CivilDay(closing: instant), forKey: rule) == CivilDay(closing: instant) { return }
        found.append((instant, rules.finding(rule, subject: meter.code, evidence: evidence)))
    }

    mutating func run(_ readings: [Reading], into sink: inout some StretchSink) {
        let readings = ordered(readings)
        for (index, device) in meter.devices.enumerated() {
            if let former = meter.formerRatios[device.validFrom] {
                // On the day on which the device was put in, be it midnight itself.
                note(
                    .ratio,
                    at: device.validFrom.adding(seconds: 1),
                    [device.validFrom.description, former.description, device.ratio.description]
                )
            }
            guard let scale = device.microPerCount(in: carrier.unit) else { continue }
            let isFirst = index == 0
            let next = index + 1 < meter.devices.count ? meter.devices[index + 1] : nil
            let own = usable(readings, of: device, isFirst: isFirst, until: next?.validFrom)
            switch device.kind {
            case .register:
                let registers = withSwaps(own, of: device, next: next, isFirst: isFirst)
                addDifferences(of: registers, device: device, scale: scale, to: &sink)
            case .interval: addIntervals(own, device: device, scale: scale, to: &sink)
            case .demand, .state: break
            }
        }
    }

    /// One reading per stamp in order of time; of several the last one holds, as in a reading store.
    private mutating func ordered(_ readings: [Reading]) -> [Reading] {
        guard zip(readings, readings.dropFirst()).contains(where: { $0.stamp >= $1.stamp }) else { return readings }
        var unique: [Reading] = []
        let sorted = readings.enumerated().sorted { ($0.element.stamp, $0.offset) < ($1.element.stamp, $1.offset) }
        for reading in sorted.map(\.element) {
            guard let last = unique.last, last.stamp == reading.stamp else {
                unique.append(reading)
                continue
            }
            if last.counts != reading.counts {
                note(.conflict, at: reading.stamp, [reading.stamp.description], onceADay: true)
            }
            unique[unique.count - 1] = reading
        }
        return unique
    }

    /// The readings that a device gave and could have shown.
    private mutating func usable(
        _ readings: [Reading],
        of device: MeterDevice,
        isFirst: Bool,
        until end: Instant?
    ) -> [Reading] {
        let (begin, end) = (isFirst ? Int64.min : device.validFrom.seconds, end?.seconds ?? .max)
        let fullScale = UInt64(device.fullScale)
        func isUsable(_ reading: Reading) -> Bool {
            // Below zero is beyond any scale once the sign is taken for a digit.
            reading.quality != .invalid && begin < reading.stamp.seconds && reading.stamp.seconds <= end
                && UInt64(bitPattern: reading.counts) < fullScale
        }
        // Nearly always all of them are, and need not be copied.
        guard let first = readings.firstIndex(where: { !isUsable($0) }) else { return readings }
        var own = Array(readings[..<first])
        for reading in readings[first...] {
            if isUsable(reading) {
                own.append(reading)
            } else if reading.quality != .invalid, begin < reading.stamp.seconds, reading.stamp.seconds <= end,
                device.kind == .register || device.kind == .interval
            {
                note(
                    .range,
                    at: reading.stamp,
                    [reading.stamp.description, device.text(reading.counts)],
                    onceADay: true
                )
            }
        }
        return own
    }

    /// A swap with a record bounds both devices with a register at the very instant; without one the amount between
    /// the last reading of the old and the first of the new device stays unknown, and that is said.
    private mutating func withSwaps(
        _ own: [Reading],
        of device: MeterDevice,
        next: MeterDevice?,
        isFirst: Bool
    ) -> [Reading] {
        var registers = own
        if !isFirst, let start = device.start, registers.first?.stamp != device.validFrom {
            registers.insert(Reading(stamp: device.validFrom, counts: start), at: 0)
        }
        guard let next, let last = registers.last else { return registers }
        if let end = next.previousEnd {
            if last.stamp == next.validFrom { registers.removeLast() }
            registers.append(Reading(stamp: next.validFrom, counts: end))
        }
        if next.previousEnd == nil || (next.kind == .register && next.start == nil) {
            note(.swap, at: next.validFrom, [next.validFrom.description])
        }
        return registers
    }
}

extension MeterDevice {
    /// Counts as the device shows them.
    func text(_ counts: Int64) -> String { FixedPoint(mantissa: counts, exponent: -decimals).description }
}
