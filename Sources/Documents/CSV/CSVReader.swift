/// A place in a file from which reading can go on (断点).
package struct CSVPosition: Sendable, Hashable {
    /// Bytes before the row. [B]
    package var byteOffset: Int
    /// The physical line on which the row begins, counted from 1.
    package var line: Int

    /// Creates a position.
    package init(byteOffset: Int, line: Int) {
        self.byteOffset = byteOffset
        self.line = line
    }
}

/// How long a field and a row may be, and how much is read at once. [B]
package struct CSVLimits: Sendable, Equatable {
    /// The longest field.
    package var field = 64 << 10
    /// The longest row.
    package var row = 1 << 20
    /// The most bytes read at once.
    package var chunk = 1 << 20

    /// Creates limits; every default suits files of any size.
    package init(field: Int = 64 << 10, row: Int = 1 << 20, chunk: Int = 1 << 20) {
        self.field = field
        self.row = row
        self.chunk = max(1, chunk)
    }
}

/// Reads delimited text row by row in constant memory (CSV 流式读取).
///
/// Encoding and delimiter are found out; see ``encoding`` and ``delimiter``. A row that cannot be taken does not end the
/// reading: it comes with a ``rejection``, and the next row begins on the next line.
///
/// ```swift
/// var reader = try CSVReader(path: path)
/// while try reader.next() {
///     if let rejection = reader.rejection { … } else { reader.text(0), reader.number(2) … }
/// }
/// ```
package struct CSVReader: ~Copyable {
    /// The headings, trimmed; empty ones at the end are left out.
    package private(set) var header: [String]
    /// The encoding of the file.
    package var encoding: TextEncoding { source.encoding }
    /// What stands between two fields.
    package var delimiter: CSVDelimiter { scanner.delimiter }
    /// The length of the file when it was opened. [B]
    package var totalBytes: Int { source.file.size }
    /// How much of the file lies behind the current row's end, for a progress bar. [B]
    package var bytesRead: Int { nextPosition.byteOffset }
    /// Where the current row begins.
    package var position: CSVPosition { row.position }
    /// Where the next row begins; give it to ``seek(to:)`` to go on from there.
    package private(set) var nextPosition: CSVPosition
    /// Why the current row cannot be taken as a whole; `nil` for a good row.
    package var rejection: RowRejection? { row.rejection }

    private var source: ByteSource
    private var scanner: RowScanner
    private var row: CurrentRow
    private var unescaped: UnescapedFields

    /// Opens a file and reads its header.
    package init(path: String, limits: CSVLimits = CSVLimits()) throws(DocumentError) {
        self = try Self.opened(path, limits)
    }

    // Apart from the initializer, which must not throw once a part that cannot be copied has been set.
    private static func opened(_ path: String, _ limits: CSVLimits) throws(DocumentError) -> CSVReader {
        var source = try ByteSource(path: path, window: limits.row + 2, chunk: limits.chunk)
        while !source.isAtEnd, source.window.count < min(limits.row, 64 << 10) { try source.fill() }
        var reader = CSVReader(source, limits)
        guard try reader.next() else { throw .empty(path: path) }
        if let rejection = reader.rejection { throw .noHeader(path: path, rule: rejection.rule) }
        reader.header = (0..<reader.fieldCount).map { reader.text($0) ?? "" }
        while reader.header.last == "" { reader.header.removeLast() }
        return reader
    }

    private init(_ source: consuming ByteSource, _ limits: CSVLimits) {
        var position = CSVPosition(byteOffset: source.markLength, line: 1)
        let announced = CSVDelimiter.announced(by: source.window)
        if let announced { position.byteOffset += source.consume(announced.length) }
        let encoding = source.encoding.inMemory
        let delimiter = announced?.delimiter ?? CSVDelimiter(firstRowOf: source.window, encoding: encoding)
        scanner = RowScanner(delimiter: delimiter, encoding: encoding, limits: limits)
        nextPosition = position
        header = []
        row = CurrentRow(position: position)
        unescaped = UnescapedFields()
        self.source = source
    }

    /// Advances to the next row that is not blank; `false` at the end of the file.
    package mutating func next() throws(DocumentError) -> Bool {
        repeat {
            guard try advance() else { return false }
        } while rejection == nil && isBlankRow
        return true
    }

    /// Goes to a row, so that ``next()`` reads it; the position must stem from ``nextPosition`` or ``position``.
    package mutating func seek(to position: CSVPosition) throws(DocumentError) {
        try source.seek(to: position.byteOffset)
        nextPosition = position
    }

    /// The number of fields of the current row; 0 where it has a ``rejection`` for broken quotes or length.
    package var fieldCount: Int { scanner.fields.count }

    /// The bytes of a field in UTF-8 or GB18030, valid until the next call of ``next()``; none behind the last field.
    @inline(__always)
    package subscript(index: Int) -> UnsafeRawBufferPointer {
        guard index < scanner.fields.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return unescaped[index] ?? scanner.fields[index]
    }

    /// The current row as it stands in the file, without the line end; cut where it is longer than a field may be.
    package var rawText: String {
        guard row.brokenLine.isEmpty else {
            return row.brokenLine.withUnsafeBytes { scanner.encoding.lossyText(of: $0) }
        }
        return scanner.encoding.lossyText(of: row.line)
    }

    /// The encoding of the bytes that the subscript gives.
    package var fieldEncoding: TextEncoding { scanner.encoding }

    // What ``takePlainRows(_:_:)`` goes by.

    /// The byte between two fields; `nil` where it is several.
    var plainDelimiter: UInt8? { scanner.delimiter.byte }
    var plainWindow: UnsafeRawBufferPointer { source.window }
    /// The longest row of which no field can be too long. [B]
    var plainRowLimit: Int { min(scanner.limits.field, scanner.limits.row) }

    /// Goes behind rows that were handed over.
    mutating func skipPlainRows(bytes: Int, lines: Int) {
        guard bytes > 0 else { return }
        nextPosition.line += lines
        nextPosition.byteOffset += source.consume(bytes)
    }
}

extension CSVReader {
    /// A row without content: no text between the delimiters, or one field of blanks.
    private var isBlankRow: Bool {
        scanner.contentLength == 0
            || scanner.fields.count == 1 && scanner.fields[0].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private mutating func advance() throws(DocumentError) -> Bool {
        row.position = nextPosition
        if row.rejection != nil {
            row.rejection = nil
            row.brokenLine = []
        }
        while true {
            if source.window.isEmpty, source.isAtEnd { return false }
            switch scanner.scan(source.window, isLast: source.isAtEnd) {
            case .needsMore: try source.fill()
            case .row(let length, let consumed):
                row.line = UnsafeRawBufferPointer(rebasing: source.window[..<length])
                nextPosition.line += 1 + scanner.innerLines
                nextPosition.byteOffset += source.consume(consumed)
                unescaped.update(scanner)
                check()
                return true
            case .broken(let rule):
                try skipLine()
                scanner.forgetRow()
                unescaped.update(scanner)
                reject(rule, rule == ImportRule.rowTooLong ? [String(scanner.limits.row)] : [])
                return true
            }
        }
    }

    private mutating func check() {
        if scanner.hasHighBytes, !scanner.encoding.isWellFormed(row.line) {
            reject(ImportRule.encodingInvalid, [encoding.rawValue])
        } else if scanner.hasGiantField {
            reject(ImportRule.fieldTooLong, [String(scanner.limits.field)])
        } else if !header.isEmpty, fieldCount != header.count, !isBlankRow {
            // Excel pads rows with empty fields; anything else behind the last column is a shifted row.
            let hasExtra = fieldCount > header.count && (header.count..<fieldCount).contains { !self[$0].isEmpty }
            if fieldCount < header.count || hasExtra {
                reject(ImportRule.fieldCount, [String(header.count), String(fieldCount)])
            }
        }
    }

    private mutating func reject(_ rule: String, _ evidence: [String]) {
        row.rejection = RowRejection(
            line: position.line,
            column: nil,
            byteOffset: position.byteOffset,
            rule: rule,
            evidence: evidence
        )
    }

    /// Consumes one physical line and keeps its beginning.
    private mutating func skipLine() throws(DocumentError) {
        nextPosition.line += 1
        while true {
            let window = source.window
            let end = window.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? window.count
            row.brokenLine.append(contentsOf: window[..<min(end, max(0, scanner.limits.field - row.brokenLine.count))])
            if end + 1 < window.count || source.isAtEnd {
                let isPair = end + 1 < window.count && window[end] == 0x0D && window[end + 1] == 0x0A
                nextPosition.byteOffset += source.consume(min(window.count, end + (isPair ? 2 : 1)))
                return
            }
            // Nothing but a line end at the very end of the window is kept: a line feed may follow it.
            nextPosition.byteOffset += source.consume(end)
            try source.fill()
        }
    }
}

/// What is known of the current row besides its fields.
private struct CurrentRow {
    var position: CSVPosition
    var rejection: RowRejection?
    /// Its bytes without the line end.
    var line = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The beginning of a line that could not be split.
    var brokenLine: [UInt8] = []
}
