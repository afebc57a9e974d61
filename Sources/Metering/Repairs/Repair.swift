public import Units

/// What a person decided about readings that are wrong or missing (修复): laid over what is stored, never into it.
///
/// Taking a repair back gives exactly what was there before, because readings and device records stay as they came.
public struct Repair: Hashable, Sendable, Identifiable {
    /// The number of its record.
    public struct ID: Hashable, Sendable, RawRepresentable, Comparable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// Orders by number.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// What is decided.
    public enum Change: Hashable, Sendable {
        /// Readings with a stamp in a stretch of time are not used (作废).
        case markInvalid(Range<Instant>)
        /// A register was read by a person at an instant (补录底数), in counts; it takes the place of a reading there.
        case enterRegister(at: Instant, counts: Int64)
        /// What the old and the new device showed at a swap (补录换表底数), each in its own counts.
        case enterSwap(at: Instant, previousEnd: Int64?, start: Int64?)
        /// An amount is taken for a stretch that nothing is known of (采用估算); `nil` accepts the even split of a gap.
        ///
        /// Where readings arrive later, they win.
        case acceptEstimate(Range<Instant>, Amount?)
    }

    /// The number of its record.
    public let id: ID
    /// What is decided.
    public let change: Change

    /// Creates a repair.
    public init(id: ID, change: Change) {
        self.id = id
        self.change = change
    }

    /// The stretch of time that it bears on.
    public var interval: Range<Instant> {
        switch change {
        case .markInvalid(let interval), .acceptEstimate(let interval, _): interval
        case .enterRegister(let instant, _), .enterSwap(let instant, _, _): instant..<instant.adding(seconds: 1)
        }
    }
}

extension [Reading] {
    /// The readings with repairs laid over them, later repairs over earlier ones.
    func repaired(by repairs: [Repair]) -> [Reading] {
        var readings = self
        for repair in repairs.sorted(by: { $0.id < $1.id }) {
            switch repair.change {
            case .markInvalid(let interval):
                readings = readings.map {
                    interval.contains($0.stamp) ? Reading(stamp: $0.stamp, counts: $0.counts, quality: .invalid) : $0
                }
            case .enterRegister(let instant, let counts):
                readings.removeAll { $0.stamp == instant }
                let place = readings.firstIndex { $0.stamp > instant } ?? readings.count
                readings.insert(Reading(stamp: instant, counts: counts), at: place)
            case .enterSwap, .acceptEstimate: break
            }
        }
        return readings
    }
}

extension Meter {
    /// The meter with the registers that people entered for its swaps.
    func repaired(by repairs: [Repair]) -> Meter {
        var meter = self
        for repair in repairs.sorted(by: { $0.id < $1.id }) {
            guard case .enterSwap(let instant, let previousEnd, let start) = repair.change,
                let index = meter.devices.firstIndex(where: { $0.validFrom == instant })
            else { continue }
            meter.devices[index].previousEnd = previousEnd ?? meter.devices[index].previousEnd
            meter.devices[index].start = start ?? meter.devices[index].start
        }
        return meter
    }
}

/// Accepted estimates beside what was measured.
struct RepairedEstimates {
    /// Measured stretches and accepted estimates, in order of time.
    let merged: [Stretch]
    private let applied: Set<Repair.ID>
    private let accepted: [Range<Instant>]

    init(_ repairs: [Repair], beside measured: [Stretch]) {
        var stretches = measured
        var applied: Set<Repair.ID> = []
        for repair in repairs.sorted(by: { $0.id < $1.id }) {
            guard case .acceptEstimate(let interval, let amount?) = repair.change else { continue }
            // Whatever is known of a stretch displaces an estimate of it.
            guard !stretches.contains(where: { $0.start < interval.upperBound && interval.lowerBound < $0.end }) else {
                continue
            }
            applied.insert(repair.id)
            let place = stretches.firstIndex { $0.start >= interval.upperBound } ?? stretches.count
            stretches.insert(
                Stretch(
                    counts: amount.micro,
                    scale: 1,
                    start: interval.lowerBound,
                    end: interval.upperBound,
                    isEstimate: true
                ),
                at: place
            )
        }
        merged = stretches
        self.applied = applied
        accepted = repairs.compactMap { repair in
            guard case .acceptEstimate(let interval, nil) = repair.change else { return nil }
            return interval
        }
    }

    /// A finding, less grave where its gap was accepted as it was split.
    func settled(_ dated: DatedFinding) -> DatedFinding {
        let finding = dated.finding
        guard finding.rule == QualityRule.ID.gap.rawValue,
            accepted.contains(where: {
                finding.evidence == [$0.lowerBound.description, $0.upperBound.description]
            })
        else { return dated }
        return DatedFinding(
            day: dated.day,
            finding: DataFinding(
                rule: "metering.repair.splitAccepted",
                severity: .notice,
                subject: finding.subject,
                evidence: finding.evidence
            )
        )
    }

    /// What a repair does to a figure, said beside it.
    func notes(on repair: Repair, of meter: String) -> [DatedFinding] {
        let (from, to) = (repair.interval.lowerBound.description, repair.interval.upperBound.description)
        let id = String(repair.id.rawValue)
        let (rule, severity, evidence): (String, DataFinding.Severity, [String])
        switch repair.change {
        case .markInvalid: (rule, severity, evidence) = ("invalid", .notice, [id, from, to])
        case .enterRegister: (rule, severity, evidence) = ("register", .notice, [id, from])
        case .enterSwap: (rule, severity, evidence) = ("swap", .notice, [id, from])
        case .acceptEstimate(_, nil): return []
        case .acceptEstimate where applied.contains(repair.id):
            (rule, severity, evidence) = ("estimate", .warning, [id, from, to])
        case .acceptEstimate: (rule, severity, evidence) = ("displaced", .notice, [id, from, to])
        }
        return [
            DatedFinding(
                day: CivilDay(closing: repair.interval.upperBound),
                finding: DataFinding(
                    rule: "metering.repair.\(rule)",
                    severity: severity,
                    subject: meter,
                    evidence: evidence
                )
            )
        ]
    }
}
