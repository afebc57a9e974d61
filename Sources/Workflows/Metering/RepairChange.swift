import Documents
public import Metering
import Units

/// What is wrong with a repair that somebody asks for (修复问题).
public struct RepairFault: Error, Hashable, Sendable {
    /// The field that it is about.
    public let column: RepairColumn
    /// The key of its words, with what was written as their argument.
    public let rule: String
}

extension Meter {
    /// No estimate is larger, so that sums of a city's never leave their range. [unit of the meter]
    private static let largestEstimate = FixedPoint(mantissa: 100_000_000)

    /// The change to this meter's readings that somebody asks for.
    ///
    /// - Parameters:
    ///   - action: what is to be done; nothing is changed by taking a repair back.
    ///   - from: when it begins, or the instant of a register or swap.
    ///   - to: when it ends, where it is about a stretch of time.
    ///   - value: a register, the old device's last one, or an amount in the carrier's unit.
    ///   - start: the new device's first register.
    ///   - now: the present, beyond which nothing is repaired.
    /// - Returns: the change.
    /// - Throws: ``RepairFault`` about the first field that cannot be.
    func change(
        _ action: RepairAction,
        from: Instant,
        to: Instant?,
        value: FixedPoint?,
        start: FixedPoint?,
        now: Instant
    ) throws(RepairFault) -> Repair.Change {
        guard let first = devices.first else { throw RepairFault(column: .meter, rule: "import.repair.virtual") }
        guard from >= CivilDay(containing: first.validFrom).start else {
            throw RepairFault(column: .from, rule: "import.repair.beforeMeter")
        }
        guard from <= now else { throw RepairFault(column: .from, rule: "import.repair.future") }
        switch action {
        case .invalid, .estimate, .undo:
            guard let to, from < to else { throw RepairFault(column: .to, rule: "import.repair.endsBefore") }
            guard to <= now else { throw RepairFault(column: .to, rule: "import.repair.future") }
            guard action == .estimate else { return .markInvalid(from..<to) }
            guard let value else { return .acceptEstimate(from..<to, nil) }
            guard value >= FixedPoint(mantissa: 0), value <= Self.largestEstimate,
                let micro = value.mantissa(atExponent: -6)
            else {
                throw RepairFault(column: .value, rule: ReadingProblem.outOfRange.rawValue)
            }
            return .acceptEstimate(from..<to, Amount(micro: micro))
        case .register:
            guard let counts = try Self.counts(value, .value, of: device(at: from)) else {
                throw RepairFault(column: .value, rule: ImportRule.fieldMissing)
            }
            return .enterRegister(at: from, counts: counts)
        case .swap:
            guard let index = devices.firstIndex(where: { $0.validFrom == from }), index > 0 else {
                throw RepairFault(column: .from, rule: "import.repair.noSwap")
            }
            let end = try Self.counts(value, .value, of: devices[index - 1])
            let counts = try Self.counts(start, .start, of: devices[index])
            if end == nil, counts == nil { throw RepairFault(column: .value, rule: ImportRule.fieldMissing) }
            return .enterSwap(at: from, previousEnd: end, start: counts)
        }
    }

    /// What a device shows, in its own counts; `nil` where nothing was written.
    private static func counts(
        _ number: FixedPoint?,
        _ column: RepairColumn,
        of device: MeterDevice?
    ) throws(RepairFault) -> Int64? {
        guard let number else { return nil }
        guard let device, let counts = number.mantissa(atExponent: -device.decimals),
            (0..<device.fullScale).contains(counts)
        else { throw RepairFault(column: column, rule: ReadingProblem.outOfRange.rawValue) }
        return counts
    }
}
