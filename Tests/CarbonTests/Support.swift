import Carbon
import Foundation
import Testing
import Units

/// A file of the repository.
func repositoryFile(_ path: String) throws -> Data {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    return try Data(contentsOf: root.appendingPathComponent(path))
}

/// The factor library that ships with the program, read from its source folder.
func shippedFactors() throws -> FactorFile {
    try FactorFile(json: repositoryFile("Sources/Carbon/Resources/factors.json"))
}

/// Every value that ships with the program.
func shippedCatalogue() throws -> FactorCatalogue {
    let factors = try shippedFactors()
    let others = try FactorCatalogue.files.flatMap {
        try FactorFile(json: repositoryFile("Sources/Carbon/Resources/Catalogue/\($0)")).entries
    }
    return FactorCatalogue(entries: factors.factors.map(CatalogueEntry.init) + others)
}

/// The rules that ship with the program.
func shippedRules() throws -> PlausibilityRules {
    try PlausibilityRules(json: repositoryFile("Sources/Carbon/Resources/plausibility.json"))
}

/// The library over the factors that ship with the program.
func shippedLibrary() throws -> FactorLibrary {
    let file = try shippedFactors()
    return FactorLibrary(factors: file.factors, regions: file.regions)
}

extension EmissionFactor {
    /// A published grid factor of Jiangsu for 2023, unless said otherwise.
    static func fixture(
        _ id: String,
        kind: Kind = .gridAverage,
        carrier: EnergyCarrier = .electricity,
        value: Int64 = 5,
        region: FactorRegion.Code = "320000",
        year: Int? = 2023,
        confidence: Confidence = .high,
        verifiedBy: String? = nil
    ) -> EmissionFactor {
        EmissionFactor(
            id: id,
            kind: kind,
            carrier: carrier,
            name: id,
            englishName: id,
            value: FixedPoint(mantissa: value, exponent: -1),
            unit: "kgCO2/\(carrier.unit.rawValue)",
            region: region,
            source: Citation(document: "Document of \(id)", year: year, confidence: confidence),
            verifiedBy: verifiedBy
        )
    }
}

extension FactorLibrary {
    /// Jiangsu in the East China grid in China, and a second province beside it.
    static func fixture(_ factors: EmissionFactor...) -> FactorLibrary {
        FactorLibrary(
            factors: factors,
            regions: [
                FactorRegion(code: "CN", name: "全国", englishName: "China", parent: nil),
                FactorRegion(code: "grid-east", name: "华东区域电网", englishName: "East China grid", parent: "CN"),
                FactorRegion(code: "320000", name: "江苏", englishName: "Jiangsu", parent: "grid-east"),
                FactorRegion(code: "330000", name: "浙江", englishName: "Zhejiang", parent: "grid-east"),
            ]
        )
    }

    /// The choice for Jiangsu's electricity.
    func grid(_ year: Int = 2023, region: FactorRegion.Code = "320000") -> FactorChoice? {
        choose(.gridAverage, for: .electricity, region: region, year: CivilYear(year))
    }
}

extension FactorChoice {
    /// The rules in order.
    var rules: [String] { findings.map(\.rule) }
}

extension CarrierActivity {
    /// An amount that was measured all the time.
    static func measured(_ carrier: EnergyCarrier, micro: Int64, seconds: Int64 = 86_400) -> CarrierActivity {
        CarrierActivity(
            carrier: carrier,
            amount: Amount(micro: micro),
            expectedSeconds: seconds,
            coveredSeconds: seconds,
            estimatedSeconds: 0
        )
    }

    /// An amount in whole units of the carrier that was measured all the time.
    static func measured(_ carrier: EnergyCarrier, _ value: Int64) -> CarrierActivity {
        .measured(carrier, micro: value * 1_000_000)
    }
}

/// Whether two figures agree to a millionth of the second.
func agree(_ figure: Double, _ expected: Double) -> Bool { abs(figure - expected) <= abs(expected) * 1e-6 }
