import Units

/// Reads the text of a formula.
///
/// ```
/// sum     = product { ("+" | "-") product }
/// product = factor { "×" factor }
/// factor  = "-" factor | "(" sum ")" | constant | "[" meter "]"
/// ```
struct FormulaParser {
    /// A part of a formula: meters with their constants, and a constant beside them.
    fileprivate struct Linear {
        var terms: [String: FixedPoint] = [:]
        var constant = FixedPoint(mantissa: 0)
    }

    private static let deepest = 50

    private let written: [Character]
    /// As written, but each sign in one form.
    private let characters: [Character]
    private var position = 0
    private var depth = 0

    init(_ text: String) {
        written = Array(text)
        characters = written.map(Self.folded)
    }

    /// One form of a sign that people write in several: full width, the signs of mathematics, other brackets.
    private static func folded(_ character: Character) -> Character {
        switch character {
        case "\u{D7}", "\u{B7}": return "*"
        case "\u{2212}": return "-"
        case "\u{3010}": return "["
        case "\u{3011}": return "]"
        default:
            guard let scalar = character.unicodeScalars.first, (0xFF01...0xFF5E).contains(scalar.value),
                let ascii = Unicode.Scalar(scalar.value - 0xFEE0)
            else { return character }
            return Character(ascii)
        }
    }

    /// The terms of the whole text, by code.
    mutating func formula() throws(FormulaProblem) -> [MeterFormula.Term] {
        let whole = try sum()
        if position < characters.count { throw FormulaProblem(.unexpected, at: position) }
        guard whole.constant.mantissa == 0 else { throw FormulaProblem(.constantAdded, at: 0) }
        let terms = whole.terms.filter { $0.value.mantissa != 0 }
        guard !terms.isEmpty else { throw FormulaProblem(.noMeter, at: 0) }
        return terms.sorted { $0.key < $1.key }.map { MeterFormula.Term(meter: $0.key, coefficient: $0.value) }
    }

    private mutating func sum() throws(FormulaProblem) -> Linear {
        var total = try product()
        while let sign = next(of: ["+": 1, "-": -1]) {
            let start = position
            let part = try product()
            let isMeters = (total.terms.isEmpty, part.terms.isEmpty)
            if isMeters.0 != isMeters.1 { throw FormulaProblem(.constantAdded, at: start) }
            for (meter, coefficient) in part.terms {
                let known = total.terms[meter] ?? FixedPoint(mantissa: 0)
                total.terms[meter] = try added(known, coefficient, sign: sign, at: start)
            }
            total.constant = try added(total.constant, part.constant, sign: sign, at: start)
        }
        return total
    }

    private mutating func product() throws(FormulaProblem) -> Linear {
        var result = try factor()
        while next(of: ["*": 1]) != nil {
            let start = position
            let other = try factor()
            if !result.terms.isEmpty, !other.terms.isEmpty { throw FormulaProblem(.meterTimesMeter, at: start) }
            let (constant, linear) =
                result.terms.isEmpty ? (result.constant, other) : (other.constant, result)
            result = try linear.multiplied(by: constant, at: start)
        }
        return result
    }

    private mutating func factor() throws(FormulaProblem) -> Linear {
        skipBlanks()
        guard position < characters.count else { throw FormulaProblem(.incomplete, at: position) }
        let start = position
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw FormulaProblem(.tooDeep, at: start) }
        if next(of: ["-": 1]) != nil {
            return try factor().multiplied(by: FixedPoint(mantissa: -1), at: start)
        }
        if next(of: ["(": 1]) != nil {
            let inner = try sum()
            guard next(of: [")": 1]) != nil else { throw FormulaProblem(.unclosed, at: start) }
            return inner
        }
        if next(of: ["[": 1]) != nil { return Linear(terms: [try meter(from: start): one]) }
        return Linear(constant: try constant())
    }

    private let one = FixedPoint(mantissa: 1)

    private mutating func meter(from start: Int) throws(FormulaProblem) -> String {
        let first = position
        while position < characters.count, characters[position] != "]" { position += 1 }
        guard position < characters.count else { throw FormulaProblem(.unclosed, at: start) }
        let code = String(written[first..<position]).trimmed
        guard !code.isEmpty else { throw FormulaProblem(.incomplete, at: position) }
        position += 1
        return code
    }

    private mutating func constant() throws(FormulaProblem) -> FixedPoint {
        let start = position
        while position < characters.count, "0123456789.".contains(characters[position]) { position += 1 }
        guard position > start else { throw FormulaProblem(.unexpected, at: start) }
        guard let number = FixedPoint(String(characters[start..<position])), number.exponent >= -9 else {
            throw FormulaProblem(.number, at: start)
        }
        return number
    }

    private mutating func skipBlanks() {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
    }

    /// Steps over one of some signs and says which.
    private mutating func next(of signs: [Character: Int64]) -> Int64? {
        skipBlanks()
        guard position < characters.count, let sign = signs[characters[position]] else { return nil }
        position += 1
        return sign
    }

    private func added(
        _ left: FixedPoint,
        _ right: FixedPoint,
        sign: Int64,
        at position: Int
    ) throws(FormulaProblem) -> FixedPoint {
        let exponent = min(left.exponent, right.exponent)
        guard let a = left.mantissa(atExponent: exponent), let b = right.mantissa(atExponent: exponent) else {
            throw FormulaProblem(.number, at: position)
        }
        let (sum, overflow) = a.addingReportingOverflow(b * sign)
        guard !overflow else { throw FormulaProblem(.number, at: position) }
        return FixedPoint(mantissa: sum, exponent: exponent)
    }
}

extension FormulaParser.Linear {
    fileprivate func multiplied(by factor: FixedPoint, at position: Int) throws(FormulaProblem) -> Self {
        var result = self
        for (meter, coefficient) in terms {
            guard let product = coefficient.multiplied(by: factor), product.exponent >= -18 else {
                throw FormulaProblem(.number, at: position)
            }
            result.terms[meter] = product
        }
        guard let product = constant.multiplied(by: factor), product.exponent >= -18 else {
            throw FormulaProblem(.number, at: position)
        }
        result.constant = product
        return result
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
