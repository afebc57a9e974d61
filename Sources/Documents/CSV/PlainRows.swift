extension CSVReader {
    /// The fields of a plain row, at the positions that were asked for.
    package struct PlainFields {
        package let first: UnsafeRawBufferPointer
        package let second: UnsafeRawBufferPointer
        package let third: UnsafeRawBufferPointer
    }

    /// Hands over plain rows without the general way through ``next()`` (平凡行快读): most rows of large files are plain.
    ///
    /// Plain is a row of ASCII without quotes, with as many fields as the header, that ends within the window. The first
    /// other row, and the first that `take` does not want, are left for ``next()``.
    ///
    /// - Parameters:
    ///   - columns: the positions of three different columns.
    ///   - take: gets their bytes, valid within the call; false leaves the row.
    /// - Returns: how many rows were taken.
    package mutating func takePlainRows(_ columns: (Int, Int, Int), _ take: (PlainFields) -> Bool) -> Int {
        guard let delimiter = plainDelimiter else { return 0 }
        let window = plainWindow
        let fieldCount = header.count
        var start = 0
        var lines = 0
        rows: while start < window.count {
            var index = start
            var field = 0
            var fieldStart = start
            var fields = (0..<0, 0..<0, 0..<0)
            while true {
                guard index < window.count else { break rows }
                let byte = window[index]
                // What ends a field, or makes a row no plain one, is rare: one comparison passes over all else but those
                // bytes below the delimiter that are no letters or digits.
                guard byte <= Self.lastMark || byte >= 0x80 || byte == delimiter else {
                    index += 1
                    continue
                }
                if byte == delimiter || byte == 0x0A || byte == 0x0D {
                    if field == columns.0 { fields.0 = fieldStart..<index }
                    if field == columns.1 { fields.1 = fieldStart..<index }
                    if field == columns.2 { fields.2 = fieldStart..<index }
                    field += 1
                    guard byte == delimiter else { break }
                    fieldStart = index + 1
                } else if byte == 0x22 || byte >= 0x80 {
                    break rows
                }
                index += 1
            }
            var end = index + 1
            if window[index] == 0x0D {
                guard end < window.count, window[end] == 0x0A else { break }
                end += 1
            }
            guard field == fieldCount, index - start <= plainRowLimit else { break }
            let row = PlainFields(
                first: UnsafeRawBufferPointer(rebasing: window[fields.0]),
                second: UnsafeRawBufferPointer(rebasing: window[fields.1]),
                third: UnsafeRawBufferPointer(rebasing: window[fields.2])
            )
            guard take(row) else { break }
            start = end
            lines += 1
        }
        skipPlainRows(bytes: start, lines: lines)
        return lines
    }

    /// No byte above it is a mark of CSV but those of ``CSVDelimiter``.
    private static var lastMark: UInt8 { 0x22 }
}
