/// A heading with its number, such as 四、重点任务 (标题).
struct OutlineHeading: Hashable {
    let value: Int
    /// Number and words.
    let label: String
    /// The words alone.
    let title: String
}

/// A stretch of text under one heading (节点).
struct OutlineNode {
    var part: OutlineHeading?
    var section: OutlineHeading?
    var item: OutlineHeading?
    /// Whether text stands in the heading's own line.
    var hasTextInHeading = false
    /// The paragraphs as they stand in the plan.
    var paragraphs: [String] = []

    /// The deepest heading.
    var heading: OutlineHeading? { item ?? section ?? part }
    /// The headings it stands under.
    var above: [OutlineHeading] {
        [part, section, item].compactMap(\.self).dropLast()
    }
}

/// A plan's headings with the text under them, in the order of the plan (提纲).
struct Outline {
    private(set) var nodes: [OutlineNode] = [OutlineNode()]

    init(lines: some Sequence<PlanLine>, words: Lexicon) {
        for line in lines { read(line, words) }
    }

    /// Whether anything is numbered.
    var isNumbered: Bool { nodes.count > 1 }

    /// Whether arabic numbers run through the whole plan instead of beginning anew in each section.
    var hasRunningNumbers: Bool {
        let values = nodes.compactMap(\.item?.value)
        return !values.isEmpty && !values.dropFirst().contains(1)
    }

    private mutating func read(_ line: PlanLine, _ words: Lexicon) {
        guard let number = line.number else {
            nodes[nodes.count - 1].paragraphs.append(line.text.source)
            return
        }
        let found = line.heading(words)
        let heading = OutlineHeading(
            value: number.value,
            label: line.text.text(0..<found.title.upperBound),
            title: line.text.text(found.title)
        )
        var node = OutlineNode()
        if let last = nodes.last {
            node.part = number.level > .part ? last.part : heading
            node.section = number.level > .section ? last.section : number.level == .section ? heading : nil
            node.item = number.level == .item ? heading : nil
        }
        if found.textStart < line.text.count {
            let start = line.text.bytes(of: found.textStart..<line.text.count).lowerBound
            node.paragraphs = [line.text.original(start..<line.text.source.utf8.count)]
            node.hasTextInHeading = true
        }
        nodes.append(node)
    }
}
