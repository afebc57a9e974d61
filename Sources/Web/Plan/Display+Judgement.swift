import PeakPlanning
import Texts
import Units
import Workflows

/// One step of a judgement in words.
struct ReasonLine: Sendable, Equatable {
    let text: String
    /// The language of a unit in it, where it is not the page's.
    let tag: String?
}

/// One way to read “before a year”, and how it stands.
struct PeakReadingLine: Sendable, Equatable {
    let year: String
    let style: String
    let word: String
}

extension Display {
    /// A probability as a whole percentage, such as `62%`.
    func odds(_ odds: Double) -> String { "\(numbers.percent(odds, decimals: 0))%" }

    /// A range of values, such as `55.0–69.2%`.
    func range(_ range: ClosedRange<Double>, _ values: TargetNumbers, _ unit: String?) -> String {
        measured(texts["target.range", values.text(range.lowerBound), values.text(range.upperBound)], unit)
    }

    /// Why a target stands as it does, step by step.
    func reasons(_ line: TargetLine, _ values: TargetNumbers) -> [ReasonLine] {
        line.progress.reasons.map { reason in
            let arguments = reason.arguments.map { words($0, values, line.judged.unit) }
            let text = texts.text(TextKey("judgement.reason.\(reason.code.rawValue)"), arguments)
            return ReasonLine(text: text, tag: foreignTag(text))
        }
    }

    private func words(_ argument: JudgementReason.Argument, _ values: TargetNumbers, _ unit: String?) -> String {
        switch argument {
        case .year(let year): "\(year)"
        case .count(let count): numbers.integer(count)
        case .value(let value): measured(values.text(value), unit)
        case .odds(let share), .share(let share): odds(share)
        case .number(let number): numbers.decimal(number, decimals: 3)
        case .status(let status): word(status)
        case .state(let state): texts[TextKey("peak.state.\(state.rawValue)")]
        case .item(let item): "\(item)"
        }
    }
}
