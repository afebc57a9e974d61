import Buildings
import Carbon
import Metering
import Store
import Units

/// What would be published now.
struct AccountFigure: Sendable {
    let draft: FigureDraft
    let account: OperationalAccount
    /// Tells these inputs from others.
    let fingerprint: String
    /// The change number of the data, read before they were.
    let generation: Int64
}

extension Platform {
    /// The operational account of a place and period with every amount behind it, the same that its explanation shows.
    func accountFigure(of place: Jurisdiction, period: Period) async throws -> AccountFigure? {
        guard let city = try await city() else { return nil }
        let generation = try await store.generation()
        let activities = try await activities(of: period.year)
        let ids = try await places(in: place, city: city, .all).map(\.id)
        let account = periodAccount(ids, activities, period: period, city: city)
            .adding(unmetered(ids, activities))
        let months = Set(period.months)
        let factors = Dictionary(account.lines.map { ($0.activity.carrier, $0.factor) }) { first, _ in first }
        let counted = try await countedAmounts(of: period.year, in: Set(ids)).filter {
            months.contains($0.month) && $0.item.carrier.scope != nil
        }
        guard !counted.isEmpty else { return nil }
        let inputs = counted.map { amount in
            let factor = factors[amount.item.carrier] ?? nil
            return FigureInput(
                building: amount.building,
                month: amount.month,
                carrier: amount.item.carrier.rawValue,
                item: amount.item.rawValue,
                micro: amount.amount.micro,
                factor: factor?.id ?? "",
                factorValue: factor.map { "\($0.value)" } ?? "0"
            )
        }.sorted { ($0.month, $0.carrier, $0.building, $0.item) < ($1.month, $1.carrier, $1.building, $1.item) }
        let text = inputs.map {
            "\($0.building.rawValue) \($0.month) \($0.item) \($0.micro) \($0.factor) \($0.factorValue)"
        }
        return AccountFigure(
            draft: FigureDraft(
                formula: FormulaID.operationSum.rawValue,
                value: account.total.kilograms,
                unit: "kgCO2",
                inputs: inputs
            ),
            account: account,
            fingerprint: String(fingerprint(text.joined(separator: "\n").utf8), radix: 16),
            generation: generation
        )
    }
}

extension FigureInput {
    /// The amount in the carrier's unit × the factor. [kgCO₂]
    var emissions: CarbonMass {
        .kilograms(Amount(micro: micro).value * (FixedPoint(factorValue)?.doubleValue ?? 0))
    }

    /// What a published figure must be: amounts added in whole millionths, then the factor, month by month.
    static func sum(of inputs: [FigureInput]) -> CarbonMass {
        struct Key: Hashable {
            let month: CivilMonth
            let carrier: String
            let factorValue: String
        }
        let amounts = Dictionary(
            inputs.map { (Key(month: $0.month, carrier: $0.carrier, factorValue: $0.factorValue), $0.micro) },
            uniquingKeysWith: +
        )
        return amounts.sorted { ($0.key.carrier, $0.key.month) < ($1.key.carrier, $1.key.month) }
            .reduce(.zero) { sum, part in
                sum
                    + .kilograms(
                        Amount(micro: part.value).value * (FixedPoint(part.key.factorValue)?.doubleValue ?? 0)
                    )
            }
    }
}
