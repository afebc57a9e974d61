public import Units

/// A rule that judges readings, consumption or clocks (数据质量规则): what it finds is a ``DataFinding`` of its id.
public struct QualityRule: Hashable, Sendable, Identifiable {
    /// The rules there are; what each asks for stands in the data file.
    public enum ID: String, Sendable, CaseIterable {
        /// A value outside of what the device can show (一般性验证).
        case range = "metering.reading.range"
        /// More than twice the branch's greatest power (有功电能二次验证).
        case power = "metering.register.power"
        /// More than half of the full scale within a day, where the branch's power is not known.
        case jump = "metering.register.jump"
        /// One or two values off the line that the others make (突变).
        case spike = "metering.reading.spike"
        /// Values of two devices under one code (两表同号).
        case twoMeters = "metering.reading.twoMeters"
        /// Several values for one stamp.
        case conflict = "metering.reading.conflict"
        /// A register that ran over its full scale (满刻度翻转).
        case rollover = "metering.register.rollover"
        /// A register that began again near zero: reset, or swap without a record.
        case reset = "metering.register.reset"
        /// A register that went back otherwise (倒走).
        case backwards = "metering.register.backwards"
        /// A gap across midnight, split evenly.
        case gap = "metering.register.gap"
        /// Intervals that are missing.
        case missing = "metering.interval.missing"
        /// A swap without both registers.
        case swap = "metering.swap.registersMissing"
        /// A ratio that was corrected for the past.
        case ratio = "metering.ratio.corrected"
        /// A register that stands still on a branch that usually runs (停走).
        case stale = "metering.reading.stale"
        /// A meter that gives no more readings (离线).
        case silent = "metering.reading.silent"
        /// A day with too few readings.
        case incomplete = "metering.day.incomplete"
        /// A stamp in the future.
        case future = "metering.intake.future"
        /// A stamp too old for a gateway.
        case old = "metering.intake.old"
        /// A stamp with the year of its week, around 31 December.
        case weekYear = "metering.intake.weekYear"
        /// A gateway whose stamps are in UTC, by the shape of the load.
        case utc = "metering.clock.utc"
        /// A clock that is off.
        case drift = "metering.clock.drift"
        /// Meters that saw more than the meter above them.
        case imbalance = "metering.tree.imbalance"
        /// A meter above of which its parts see too little.
        case unmetered = "metering.tree.unmetered"
        /// A virtual meter without one of its parts.
        case partMissing = "metering.virtual.partMissing"
        /// A virtual meter below zero.
        case negative = "metering.virtual.negative"

        /// The parameters it cannot do without.
        var parameters: [String] {
            switch self {
            case .power: ["percent"]
            case .jump: ["percent", "hours"]
            case .rollover: ["percent"]
            case .reset: ["permille"]
            case .stale: ["hours", "usual_days", "usual_percent"]
            case .silent: ["hours", "days"]
            case .incomplete: ["percent", "readings"]
            case .future: ["seconds"]
            case .old: ["days"]
            case .weekYear: ["days"]
            case .utc: ["hours", "days", "fit_percent", "margin_percent"]
            case .drift: ["seconds", "readings"]
            case .imbalance, .unmetered: ["percent", "complete_percent"]
            default: []
            }
        }
    }

    /// Which rule.
    public let id: ID
    /// How much what it finds matters.
    public let severity: DataFinding.Severity
    /// The clause it follows, or that it is engineering practice.
    public let source: Citation
    /// Its parameters, by name with their unit, such as `hours`.
    public let parameters: [String: Int64]
    /// Other parameters for some carriers.
    public let exceptions: [EnergyCarrier: [String: Int64]]
    /// Carriers that it does not judge, such as heat, which stands still all summer.
    public let without: Set<EnergyCarrier>

    /// A parameter for a carrier; zero where the rule has none of that name.
    public func value(_ name: String, for carrier: EnergyCarrier) -> Int64 {
        exceptions[carrier]?[name] ?? parameters[name] ?? 0
    }
}
