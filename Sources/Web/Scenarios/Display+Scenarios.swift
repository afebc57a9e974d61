import Scenarios
import Texts
import Units
import Workflows

extension Display {
    /// A column of emissions that are kept in kilotonnes.
    func kilotonneColumn(_ largest: Double) -> KilotonneColumn { KilotonneColumn(largest, self) }

    /// A value of a target in the words of its unit.
    func amount(_ value: Double, unit: String) -> String {
        switch unit {
        case "": "\(Int(value))"
        case "1": "\(numbers.percent(value)) %"
        case "Mm2": area(.squareMetres(value * 1e6)).line
        case "ktCO2": kilotonneColumn(value).line(value)
        default: "\(numbers.decimal(value)) \(unit)"
        }
    }

    /// How a value must compare with a goal.
    func comparator(_ code: String) -> String {
        switch code {
        case ">=": "\u{2265}"
        case "<=": "\u{2264}"
        default: code
        }
    }

    /// What is drawn, in words where it has some: a measure; a figure of the file by its key.
    func drawn(_ input: String, _ report: ScenarioReport) -> String {
        let measure = report.measures.first { "measures." + $0.id == input }
        return measure.map { name($0.name, $0.english_name) } ?? input
    }
}

extension [ScenarioProblem] {
    /// What is wrong with a scenario file, a line each: file, line, key, words.
    func lines(_ texts: Localizer) -> [String] {
        map { problem in
            let words = texts.text(TextKey("scenario.problem.\(problem.code.rawValue)"), problem.details)
            return "\(problem.file):\(problem.line)  \(problem.key)  \(words)"
        }
    }
}

/// One scale and unit for emissions that are kept in kilotonnes (万吨列).
struct KilotonneColumn: Sendable {
    private let column: Column
    private let numbers: NumberStyle

    init(_ largest: Double, _ display: Display) {
        column = display.sectorColumn(.kilograms(largest * 1e6))
        numbers = display.numbers
    }

    var unit: String { column.unit }
    /// How many kilotonnes one shown unit is.
    var factor: Double { column.factor / 1e6 }
    var decimals: Int { column.decimals }
    func text(_ kilotonnes: Double?) -> String { column.text(kilotonnes.map { $0 * 1e6 }) }
    func figure(_ kilotonnes: Double?) -> Figure { Figure(text(kilotonnes), unit) }
    func line(_ kilotonnes: Double?) -> String { figure(kilotonnes).line }

    /// A number of an axis whose steps are this far apart, with as many decimals as they need.
    func tick(_ kilotonnes: Double, step: Double) -> String {
        let shown = step / factor
        let decimals = (0...3).first { power in
            let scaled = (0..<power).reduce(shown) { value, _ in value * 10 }
            return abs(scaled - scaled.rounded()) < 1e-6 * scaled
        }
        return numbers.decimal(kilotonnes / factor, decimals: decimals ?? 3)
    }

    /// A drawing of emissions.
    func plot(_ label: String, _ years: ClosedRange<Int>, largest: Double) -> ScenarioPlot {
        let frame = ScenarioFrame(years, largest: largest, unit: factor)
        return ScenarioPlot(label, frame) { tick($0, step: frame.steps[1]) }
    }
}
