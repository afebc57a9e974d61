/// A task before its indicators are read: paragraphs up to a line of responsible departments (任务草稿).
struct TaskDraft {
    var section: String
    var heading: String
    var text: FoldedText
    var responsibility: Responsibility
    /// Whether a heading above it says that it looks back.
    var isPast: Bool
    /// Rows of tables in the text.
    var tables: [TableRows] = []

    /// The drafts of a node: one for each paragraph with responsible departments of its own, at least one where it has
    /// text.
    static func drafts(of node: OutlineNode, words: StructureWords) -> [TaskDraft] {
        let groups = groups(node.paragraphs, words)
        return groups.map { group in
            let text = FoldedText(group.joined(separator: "\n"), words.traditional)
            let responsibility = Responsibility(text, words: words)
            var heading = node.item?.title ?? node.section?.label ?? node.part?.title ?? ""
            if !node.hasTextInHeading, node.heading != nil, !responsibility.departments.isEmpty,
                let subheading = subheading(text)
            {
                heading += " / " + text.text(subheading)
            }
            return TaskDraft(
                section: section(of: node),
                heading: heading,
                text: text,
                responsibility: responsibility,
                isPast: looksBack(node, words),
                tables: TableRows.find(in: group)
            )
        }
    }

    /// Where the rows of tables stand. [folded scalars]
    var tablePlaces: [Range<Int>] { tables.map { text.folded($0.bytes) }.filter { !$0.isEmpty } }

    private static func looksBack(_ node: OutlineNode, _ words: StructureWords) -> Bool {
        [node.part, node.section].contains { heading in
            guard let signs = heading.map({ Array($0.title.unicodeScalars) }) else { return false }
            return words.pastSections.first(in: 0..<signs.count, of: signs) != nil
        }
    }

    private static func section(of node: OutlineNode) -> String {
        let above = node.above.isEmpty ? [node.part].compactMap(\.self) : node.above
        return above.map(\.label).joined(separator: " / ")
    }

    /// Paragraphs up to and with the one that names who is responsible; what follows the last belongs to it.
    private static func groups(_ paragraphs: [String], _ words: StructureWords) -> [[String]] {
        var groups: [[String]] = []
        var open: [String] = []
        for paragraph in paragraphs {
            let folded = FoldedText(paragraph, words.traditional)
            let place = Responsibility.place(in: folded.scalars, 0..<folded.count, words: words)
            if open.isEmpty, let place, place.outer == 0..<folded.count, !groups.isEmpty {
                groups[groups.count - 1].append(paragraph)
                continue
            }
            open.append(paragraph)
            if place != nil {
                groups.append(open)
                open = []
            }
        }
        if !open.isEmpty {
            if groups.isEmpty { groups.append(open) } else { groups[groups.count - 1] += open }
        }
        return groups
    }

    /// A short first sentence without a comma, with text behind it; the number （1） before it is left out.
    private static func subheading(_ text: FoldedText) -> Range<Int>? {
        let start = pointNumber(text.scalars)
        let longest = min(text.count, start + LineHeading.longest)
        let end = text.scalars[start..<longest].firstIndex { !Sign.isWordPart($0) && $0 != Sign.listComma }
        guard let end, end > start, text.scalars[end] == Sign.fullStop, end + 1 < text.count,
            text.scalars[end + 1] != Sign.opening
        else { return nil }
        return start..<end
    }

    /// How long the （1） is with which a text begins; 0 where it begins with none.
    private static func pointNumber(_ scalars: [Unicode.Scalar]) -> Int {
        guard scalars.first == Sign.opening else { return 0 }
        let digits = scalars[1..<min(scalars.count, 4)].prefix(while: Sign.isDigit)
        guard !digits.isEmpty, digits.endIndex < scalars.count, scalars[digits.endIndex] == Sign.closing else {
            return 0
        }
        return digits.endIndex + 1
    }
}
