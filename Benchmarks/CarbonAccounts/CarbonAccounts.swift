import ArgumentParser
import Carbon
import Foundation
import Units

/// Accounts a city's buildings month by month, then restates all of them, and says how long each took.
///
/// Both peers get the same amounts and factors as CSV; their totals must agree with those printed here.
@main
struct CarbonAccounts: AsyncParsableCommand {
    @Option var buildings = 10_000
    @Option(help: "Sources/Carbon/Resources/factors.json") var factors: String
    @Option var out: String

    private static let region = "320000"
    private static let year = CivilYear(2024)
    private static let carriers: [EnergyCarrier] = [.electricity, .gas, .heat, .liquefiedPetroleumGas, .coal, .diesel]

    func run() async throws {
        let file = try FactorFile(json: Data(contentsOf: URL(fileURLWithPath: factors)))
        let old = FactorLibrary(factors: file.factors, regions: file.regions)
        let published = EmissionFactor(
            id: "grid.prov.Jiangsu.2024",
            kind: .gridAverage,
            carrier: .electricity,
            name: "bench",
            englishName: "bench",
            value: FixedPoint(mantissa: 56, exponent: -2),
            unit: "kgCO2/kWh",
            region: Self.region,
            source: Citation(document: "bench", year: 2024, confidence: .high)
        )
        let new = FactorLibrary(factors: file.factors + [published], regions: file.regions)
        let months = amounts()
        try write(months, old, new)

        let clock = ContinuousClock()
        var total = CarbonMass.zero
        let accounting = try await clock.measure { total = try await account(months, old) }
        let stored = months.enumerated().flatMap { index, activities in
            activities.map { activity in
                StoredActivity(
                    subject: Int64(index / 12),
                    region: Self.region,
                    year: Self.year,
                    carrier: activity.carrier,
                    amount: activity.amount
                )
            }
        }
        var restatement: Restatement?
        let restating = clock.measure { restatement = Restatement(of: stored, from: old, to: new) }
        let result: [String: Double] = [
            "accounting_s": accounting / .seconds(1), "restating_s": restating / .seconds(1),
            "total_kg": total.kilograms, "restated_kg": restatement?.after.kilograms ?? 0,
        ]
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    /// The activities of each building and month.
    private func amounts() -> [[CarrierActivity]] {
        var random = SplitMix64(seed: 20_241_201)
        return (0..<buildings * 12).map { _ in
            Self.carriers.map { carrier in
                CarrierActivity(
                    carrier: carrier,
                    amount: Amount(micro: Int64.random(in: 0...50_000_000_000, using: &random)),
                    expectedSeconds: 2_592_000,
                    coveredSeconds: 2_592_000,
                    estimatedSeconds: 0
                )
            }
        }
    }

    /// The accounts of all buildings and months on two cores, and their sum.
    private func account(_ months: [[CarrierActivity]], _ library: FactorLibrary) async throws -> CarbonMass {
        let factors = AccountFactors(
            library: library,
            region: Self.region,
            year: Self.year,
            carriers: Self.carriers
        )
        return await withTaskGroup(of: CarbonMass.self) { group in
            for half in [months[..<(months.count / 2)], months[(months.count / 2)...]] {
                group.addTask { half.reduce(.zero) { $0 + factors.account(of: $1).total } }
            }
            return await group.reduce(.zero, +)
        }
    }

    /// The same amounts and factors for the peers.
    private func write(_ months: [[CarrierActivity]], _ old: FactorLibrary, _ new: FactorLibrary) throws {
        func factor(_ library: FactorLibrary, _ carrier: EnergyCarrier) -> String {
            library.choose(carrier.factorKind, for: carrier, region: Self.region, year: Self.year)?.factor.value
                .description
                ?? "0"
        }
        try write("factors.csv", "carrier,scope,old,new", Self.carriers) { carrier in
            "\(carrier.rawValue),\(carrier.scope?.rawValue ?? ""),\(factor(old, carrier)),\(factor(new, carrier))"
        }
        try write("activities.csv", "building,month,carrier,amount", months.enumerated()) { index, activities in
            activities.map { activity in
                let amount = FixedPoint(mantissa: activity.amount.micro, exponent: -6)
                return "\(index / 12),\(index % 12 + 1),\(activity.carrier.rawValue),\(amount)"
            }.joined(separator: "\n")
        }
    }

    private func write<Row>(
        _ name: String,
        _ heading: String,
        _ rows: some Sequence<Row>,
        _ line: (Row) -> String
    ) throws {
        let text = ([heading] + rows.map(line)).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: out).appendingPathComponent(name))
    }
}
