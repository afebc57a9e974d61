import Foundation
import Units

extension FixedPoint {
    /// The number as a decimal, which JSON prints digit by digit.
    var decimal: Decimal {
        Decimal(sign: mantissa < 0 ? .minus : .plus, exponent: exponent, significand: Decimal(mantissa.magnitude))
    }
}
