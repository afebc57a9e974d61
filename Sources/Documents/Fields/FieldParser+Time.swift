package import Units

extension FieldParser {
    /// A point in time, civil time of China unless the text carries an offset; `nil` where blank or not understood.
    ///
    /// Understood are `2025-01-03 00:15[:00]`, `/` or `.` instead of `-`, `T` instead of the blank, months, days and
    /// hours of one digit, `24:00` for the next midnight, dates without a time for their first instant, the compact
    /// forms `20250103`, `202501030015` and `20250103001500`, the Chinese form with year, month, day, hour, minute and
    /// second marks, full-width digits, `Z` or `+08:00` at the end, and fractions of a second that are zero. Years are
    /// 1900 … 2199.
    package static func instant(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding = .utf8) -> Instant? {
        withPlainBytes(bytes, encoding: encoding) { bytes in
            var scan = TimeScan(bytes)
            return scan.instant()
        }
    }

    /// A date, in one of the forms of ``instant(_:encoding:)`` without a time, or with the time 0:00.
    package static func day(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding = .utf8) -> CivilDay? {
        guard let instant = instant(bytes, encoding: encoding) else { return nil }
        let day = CivilDay(containing: instant)
        return day.start == instant ? day : nil
    }

    /// The rule that a field breaks which is no point in time: a bare number is told apart, since Excel writes one
    /// where a column of dates was formatted as numbers.
    package static func timeRule(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding = .utf8) -> String {
        guard let value = number(bytes, encoding: encoding), FixedPoint(mantissa: 1) < value,
            value < FixedPoint(mantissa: 110_000)
        else { return ImportRule.timeInvalid }
        return ImportRule.timeSerialNumber
    }
}

/// Reads points in time and keeps the last one: in files ordered by time, the same stamp stands in many rows.
package struct InstantParser: Sendable {
    /// The encoding of the bytes.
    package let encoding: TextEncoding
    private var previous: [UInt8] = []
    private var value: Instant?
    /// The day of the last stamp that began with ten bytes of its own.
    private var day: (bytes: DayBytes, start: Instant)?

    /// Creates a parser for the fields of a reader; see ``CSVReader/fieldEncoding``.
    package init(encoding: TextEncoding = .utf8) { self.encoding = encoding }

    /// A point in time; see ``FieldParser/instant(_:encoding:)``.
    package mutating func instant(_ bytes: UnsafeRawBufferPointer) -> Instant? {
        if isPrevious(bytes) { return value }
        previous.removeAll(keepingCapacity: true)
        previous.append(contentsOf: bytes)
        let time = Self.usualTime(bytes)
        if let time, let day, Self.dayBytes(bytes) == day.bytes {
            value = day.start.adding(seconds: time)
            return value
        }
        value = FieldParser.instant(bytes, encoding: encoding)
        if let time, let value { day = (Self.dayBytes(bytes), value.adding(seconds: -time)) }
        return value
    }

    /// The time of day of `2025-01-03 00:15`, or with seconds; `nil` for any other form, 24:00 among them. [s]
    @inline(__always)
    private static func usualTime(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes.count == 16 || bytes.count == 19, bytes[10] == 0x20 || bytes[10] == 0x54, bytes[13] == 0x3A,
            let hour = pair(bytes, 11), let minute = pair(bytes, 14), hour < 24, minute < 60
        else { return nil }
        guard bytes.count == 19 else { return Int64(hour * 3_600 + minute * 60) }
        guard bytes[16] == 0x3A, let second = pair(bytes, 17), second < 60 else { return nil }
        return Int64(hour * 3_600 + minute * 60 + second)
    }

    private static func dayBytes(_ bytes: UnsafeRawBufferPointer) -> DayBytes {
        DayBytes(
            head: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            tail: bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        )
    }

    private static func pair(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
        let high = bytes[at] &- 0x30
        let low = bytes[at + 1] &- 0x30
        return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }

    /// The ten bytes of a day.
    private struct DayBytes: Equatable {
        let head: UInt64
        let tail: UInt16
    }

    @inline(__always)
    private func isPrevious(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == previous.count else { return false }
        // From the end, where stamps in the order of time differ.
        var index = bytes.count
        return previous.withUnsafeBytes { previous in
            while index > 0, bytes[index - 1] == previous[index - 1] { index -= 1 }
            return index == 0
        }
    }
}
