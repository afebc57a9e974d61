import Foundation

extension MannKendall {
    /// Tests values in the order of time, with the variance that S has where values follow each other (Hamed–Rao 修正).
    ///
    /// Values of neighbouring years resemble each other, which makes S vary more than by chance and a trend look surer than it
    /// is. var S is multiplied by 1 + 2/(n(n−1)(n−2)) · Σ (n−i)(n−i−1)(n−i−2)·ρᵢ, with ρᵢ the autocorrelation at lag i of the ranks
    /// of the values less their Sen slope; only ρᵢ beyond ±1.96/√n count. Hamed & Rao, Journal of Hydrology 204 (1998) 182.
    ///
    /// There is no test, `nil`, with fewer than three values, or where the correction leaves no variance.
    ///
    /// - Parameter values: one a year, without gaps.
    public init?(hamedRao values: [Double]) {
        let count = values.count
        guard count > 2, let slope = Self.senSlope(values) else { return nil }
        let plain = MannKendall(values)
        let correlations = Self.autocorrelations(
            Self.ranks(values.enumerated().map { $0.element - Double($0.offset + 1) * slope })
        )
        // The 97.5 % quantile of the normal distribution: the bounds within which chance keeps 95 % of correlations.
        let bound = 1.959_963_984_540_054 / Double(count).squareRoot()
        let weights = correlations.enumerated().map { place, correlation in
            let left = count - place - 1
            return abs(correlation) > bound ? Double(left * (left - 1) * (left - 2)) * correlation : 0
        }
        let factor = 1 + 2 * weights.reduce(0, +) / Double(count * (count - 1) * (count - 2))
        guard factor > 0 else { return nil }
        self.init(score: plain.score, variance: plain.variance * factor)
    }

    /// Autocorrelations at lags 1 to n − 1; none where nothing varies.
    private static func autocorrelations(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        let centred = values.map { $0 - mean }
        func product(_ lag: Int) -> Double { zip(centred, centred.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } }
        let variance = product(0)
        return variance > 0 ? (1..<values.count).map { product($0) / variance } : []
    }

    /// Ranks from 1; equal values share the mean of theirs.
    private static func ranks(_ values: [Double]) -> [Double] {
        values.map { value in
            Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
        }
    }
}
