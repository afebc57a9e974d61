import Metering
import Units

extension ReadingJSON {
    /// What of a row has been read.
    struct Row {
        var position: Int?
        var stamp: Instant?
        var value: ScannedNumber?
        var quality: Reading.Quality?
        var problem: ReadingProblem?
        var blame = 0..<0
        var seen: UInt8 = 0

        mutating func refuse(_ other: ReadingProblem, _ range: Range<Int>) {
            guard problem == nil else { return }
            problem = other
            blame = range
        }
    }

    mutating func rows() throws(BodyProblem) {
        try elements { decoder throws(BodyProblem) in try decoder.row() }
    }

    private mutating func row() throws(BodyProblem) {
        guard cursor.peek() == 0x7B else { throw cursor.problem(.noReadings) }
        if rowLikeTheLast() { return }
        let start = cursor.index
        var row = Row()
        template.begin(at: start)
        try members { decoder, text throws(BodyProblem) in
            let key = decoder.cursor.with(text, Key.init)
            _ = decoder.cursor.peek()
            let from = decoder.cursor.index
            switch key {
            case .meter: try decoder.meter(&row)
            case .time: row.stamp = try decoder.time(&row)
            case .value: row.value = try decoder.value(&row)
            case .quality: row.quality = try decoder.quality(&row)
            case .values, .other:
                try decoder.cursor.skipValue()
                return
            }
            let bit: UInt8 = key == .meter ? 1 : key == .time ? 2 : key == .value ? 4 : 8
            if row.seen & bit != 0 { row.refuse(.repeated, from..<decoder.cursor.index) }
            row.seen |= bit
            decoder.template.add(key, from..<decoder.cursor.index, in: decoder.cursor.bytes)
        }
        if row.seen & 7 != 7 { row.refuse(.missing, start..<cursor.index) }
        template.end(at: cursor.index, isUsable: row.problem == nil)
        finish(row, start..<cursor.index)
    }

    /// Takes a row that differs from the last one in its values only; `false`, and nothing taken, for any other.
    @inline(__always)
    private mutating func rowLikeTheLast() -> Bool {
        guard template.isUsable else { return false }
        let bytes = cursor.bytes
        let start = cursor.index
        var index = start
        var row = Row()
        for piece in template.pieces {
            guard bytes.repeats(piece.separator, at: index) else { return false }
            index += piece.separator.count
            switch piece.key {
            case .meter:
                guard piece.isText, let end = bytes.endOfText(from: index),
                    let found = terms.directory.position(of: bytes[part: index..<end], after: last)
                else { return false }
                last = found
                row.position = found
                index = end
            case .time where piece.isText:
                guard let end = bytes.endOfText(from: index), let stamp = stamps.instant(bytes, index..<end) else {
                    return false
                }
                row.stamp = stamp
                index = end
            default:
                guard !piece.isText, let number = bytes.number(at: &index, isStrict: true) else { return false }
                switch piece.key {
                case .time:
                    guard let seconds = number.integer, StampScan.seconds.contains(seconds) else { return false }
                    row.stamp = Instant(seconds: seconds)
                case .value:
                    guard !number.isTooLong else { return false }
                    row.value = number
                default:
                    guard let quality = Reading.Quality(number) else { return false }
                    row.quality = quality
                }
            }
        }
        guard bytes.repeats(template.ending, at: index) else { return false }
        cursor.index = index + template.ending.count
        finish(row, start..<cursor.index)
        return true
    }

    @inline(__always)
    mutating func finish(_ row: Row, _ range: Range<Int>) {
        var problem = row.problem ?? .missing
        var blame = row.blame
        if row.problem == nil, let position = row.position, let stamp = row.stamp, let value = row.value {
            do {
                let reading = try terms.directory.reading(
                    mantissa: value.mantissa,
                    exponent: value.exponent,
                    at: stamp,
                    quality: row.quality ?? .good,
                    of: position,
                    within: terms.bounds
                )
                result.readings.append(reading)
                return
            } catch {
                problem = error
                blame = range
            }
        }
        result.refuse(problem, at: blame.lowerBound, cursor.bytes.evidence(blame))
    }

    @inline(__always)
    private mutating func meter(_ row: inout Row) throws(BodyProblem) {
        let start = cursor.index
        guard cursor.peek() == 0x22 else {
            try cursor.skipValue()
            return row.refuse(.unknownMeter, start..<cursor.index)
        }
        let text = try cursor.string()
        row.position = position(of: text)
        if row.position == nil { row.refuse(.unknownMeter, start..<cursor.index) }
    }

    @inline(__always)
    mutating func position(of code: JSONCursor.Text) -> Int? {
        let found = cursor.with(code) { terms.directory.position(of: $0, after: last) }
        if let found { last = found }
        return found
    }

    /// Unix seconds, or a text that ``StampScan`` understands.
    @inline(__always)
    mutating func time(_ row: inout Row) throws(BodyProblem) -> Instant? {
        let start = cursor.index
        var instant: Instant?
        if cursor.peek() == 0x22 {
            switch try cursor.string() {
            case .plain(let range): instant = stamps.instant(cursor.bytes, range)
            case .escaped: instant = cursor.unescaped.withUnsafeBytes { stamps.instant($0) }
            }
        } else if let seconds = try cursor.numberOrSkip()?.integer, StampScan.seconds.contains(seconds) {
            instant = Instant(seconds: seconds)
        }
        if instant == nil { row.refuse(.time, start..<cursor.index) }
        return instant
    }

    @inline(__always)
    mutating func value(_ row: inout Row) throws(BodyProblem) -> ScannedNumber? {
        let start = cursor.index
        if let number = try cursor.numberOrSkip(), !number.isTooLong { return number }
        row.refuse(.number, start..<cursor.index)
        return nil
    }

    @inline(__always)
    mutating func quality(_ row: inout Row) throws(BodyProblem) -> Reading.Quality? {
        let start = cursor.index
        if let number = try cursor.numberOrSkip(), let quality = Reading.Quality(number) { return quality }
        row.refuse(.quality, start..<cursor.index)
        return nil
    }
}
