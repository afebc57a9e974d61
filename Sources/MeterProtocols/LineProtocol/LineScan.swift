import Metering

/// Walks over the parts of lines of the line protocol.
struct LineScan {
    let bytes: UnsafeRawBufferPointer
    private(set) var index = 0
    private var unescaped: [UInt8] = []

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// A part of a line and whether it has escapes.
    struct Part {
        let range: Range<Int>
        let hasEscapes: Bool
    }

    /// What a field holds.
    enum Field {
        case number(ScannedNumber)
        /// A truth value or a text, which no reading is.
        case other
    }

    /// Goes to the next line that holds a point; `false` at the end.
    mutating func startLine() -> Bool {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            case 0x23: while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            default: return true
            }
        }
        return false
    }

    /// Goes to the end of a line that is refused: a line end within a quoted field is none, unless the quote never ends.
    mutating func skipLine(from start: Int) {
        index = start
        while index < bytes.count, bytes[index] != 0x20, bytes[index] != 0x0A {
            index += bytes[index] == 0x5C && index + 1 < bytes.count && bytes[index + 1] != 0x0A ? 2 : 1
        }
        let fields = index
        var isQuoted = false
        while index < bytes.count, isQuoted || bytes[index] != 0x0A {
            if bytes[index] == 0x22 { isQuoted.toggle() }
            index += isQuoted && bytes[index] == 0x5C && index + 1 < bytes.count ? 2 : 1
        }
        guard isQuoted else { return }
        index = fields
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    }

    /// The end of the text of the line just skipped.
    var lineEnd: Int { index > 0 && index <= bytes.count && bytes[index - 1] == 0x0D ? index - 1 : index }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Takes blanks; whether there was one.
    @inline(__always)
    mutating func skipBlanks() -> Bool {
        let start = index
        while take(0x20) {}
        return index > start
    }

    /// Takes the measurement, up to the tags or fields.
    @inline(__always)
    mutating func measurement() throws(ReadingProblem) {
        guard try !part(endsAtEquals: false).range.isEmpty else { throw .syntax }
    }

    /// Takes the name of a tag or field and the sign behind it.
    @inline(__always)
    mutating func key() throws(ReadingProblem) -> Part {
        let key = try part(endsAtEquals: true)
        guard !key.range.isEmpty, take(0x3D) else { throw .syntax }
        return key
    }

    /// Takes the value of a tag.
    @inline(__always)
    mutating func tagValue() throws(ReadingProblem) -> Part {
        let value = try part(endsAtEquals: true)
        guard !value.range.isEmpty, index >= bytes.count || bytes[index] != 0x3D else { throw .syntax }
        return value
    }

    /// Takes bytes up to a comma, blank or line end that is not escaped, and where asked up to an equals sign.
    @inline(__always)
    private mutating func part(endsAtEquals: Bool) throws(ReadingProblem) -> Part {
        let start = index
        var hasEscapes = false
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x2C, 0x20, 0x0A: return Part(range: start..<index, hasEscapes: hasEscapes)
            case 0x3D where endsAtEquals: return Part(range: start..<index, hasEscapes: hasEscapes)
            case 0x5C where index + 1 < bytes.count && Self.isEscapable(bytes[index + 1]):
                hasEscapes = true
                index += 2
            default: index += 1
            }
        }
        return Part(range: start..<index, hasEscapes: hasEscapes)
    }

    /// A backslash before anything else stands for itself.
    @inline(__always)
    private static func isEscapable(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x20 || byte == 0x3D }

    @inline(__always)
    func equals(_ part: Part, _ name: StaticString) -> Bool {
        guard part.range.count == name.utf8CodeUnitCount else { return false }
        for offset in 0..<part.range.count where bytes[part.range.lowerBound + offset] != name.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Calls `body` with the bytes of a part, without the backslashes of its escapes.
    @inline(__always)
    mutating func with<Value>(_ part: Part, _ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let plain = bytes[part: part.range]
        guard part.hasEscapes else { return body(plain) }
        unescaped.removeAll(keepingCapacity: true)
        var index = 0
        while index < plain.count {
            let isEscape = plain[index] == 0x5C && index + 1 < plain.count && Self.isEscapable(plain[index + 1])
            if isEscape { index += 1 }
            unescaped.append(plain[index])
            index += 1
        }
        return unescaped.withUnsafeBytes(body)
    }

    /// Takes the value of a field: a number, one marked as whole (`i`) or unsigned (`u`), a truth value or a text.
    @inline(__always)
    mutating func fieldValue() throws(ReadingProblem) -> Field {
        guard index < bytes.count else { throw .syntax }
        if bytes[index] == 0x22 {
            try text()
            return .other
        }
        let start = index
        if let number = bytes.number(at: &index, isStrict: false) {
            let isWhole = index < bytes.count && (bytes[index] == 0x69 || bytes[index] == 0x75)
            if isWhole {
                let isNegative = bytes[start] == 0x2D
                guard number.integer != nil, !bytes[start..<index].contains(where: { $0 == 0x2E || $0 | 0x20 == 0x65 }),
                    !(isNegative && bytes[index] == 0x75)
                else { throw .number }
                index += 1
            }
            if isEndOfField { return .number(number) }
        }
        index = start
        while !isEndOfField { index += 1 }
        let word = bytes[part: start..<index]
        guard Self.truthValues.contains(where: word.elementsEqual) else { throw .number }
        return .other
    }

    private static let truthValues = ["t", "T", "true", "True", "TRUE", "f", "F", "false", "False", "FALSE"]
        .map { Array($0.utf8) }

    @inline(__always)
    private var isEndOfField: Bool {
        guard index < bytes.count else { return true }
        let byte = bytes[index]
        return byte == 0x2C || byte == 0x20 || byte == 0x0A || byte == 0x0D
    }

    /// Takes a text in quotes, which may hold line ends.
    private mutating func text() throws(ReadingProblem) {
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case 0x22:
                index += 1
                guard isEndOfField else { throw .syntax }
                return
            case 0x5C where index + 1 < bytes.count: index += 2
            default: index += 1
            }
        }
        throw .syntax
    }

    /// Takes the time, where there is one, and the end of the line.
    @inline(__always)
    mutating func time() throws(ReadingProblem) -> Int64? {
        _ = skipBlanks()
        var time: Int64?
        if index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
            time = try integer()
            _ = skipBlanks()
        }
        _ = take(0x0D)
        guard index >= bytes.count || take(0x0A) else { throw time == nil ? .syntax : .time }
        return time
    }

    /// Takes a whole number of up to 19 digits, as nanoseconds have.
    @inline(__always)
    private mutating func integer() throws(ReadingProblem) -> Int64 {
        let isNegative = take(0x2D)
        let start = index
        var value: Int64 = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooMuch) = product.addingReportingOverflow(Int64(bytes[index] &- 0x30))
            guard !isTooLarge, !isTooMuch else { throw .time }
            value = sum
            index += 1
        }
        guard index > start else { throw .time }
        return isNegative ? -value : value
    }
}
