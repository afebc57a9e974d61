import Foundation
import Units

/// The JSON form of an indicator (指标的机读形式).
struct IndicatorFile: Encodable {
    private let indicator: PlanIndicator
    private let text: String
    private let words: Lexicon

    /// - Parameters:
    ///   - indicator: the indicator.
    ///   - text: the text of its task.
    ///   - words: what units and periods mean.
    init(_ indicator: PlanIndicator, in text: String, _ words: Lexicon) {
        self.indicator = indicator
        self.text = text
        self.words = words
    }

    private enum Key: String, CodingKey {
        case kind, name, comparator, value, unit, year, verb, baseline, qualifier, scope, period, confidence, reasons,
            rule
        case quote = "source_quote"
        case yearPhrase = "year_phrase"
        case isImplied = "implied_value"
        case valueText = "value_text"
        case unitText = "unit_text"
        case coverage = "coverage_percent"
        case least = "value_min"
        case most = "value_max"
        case siValue = "value_si"
        case siUnit = "unit_si"
        case quoteRange = "quote_range"
        case valueRange = "value_range"
        case yearRange = "year_range"
    }

    func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encode(indicator.kind.rawValue, forKey: .kind)
        try row.encode(indicator.name, forKey: .name)
        try row.encode(indicator.comparator?.rawValue, forKey: .comparator)
        try encodeValue(into: &row)
        try row.encode(indicator.year, forKey: .year)
        try row.encode(indicator.yearPhrase, forKey: .yearPhrase)
        try row.encodeIfPresent(indicator.yearPhrase.flatMap(words.times.period), forKey: .period)
        try row.encode(indicator.verb, forKey: .verb)
        try row.encode(indicator.baseline.map(Baseline.init), forKey: .baseline)
        try row.encode(indicator.qualifier, forKey: .qualifier)
        try row.encode(indicator.scope, forKey: .scope)
        try row.encode(indicator.quote, forKey: .quote)
        try row.encode(range(indicator.quoteMark), forKey: .quoteRange)
        try row.encode(indicator.valueMark.map(range), forKey: .valueRange)
        try row.encode(indicator.yearMark.map(range), forKey: .yearRange)
        try row.encode(indicator.production, forKey: .rule)
        try row.encode(indicator.confidence.level.rawValue, forKey: .confidence)
        try row.encode(indicator.confidence.reasons.map(\.rawValue), forKey: .reasons)
    }

    private func encodeValue(into row: inout KeyedEncodingContainer<Key>) throws {
        try row.encode(indicator.unit, forKey: .unit)
        try row.encode(indicator.isImplied, forKey: .isImplied)
        guard let value = indicator.value?.decimal else { return try row.encodeNil(forKey: .value) }
        if let upper = indicator.upperValue?.decimal {
            try row.encode([value, upper], forKey: .value)
            try row.encode(value, forKey: .least)
            try row.encode(upper, forKey: .most)
        } else {
            try row.encode(value, forKey: .value)
        }
        try row.encodeIfPresent(valueText, forKey: .valueText)
        if !indicator.isImplied, whole != nil { try row.encode(100, forKey: .coverage) }
        guard let unit = indicator.unit else { return }
        try row.encodeIfPresent(words.quantities.printed(unit, per: indicator.quote.unicodeScalars), forKey: .unitText)
        guard indicator.upperValue == nil, let si = words.quantities.si(value, unit) else { return }
        try row.encode(si.value, forKey: .siValue)
        try row.encode(si.symbol, forKey: .siUnit)
    }

    /// The 全部 or 全面 with which the verb begins: all of the scope is meant.
    private var whole: String? {
        let verb = Array(indicator.verb.unicodeScalars)
        return words.aims.all.length(at: 0, in: verb, upTo: verb.count).map { String(scalars: verb[..<$0]) }
    }

    /// The words of a value that is not printed in digits.
    private var valueText: String? {
        if indicator.isImplied { return whole }
        return indicator.valueMark.map(text.slice).flatMap {
            FoldedText($0).scalars.contains(where: Sign.isDigit) ? nil : $0
        }
    }

    private func range(_ mark: Range<Int>) -> [Int] { [mark.lowerBound, mark.upperBound] }

    private struct Baseline: Encodable {
        let baseline: PlanIndicator.Baseline

        init(_ baseline: PlanIndicator.Baseline) { self.baseline = baseline }

        enum Key: String, CodingKey {
            case year, type, text
        }

        func encode(to encoder: any Encoder) throws {
            var row = encoder.container(keyedBy: Key.self)
            try row.encodeIfPresent(baseline.year, forKey: .year)
            try row.encode(baseline.direction.rawValue, forKey: .type)
            try row.encode(baseline.text, forKey: .text)
        }
    }
}
