/// The limits between the steps of a colour scale (分级界值).
public enum ScaleBreaks {
    /// Round limits that part values into steps of about as many each.
    ///
    /// The limits are quantiles, rounded to multiples of 1, 2 or 5 times a power of ten: the coarsest such step at which
    /// they all stay distinct, or, where values lie too close together, as many as stay distinct at the finest.
    ///
    /// - Parameters:
    ///   - values: the values; those that are not finite are left out.
    ///   - count: how many limits at most.
    /// - Returns: ascending, distinct limits above the least and at most the greatest value.
    public static func round(of values: [Double], count: Int = 6) -> [Double] {
        let sorted = values.filter(\.isFinite).sorted()
        guard count > 0, let least = sorted.first, let greatest = sorted.last, least < greatest else { return [] }
        let quantiles = (1...count).map { part in sorted[(sorted.count - 1) * part / (count + 1)] }
        var result: [Double] = []
        for step in steps(downFrom: greatest - least) {
            let distinct = Set(quantiles.map(step.rounded)).filter { least < $0 && $0 <= greatest }.sorted()
            if distinct.count > result.count { result = distinct }
            if result.count == count { break }
        }
        return result
    }

    /// 1, 2 or 5 times a power of ten.
    private struct Step {
        let digit: Double
        /// Ten to the magnitude of the exponent.
        let power: Double
        let isBelowOne: Bool

        /// The nearest multiple; division by a power of ten keeps 0.3 from coming out as 0.30000000000000004.
        func rounded(_ value: Double) -> Double {
            isBelowOne
                ? (value * power / digit).rounded() * digit / power
                : (value / power / digit).rounded() * digit * power
        }
    }

    /// Steps from about a range down to a hundredth of it.
    private static func steps(downFrom range: Double) -> [Step] {
        let first = magnitude(of: range)
        return (first - 1...first).reversed().flatMap { exponent in
            let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
            return [5, 2, 1].map { Step(digit: $0, power: power, isBelowOne: exponent < 0) }
        }
    }

    /// The exponent of the power of ten at or below a number above zero.
    private static func magnitude(of number: Double) -> Int {
        var exponent = 0
        var rest = number
        while rest >= 10 {
            rest /= 10
            exponent += 1
        }
        while rest < 1, exponent > -300 {
            rest *= 10
            exponent -= 1
        }
        return exponent
    }
}
