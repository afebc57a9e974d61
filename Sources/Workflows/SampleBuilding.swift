import Buildings
import Units

/// One invented building with its meters and a plausible load.
struct SampleBuilding: Sendable {
    /// One invented meter; values count its last digit.
    struct Meter: Sendable {
        let code: String
        let item: String
        let unit: String
        let decimals: Int
        let digits: Int
        let ratio: Int64
        let isInterval: Bool
        let start: Int64

        /// A value as the meter shows it.
        func text(_ counts: Int64) -> String { FixedPoint(mantissa: counts, exponent: -decimals).description }
    }

    /// What kinds of building differ in.
    struct Kind: Sendable {
        let letter: String
        let name: String
        /// Electricity by item: lighting and sockets, air conditioning, power, special uses. [W/m²] at full use
        let load: [Double]
        /// Gas at full use. [m³/(m²·h)]
        let gas: Double
        /// Hours of full use.
        let hours: Range<Int>
        /// How much of it remains on weekends.
        let weekend: Double
    }

    static let kinds: [Kind] = [
        Kind(letter: "A", name: "示例办公楼", load: [11, 16, 3, 2], gas: 0.0002, hours: 8..<18, weekend: 0.3),
        Kind(letter: "B", name: "示例商场", load: [16, 24, 5, 3], gas: 0.0008, hours: 10..<22, weekend: 1.2),
        Kind(letter: "C", name: "示例酒店", load: [9, 15, 4, 4], gas: 0.0012, hours: 6..<24, weekend: 1.1),
        Kind(letter: "D", name: "示例学校", load: [8, 9, 1.5, 1], gas: 0.0004, hours: 7..<21, weekend: 0.25),
        Kind(letter: "E", name: "示例医院", load: [12, 22, 6, 8], gas: 0.0010, hours: 0..<24, weekend: 0.85),
    ]
    static let districts = ["320706", "320703", "320707", "320722", "320723", "320724"]

    let index: Int
    let kind: Kind
    let code: String
    let floorArea: Int
    let meters: [Meter]

    init(index: Int) {
        self.index = index
        kind = Self.kinds[index % Self.kinds.count]
        floorArea = 6_000 + Int(Self.noise(index, 1) * 400) * 100
        let division = Self.districts[index / 2 % Self.districts.count]
        code = "\(division)\(kind.letter)\(Self.threeDigits(index + 1))"
        let building = code
        var meters: [Meter] = []
        for (position, item) in ["01000", "01A00", "01B00", "01C00", "01D00"].enumerated() {
            // Some sub-meters count intervals, as many gateways do; one main meter is close to rolling over.
            let isInterval = position > 0 && (index + position) % 4 == 0
            let nearlyFull = index % 7 == 3 && position == 0
            meters.append(
                Meter(
                    code: "\(building)-E\(position + 1)",
                    item: item,
                    unit: "kWh",
                    decimals: 2,
                    digits: 9,
                    ratio: 1,
                    isInterval: isInterval,
                    start: nearlyFull ? 999_000_000 : Int64(Self.noise(index, 10 + position) * 4e8)
                )
            )
        }
        if kind.gas > 0.0003 {
            meters.append(
                Meter(
                    code: "\(building)-G1",
                    item: "03000",
                    unit: "m3",
                    decimals: 3,
                    digits: 10,
                    ratio: 1,
                    isInterval: false,
                    start: Int64(Self.noise(index, 20) * 1e8)
                )
            )
        }
        meters.append(
            Meter(
                code: "\(building)-W1",
                item: "02000",
                unit: "m3",
                decimals: 3,
                digits: 10,
                ratio: 1,
                isInterval: false,
                start: Int64(Self.noise(index, 21) * 1e8)
            )
        )
        self.meters = meters
    }

    var divisionCode: String { String(code.prefix(6)) }
    var name: String { "\(kind.name) \(index + 1)" }
    var owner: String { "示例业主 \(index % 7 + 1)" }
    var completedYear: Int { 1996 + Int(Self.noise(index, 2) * 28) }
    var floors: Int { 3 + Int(Self.noise(index, 3) * 22) }

    /// What each meter adds in a quarter of an hour. [counts]
    func increments(day: CivilDay, slot: Int) -> [Int64] {
        let hour = Double(slot) / 4
        let isUsed = kind.hours.contains(slot / 4)
        let edge =
            isUsed
            ? min(1, min(hour - Double(kind.hours.lowerBound) + 0.5, Double(kind.hours.upperBound) - hour) / 2) : 0
        let use = (0.12 + 0.88 * max(0, edge)) * (day.weekday >= 6 && isUsed ? kind.weekend : 1)
        let season = Self.season(day)
        let parts = kind.load.enumerated().map { position, load -> Int64 in
            let level = position == 1 ? use * season : position == 3 ? 0.5 + 0.5 * use : use
            let wobble = 0.9 + 0.2 * Self.noise(index * 8 + position, day.number * 96 + slot)
            return Int64(load * Double(floorArea) / 1_000 / 4 * level * wobble * 100 * 0.6)
        }
        // The main meter sees a little more than its sub-meters do.
        var increments = [parts.reduce(0, +) * 102 / 100] + parts
        let wobble = 0.8 + 0.4 * Self.noise(index, day.number * 96 + slot + 7)
        if kind.gas > 0.0003 {
            increments.append(Int64(kind.gas * Double(floorArea) / 4 * use * season * wobble * 1_000))
        }
        increments.append(Int64(Double(floorArea) * 0.00006 * use * wobble * 1_000))
        return increments
    }

    /// Whether a meter's gateway was offline: a few hours here, two days there.
    func isSilent(_ meter: Meter, day: CivilDay, slot: Int) -> Bool {
        if index % 6 == 2, day.number % 23 == index % 23, meter.item != "01000" { return (30..<52).contains(slot) }
        return index % 9 == 4 && meter.item == "01000" && (day.number % 41 < 2)
    }

    /// Air conditioning against its yearly peak: summer and winter high, spring and autumn low.
    private static func season(_ day: CivilDay) -> Double {
        let byMonth = [0.75, 0.65, 0.4, 0.25, 0.35, 0.7, 1, 1, 0.65, 0.3, 0.4, 0.65]
        return byMonth[day.month.month - 1]
    }

    private static func threeDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// A number in 0..<1 that depends on nothing but its arguments (SplitMix64).
    private static func noise(_ a: Int, _ b: Int) -> Double {
        var z =
            UInt64(truncatingIfNeeded: a) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: b)
            &* 0xD1B5_4A32_D192_ED03
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
    }
}
