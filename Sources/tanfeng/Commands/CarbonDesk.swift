import ArgumentParser
import Carbon
import Foundation
import Texts
import Units
import Workflows

/// What the commands on carbon share: factors, words, and how a figure is told.
struct CarbonDesk {
    let reference: CarbonReference
    let texts: Localizer

    init(_ common: CommonOptions) async throws {
        let settings = try await common.settings()
        let resources = ResourceDirectory(override: settings.resources)
        texts = try resources.localizer(settings.language)
        do {
            reference = try CarbonReference(resources: resources, own: settings.data + "/factors.json")
        } catch let error as OwnFactorsError {
            throw DataFolderError.factors(error)
        }
    }

    /// Prints why something was refused; throw what it returns.
    func failure(_ lines: [String]) -> ExitCode {
        for line in lines { printError(line) }
        return .failure
    }

    /// A problem of a project, with its place.
    func words(_ problem: ProjectProblem) -> String {
        let place = problem.path.isEmpty ? "" : "\(problem.path): "
        return "  \(place)\(texts.text(TextKey("finding." + problem.rule), problem.evidence.map(bounds)))"
    }

    /// A reservation, with what it is about.
    func words(_ finding: DataFinding) -> String {
        "  ! \(finding.subject): \(texts.text(TextKey("finding." + finding.rule), finding.evidence))"
    }

    /// Why a formula has no result.
    func words(_ error: FormulaError) -> String {
        switch error {
        case .unknownFormula(let id): texts["cli.formula.error.unknownFormula", id]
        case .unknownArgument(let symbol): texts["cli.formula.error.unknownArgument", symbol]
        case .repeatedArgument(let symbol): texts["cli.formula.error.repeatedArgument", symbol]
        case .missingArgument(let symbol): texts["cli.formula.error.missingArgument", symbol]
        case .notANumber(let symbol, let text): texts["cli.formula.error.notANumber", symbol, text]
        case .notOneNumber(let symbol): texts["cli.formula.error.notOneNumber", symbol]
        case .outOfBounds(let symbol, let value, let bounds):
            texts["cli.formula.error.outOfBounds", symbol, number(value), self.bounds(bounds.rawValue)]
        case .unequalLists(let symbol): texts["cli.formula.error.unequalLists", symbol]
        case .noResult: texts["cli.formula.error.noResult"]
        }
    }

    /// A formula with its symbols, and with the numbers that were put in where there are any.
    func describe(_ formula: any AnyFormula, _ figure: Explained<Double>?) -> [String] {
        let key = "formula.\(formula.id.rawValue)"
        let source = [formula.source.document, formula.source.clause].compactMap(\.self).joined(separator: " ")
        var lines = [
            "\(formula.id.name)  [\(formula.unit)]", "  " + texts[TextKey(key + ".words")],
            "  " + texts[TextKey(key + ".symbols")],
            "  " + texts["cli.formula.source", source, confidence(formula.source.confidence)],
        ]
        lines += formula.parameters.enumerated().map { index, parameter in
            let given = figure.map { " = " + $0.terms[index].values.map(number).joined(separator: ", ") } ?? ""
            let list = parameter.isList ? " (\(texts["cli.formula.list"]))" : ""
            let name = texts[TextKey("formula.symbol.\(parameter.symbol)")]
            let range = bounds(parameter.bounds.rawValue)
            return "    \(parameter.symbol)\(given) [\(parameter.unit)]\(list)  \(name) (\(range))"
        }
        if let figure {
            lines.append("  " + texts["cli.formula.result", number(figure.value), formula.unit])
            lines += figure.findings.map(words)
        }
        return lines
    }

    /// A formula with its symbols.
    func describe(_ formula: any AnyFormula) -> [String] { describe(formula, nil) }

    func confidence(_ confidence: Confidence) -> String { texts[TextKey("confidence." + confidence.rawValue)] }

    /// The words of what a number may be; any other text as it is.
    private func bounds(_ text: String) -> String {
        let key = TextKey("formula.bounds." + text)
        return texts.contains(key) ? texts[key] : text
    }

    /// A number with up to ten significant digits, never scaled, so that it can be put in again.
    func number(_ value: Double) -> String {
        value.formatted(
            .number.precision(.significantDigits(1...10)).grouping(.never).locale(Locale(identifier: "en_US"))
        )
    }
}

/// A whole life in words and columns.
struct WholeLifeText {
    let account: WholeLifeAccount
    let desk: CarbonDesk

    var lines: [String] {
        let texts = desk.texts
        var lines = [texts["cli.wholeLife.title", account.name], texts["cli.wholeLife.head"]]
        lines += account.parts.map { row(texts[TextKey("lifeStage." + $0.stage.rawValue)], $0.carbon) }
        lines.append(row(texts["cli.wholeLife.total"], account.total))
        lines.append(row(texts["cli.wholeLife.sink"], account.sink))
        if let comparison = account.comparison {
            lines.append(
                texts[
                    "cli.wholeLife.comparison",
                    grouped(comparison.reduction.kilogramsPerSquareMetreAndYear, decimals: 2),
                    grouped(comparison.share * 100, decimals: 1)
                ]
            )
        }
        lines.append(texts["cli.wholeLife.figures"])
        lines += account.figures.map { figure in
            let terms = figure.explained.terms.map { term in
                "\(term.symbol) = \(term.values.map(desk.number).joined(separator: ", "))"
            }
            return "  \(figure.path) = \(desk.number(figure.explained.value)) \(figure.unit)"
                + "  ← \(figure.explained.formula.name)(\(terms.joined(separator: "; ")))"
        }
        return lines + account.findings.map(desk.words)
    }

    private func row(_ name: String, _ carbon: LifeCarbon) -> String {
        [
            name, grouped(carbon.total.tonnes, decimals: 2), grouped(carbon.perYear.kilogramsPerYear, decimals: 1),
            grouped(carbon.perArea.kilogramsPerSquareMetre, decimals: 2),
            grouped(carbon.perAreaAndYear.kilogramsPerSquareMetreAndYear, decimals: 3),
        ].joined(separator: "\t")
    }
}
