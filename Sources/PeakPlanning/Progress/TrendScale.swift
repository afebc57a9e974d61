import Foundation

/// On which scale a trend is a straight line (趋势形状).
public enum TrendScale: String, Sendable, CaseIterable {
    /// The values themselves (直线).
    case line
    /// The logit of a share, on which a logistic curve is straight (S 曲线): ln(p/(100−p)), as Fisher and Pry laid the
    /// spread of new techniques over time (Technological Forecasting and Social Change 3, 1971, 75–88).
    case sCurve

    /// What a share counts as at most and at least on the logit scale, which has no 0 and no 100: this program's own
    /// convention. [%]
    static let edge = 1.0

    /// A value on the scale.
    func scaled(_ value: Double) -> Double {
        switch self {
        case .line: return value
        case .sCurve:
            let share = min(max(value, Self.edge), 100 - Self.edge)
            return log(share / (100 - share))
        }
    }

    /// The value at a place of the scale.
    func value(_ scaled: Double) -> Double {
        switch self {
        case .line: scaled
        case .sCurve: 100 / (1 + exp(-scaled))
        }
    }
}
