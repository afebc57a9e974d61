import Units

extension Meter {
    /// Returns what the meter consumed by civil day (由读数到日用量).
    ///
    /// - Parameter readings: stored readings in order of time, one per stamp; to get a day right the last reading
    ///   before it and the first after it must be among them.
    /// - Returns: days and findings. The amounts of the days sum exactly to the register differences that were
    ///   accepted, or to the intervals.
    public func consumption(of readings: [Reading]) -> ConsumptionResult {
        let (slots, findings) = consumption(of: readings, slot: 86_400)
        let days = slots.map { slot in
            DayConsumption(
                day: CivilDay(containing: slot.start),
                amount: slot.amount,
                estimated: slot.estimated,
                coveredSeconds: slot.coveredSeconds,
                estimatedSeconds: slot.estimatedSeconds
            )
        }
        return ConsumptionResult(days: days, findings: findings)
    }

    /// Returns what the meter consumed by slots of the civil day (由读数到时段用量).
    ///
    /// - Parameters:
    ///   - readings: stored readings in order of time, one per stamp; those before and after the slots asked for among them.
    ///   - seconds: the length of a slot, which divides the day. [s]
    /// - Returns: slots with any known second, and findings. The slots of a day sum exactly to what
    ///   ``consumption(of:)`` says of the day.
    public func consumption(
        of readings: [Reading],
        slot seconds: Int64
    ) -> (slots: [SlotConsumption], findings: [DatedFinding]) {
        var slots = SlotAccumulator(length: seconds)
        var findings: [DatedFinding] = []
        for (index, device) in devices.enumerated() {
            guard let scale = device.microPerCount(in: item.carrier.unit) else { continue }
            let isFirst = index == 0
            let next = index + 1 < devices.count ? devices[index + 1] : nil
            let own = readings.filter { reading in
                reading.quality != .invalid && (isFirst || device.validFrom < reading.stamp)
                    && (next.map { reading.stamp <= $0.validFrom } ?? true)
            }
            switch device.kind {
            case .register:
                var registers = own.map { CumulativeReading(instant: $0.stamp, register: $0.counts) }
                addSwapReadings(of: device, next: next, isFirst: isFirst, to: &registers, findings: &findings)
                addDifferences(of: registers, device: device, scale: scale, to: &slots, findings: &findings)
            case .interval:
                addIntervals(
                    own.map { IntervalReading(end: $0.stamp, counts: $0.counts) },
                    device: device,
                    scale: scale,
                    to: &slots,
                    findings: &findings
                )
            }
        }
        return (slots.slots, findings)
    }

    /// A swap with a record bounds both devices with a register at the very instant; without one the amount between
    /// the last reading of the old and the first of the new device stays unknown, and that is said.
    private func addSwapReadings(
        of device: MeterDevice,
        next: MeterDevice?,
        isFirst: Bool,
        to registers: inout [CumulativeReading],
        findings: inout [DatedFinding]
    ) {
        if !isFirst, let start = device.start, registers.first?.instant != device.validFrom {
            registers.insert(CumulativeReading(instant: device.validFrom, register: start), at: 0)
        }
        guard let next, let last = registers.last else { return }
        if let end = next.previousEnd {
            if last.instant == next.validFrom { registers.removeLast() }
            registers.append(CumulativeReading(instant: next.validFrom, register: end))
        }
        if next.previousEnd == nil || (next.kind == .register && next.start == nil) {
            findings.append(
                finding("metering.swap.registersMissing", .warning, at: next.validFrom, [next.validFrom.description])
            )
        }
    }

    private func addDifferences(
        of registers: [CumulativeReading],
        device: MeterDevice,
        scale: Int64,
        to slots: inout SlotAccumulator,
        findings: inout [DatedFinding]
    ) {
        for (earlier, later) in zip(registers, registers.dropFirst()) {
            switch device.difference(from: earlier.register, to: later.register) {
            case .amount(let counts):
                slots.add(counts: counts, scale: scale, from: earlier.instant, to: later.instant)
            case .rollover(let counts):
                slots.add(counts: counts, scale: scale, from: earlier.instant, to: later.instant)
                findings.append(
                    finding("metering.register.rollover", .notice, at: later.instant, [later.instant.description])
                )
            case .backwards:
                let values = [earlier.register, later.register].map {
                    FixedPoint(mantissa: $0, exponent: -device.decimals).description
                }
                findings.append(
                    finding(
                        "metering.register.backwards",
                        .error,
                        at: later.instant,
                        [later.instant.description] + values
                    )
                )
            }
            let splitsDays = CivilDay(closing: later.instant).start > earlier.instant
            if later.instant.seconds - earlier.instant.seconds > device.interval, splitsDays {
                findings.append(
                    finding(
                        "metering.register.gap",
                        .warning,
                        at: later.instant,
                        [earlier.instant.description, later.instant.description]
                    )
                )
            }
        }
    }

    private func addIntervals(
        _ intervals: [IntervalReading],
        device: MeterDevice,
        scale: Int64,
        to slots: inout SlotAccumulator,
        findings: inout [DatedFinding]
    ) {
        var sparse: Set<CivilDay> = []
        var previous: IntervalReading?
        for interval in intervals {
            let day = CivilDay(closing: interval.end)
            let length = previous.map { min(device.interval, interval.end.seconds - $0.end.seconds) } ?? device.interval
            slots.add(interval: interval.counts, scale: scale, seconds: length, end: interval.end)
            if let previous, interval.end.seconds - previous.end.seconds > device.interval, sparse.insert(day).inserted
            {
                findings.append(
                    finding(
                        "metering.interval.missing",
                        .warning,
                        at: interval.end,
                        [previous.end.description, interval.end.description]
                    )
                )
            }
            previous = interval
        }
    }

    private func finding(
        _ rule: String,
        _ severity: DataFinding.Severity,
        at instant: Instant,
        _ evidence: [String]
    ) -> DatedFinding {
        DatedFinding(
            day: CivilDay(closing: instant),
            finding: DataFinding(rule: rule, severity: severity, subject: code, evidence: evidence)
        )
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
    /// A fall is a rollover only from the last tenth of the scale to the first; anything else is not guessed at.
    public func difference(from earlier: Int64, to later: Int64) -> Difference {
        if later >= earlier { return .amount(later - earlier) }
        let tenth = fullScale / 10
        return earlier >= fullScale - tenth && later <= tenth ? .rollover(later + fullScale - earlier) : .backwards
    }
}
