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

    /// Creates a parser for the fields of a reader; see ``CSVReader/fieldEncoding``.
    package init(encoding: TextEncoding = .utf8) { self.encoding = encoding }

    /// A point in time; see ``FieldParser/instant(_:encoding:)``.
    package mutating func instant(_ bytes: UnsafeRawBufferPointer) -> Instant? {
        if isPrevious(bytes) { return value }
        previous.removeAll(keepingCapacity: true)
        previous.append(contentsOf: bytes)
        value = FieldParser.instant(bytes, encoding: encoding)
        return value
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
