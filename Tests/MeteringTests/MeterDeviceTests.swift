import Metering
import Testing
import Units

@Suite("Meter device")
struct MeterDeviceTests {
    @Test(
        "one count is a whole number of millionths of the carrier's unit",
        arguments: [
            (.kilowattHour, .kilowattHour, 2, "1", 10_000), (.kilowattHour, .kilowattHour, 0, "40", 40_000_000),
            (.wattHour, .kilowattHour, 3, "1", 1), (.megawattHour, .kilowattHour, 6, "1", 1_000),
            (.kilowattHour, .megajoule, 2, "1", 36_000), (.wattHour, .megajoule, 0, "1", 3_600),
            (.gigajoule, .megajoule, 3, "1", 1_000_000), (.litre, .cubicMetre, 0, "1", 1_000),
            (.cubicMetre, .cubicMetre, 3, "0.5", 500), (.tonne, .kilogram, 0, "1.5", 1_500_000_000),
            (.kilowattHour, .kilowattHour, 6, "1.0", 1), (.wattHour, .megajoule, 2, "1", 36),
        ] as [(MeteredUnit, AmountUnit, Int, String, Int64)]
    )
    func exact(unit: MeteredUnit, carrier: AmountUnit, decimals: Int, ratio: String, micro: Int64) throws {
        let device = try MeterDevice.fixture(unit: unit, decimals: decimals, ratio: ratio)
        #expect(device.microPerCount(in: carrier) == micro)
    }

    @Test(
        "has no scale where a count would not be whole, or the dimension differs",
        arguments: [
            (.wattHour, .kilowattHour, 4, "1"), (.kilowattHour, .kilowattHour, 6, "0.5"),
            (.wattHour, .kilowattHour, 3, "1.25"), (.wattHour, .megajoule, 4, "1"),
            (.kilowattHour, .cubicMetre, 0, "1"),
            (.cubicMetre, .kilowattHour, 0, "1"), (.gigajoule, .kilowattHour, 0, "1"), (.litre, .kilogram, 0, "1"),
            (.megawattHour, .kilowattHour, 0, "99999999999999999"),
        ] as [(MeteredUnit, AmountUnit, Int, String)]
    )
    func inexact(unit: MeteredUnit, carrier: AmountUnit, decimals: Int, ratio: String) throws {
        let device = try MeterDevice.fixture(unit: unit, decimals: decimals, ratio: ratio)
        #expect(device.microPerCount(in: carrier) == nil)
    }

    @Test(
        "rolls over at ten to the number of its digits",
        arguments: [(1, 10), (6, 1_000_000), (15, 1_000_000_000_000_000)]
    )
    func fullScale(digits: Int, scale: Int64) throws {
        #expect(try MeterDevice.fixture(digits: digits).fullScale == scale)
    }

    @Test("every carrier can be metered in its own unit")
    func ownUnits() {
        let units: [AmountUnit: MeteredUnit] = [
            .kilowattHour: .kilowattHour, .megajoule: .megajoule, .cubicMetre: .cubicMetre, .kilogram: .kilogram,
        ]
        for carrier in EnergyCarrier.allCases {
            #expect(units[carrier.unit]?.scale(to: carrier.unit) == FixedPoint(mantissa: 1), "\(carrier)")
        }
    }

    @Test("totals of a day hold its ends and extremes")
    func dayTotals() throws {
        let values = try readings(
            ("2025-01-01 10:00", 5),
            ("2025-01-01 11:00", 2),
            ("2025-01-01 12:00", 9),
            ("2025-01-01 13:00", 7)
        )
        let total = try #require(MeterDayTotal(day: day("2025-01-01"), readings: values)).total
        #expect(total.count == 4)
        #expect(total.first == values[0])
        #expect(total.last == values[3])
        #expect(total.minimum == 2)
        #expect(total.maximum == 9)
        #expect(try MeterDayTotal(day: day("2025-01-01"), readings: []) == nil)
    }

    @Test("results of batches add up")
    func appendResults() {
        var result = AppendResult()
        var other = AppendResult()
        other.inserted = 3
        other.superseded = 2
        other.unchanged = 1
        result += other
        result += other
        #expect(result.inserted == 6)
        #expect(result.superseded == 4)
        #expect(result.unchanged == 2)
    }
}
