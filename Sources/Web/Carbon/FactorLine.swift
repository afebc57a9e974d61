import Carbon
import Texts
import Units

/// One factor of a table, with the document it stands in.
struct FactorLine: Sendable {
    let name: String
    let value: String
    let unit: String
    let region: String
    let year: String
    let document: String
    let isUnverified: Bool
    let isUsed: Bool
    let verifiedBy: String?

    init(_ factor: EmissionFactor, isUsed: Bool, _ display: Display) {
        name = display.name(factor.name, factor.englishName)
        value = display.number(factor.value)
        unit = display.unitText(factor.unit)
        region = display.region(factor.region)
        year = factor.source.year.map { "\($0)" } ?? display.texts["factor.noYear"]
        document = [display.name(factor.source.document, factor.source.englishDocument), factor.source.clause]
            .compactMap(\.self).joined(separator: " ")
        isUnverified = factor.source.confidence == .low && factor.verifiedBy == nil
        self.isUsed = isUsed
        verifiedBy = factor.verifiedBy.map { display.texts["factor.verifiedBy", $0] }
    }
}
