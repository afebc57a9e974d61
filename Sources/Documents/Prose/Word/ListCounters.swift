/// Counts the numbered paragraphs of a document and says which number each one is printed with (自动编号).
struct ListCounters {
    let numbering: WordNumbering
    /// By definition: lists that share one go on counting where the other stopped.
    private var counts: [String: [Int: Int]] = [:]
    private var begun: Set<String> = []

    init(_ numbering: WordNumbering) { self.numbering = numbering }

    /// Counts a paragraph.
    ///
    /// - Returns: what is printed before it; `nil` where it is in no list, empty where its mark is no number.
    mutating func count(_ place: ListPlace) -> String? {
        guard let list = place.list, list != "0", let (id, definition) = numbering.definition(of: list) else {
            return nil
        }
        let depth = max(0, min(place.level ?? 0, 8))
        guard let level = numbering.level(depth, of: list) else { return nil }
        var counts = counts[id] ?? [:]
        let starts = numbering.lists[list]?.starts ?? [:]
        if begun.insert(list).inserted { for level in starts.keys { counts[level] = nil } }
        counts[depth] = counts[depth].map { $0 + 1 } ?? starts[depth] ?? level.start
        for deeper in counts.keys where deeper > depth {
            let restart = (numbering.level(deeper, of: list) ?? definition.levels[deeper])?.restart
            if restart.map({ depth < $0 }) ?? true { counts[deeper] = nil }
        }
        self.counts[id] = counts
        return label(level, list: list, counts: counts, starts: starts)
    }

    private func label(_ level: ListLevel, list: String, counts: [Int: Int], starts: [Int: Int]) -> String {
        if level.format == "bullet" || level.format == "none" { return "" }
        var text = ""
        var isReference = false
        for sign in level.pattern {
            if isReference, let digit = sign.wholeNumberValue, (1...9).contains(digit), sign.isASCII {
                let other = numbering.level(digit - 1, of: list) ?? level
                let value = counts[digit - 1] ?? starts[digit - 1] ?? other.start
                text += NumberFormat.text(value, level.isArabic ? "decimal" : other.format)
                isReference = false
            } else if sign == "%", !isReference {
                isReference = true
            } else {
                if isReference { text += "%" }
                isReference = false
                text.append(sign)
            }
        }
        return text
    }
}
