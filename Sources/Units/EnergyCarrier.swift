/// A kind of energy or water that is delivered and metered (分类能耗), the first two digits of an item code.
///
/// The thirteen classes are those of the national guideline for submetering data (分项能耗数据采集技术导则).
public enum EnergyCarrier: String, CaseIterable, Sendable, Comparable {
    /// 电.
    case electricity
    /// 水; metered alongside, carries no energy.
    case water
    /// 燃气 (natural gas, unless a city's dictionary says town gas).
    case gas
    /// 集中供热量.
    case heat
    /// 集中供冷量.
    case cooling
    /// 其它能源.
    case other
    /// 煤.
    case coal
    /// 液化石油气.
    case liquefiedPetroleumGas = "lpg"
    /// 人工煤气.
    case manufacturedGas = "manufactured_gas"
    /// 汽油.
    case gasoline
    /// 煤油.
    case kerosene
    /// 柴油.
    case diesel
    /// 可再生能源.
    case renewable

    /// The two digits that open the item codes of this carrier.
    public var itemPrefix: String { padded(position + 1, 2) }

    /// Creates the carrier of a two-digit prefix.
    public init?(itemPrefix: some StringProtocol) {
        guard itemPrefix.utf8.count == 2, itemPrefix.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(itemPrefix), Self.allCases.indices.contains(number - 1)
        else {
            return nil
        }
        self = Self.allCases[number - 1]
    }

    /// The unit in which amounts of this carrier are kept.
    public var unit: AmountUnit {
        switch self {
        case .electricity, .other, .renewable: .kilowattHour
        case .water, .gas, .manufacturedGas: .cubicMetre
        case .heat, .cooling: .megajoule
        case .coal, .liquefiedPetroleumGas, .gasoline, .kerosene, .diesel: .kilogram
        }
    }

    /// Orders carriers as the guideline lists them.
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }

    private var position: Int { Self.positions[self] ?? 0 }
    private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}

/// The unit of an amount of a carrier; one per dimension, so that amounts of one carrier can be added.
public enum AmountUnit: String, Sendable, CaseIterable {
    /// kW·h.
    case kilowattHour = "kWh"
    /// MJ.
    case megajoule = "MJ"
    /// m³.
    case cubicMetre = "m3"
    /// kg.
    case kilogram = "kg"
}

/// An exact amount of a carrier: whole millionths of the carrier's ``EnergyCarrier/unit``.
///
/// Integers, so that days sum to months and parts to totals without a rounding difference.
public struct Amount: Hashable, Sendable, Comparable, AdditiveArithmetic {
    /// Millionths of the carrier's unit.
    public let micro: Int64

    /// Creates an amount from millionths.
    public init(micro: Int64) { self.micro = micro }
    /// The amount in the carrier's unit.
    public var value: Double { Double(micro) / 1e6 }

    /// Nothing.
    public static let zero = Amount(micro: 0)
    /// The sum; the largest amount there is where it would be larger, since no file may stop the program.
    public static func + (left: Amount, right: Amount) -> Amount {
        let (sum, overflow) = left.micro.addingReportingOverflow(right.micro)
        return Amount(micro: overflow ? (left.micro < 0 ? .min : .max) : sum)
    }
    /// The difference, bounded like the sum.
    public static func - (left: Amount, right: Amount) -> Amount {
        let (difference, overflow) = left.micro.subtractingReportingOverflow(right.micro)
        return Amount(micro: overflow ? (left.micro < 0 ? .min : .max) : difference)
    }
    /// Orders by size.
    public static func < (left: Amount, right: Amount) -> Bool { left.micro < right.micro }
}
