/// Makes names for people out of the words around a number (指标名称).
struct Naming {
    let passage: Passage
    let words: Lexicon

    init(_ passage: Passage, _ words: Lexicon) {
        self.passage = passage
        self.words = words
    }

    /// The longest name; what is longer keeps its end. [characters]
    static let longest = 60

    private var scalars: [Unicode.Scalar] { passage.scalars }

    /// Without the words that lead in or out, such as 其中, 力争.
    func trim(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while let lead = words.aims.leadIns.length(at: start, in: scalars, upTo: end) { start += lead }
        while let tail = words.aims.tailWords.length(endingAt: end, in: scalars, from: start) { end -= tail }
        return start..<end
    }

    /// The words of a range, the end of them where they are many.
    func name(_ range: Range<Int>) -> String {
        passage.text.text(max(range.lowerBound, range.upperBound - Self.longest)..<range.upperBound)
    }

    /// Whether a range is nothing but a measure that somebody must have, such as 高度.
    func isBareMeasure(_ range: Range<Int>) -> Bool {
        !range.isEmpty
            && words.aims.bareMeasures.length(at: range.lowerBound, in: scalars, upTo: range.upperBound) == range.count
    }

    /// What has the measure that a name ends in: 城市生活垃圾 of 城市生活垃圾回收利用率.
    func bearer(_ range: Range<Int>) -> Range<Int> {
        let measure = words.aims.bareMeasures.length(endingAt: range.upperBound, in: scalars, from: range.lowerBound)
        return range.lowerBound..<range.upperBound - (measure ?? 0)
    }

    /// The first qualifier in a range, such as 力争.
    func qualifier(in range: Range<Int>) -> String? {
        words.aims.qualifiers.first(in: range, of: scalars).map(passage.text.text)
    }

    /// Two words as one, with what both have in common once: 住宅建筑 and 建筑密度 make 住宅建筑密度.
    func joined(_ one: String, _ other: String) -> String {
        let most = min(one.count, other.count)
        let common = (0...most).last { one.hasSuffix(other.prefix($0)) } ?? 0
        return one + other.dropFirst(common)
    }

    /// The noun that a range begins with: up to the next verb, list sign or 及.
    func noun(_ range: Range<Int>) -> Range<Int> {
        let link = words.quantities.links.length(at: range.lowerBound, in: scalars, upTo: range.upperBound) ?? 0
        let start = range.lowerBound + link
        guard start < range.upperBound else { return range.upperBound..<range.upperBound }
        let limit = min(range.upperBound, start + Self.longest)
        return start..<(words.aims.nounEnds.first(in: start + 1..<limit, of: scalars)?.lowerBound ?? limit)
    }

    /// A name with the word for what is counted behind it, such as 面积, where it does not say so itself.
    func counted(_ name: String, _ measure: String?) -> String {
        guard let measure, let word = words.quantities.measures[measure.unicodeScalars] else { return name }
        let signs = Array(name.unicodeScalars)
        let total = words.aims.totals.length(endingAt: signs.count, in: signs, from: 0) ?? 0
        let isMeasure = words.aims.bareMeasures.length(endingAt: signs.count - total, in: signs, from: 0) != nil
        return isMeasure || name.hasSuffix(word) || name.hasSuffix(words.aims.suffixes.rate) ? name : name + word
    }

    /// The part of a range behind its last list sign or 及.
    func lastPart(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while let joint = words.aims.joints.first(in: start..<range.upperBound, of: scalars) {
            start = joint.upperBound
        }
        return start..<range.upperBound
    }
}
