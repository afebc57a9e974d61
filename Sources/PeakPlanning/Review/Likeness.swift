/// How alike two texts are (相似度), blanks, widths and punctuation apart.
enum Likeness {
    /// Both sides of a comparison keep the characters that they were written in.
    static let forms = TraditionalForms.none

    /// The word parts of a text in the form that is compared.
    static func key(_ text: some StringProtocol) -> [Unicode.Scalar] {
        FoldedText(text, forms).scalars.filter { Sign.isWordPart($0) || $0 == "%" || $0 == "." }
    }

    /// Whether two texts say the same in the same words.
    static func isSame(_ one: String, _ other: String) -> Bool { one == other || key(one) == key(other) }

    /// Pairs of neighbouring signs, each as often as it occurs.
    struct Pairs {
        fileprivate var counts: [UInt64: Int] = [:]
        fileprivate var total = 0

        /// Each pair once.
        var signs: some Sequence<UInt64> { counts.keys }

        init(_ text: some StringProtocol) {
            let key = Likeness.key(text)
            // A single sign is a pair with nothing.
            let scalars = key.count == 1 ? key + ["\u{0}"] : key
            for (first, second) in zip(scalars, scalars.dropFirst()) {
                counts[UInt64(first.value) << 32 | UInt64(second.value), default: 0] += 1
                total += 1
            }
        }
    }

    /// The share of pairs that two texts have in common (Sørensen–Dice), 0 … 1; two empty texts are alike.
    static func share(_ one: Pairs, _ other: Pairs) -> Double {
        guard one.total + other.total > 0 else { return 1 }
        let (small, large) = one.counts.count < other.counts.count ? (one, other) : (other, one)
        let common = small.counts.reduce(0) { $0 + min($1.value, large.counts[$1.key] ?? 0) }
        return 2 * Double(common) / Double(one.total + other.total)
    }
}
