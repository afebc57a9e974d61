import Texts
import Units

/// How the values of an indicator are written.
struct IndicatorNumbers: Sendable {
    private let decimals: Int
    private let display: Display

    init(unit: String?, largest: Double?, display: Display) {
        self.display = display
        let size = abs(largest ?? 0)
        decimals = unit == "%" ? 1 : size >= 1_000 ? 0 : size >= 100 ? 1 : 2
    }

    func text(_ value: Double?) -> String {
        guard let value, value == value.rounded() else { return display.numbers.decimal(value, decimals: decimals) }
        return display.numbers.decimal(value, decimals: 0)
    }
}

extension Display {
    /// Whichever of two names the language wants.
    func name(_ words: Bilingual) -> String { name(words.zh, words.en) }

    /// A reported amount without its unit: whole numbers stay whole.
    func quantity(_ value: Double) -> String {
        let size = abs(value)
        return numbers.decimal(value, decimals: value == value.rounded() ? 0 : size < 10 ? 3 : size < 1_000 ? 2 : 1)
    }

    /// The words of a code, or the name that came with it.
    func word(_ kind: String, _ code: String, else name: Bilingual) -> String {
        let key = TextKey("\(kind).\(code)")
        return texts.contains(key) ? texts[key] : self.name(name)
    }
}
