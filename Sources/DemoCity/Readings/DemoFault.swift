public import Units

/// A fault that was put in on purpose (有意设置的故障), so that checks have something to find.
public struct DemoFault: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// No readings arrive (通信中断); registers run on meanwhile.
        case offline
        /// The register runs over its full scale (翻转).
        case rollover
        /// The device is swapped, with both registers on record (换表).
        case swap
        /// The register stands still while the building runs (表计停走); what it missed is lost.
        case stuck
        /// One reading is far too high (突变).
        case spike
    }

    /// What is wrong.
    public let kind: Kind
    /// The meter.
    public let meter: String
    /// When: readings with a stamp in it are missing or wrong; a swap is at its beginning, a rollover before its end.
    public let interval: Range<Instant>

    var middle: Instant {
        let length = interval.upperBound.seconds - interval.lowerBound.seconds
        return interval.lowerBound.adding(seconds: length / 2)
    }
}

/// Which buildings have which fault: the one place where it is written down.
struct FaultPlan {
    let kind: DemoFault.Kind
    /// The metered item; `nil` for all of the building's.
    let item: String?
    /// How many days before the last one it begins.
    let daysBeforeEnd: Int
    /// When it begins. [s after midnight]
    let start: Int64
    /// How long it lasts. [s]
    let length: Int64

    /// Every forty buildings one of each: a gateway silent for two days, a meter for five hours, and so on.
    private static let period = 40
    private static let hour: Int64 = 3_600
    private static let byPosition: [Int: FaultPlan] = [
        2: FaultPlan(kind: .offline, item: nil, daysBeforeEnd: 12, start: 9 * hour, length: 48 * hour),
        5: FaultPlan(kind: .offline, item: "02000", daysBeforeEnd: 5, start: 11 * hour, length: 5 * hour),
        8: FaultPlan(kind: .rollover, item: "01000", daysBeforeEnd: 20, start: 14 * hour, length: 24 * hour),
        11: FaultPlan(kind: .swap, item: "01A00", daysBeforeEnd: 16, start: 10 * hour, length: 900),
        14: FaultPlan(kind: .stuck, item: "01A00", daysBeforeEnd: 9, start: 3 * hour, length: 120 * hour),
        17: FaultPlan(kind: .spike, item: "01A00", daysBeforeEnd: 7, start: 15 * hour, length: 900),
    ]

    static func plan(forBuilding index: Int) -> FaultPlan? { byPosition[index % period] }

    /// The fault of one meter; `nil` where it is not meant or the days are too few.
    func fault(of meter: String, item: String, in days: Range<CivilDay>) -> DemoFault? {
        guard self.item == nil || self.item == item, days.count > daysBeforeEnd + 1 else { return nil }
        let begin = days.upperBound.adding(days: -1 - daysBeforeEnd).start.adding(seconds: start)
        return DemoFault(kind: kind, meter: meter, interval: begin..<begin.adding(seconds: length))
    }
}
