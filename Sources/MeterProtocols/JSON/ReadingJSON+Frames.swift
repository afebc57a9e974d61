import Metering

extension ReadingJSON {
    mutating func frames() throws(BodyProblem) {
        try elements { decoder throws(BodyProblem) in try decoder.frame() }
    }

    private mutating func frame() throws(BodyProblem) {
        guard cursor.peek() == 0x7B else { throw cursor.problem(.noReadings) }
        let start = cursor.index
        var frame = Row()
        var valuesAt: Int?
        var isRead = false
        try members { decoder, text throws(BodyProblem) in
            _ = decoder.cursor.peek()
            switch decoder.cursor.with(text, Key.init) {
            case .time:
                guard frame.stamp == nil else { throw decoder.cursor.problem(.noReadings) }
                frame.stamp = try decoder.time(&frame)
            case .values:
                guard valuesAt == nil, decoder.cursor.peek() == 0x7B else { throw decoder.cursor.problem(.noReadings) }
                valuesAt = decoder.cursor.index
                // Values that stand before the time are read once it is known.
                isRead = frame.stamp != nil
                if isRead { try decoder.values(of: frame) } else { try decoder.cursor.skipValue() }
            default: try decoder.cursor.skipValue()
            }
        }
        guard let valuesAt else { throw BodyProblem(reason: .noReadings, byteOffset: start) }
        guard !isRead else { return }
        let end = cursor.index
        if frame.stamp == nil { frame.refuse(.missing, start..<end) }
        cursor.index = valuesAt
        try values(of: frame)
        cursor.index = end
    }

    private mutating func values(of frame: Row) throws(BodyProblem) {
        try members { decoder, code throws(BodyProblem) in
            var row = frame
            let from = decoder.cursor.index
            row.position = decoder.position(of: code)
            if row.position == nil { row.refuse(.unknownMeter, from..<from) }
            try decoder.frameValue(&row)
            decoder.finish(row, from..<decoder.cursor.index)
        }
    }

    /// A number, or a number and its quality in brackets.
    private mutating func frameValue(_ row: inout Row) throws(BodyProblem) {
        guard cursor.take(0x5B) else {
            row.value = try value(&row)
            return
        }
        row.value = try value(&row)
        if cursor.take(0x2C) { row.quality = try quality(&row) }
        try cursor.expect(0x5D)
    }
}
