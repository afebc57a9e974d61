import Store

/// Why a value looks wrong (合理性疑点); it is kept only where its author says that it is right.
public struct ReportDoubt: Sendable, Hashable {
    /// What looks wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// It is more than what it is a part of.
        case aboveWhole
        /// It is less than a part of it.
        case belowPart
        /// It is ten times last year's, or more.
        case tenfold
        /// It is a tenth of last year's, or less.
        case tenth
    }

    /// What looks wrong.
    public let kind: Kind
    /// The quantity it was compared with.
    public let quantity: QuantityFacts
    /// The value it was compared with. [the quantity's unit]
    public let value: Double
}

/// Compares reported values with those beside them (合理性检查).
struct ReportCheck: Sendable {
    let quantities: QuantityCatalogue
    /// What is known of any other value.
    let known: @Sendable (ReportKey) -> Double?

    /// What looks wrong about a value: what it was compared with, and how.
    func doubts(about value: Double, of key: ReportKey) -> [(kind: ReportDoubt.Kind, quantity: String, value: Double)] {
        var found: [(kind: ReportDoubt.Kind, quantity: String, value: Double)] = []
        if let whole = quantities[key.quantity]?.whole, let known = known(key.with(quantity: whole)), value > known {
            found.append((.aboveWhole, whole, known))
        }
        for part in quantities.quantities where part.whole == key.quantity {
            if let known = known(key.with(quantity: part.id)), value < known {
                found.append((.belowPart, part.id, known))
            }
        }
        if let before = known(key.with(year: key.year - 1)), before != 0, value != 0 {
            // Counts of a few and yes or no, given as 1 or 0, leap without being wrong.
            let isLarge = max(abs(before), abs(value)) >= 100
            if isLarge, abs(value) >= 10 * abs(before) { found.append((.tenfold, key.quantity, before)) }
            if isLarge, abs(before) >= 10 * abs(value) { found.append((.tenth, key.quantity, before)) }
        }
        return found
    }
}

extension ReportKey {
    /// The same place, population and year of another quantity.
    func with(quantity: String) -> ReportKey {
        ReportKey(quantity: quantity, scope: scope, jurisdiction: jurisdiction, building: building, year: year)
    }

    /// The same in another year.
    func with(year: Int) -> ReportKey {
        ReportKey(quantity: quantity, scope: scope, jurisdiction: jurisdiction, building: building, year: year)
    }
}
