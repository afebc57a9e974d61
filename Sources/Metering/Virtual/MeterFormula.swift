public import Units

/// What a virtual meter is computed from (虚拟表公式): a sum of meters, each times a constant.
///
/// Written as people write it, `[E-001] - [E-002] × 0.5`, with meter codes in brackets; kept as what it comes to. Exact:
/// constants are decimal and stay so.
public struct MeterFormula: Hashable, Sendable {
    /// One meter's part.
    public struct Term: Hashable, Sendable {
        /// The code of the meter.
        public let meter: String
        /// What its amount is multiplied by; negative where it is subtracted.
        public let coefficient: FixedPoint
    }

    /// The text as it was written.
    public let text: String
    /// The meters with their constants, by code; none with zero.
    public let terms: [Term]

    /// Reads a formula of `+`, `-`, `×` (or `*`), brackets, constants and meter codes in square brackets.
    ///
    /// - Throws: ``FormulaProblem``, with the place of the first thing that is wrong.
    public init(_ text: String) throws(FormulaProblem) {
        self.text = text
        var parser = FormulaParser(text)
        terms = try parser.formula()
    }

    /// The amount that the parts come to, rounded once, half to even, to a millionth; `nil` where it cannot be held.
    func amount(of parts: (String) -> Amount?) -> Amount? {
        var sums: [Int: Int64] = [:]
        for term in terms {
            guard let part = parts(term.meter) else { return nil }
            let (product, overflow) = part.micro.multipliedReportingOverflow(by: term.coefficient.mantissa)
            let (sum, tooLarge) = sums[term.coefficient.exponent, default: 0].addingReportingOverflow(product)
            guard !overflow, !tooLarge else { return nil }
            sums[term.coefficient.exponent] = sum
        }
        let lowest = min(sums.keys.min() ?? 0, 0)
        var total: Int64 = 0
        for (exponent, sum) in sums {
            guard let scaled = FixedPoint(mantissa: sum, exponent: exponent).mantissa(atExponent: lowest) else {
                return nil
            }
            let (next, overflow) = total.addingReportingOverflow(scaled)
            guard !overflow else { return nil }
            total = next
        }
        return Amount(micro: total.dividedHalfToEven(by: FixedPoint.powers[-lowest]))
    }
}

/// Why a formula cannot be taken, and where.
public struct FormulaProblem: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Reason: String, Sendable, CaseIterable {
        /// It ends where a meter, a constant or an opening bracket should follow.
        case incomplete
        /// A character that has no meaning here.
        case unexpected
        /// A bracket that is not closed.
        case unclosed
        /// Something that is neither a meter nor a constant, or has too many digits.
        case number
        /// A meter times a meter: energy times energy is none.
        case meterTimesMeter
        /// A constant beside a meter: a number without a unit is no energy.
        case constantAdded
        /// No meter at all, or all of them cancel out.
        case noMeter
        /// Brackets within brackets beyond any use.
        case tooDeep
    }

    /// What is wrong.
    public let reason: Reason
    /// Where: characters before it.
    public let position: Int

    /// Creates a problem.
    public init(_ reason: Reason, at position: Int) {
        self.reason = reason
        self.position = position
    }
}

extension Int64 {
    /// The nearest quotient; of two equally near ones the even.
    fileprivate func dividedHalfToEven(by divisor: Int64) -> Int64 {
        let quotient = flooredQuotient(divisor)
        let remainder = self - quotient * divisor
        let other = divisor - remainder
        return remainder < other || (remainder == other && quotient.isMultiple(of: 2)) ? quotient : quotient + 1
    }
}
