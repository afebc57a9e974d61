public import Units

/// What the stamp of an interval names (区间时标); registers are instants either way.
public enum IntervalStamp: String, Sendable, CaseIterable {
    /// Its end, as meters and this program do.
    case end
    /// Its start, as some exports do.
    case start
}

/// Meters by the bytes of their codes, with what a reading of each must fulfil (计量点目录).
///
/// A snapshot for the hot loops that take readings in, from files and over the wire alike: no `String` is made for a
/// code, and every way in applies the same rules.
public struct MeterDirectory: Sendable {
    private struct Entry: Sendable {
        let meter: Meter.ID
        let code: Range<Int>
        let devices: Range<Int>
    }

    private struct Rule: Sendable {
        let validFrom: Int64
        let fullScale: Int64
        let interval: Int64
        let decimals: Int
        let isInterval: Bool
    }

    private var entries: [Entry] = []
    private var rules: [Rule] = []
    private var codes: [UInt8] = []
    /// Open addressing: the upper half of a code's hash, then its position + 1; zero where free.
    private var slots: [UInt64]
    private let stamps: IntervalStamp

    /// Creates a directory.
    ///
    /// - Parameters:
    ///   - meters: the meters whose readings are taken; of equal codes the first counts.
    ///   - stamps: what the stamps of intervals name.
    public init(_ meters: [Meter], stamps: IntervalStamp = .end) {
        self.stamps = stamps
        var capacity = 16
        while capacity < meters.count * 2 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        for meter in meters { add(meter) }
    }

    private mutating func add(_ meter: Meter) {
        let code = Array(meter.code.utf8)
        let hash = code.withUnsafeBytes(Self.hash)
        guard !meter.devices.isEmpty, code.withUnsafeBytes({ position(of: $0, hash) }) == nil else { return }
        let firstRule = rules.count
        rules += meter.devices.map { device in
            Rule(
                validFrom: device.validFrom.seconds,
                fullScale: device.fullScale,
                interval: device.interval,
                decimals: device.decimals,
                isInterval: device.kind == .interval
            )
        }
        let start = codes.count
        codes += code
        entries.append(Entry(meter: meter.id, code: start..<codes.count, devices: firstRule..<rules.count))
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = (hash & ~0xFFFF_FFFF) | UInt64(entries.count)
    }

    /// How many meters it knows.
    public var count: Int { entries.count }

    /// The meter at a position.
    public subscript(position: Int) -> Meter.ID { entries[position].meter }

    /// The position of a meter by the bytes of its code, in UTF-8; `nil` for an unknown one.
    ///
    /// Senders go through their meters in one order, so the meter behind the one found before is tried first.
    @inline(__always)
    public func position(of code: UnsafeRawBufferPointer, after last: Int) -> Int? {
        let next = last + 1 < entries.count ? last + 1 : 0
        if next < entries.count, matches(next, code) { return next }
        return position(of: code, Self.hash(code))
    }

    /// Checks a reading against the device in place at its stamp.
    ///
    /// - Parameters:
    ///   - mantissa: the digits of the value as an integer.
    ///   - exponent: the power of ten that scales them.
    ///   - stamp: when it was read, or the interval's stamp.
    ///   - quality: how far it can be trusted.
    ///   - position: the meter's position.
    ///   - bounds: the stamps that come in; a clock may run ahead, and a gateway sends nothing old.
    /// - Returns: the reading as it is stored.
    /// - Throws: the rule it breaks; a value with more decimals than the device shows is never rounded.
    @inline(__always)
    public func reading(
        mantissa: Int64,
        exponent: Int,
        at stamp: Instant,
        quality: Reading.Quality = .good,
        of position: Int,
        within bounds: borrowing IntakeBounds
    ) throws(ReadingProblem) -> MeterReading {
        let entry = entries[position]
        var seconds = stamp.seconds
        var rule = self.rule(entry, at: seconds)
        if rule.isInterval, stamps == .start {
            seconds += rule.interval
            rule = self.rule(entry, at: seconds)
        }
        if seconds < bounds.first || bounds.last < seconds, let problem = bounds.problem(Instant(seconds: seconds)) {
            throw problem
        }
        guard seconds >= rules[entry.devices.lowerBound].validFrom else { throw .beforeMeter }
        let shift = exponent + rule.decimals
        let number = shift == 0 ? mantissa : FixedPoint(mantissa: mantissa, exponent: shift).mantissa(atExponent: 0)
        guard let counts = number else { throw shift > 0 ? .outOfRange : .decimals }
        guard counts >= 0 else { throw .negative }
        guard counts < rule.fullScale else { throw .outOfRange }
        return MeterReading(
            meter: entry.meter,
            reading: Reading(stamp: Instant(seconds: seconds), counts: counts, quality: quality)
        )
    }

    /// The device at an instant, as ``Meter/device(at:)`` has it.
    @inline(__always)
    private func rule(_ entry: Entry, at seconds: Int64) -> Rule {
        var index = entry.devices.upperBound - 1
        while index > entry.devices.lowerBound, rules[index].validFrom >= seconds { index -= 1 }
        return rules[index]
    }

    @inline(__always)
    private func matches(_ position: Int, _ code: UnsafeRawBufferPointer) -> Bool {
        let own = entries[position].code
        guard own.count == code.count else { return false }
        return codes.withUnsafeBytes { codes in
            var index = code.count
            // From the end, where codes of one building differ.
            while index > 0, codes[own.lowerBound + index - 1] == code[index - 1] { index -= 1 }
            return index == 0
        }
    }

    private func position(of code: UnsafeRawBufferPointer, _ hash: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let position = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] >> 32 == hash >> 32, matches(position, code) { return position }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Eight bytes at a time: multiplied, and the halves of the product folded.
    private static func hash(_ code: UnsafeRawBufferPointer) -> UInt64 {
        func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
            let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            return product.high ^ product.low
        }
        var hash = UInt64(code.count) &+ 0x2545_F491_4F6C_DD1D
        var index = 0
        while index + 8 <= code.count {
            hash = mixed(hash, code.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var rest: UInt64 = 0
        while index < code.count {
            rest = rest << 8 | UInt64(code[index])
            index += 1
        }
        return mixed(hash, rest)
    }
}

/// Why a reading cannot be taken (拒收原因); `Texts` holds the words under the raw value.
public enum ReadingProblem: String, Error, Sendable, CaseIterable {
    /// No meter has the code, or none that the sender may write to.
    case unknownMeter = "import.meter.unknown"
    /// Meter, time or value is absent.
    case missing = "import.field.missing"
    /// A field occurs twice.
    case repeated = "import.reading.repeatedField"
    /// The value is no number: text, a truth value, NaN, an infinity, or more digits than any device has.
    case number = "import.number.invalid"
    /// The time is none.
    case time = "import.time.invalid"
    /// The quality is none of 0, 1, 2.
    case quality = "import.reading.quality"
    /// The stamp lies in the future.
    case future = "import.reading.future"
    /// The stamp is too old for a gateway; a file may bring it.
    case old = "import.reading.old"
    /// The stamp carries the year of its week instead of its own.
    case weekYear = "import.reading.weekYear"
    /// The stamp lies before the first device was put in.
    case beforeMeter = "import.reading.beforeMeter"
    /// The device does not show so many decimals.
    case decimals = "import.reading.decimals"
    /// The value is negative.
    case negative = "import.reading.negative"
    /// The device does not have so many digits.
    case outOfRange = "import.reading.outOfRange"
    /// The line does not follow the syntax of the line protocol.
    case syntax = "import.reading.syntax"

    /// Whether the time is to blame rather than the value.
    public var isAboutTime: Bool { [.time, .future, .old, .weekYear, .beforeMeter].contains(self) }
}
