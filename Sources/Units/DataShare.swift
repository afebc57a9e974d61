/// How much of a figure is known in which way (数据构成), as shares that sum to one.
public struct DataShare: Hashable, Sendable {
    /// Read from a meter.
    public var measured: Double
    /// Taken from a bill.
    public var billed: Double
    /// Taken from statistics.
    public var statistical: Double
    /// Estimated by a named method.
    public var estimated: Double
    /// Not known.
    public var missing: Double

    /// Creates shares; what the four known ones leave open is missing.
    public init(measured: Double = 0, billed: Double = 0, statistical: Double = 0, estimated: Double = 0) {
        self.measured = measured
        self.billed = billed
        self.statistical = statistical
        self.estimated = estimated
        missing = max(0, 1 - measured - billed - statistical - estimated)
    }

    /// Shares by time: how many of the seconds that meters should have seen were measured, how many estimated.
    ///
    /// - Parameters:
    ///   - covered: seconds with a known amount, estimated ones included. [s]
    ///   - estimated: seconds whose amount was estimated. [s]
    ///   - expected: seconds that should have been covered. [s]
    public init(covered: Int64, estimated: Int64, expected: Int64) {
        let whole = Double(max(expected, covered, 1))
        self.init(measured: Double(covered - estimated) / whole, estimated: Double(estimated) / whole)
    }

    /// The share that is known in any way.
    public var known: Double { 1 - missing }
}
