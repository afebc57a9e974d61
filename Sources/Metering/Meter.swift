public import Units

/// A point where a carrier is metered (计量点); the devices behind it change over the years.
public struct Meter: Hashable, Sendable, Identifiable {
    /// The internal id, which never changes.
    public struct ID: Hashable, Sendable, RawRepresentable, Comparable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// Orders by number.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// The internal id.
    public let id: ID
    /// The code the gateway or the register uses.
    public let code: String
    /// What it meters.
    public let item: EnergyItemCode
    /// The devices by date, first one first; never empty.
    public internal(set) var devices: [MeterDevice]
    /// Ratios that were corrected for the past, by the start of their device: what was taken before.
    public let formerRatios: [Instant: FixedPoint]

    /// Creates a meter.
    public init(
        id: ID,
        code: String,
        item: EnergyItemCode,
        devices: [MeterDevice],
        formerRatios: [Instant: FixedPoint] = [:]
    ) {
        self.id = id
        self.code = code
        self.item = item
        self.devices = devices.sorted { $0.validFrom < $1.validFrom }
        self.formerRatios = formerRatios
    }

    /// The device in place at an instant: a stamp on the very instant of a swap belongs to the old one.
    public func device(at instant: Instant) -> MeterDevice? {
        devices.last { $0.validFrom < instant } ?? devices.first
    }
}

/// One device at a meter (计量装置), from the instant it was put in.
public struct MeterDevice: Hashable, Sendable {
    /// What its readings are.
    public enum Kind: String, Sendable, CaseIterable {
        /// Ever-growing totals (累计底数).
        case register
        /// The amount of one interval (区间量).
        case interval
        /// The mean power of one interval (需量); tells how high a load went, not how much was consumed.
        case demand
        /// A state such as on, off, open (状态量), which holds until the next reading.
        case state
    }

    /// What its readings are.
    public let kind: Kind
    /// The unit printed on it.
    public let unit: MeteredUnit
    /// Decimals it shows.
    public let decimals: Int
    /// Digits it shows in all; it rolls over at 10^`digits` counts.
    public let digits: Int
    /// Transformer ratio still to be applied (CT × PT), once; 1 where the gateway already applied it.
    public let ratio: FixedPoint
    /// How often it reads. [s]
    public let interval: Int64
    /// When it was put in.
    public let validFrom: Instant
    /// What the device before it showed when taken out, in that device's counts.
    public var previousEnd: Int64?
    /// What it showed when put in, in its own counts.
    public var start: Int64?
    /// The greatest power of the branch's equipment, in carrier units an hour (kW for electricity); `nil` where unknown.
    public var ratedPower: FixedPoint?

    /// Creates a device.
    public init(
        kind: Kind,
        unit: MeteredUnit,
        decimals: Int,
        digits: Int,
        ratio: FixedPoint = FixedPoint(mantissa: 1),
        interval: Int64 = 900,
        validFrom: Instant,
        previousEnd: Int64? = nil,
        start: Int64? = nil,
        ratedPower: FixedPoint? = nil
    ) {
        self.kind = kind
        self.unit = unit
        self.decimals = decimals
        self.digits = digits
        self.ratio = ratio
        self.interval = interval
        self.validFrom = validFrom
        self.previousEnd = previousEnd
        self.start = start
        self.ratedPower = ratedPower
    }

    /// Counts at which the register starts again from zero.
    public var fullScale: Int64 { FixedPoint.powers[min(max(digits, 1), 18)] }

    /// Millionths of the carrier's unit that one count stands for, ratio applied; `nil` where that is no whole number.
    public func microPerCount(in carrierUnit: AmountUnit) -> Int64? {
        guard let scale = unit.scale(to: carrierUnit), let product = scale.multiplied(by: ratio) else { return nil }
        return FixedPoint(mantissa: product.mantissa, exponent: product.exponent - decimals).mantissa(atExponent: -6)
    }
}

/// The unit printed on a device.
public enum MeteredUnit: String, Sendable, CaseIterable {
    /// W·h.
    case wattHour = "Wh"
    /// kW·h.
    case kilowattHour = "kWh"
    /// MW·h.
    case megawattHour = "MWh"
    /// MJ.
    case megajoule = "MJ"
    /// GJ.
    case gigajoule = "GJ"
    /// L.
    case litre = "L"
    /// m³.
    case cubicMetre = "m3"
    /// kg.
    case kilogram = "kg"
    /// t.
    case tonne = "t"

    /// The exact factor to a carrier's unit; `nil` where the dimension differs.
    public func scale(to unit: AmountUnit) -> FixedPoint? {
        switch (self, unit) {
        case (.wattHour, .kilowattHour), (.litre, .cubicMetre): FixedPoint(mantissa: 1, exponent: -3)
        case (.kilowattHour, .kilowattHour), (.megajoule, .megajoule), (.cubicMetre, .cubicMetre),
            (.kilogram, .kilogram):
            FixedPoint(mantissa: 1)
        case (.megawattHour, .kilowattHour), (.gigajoule, .megajoule), (.tonne, .kilogram): FixedPoint(mantissa: 1_000)
        case (.wattHour, .megajoule): FixedPoint(mantissa: 36, exponent: -4)
        case (.kilowattHour, .megajoule): FixedPoint(mantissa: 36, exponent: -1)
        case (.megawattHour, .megajoule): FixedPoint(mantissa: 3_600)
        default: nil
        }
    }
}
