import Units

/// What tasks are called, and what is wrong with a plan's numbers (编号).
struct Numbering {
    private(set) var findings: [DataFinding] = []
    private let isRunning: Bool
    private var lastItem = 0
    private var taken: Set<String> = []
    private var copies: [String: Int] = [:]
    private var counters: [PlanLine.Level: Counter] = [:]

    init(isRunning: Bool) { self.isRunning = isRunning }

    /// Checks a node's number and gives the name of what stands there, not yet told apart from others.
    mutating func name(_ node: OutlineNode) -> String {
        if let item = node.item {
            check(item, .item)
            lastItem = item.value
            return isRunning ? "\(item.value)" : path([node.part, node.section, item])
        }
        if !isRunning { counters[.item]?.reset() }
        if let section = node.section {
            check(section, .section)
            return isRunning ? "\(lastItem).\(section.value)" : path([node.part, section])
        }
        guard let part = node.part else { return "0" }
        counters[.section]?.reset()
        check(part, .part)
        return isRunning ? "\(lastItem).0" : "\(part.value)"
    }

    /// A name that no other task has: with `-2`, `-3` … where it is taken.
    mutating func unique(_ name: String) -> String {
        var candidate = name
        while !taken.insert(candidate).inserted {
            copies[name, default: 1] += 1
            candidate = "\(name)-\(copies[name, default: 2])"
        }
        return candidate
    }

    private func path(_ headings: [OutlineHeading?]) -> String {
        headings.compactMap { $0.map { "\($0.value)" } }.joined(separator: ".")
    }

    private mutating func check(_ heading: OutlineHeading, _ level: PlanLine.Level) {
        guard let fault = counters[level, default: Counter()].count(heading.value) else { return }
        switch fault {
        case .gap(let expected):
            findings.append(
                DataFinding(
                    rule: "plan.numbering.gap",
                    severity: .warning,
                    subject: heading.label,
                    evidence: ["\(expected)", "\(heading.value)"]
                )
            )
        case .repeated:
            findings.append(
                DataFinding(
                    rule: "plan.numbering.repeated",
                    severity: .warning,
                    subject: heading.label,
                    evidence: ["\(heading.value)"]
                )
            )
        }
    }

    private enum Fault {
        case gap(expected: Int)
        case repeated
    }

    /// Expects each number to follow the last; the very first may be any, as an excerpt's is.
    private struct Counter {
        private var last: Int?
        private var isFirst = true

        mutating func count(_ value: Int) -> Fault? {
            defer {
                last = max(value, last ?? value)
                isFirst = false
            }
            let expected = (last ?? 0) + 1
            if value == expected || (last == nil && isFirst) { return nil }
            return value > expected ? .gap(expected: expected) : .repeated
        }

        mutating func reset() { last = nil }
    }
}
