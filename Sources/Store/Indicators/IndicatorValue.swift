package import Units

/// What an indicator is asked for.
struct IndicatorQuestion: Sendable, Hashable {
    let jurisdiction: Jurisdiction.ID
    let year: Int
    let variant: String?
}

/// An indicator's number for a place and a year (指标值).
package struct IndicatorValue: Sendable, Hashable {
    /// What is counted.
    package let numerator: Double?
    /// What it is counted against; `nil` for amounts.
    package let denominator: Double?
    /// The number in the indicator's unit; `nil` where there is no data yet.
    package let value: Double?
    /// How it is known.
    package let share: DataShare

    /// Nothing is known.
    package static let noData = IndicatorValue(numerator: nil, denominator: nil, value: nil, share: DataShare())

    /// Creates a value.
    package init(numerator: Double?, denominator: Double?, value: Double?, share: DataShare) {
        self.numerator = numerator
        self.denominator = denominator
        self.value = value
        self.share = share
    }
}

/// A part of an indicator's number (构成).
package struct IndicatorRow: Sendable, Hashable {
    /// What the part is of.
    package enum Kind: String, Sendable, CaseIterable {
        /// A building; the subject is its id.
        case building
        /// A place; the subject is its id.
        case jurisdiction
        /// An energy carrier; the subject is its code.
        case carrier
        /// A segment of the sector, such as `urban_home`.
        case segment
    }

    /// What the part is of.
    package let kind: Kind
    /// Which one.
    package let subject: String
    /// Its part of the numerator.
    package let contribution: Double
    /// Its part of the denominator, where there is one.
    package let weight: Double?

    /// Creates a row.
    package init(kind: Kind, subject: String, contribution: Double, weight: Double?) {
        self.kind = kind
        self.subject = subject
        self.contribution = contribution
        self.weight = weight
    }
}
