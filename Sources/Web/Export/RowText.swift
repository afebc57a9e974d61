import Metering
import Units
import Workflows

/// Writes rows of readings and consumption as text (行文本), byte by byte: a month of one meter has thousands of them.
struct RowText {
    private(set) var bytes: [UInt8] = []
    private var day: (number: Int, text: [UInt8])?

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// A whole number.
    mutating func append(_ number: Int64) {
        if number < 0 { bytes.append(0x2D) }
        digits(number.magnitude, atLeast: 1)
    }

    /// `counts` × 10^−`decimals`, with all decimals.
    mutating func append(_ counts: Int64, decimals: Int) {
        if counts < 0 { bytes.append(0x2D) }
        let scale = UInt64(FixedPoint.powers[min(max(decimals, 0), 18)])
        digits(counts.magnitude / scale, atLeast: 1)
        guard decimals > 0 else { return }
        bytes.append(0x2E)
        digits(counts.magnitude % scale, atLeast: decimals)
    }

    /// An amount without the zeros at its end.
    mutating func append(_ amount: Amount) {
        var (micro, decimals) = (amount.micro, 6)
        while decimals > 0, micro % 10 == 0 { (micro, decimals) = (micro / 10, decimals - 1) }
        append(micro, decimals: decimals)
    }

    /// The civil time as `2026-01-01T00:15:00`, or with another sign between day and time.
    mutating func append(_ instant: Instant, separator: UInt8) {
        let local = instant.seconds + Instant.chinaOffset
        let number = Int(local.flooredQuotient(86_400))
        if day?.number != number { day = (number, Array("\(CivilDay(number: number))".utf8)) }
        if let day { bytes.append(contentsOf: day.text) }
        bytes.append(separator)
        let seconds = UInt64(local - Int64(number) * 86_400)
        digits(seconds / 3_600, atLeast: 2)
        bytes.append(0x3A)
        digits(seconds / 60 % 60, atLeast: 2)
        bytes.append(0x3A)
        digits(seconds % 60, atLeast: 2)
    }

    private mutating func digits(_ number: UInt64, atLeast width: Int) {
        var rest = number
        var count = 0
        let start = bytes.count
        repeat {
            bytes.append(UInt8(0x30 + rest % 10))
            rest /= 10
            count += 1
        } while rest > 0 || count < width
        bytes[start...].reverse()
    }
}

/// What stands in every row of a meter.
struct MeterText {
    let meter: Meter
    /// The code as a JSON text, quotes included.
    let json: [UInt8]
    /// The code as a field of CSV.
    let csv: [UInt8]
    /// The unit of its amounts.
    let unit: [UInt8]

    init(_ meter: Meter) throws {
        self.meter = meter
        json = Array(try JSONText.encode(meter.code))
        let isPlain = meter.code.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
        csv = Array((isPlain ? meter.code : "\"\(meter.code.replacing("\"", with: "\"\""))\"").utf8)
        unit = Array(meter.item.carrier.unit.rawValue.utf8)
    }

    /// The decimals of a reading: those of the device that was in place.
    func decimals(of reading: Reading) -> Int {
        (meter.devices.count == 1 ? meter.devices.first : meter.device(at: reading.stamp))?.decimals ?? 0
    }
}

extension RowText {
    mutating func json(_ reading: Reading, of text: MeterText) {
        append("{\"meter\":")
        append(text.json)
        append(",\"quality\":")
        append(Int64(reading.quality.rawValue))
        append(",\"time\":\"")
        append(reading.stamp, separator: 0x54)
        append("+08:00\",\"value\":")
        append(reading.counts, decimals: text.decimals(of: reading))
        append("}")
    }

    mutating func csv(_ reading: Reading, of text: MeterText) {
        append(text.csv)
        append(",")
        append(reading.stamp, separator: 0x20)
        append(",")
        append(reading.counts, decimals: text.decimals(of: reading))
        append(",")
        append(Int64(reading.quality.rawValue))
        append("\r\n")
    }

    mutating func json(_ slot: SlotConsumption, of text: MeterText) {
        append("{\"amount\":")
        append(slot.amount)
        append(",\"covered_s\":")
        append(slot.coveredSeconds)
        append(",\"estimated_amount\":")
        append(slot.estimated)
        append(",\"meter\":")
        append(text.json)
        append(",\"start\":\"")
        append(slot.start, separator: 0x54)
        append("+08:00\",\"unit\":\"")
        append(text.unit)
        append("\"}")
    }

    mutating func csv(_ slot: SlotConsumption, of text: MeterText) {
        append(text.csv)
        append(",")
        append(slot.start, separator: 0x20)
        append(",")
        append(slot.amount)
        append(",")
        append(slot.estimated)
        append(",")
        append(slot.coveredSeconds)
        append(",")
        append(text.unit)
        append("\r\n")
    }
}
