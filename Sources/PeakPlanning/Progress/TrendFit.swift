/// Least squares through yearly values, and what to expect of another year (最小二乘外推).
///
/// With n values at years x, intercept a, slope b and s² = Σ(y−a−bx)²/(n−2), a new value of year z is expected at a+bz, and
/// (y−a−bz)/(s√(1+1/n+(z−x̄)²/Σ(x−x̄)²)) follows Student's t with n−2 degrees of freedom: Montgomery, Peck & Vining,
/// Introduction to Linear Regression Analysis, equation 2.45.
public struct TrendFit: Hashable, Sendable {
    /// The scale on which the line is straight.
    public let scale: TrendScale
    private let count: Int
    private let meanYear: Double
    private let mean: Double
    private let slope: Double
    /// Σ(x−x̄)².
    private let width: Double
    /// s²; `nil` with two values, which leave nothing to tell it from.
    private let variance: Double?

    /// Fits a line; `nil` with fewer than two years.
    public init?(_ values: [(year: Int, value: Double)], scale: TrendScale = .line) {
        let first = Double(values.first?.year ?? 0)
        let points = values.map { (x: Double($0.year) - first, y: scale.scaled($0.value)) }
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.x } / count
        let meanY = points.reduce(0) { $0 + $1.y } / count
        let width = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        guard width > 0 else { return nil }
        let slope = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / width
        let rest = points.reduce(0.0) { sum, point in
            let miss = point.y - meanY - slope * (point.x - meanX)
            return sum + miss * miss
        }
        self.scale = scale
        self.count = points.count
        self.meanYear = first + meanX
        self.mean = meanY
        self.slope = slope
        self.width = width
        variance = points.count > 2 ? rest / (count - 2) : nil
    }

    /// The value to expect in a year.
    public func value(in year: Int) -> Double { scale.value(centre(year)) }

    /// The range that holds a year's value with a probability; `nil` with two values.
    public func interval(in year: Int, probability: Double) -> ClosedRange<Double>? {
        guard let spread = spread(year) else { return nil }
        let reach = StudentT(freedom: count - 2).quantile((1 + probability) / 2) * spread
        let (low, high) = (scale.value(centre(year) - reach), scale.value(centre(year) + reach))
        return low <= high ? low...high : nil
    }

    /// The probability that a year's value reaches a bound, from below or, where less is better, from above; `nil` with two
    /// values.
    public func odds(in year: Int, of bound: Double, isLowerBetter: Bool = false) -> Double? {
        guard let spread = spread(year) else { return nil }
        let distance = (centre(year) - scale.scaled(bound)) * (isLowerBetter ? -1 : 1)
        // Values on one line leave no doubt; what rounding adds must not tip the balance.
        let rounding = 1e-9 * max(1, abs(centre(year)))
        if spread <= rounding { return distance >= -rounding ? 1 : 0 }
        return StudentT(freedom: count - 2).probability(below: distance / spread)
    }

    /// What is expected on the scale.
    private func centre(_ year: Int) -> Double { mean + slope * (Double(year) - meanYear) }

    /// The standard error of a new value on the scale.
    private func spread(_ year: Int) -> Double? {
        let distance = Double(year) - meanYear
        return variance.map { ($0 * (1 + 1 / Double(count) + distance * distance / width)).squareRoot() }
    }
}
