import Texts
import Units
import Workflows

/// How the values of an indicator are written.
struct IndicatorNumbers: Sendable {
    private let decimals: Int
    private let display: Display

    private let isYear: Bool

    /// One number of decimals for all values.
    init(unit: String?, values: [Double], display: Display) {
        self.display = display
        let size = values.map(abs).max() ?? 0
        let isWhole = values.allSatisfy { $0 == $0.rounded() }
        decimals = isWhole ? 0 : unit == "%" ? 1 : size >= 1_000 ? 0 : size >= 100 ? 1 : 2
        // Years are never grouped; nothing else that indicators measure lies there without a unit of its own.
        isYear =
            isWhole && !values.isEmpty
            && values.allSatisfy {
                // A bureau's own indicator may give any number.
                Int(exactly: $0).map(Period.years.contains) ?? false
            }
    }

    func text(_ value: Double?) -> String {
        guard isYear, let value, let year = Int(exactly: value) else {
            return display.numbers.decimal(value, decimals: decimals)
        }
        return "\(year)"
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
