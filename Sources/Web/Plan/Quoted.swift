import Texts

/// A sentence of ours around words of the plan, which stay Chinese in every language (引用).
struct Quoted: Sendable, Equatable {
    let before: String
    let words: String
    let after: String

    /// The sentence as one text, where no markup can stand.
    var line: String { before + words + after }
}

extension Display {
    /// Fills words of the plan into `{0}` of a text, the other arguments into what follows.
    func quoted(_ key: TextKey, _ words: String, _ others: String...) -> Quoted {
        // Stands where the words will, so that they are never searched for it.
        let marker = "\u{FFFC}"
        let parts = texts.text(key, [marker] + others).split(
            separator: marker,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        return Quoted(before: String(parts[0]), words: words, after: parts.count > 1 ? String(parts[1]) : "")
    }

    /// The language of a text, where it is not the page's.
    func foreignTag(_ text: String) -> String? {
        let isHan = text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
        return texts.language == .en && isHan ? Language.zhHans.tag : nil
    }
}
