import Units

/// Reads a point in time from trimmed ASCII bytes and the marks of ``TimeMark``.
struct TimeScan {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func instant() -> Instant? {
        if let (year, month, day, time) = usualForm() { return Self.instant(year, month, day, time) }
        if let compact = compactForm() { return compact }
        index = 0
        guard let day = date() else { return nil }
        if index == bytes.count { return day.start }
        guard let time = timeOfDay(), let offset = offset(), index == bytes.count else { return nil }
        return day.start.adding(seconds: Int64(time + Int(Instant.chinaOffset) - offset))
    }

    // MARK: - fixed forms

    /// `2025-01-03 00:15` and `2025-01-03 00:15:00`, which most files use, in one go.
    @inline(__always)
    private func usualForm() -> (year: Int, month: Int, day: Int, time: Int)? {
        guard bytes.count == 16 || bytes.count == 19, bytes[4] == 0x2D || bytes[4] == 0x2F, bytes[7] == bytes[4],
            bytes[10] == 0x20 || bytes[10] == 0x54, bytes[13] == 0x3A, let century = pair(0), let year = pair(2),
            let month = pair(5), let day = pair(8), let hour = pair(11), let minute = pair(14)
        else { return nil }
        var second = 0
        if bytes.count == 19 {
            guard bytes[16] == 0x3A, let value = pair(17) else { return nil }
            second = value
        }
        guard let time = Self.time(hour, minute, second) else { return nil }
        return (century * 100 + year, month, day, time)
    }

    /// Eight, twelve or fourteen digits.
    private func compactForm() -> Instant? {
        guard [8, 12, 14].contains(bytes.count) else { return nil }
        var parts: [Int] = []
        for start in stride(from: 0, to: bytes.count, by: 2) {
            guard let value = pair(start) else { return nil }
            parts.append(value)
        }
        parts += repeatElement(0, count: 7 - parts.count)
        guard let time = Self.time(parts[4], parts[5], parts[6]) else { return nil }
        return Self.instant(parts[0] * 100 + parts[1], parts[2], parts[3], time)
    }

    @inline(__always)
    private func pair(_ at: Int) -> Int? {
        let high = bytes[at] &- 0x30
        let low = bytes[at + 1] &- 0x30
        return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }

    private static func instant(_ year: Int, _ month: Int, _ day: Int, _ time: Int) -> Instant? {
        guard (1900...2199).contains(year), let day = CivilDay(year: year, month: month, day: day) else { return nil }
        return day.start.adding(seconds: Int64(time))
    }

    /// Seconds since midnight; 24:00:00 is the next midnight.
    private static func time(_ hour: Int, _ minute: Int, _ second: Int) -> Int? {
        guard minute < 60, second < 60, hour < 24 || hour == 24 && minute == 0 && second == 0 else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    // MARK: - free form

    private mutating func date() -> CivilDay? {
        guard let year = number(digits: 4...4), (1900...2199).contains(year), let mark = take(),
            let month = number(digits: 1...2)
        else { return nil }
        switch mark {
        case 0x2D, 0x2E, 0x2F:
            guard take(mark), let day = number(digits: 1...2) else { return nil }
            return CivilDay(year: year, month: month, day: day)
        case TimeMark.year:
            guard take(TimeMark.month), let day = number(digits: 1...2), take(TimeMark.day) else { return nil }
            return CivilDay(year: year, month: month, day: day)
        default: return nil
        }
    }

    private mutating func timeOfDay() -> Int? {
        let isChineseDate = bytes[index - 1] == TimeMark.day
        guard take(0x54) || skipBlanks() || isChineseDate, let hour = number(digits: 1...2) else { return nil }
        if take(TimeMark.hour) { return chineseTime(hour) }
        guard take(0x3A), let minute = number(digits: 2...2) else { return nil }
        guard take(0x3A) else { return Self.time(hour, minute, 0) }
        guard let second = number(digits: 2...2) else { return nil }
        if take(0x2E) {
            // A fraction that is not zero would be lost without a word; instants are whole seconds.
            guard take(0x30) else { return nil }
            while take(0x30) {}
        }
        return Self.time(hour, minute, second)
    }

    /// What follows the hour's mark: nothing, minutes, or minutes and seconds, each with its mark.
    private mutating func chineseTime(_ hour: Int) -> Int? {
        guard index < bytes.count else { return Self.time(hour, 0, 0) }
        guard let minute = number(digits: 1...2), take(TimeMark.minute) else { return nil }
        guard index < bytes.count else { return Self.time(hour, minute, 0) }
        guard let second = number(digits: 1...2), take(TimeMark.second) else { return nil }
        return Self.time(hour, minute, second)
    }

    /// The offset from UTC in seconds; China's where the text has none.
    private mutating func offset() -> Int? {
        if index == bytes.count { return Int(Instant.chinaOffset) }
        if take(0x5A) || take(0x7A) { return 0 }
        let sign = take(0x2B) ? 1 : take(0x2D) ? -1 : 0
        guard sign != 0, let hour = number(digits: 2...2) else { return nil }
        if index == bytes.count { return hour <= 14 ? sign * hour * 3_600 : nil }
        _ = take(0x3A)
        guard let minute = number(digits: 2...2), hour <= 14, minute < 60 else { return nil }
        return sign * (hour * 3_600 + minute * 60)
    }

    private mutating func number(digits: ClosedRange<Int>) -> Int? {
        let start = index
        var value = 0
        while index < bytes.count, index - start < digits.upperBound, (0x30...0x39).contains(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return digits.contains(index - start) ? value : nil
    }

    private mutating func take() -> UInt8? {
        guard index < bytes.count else { return nil }
        index += 1
        return bytes[index - 1]
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() -> Bool {
        let start = index
        while take(0x20) {}
        return index > start
    }
}
