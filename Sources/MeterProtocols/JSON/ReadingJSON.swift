import Metering
import Units

/// The JSON of readings (读数 JSON): rows, one reading each, and frames, many meters at one instant.
///
/// ```json
/// {"readings": [{"meter": "E-001", "time": "2026-01-01T00:15:00+08:00", "value": 12.34, "quality": 0}],
///  "frames": [{"time": 1767197700, "values": {"E-001": 12.34, "E-002": [7.5, 1]}}]}
/// ```
///
/// Keys come in any order, and `m`, `t`, `v`, `q` mean the same; a list of rows may stand alone; keys of other names are
/// passed over. Parsed byte by byte into readings: no `String` and no `Double` is made on the way.
public struct ReadingJSON: ~Copyable {
    let terms: ReadingTerms
    var cursor: JSONCursor
    var stamps = StampScan()
    var last = -1
    var template = RowTemplate()
    var result = DecodedReadings()

    /// Reads a body.
    ///
    /// - Returns: its readings, and the rows that could not be taken.
    /// - Throws: ``BodyProblem`` where it is not this JSON; then nothing of it counts.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer,
        _ terms: ReadingTerms
    ) throws(BodyProblem) -> DecodedReadings {
        var decoder = ReadingJSON(bytes, terms)
        try decoder.decode()
        return decoder.result
    }

    private init(_ bytes: UnsafeRawBufferPointer, _ terms: ReadingTerms) {
        self.terms = terms
        cursor = JSONCursor(bytes)
        // What a row takes at least, so that usual bodies never grow the list.
        result.readings.reserveCapacity(bytes.count / 40)
    }

    private mutating func decode() throws(BodyProblem) {
        if cursor.peek() == 0x5B {
            try rows()
        } else {
            var isFound = false
            try members { decoder, text throws(BodyProblem) in
                switch decoder.cursor.with(text, ListKey.init) {
                case .readings:
                    try decoder.rows()
                    isFound = true
                case .frames:
                    try decoder.frames()
                    isFound = true
                case .other: try decoder.cursor.skipValue()
                }
            }
            guard isFound else { throw BodyProblem(reason: .noReadings, byteOffset: 0) }
        }
        guard cursor.peek() == nil else { throw cursor.problem() }
    }

    private enum ListKey {
        case readings, frames, other

        init(_ text: UnsafeRawBufferPointer) {
            self =
                text.elementsEqual("readings".utf8) ? .readings : text.elementsEqual("frames".utf8) ? .frames : .other
        }
    }

    enum Key {
        case meter, time, value, quality, values, other

        /// The keys differ in their first letters, but for `value` and `values`.
        @inline(__always)
        init(_ text: UnsafeRawBufferPointer) {
            guard let first = text.first else {
                self = .other
                return
            }
            switch (first, text.count) {
            case (0x6D, 1): self = .meter
            case (0x74, 1): self = .time
            case (0x76, 1): self = .value
            case (0x71, 1): self = .quality
            case (0x6D, 5): self = text.elementsEqual("meter".utf8) ? .meter : .other
            case (0x74, 4): self = text.elementsEqual("time".utf8) ? .time : .other
            case (0x76, 5): self = text.elementsEqual("value".utf8) ? .value : .other
            case (0x76, 6): self = text.elementsEqual("values".utf8) ? .values : .other
            case (0x71, 7): self = text.elementsEqual("quality".utf8) ? .quality : .other
            default: self = .other
            }
        }
    }

    /// Takes an object, each key of it with `body`, which takes the value.
    @inline(__always)
    mutating func members(
        _ body: (inout ReadingJSON, JSONCursor.Text) throws(BodyProblem) -> Void
    ) throws(BodyProblem) {
        try cursor.expect(0x7B)
        if cursor.take(0x7D) { return }
        repeat {
            let key = try cursor.string()
            try cursor.expect(0x3A)
            try body(&self, key)
        } while try cursor.continues(until: 0x7D)
    }

    mutating func elements(
        _ body: (inout ReadingJSON) throws(BodyProblem) -> Void
    ) throws(BodyProblem) {
        guard cursor.take(0x5B) else { throw cursor.problem(.noReadings) }
        if cursor.take(0x5D) { return }
        repeat { try body(&self) } while try cursor.continues(until: 0x5D)
    }
}
