/// Splits bytes into the fields of one row, by RFC 4180; knows nothing of files.
///
/// A scan sees all bytes from the row's beginning to the end of the window. Where the row may go on behind the window it
/// asks for more and begins anew, so that the result never depends on where a window ends.
struct RowScanner {
    /// What became of a scan.
    enum Outcome: Equatable {
        /// A row of `length` bytes; the next one begins after `consumed` bytes.
        case row(length: Int, consumed: Int)
        /// The row does not end in the window.
        case needsMore
        /// The row is malformed by a rule of ``ImportRule``, and where it ends cannot be known.
        case broken(rule: String)
    }

    let delimiter: CSVDelimiter
    let encoding: TextEncoding
    let limits: CSVLimits

    /// The fields of the row, without quotes; a doubled quote is still double.
    private(set) var fields: [UnsafeRawBufferPointer] = []
    /// The fields that hold doubled quotes.
    private(set) var escapedFields: [Int] = []
    /// The number of line ends inside quotes.
    private(set) var innerLines = 0
    /// Whether a byte is not ASCII.
    private(set) var hasHighBytes = false
    /// The sum of the fields' lengths. [B]
    private(set) var contentLength = 0
    /// Whether a field is longer than the limit.
    private(set) var hasGiantField = false

    private let delimiterByte: UInt8
    private let delimiterWidth: Int
    /// No byte above it, and below 80, ends a field.
    private let threshold: UInt8

    init(delimiter: CSVDelimiter, encoding: TextEncoding, limits: CSVLimits) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.limits = limits
        // A line feed stands in for "no such byte": it ends a field in any case.
        delimiterByte = delimiter.byte ?? 0x0A
        delimiterWidth = delimiter.bytes(in: encoding).count
        threshold = max(delimiterByte, 0x0D)
    }

    /// Scans one row, given the bytes from its beginning to the end of the window and whether more follow.
    mutating func scan(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Outcome {
        reset()
        var index = 0
        while true {
            let start = index
            if index < bytes.count, bytes[index] == 0x22 {
                switch scanQuoted(bytes, from: index, isLast: isLast) {
                case .field(let end): index = end
                case .needsMore: return needsMore(bytes.count)
                case .broken(let rule, let at): return broken(rule, at: at)
                }
            } else {
                index = endOfPlainField(bytes, from: index, isLast: isLast)
                if index == bytes.count, !isLast { return needsMore(bytes.count) }
                append(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
            }
            if index == bytes.count { return row(length: index, consumed: index) }
            if bytes[index] == 0x0A { return row(length: index, consumed: index + 1) }
            if bytes[index] == 0x0D {
                if index + 1 == bytes.count, !isLast { return needsMore(index) }
                let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
                return row(length: index, consumed: index + (isPair ? 2 : 1))
            }
            index += delimiterWidth
        }
    }

    /// Leaves no field of a row that turned out to be broken.
    mutating func forgetRow() { reset() }

    private mutating func reset() {
        fields.removeAll(keepingCapacity: true)
        escapedFields.removeAll(keepingCapacity: true)
        innerLines = 0
        hasHighBytes = false
        contentLength = 0
        hasGiantField = false
    }

    @inline(__always)
    private mutating func append(_ field: UnsafeRawBufferPointer) {
        fields.append(field)
        contentLength += field.count
        if field.count > limits.field { hasGiantField = true }
    }

    // The three ends of a scan ask first whether the row is too long, so that the answer is the same for each window.

    private func row(length: Int, consumed: Int) -> Outcome {
        length > limits.row ? .broken(rule: ImportRule.rowTooLong) : .row(length: length, consumed: consumed)
    }

    private func needsMore(_ length: Int) -> Outcome {
        length > limits.row ? .broken(rule: ImportRule.rowTooLong) : .needsMore
    }

    private func broken(_ rule: String, at index: Int) -> Outcome {
        .broken(rule: index > limits.row ? ImportRule.rowTooLong : rule)
    }
}

extension RowScanner {
    /// The index of the first byte that ends an unquoted field, or the end of the window.
    @inline(__always)
    private mutating func endOfPlainField(_ bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool) -> Int {
        guard delimiter != .fullWidthComma else { return endOfWideField(bytes, from: start, isLast: isLast) }
        let count = bytes.count
        var index = start
        var seen: UInt8 = 0
        while index < count {
            let byte = bytes[index]
            seen |= byte
            if byte <= threshold, byte == delimiterByte || byte == 0x0A || byte == 0x0D { break }
            index += 1
        }
        if seen >= 0x80 { hasHighBytes = true }
        return index
    }

    /// The same for a delimiter of several bytes, which in GB18030 must not be looked for between characters.
    private mutating func endOfWideField(_ bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D { break }
            if byte >= 0x80 {
                hasHighBytes = true
                if isDelimiter(bytes, at: index) { break }
                if bytes.count - index < 4, !isLast { return bytes.count }
            }
            let width = encoding == .gb18030 ? GB18030.width(bytes, at: index) : 1
            index += max(1, width)
        }
        return index
    }

    private func isDelimiter(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        if let byte = delimiter.byte { return bytes[index] == byte }
        return bytes[index...].starts(with: delimiter.bytes(in: encoding))
    }

    private enum QuotedOutcome {
        case field(end: Int)
        case needsMore
        case broken(rule: String, at: Int)
    }

    /// Scans a quoted field; `end` is the index of the delimiter or line end behind it.
    private mutating func scanQuoted(
        _ bytes: UnsafeRawBufferPointer,
        from start: Int,
        isLast: Bool
    ) -> QuotedOutcome {
        let limit = start + 1 + limits.field
        var index = start + 1
        var isEscaped = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x22 {
                if index + 1 == bytes.count, !isLast { return .needsMore }
                guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else {
                    if isEscaped { escapedFields.append(fields.count) }
                    append(UnsafeRawBufferPointer(rebasing: bytes[start + 1..<index]))
                    return endOfQuoted(bytes, from: index + 1, isLast: isLast)
                }
                isEscaped = true
                index += 1
            }
            let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            if byte == 0x0A || byte == 0x0D && !isPair { innerLines += 1 }
            if byte >= 0x80 { hasHighBytes = true }
            index += 1
            if index > limit { return .broken(rule: ImportRule.quoteUnterminated, at: index) }
        }
        return isLast ? .broken(rule: ImportRule.quoteUnterminated, at: index) : .needsMore
    }

    /// Checks what follows a closing quote; blanks before the delimiter are let pass.
    private func endOfQuoted(_ bytes: UnsafeRawBufferPointer, from start: Int, isLast: Bool) -> QuotedOutcome {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        let isCut = delimiterWidth > 1 && index < bytes.count && bytes[index] >= 0x80 && bytes.count - index < 3
        if index == bytes.count || isCut, !isLast { return .needsMore }
        if index == bytes.count || bytes[index] == 0x0A || bytes[index] == 0x0D || isDelimiter(bytes, at: index) {
            return .field(end: index)
        }
        return .broken(rule: ImportRule.quoteMalformed, at: index)
    }
}
