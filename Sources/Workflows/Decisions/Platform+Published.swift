import Access
import Buildings
import Metering
import Store
public import Units

extension Platform {
    /// A published figure with everything behind it; `nil` where there is none or its place lies outside the scope.
    public func published(_ id: Int64, scope: Scope) async throws -> PublishedExplanation? {
        guard let row = try await store.publishedFigure(id), let figure = try await figures([row]).first,
            scope.jurisdictions?.contains(figure.jurisdiction.id) ?? true
        else { return nil }
        let inputs = try await store.inputs(ofFigure: id)
        let names = Dictionary(try await places(.all).map { ($0.id, $0.name) }) { first, _ in first }
        let today = try await accountFigure(of: figure.jurisdiction, period: figure.period)
        return PublishedExplanation(
            figure: figure,
            inputs: inputs.compactMap { input in
                EnergyCarrier(rawValue: input.carrier).map { carrier in
                    PublishedInput(
                        building: input.building,
                        buildingName: names[input.building] ?? "\(input.building.rawValue)",
                        month: input.month,
                        carrier: carrier,
                        item: input.item,
                        amount: Amount(micro: input.micro),
                        factor: input.factor.isEmpty ? nil : input.factor,
                        factorValue: input.factorValue,
                        emissions: input.emissions
                    )
                }
            },
            sum: FigureInput.sum(of: inputs),
            revisions: try await figures(try await store.publishedFigures(of: row.subject, period: row.period)),
            today: today.map { .kilograms($0.draft.value) }
        )
    }

    /// The figures that held at the end of a day: of each place and period the last revision published until then.
    public func publishedFigures(on day: CivilDay, scope: Scope) async throws -> [PublishedFigure] {
        try await figures(try await store.publishedFigures(at: day.adding(days: 1).start)).filter {
            scope.jurisdictions?.contains($0.jurisdiction.id) ?? true
        }
    }

    func figures(_ rows: [PublishedRow]) async throws -> [PublishedFigure] {
        let names = try await store.names(of: Set(rows.flatMap { [$0.askedBy, $0.decidedBy] }.compactMap(\.self)))
        let places = try await allJurisdictions()
        return rows.compactMap { row in
            let number = row.subject.split(separator: "/").last.flatMap { Int64($0) }
            guard let place = number.flatMap({ places[Jurisdiction.ID(rawValue: $0)] }),
                let period = Period(row.period)
            else { return nil }
            return PublishedFigure(
                id: row.id,
                jurisdiction: place,
                period: period,
                formula: FormulaID(rawValue: row.formula),
                revision: row.revision,
                value: .kilograms(row.value),
                reason: row.reason,
                publishedAt: row.publishedAt,
                decision: row.decision,
                askedBy: row.askedBy.map { PersonName(id: $0, name: names[$0]) },
                decidedBy: row.decidedBy.map { PersonName(id: $0, name: names[$0]) }
            )
        }
    }
}
