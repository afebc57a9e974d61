import Documents
import Metering
import Units

/// Collects the readings of an import, checking each against its device.
///
/// The hot loop of the largest imports: meters are found by the bytes of their code, without making a `String`.
struct ReadingIntake {
    /// Why a reading cannot be taken.
    struct Problem {
        let rule: String
        let isAboutTime: Bool
    }

    private struct Slot {
        let meter: Meter
        let code: [UInt8]
    }

    private let slots: [Slot]
    private var readings: [MeterReading] = []
    /// First slot of each hash; equal hashes are compared by their bytes.
    private var byHash: [UInt64: [Int]] = [:]
    private var last = -1
    private var sinceReport = 0
    private let stampsNameStart: Bool
    private let latest: Instant
    private let capacity: Int

    /// Creates an intake.
    ///
    /// - Parameters:
    ///   - meters: the meters whose readings are taken.
    ///   - stampsNameStart: whether the stamps of intervals name their start.
    ///   - latest: stamps after it are refused; a clock runs ahead.
    ///   - capacity: how many are collected before they are stored. [readings]
    init(meters: [Meter], stampsNameStart: Bool, latest: Instant, capacity: Int) {
        slots = meters.map { Slot(meter: $0, code: Array($0.code.utf8)) }
        self.stampsNameStart = stampsNameStart
        self.latest = latest
        self.capacity = capacity
        for (index, slot) in slots.enumerated() {
            byHash[fingerprint(slot.code), default: []].append(index)
        }
    }

    /// Whether the collected readings must be stored before more are taken.
    var isFull: Bool { readings.count >= capacity }

    /// True once every few thousand readings, so that progress costs nothing.
    var isWorthReporting: Bool {
        mutating get {
            sinceReport += 1
            guard sinceReport >= 4_096 else { return false }
            sinceReport = 0
            return true
        }
    }

    /// The position of a meter by the bytes of its code.
    mutating func position(of code: UnsafeRawBufferPointer) -> Int? {
        // Files go through the meters in one order again and again: try the next one first.
        let next = last + 1 < slots.count ? last + 1 : 0
        if next < slots.count, Self.equal(slots[next].code, code) {
            last = next
            return next
        }
        guard let found = byHash[fingerprint(code)]?.first(where: { Self.equal(slots[$0].code, code) }) else {
            return nil
        }
        last = found
        return found
    }

    /// The position of a meter by its code as text.
    mutating func position(of code: String) -> Int? {
        Array(FieldParser.folded(code).utf8).withUnsafeBytes { position(of: $0) }
    }

    /// The position of a meter whose code is written with blanks, in full-width characters or in another encoding.
    mutating func position(folding reader: borrowing CSVReader, column: Int) -> Int? {
        guard let text = reader.text(column) else { return nil }
        return position(of: text)
    }

    /// Takes a reading; the reason where it cannot.
    mutating func add(_ number: FixedPoint, at stamp: Instant, meter position: Int) -> Problem? {
        let meter = slots[position].meter
        guard let first = meter.devices.first else { return Problem(rule: "import.meter.unknown", isAboutTime: false) }
        var stamp = stamp
        var device = meter.devices.count == 1 ? first : meter.device(at: stamp) ?? first
        if device.kind == .interval, stampsNameStart {
            stamp = stamp.adding(seconds: device.interval)
            device = meter.device(at: stamp) ?? first
        }
        guard stamp <= latest else { return Problem(rule: "import.reading.future", isAboutTime: true) }
        guard stamp >= first.validFrom else { return Problem(rule: "import.reading.beforeMeter", isAboutTime: true) }
        guard let counts = number.mantissa(atExponent: -device.decimals) else {
            return Problem(rule: "import.reading.decimals", isAboutTime: false)
        }
        guard counts >= 0 else { return Problem(rule: "import.reading.negative", isAboutTime: false) }
        guard counts < device.fullScale else { return Problem(rule: "import.reading.outOfRange", isAboutTime: false) }
        readings.append(MeterReading(meter: meter.id, reading: Reading(stamp: stamp, counts: counts)))
        return nil
    }

    /// Hands over what was collected.
    mutating func takeAll() -> [MeterReading] {
        defer { readings.removeAll() }
        return readings
    }

    private static func equal(_ code: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
        code.count == bytes.count && code.elementsEqual(bytes)
    }
}
