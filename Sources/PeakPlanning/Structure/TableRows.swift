import Units

/// Lines of a text that are rows of a table (表格行): no sentences, so nothing is read from them.
struct TableRows {
    /// Where they stand. [UTF-8 bytes of the paragraphs joined by line breaks]
    let bytes: Range<Int>
    /// How many lines they are.
    let count: Int

    /// The stretches of rows among paragraphs: lines of several cells, or many short lines of one cell each.
    static func find(in paragraphs: [String]) -> [TableRows] {
        var found: [TableRows] = []
        var offset = 0
        var open: (start: Int, end: Int, lines: Int, weight: Int)?
        func close() {
            if let rows = open, rows.weight >= leastWeight {
                found.append(TableRows(bytes: rows.start..<rows.end, count: rows.lines))
            }
            open = nil
        }
        for paragraph in paragraphs {
            let end = offset + paragraph.utf8.count
            switch weight(of: paragraph) {
            case 0: close()
            case let weight:
                let before = open ?? (offset, end, 0, 0)
                open = (before.start, end, before.lines + 1, before.weight + weight)
            }
            offset = end + 1
        }
        close()
        return found
    }

    /// Says that a table was left alone: its first words, its lines, and where it stands.
    func finding(in task: PlanTask) -> DataFinding {
        let words = FoldedText(task.text.slice(bytes)).scalars.prefix(Self.shownSigns)
        return DataFinding(
            rule: "plan.indicator.table",
            severity: .notice,
            subject: task.heading,
            evidence: [String(scalars: words), "\(count)", task.id, "\(bytes.lowerBound)", "\(bytes.upperBound)"]
        )
    }

    /// How much of a table its finding shows. [characters]
    private static let shownSigns = 30

    /// Whether a line has several cells.
    static func isRow(_ line: String) -> Bool { weight(of: line) > 1 }

    /// Two rows of several cells, or eight cells on lines of their own.
    private static let leastWeight = 8
    /// The longest line that is one cell. [characters]
    private static let longestCell = 20

    /// How much a line speaks for a table: 4 for several cells, 1 for one, 0 for running text.
    private static func weight(of line: String) -> Int {
        var cells = 1
        var blanks = 0
        var signs = 0
        for scalar in line.unicodeScalars {
            if scalar == "\t" || scalar == "|" || scalar == "\u{2502}" {
                cells += 1
                blanks = 0
            } else if Sign.isBlank(scalar) {
                blanks += scalar == "\u{3000}" ? 2 : 1
            } else {
                // Wide blanks part cells, single ones words.
                if blanks > 2, signs > 0 { cells += 1 }
                blanks = 0
                signs += 1
                if Sign.endsSentence(scalar) || Sign.endsClause(scalar) || scalar == Sign.colon { return 0 }
            }
        }
        return cells > 2 ? 4 : signs <= longestCell ? 1 : 0
    }
}
