import Units

/// Reads stamps and keeps the last one (时间解析): in a frame, the same stamp stands in many rows.
struct StampScan {
    /// The bytes that gave `value`, within the same body.
    private var previous = 0..<0
    private var value: Instant?
    /// The first instant of the day whose ten bytes were read last.
    private var day: (bytes: (UInt64, UInt16), start: Int64)?

    /// The years that readings may lie in; a number beyond them counts milliseconds.
    static let seconds: ClosedRange<Int64> = -2_208_988_800...7_258_118_399

    /// An instant written as `2026-01-01T00:15:00+08:00`: a blank may stand for `T`, seconds may be absent, and so may
    /// the offset, which is China's then; a fraction must be zero.
    @inline(__always)
    mutating func instant(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Instant? {
        if isPrevious(bytes, range) { return value }
        value = instant(bytes[part: range])
        previous = range
        return value
    }

    @inline(__always)
    private func isPrevious(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        guard range.count == previous.count, range.count > 0 else { return false }
        var index = range.count
        // From the end, where stamps in the order of time differ.
        while index > 0, bytes[range.lowerBound + index - 1] == bytes[previous.lowerBound + index - 1] { index -= 1 }
        return index == 0
    }

    /// An instant that stands apart from the body.
    mutating func instant(_ text: UnsafeRawBufferPointer) -> Instant? {
        guard text.count >= 16, text[13] == 0x3A, text[10] | 0x20 == 0x74 || text[10] == 0x20,
            let start = dayStart(text), let hour = text.pair(11), let minute = text.pair(14)
        else { return nil }
        var index = 16
        var second = 0
        if index + 2 < text.count, text[index] == 0x3A {
            guard let value = text.pair(17) else { return nil }
            second = value
            index = 19
            if index < text.count, text[index] == 0x2E {
                index += 1
                let fraction = index
                while index < text.count, text[index] == 0x30 { index += 1 }
                guard index > fraction else { return nil }
            }
        }
        guard minute < 60, second < 60, hour < 24 || hour == 24 && minute == 0 && second == 0,
            let offset = Self.offset(text, from: index)
        else { return nil }
        return Instant(seconds: start + Int64(hour * 3_600 + minute * 60 + second) + Instant.chinaOffset - offset)
    }

    private mutating func dayStart(_ text: UnsafeRawBufferPointer) -> Int64? {
        let bytes = (
            text.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        )
        if let day, day.bytes == bytes { return day.start }
        guard text[4] == 0x2D, text[7] == 0x2D, let century = text.pair(0), let year = text.pair(2),
            let month = text.pair(5), let number = text.pair(8), (1900...2199).contains(century * 100 + year),
            let civil = CivilDay(year: century * 100 + year, month: month, day: number)
        else { return nil }
        day = (bytes, civil.start.seconds)
        return civil.start.seconds
    }

    /// Seconds from UTC; China's where nothing is left.
    private static func offset(_ text: UnsafeRawBufferPointer, from index: Int) -> Int64? {
        let rest = text.count - index
        if rest == 0 { return Instant.chinaOffset }
        if rest == 1 { return text[index] | 0x20 == 0x7A ? 0 : nil }
        guard rest == 3 || rest == 5 || rest == 6 && text[index + 3] == 0x3A, let hour = text.pair(index + 1),
            text[index] == 0x2B || text[index] == 0x2D
        else { return nil }
        guard let minute = rest == 3 ? 0 : text.pair(text.count - 2), hour <= 14, minute < 60 else { return nil }
        return Int64(hour * 3_600 + minute * 60) * (text[index] == 0x2B ? 1 : -1)
    }
}

extension UnsafeRawBufferPointer {
    /// Two digits as a number.
    @inline(__always)
    fileprivate func pair(_ at: Int) -> Int? {
        let high = self[at] &- 0x30
        let low = self[at + 1] &- 0x30
        return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }
}
