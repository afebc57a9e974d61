import Buildings
import Carbon
import Metering
import Store
public import Units

extension FormulaID {
    /// Amount × factor, summed over carriers, for a building's month.
    static let operationMonth = FormulaID(rawValue: "carbon.operation.month.v1")
    /// The sum of parts: months of a year, buildings of a place.
    static let operationSum = FormulaID(rawValue: "carbon.operation.sum.v1")
}

extension Platform {
    /// Everything behind a figure, one level deep; `nil` for an unknown subject or one outside the scope.
    public func explanation(_ subject: FigureSubject, period: Period, scope: Scope) async throws -> FigureExplanation? {
        guard let city = try await city() else { return nil }
        switch subject {
        case .building(let id):
            guard let facts = try await store.building(id, scope: scope) else { return nil }
            return try await explanation(of: facts, period: period, city: city, scope: scope)
        case .jurisdiction(let id):
            guard let place = try await jurisdictions(scope: scope).first(where: { $0.id == id }) else { return nil }
            return try await explanation(of: place, period: period, city: city, scope: scope)
        }
    }

    private func explanation(
        of facts: BuildingFacts,
        period: Period,
        city: Jurisdiction,
        scope: Scope
    ) async throws -> FigureExplanation {
        let activities = try await activities(of: period.year)
        let subject = FigureSubject.building(facts.id)
        let name = facts.registration.name
        let months = monthAccounts([facts.id], activities, city: city)
        let own = months.filter { period.months.contains($0.month) }
        let account = OperationalAccount.sum(of: own.map(\.account))
        var parts: [FigurePart] = []
        var meters: [MeterContribution] = []
        if case .year = period {
            parts = own.filter { !$0.account.lines.isEmpty }.map {
                part(subject, "\($0.month.month)", "\($0.month.month)", .month($0.month), $0.account)
            }
        } else {
            meters = try await contributions(of: facts.id, days: period.days, scope: scope)
        }
        let place = try await jurisdictions(scope: scope).first { $0.id == facts.jurisdiction }
        var uses: [FigurePart] = []
        if case .month = period {
            let year = OperationalAccount.sum(of: months.map(\.account))
            uses.append(part(subject, name, name, .year(period.year), year))
        }
        if let place {
            let inside = try await places(in: place, city: city, scope).map(\.id)
            let sum = periodAccount(inside, activities, period: period, city: city)
            uses.append(part(.jurisdiction(place.id), place.name, place.englishName, period, sum))
        }
        return FigureExplanation(
            subject: subject,
            name: name,
            englishName: name,
            period: period,
            figure: explained(account, period: period, parts: parts, building: facts),
            account: account,
            floorArea: facts.registration.grossFloorArea,
            parts: parts,
            meters: meters,
            repairs: try await repairs(behind: facts.id, days: period.days, scope: scope),
            uses: uses,
            generation: try await store.generation(),
            isSynthetic: facts.isSynthetic,
            readingCount: try await readingCount(of: meters, days: period.days)
        )
    }

    private func explanation(
        of place: Jurisdiction,
        period: Period,
        city: Jurisdiction,
        scope: Scope
    ) async throws -> FigureExplanation {
        let activities = try await activities(of: period.year)
        let all = try await places(scope)
        let own = try await places(in: place, city: city, scope)
        let inside = own.map(\.id)
        let account = periodAccount(inside, activities, period: period, city: city)
            .adding(unmetered(inside, activities))
        var parts: [FigurePart] = []
        if place.id == city.id {
            for district in try await jurisdictions(scope: scope) where district.kind == .district {
                let ids = own.filter { $0.jurisdiction == district.id }.map(\.id)
                let sum = periodAccount(ids, activities, period: period, city: city)
                if !ids.isEmpty {
                    parts.append(part(.jurisdiction(district.id), district.name, district.englishName, period, sum))
                }
            }
        } else {
            parts = own.map { building in
                let sum = periodAccount([building.id], activities, period: period, city: city)
                return part(.building(building.id), building.name, building.name, period, sum)
            }
        }
        var uses: [FigurePart] = []
        if case .month = period {
            let year = periodAccount(inside, activities, period: .year(period.year), city: city)
            uses.append(part(.jurisdiction(place.id), place.name, place.englishName, .year(period.year), year))
        }
        // The city's figure is the sum of all its buildings: who sees only part of them cannot be shown it.
        if place.kind == .district, scope.jurisdictions?.contains(city.id) ?? true {
            let sum = periodAccount(all.map(\.id), activities, period: period, city: city)
            uses.append(part(.jurisdiction(city.id), city.name, city.englishName, period, sum))
        }
        return FigureExplanation(
            subject: .jurisdiction(place.id),
            name: place.name,
            englishName: place.englishName,
            period: period,
            figure: explained(account, period: period, parts: parts, building: nil),
            account: account,
            floorArea: own.reduce(.zero) { $0 + $1.floorArea },
            parts: parts,
            meters: [],
            repairs: [],
            uses: uses,
            generation: try await store.generation(),
            isSynthetic: own.contains(where: \.isSynthetic),
            readingCount: nil
        )
    }

    func periodAccount(
        _ ids: [Building.ID],
        _ activities: YearActivities,
        period: Period,
        city: Jurisdiction
    ) -> OperationalAccount {
        let months = Set(period.months)
        return .sum(of: monthAccounts(ids, activities, city: city).filter { months.contains($0.month) }.map(\.account))
    }

    private func part(
        _ subject: FigureSubject,
        _ name: String,
        _ englishName: String,
        _ period: Period,
        _ account: OperationalAccount
    ) -> FigurePart {
        FigurePart(
            subject: subject,
            name: name,
            englishName: englishName,
            period: period,
            emissions: account.total,
            share: account.share
        )
    }

    /// A building's month refers to amounts and factors; everything else to its parts.
    private func explained(
        _ account: OperationalAccount,
        period: Period,
        parts: [FigurePart],
        building: BuildingFacts?
    ) -> Explained<CarbonMass> {
        var inputs = parts.map { ExplanationReference(kind: .figure, key: "\($0.subject.path)/\($0.period)") }
        if let building, parts.isEmpty {
            inputs = [
                ExplanationReference(kind: .building, key: "\(building.id.rawValue)", revision: building.revision)
            ]
            for line in account.lines where line.scope != nil {
                inputs.append(
                    ExplanationReference(
                        kind: .activity,
                        key: "buildings/\(building.id.rawValue)/\(period)/\(line.activity.carrier.rawValue)"
                    )
                )
                if let factor = line.factor { inputs.append(ExplanationReference(kind: .factor, key: factor.id)) }
            }
        }
        return Explained(
            account.total,
            formula: parts.isEmpty && building != nil ? .operationMonth : .operationSum,
            inputs: inputs,
            share: account.share,
            findings: account.findings
        )
    }

    /// The meters of a building over some days, with whether the account counts them.
    private func contributions(
        of building: Building.ID,
        days: Range<CivilDay>,
        scope: Scope
    ) async throws -> [MeterContribution] {
        let end = try await span()?.upperBound.adding(days: 1) ?? days.lowerBound
        let known = days.lowerBound..<max(days.lowerBound, min(days.upperBound, end))
        var rows: [(meter: PlacedMeter, amount: Amount, covered: Int64, estimated: Int64)] = []
        for placed in try await placedMeters(scope) where placed.places.contains(where: { $0.building == building }) {
            let own = try await store.dayConsumption(of: placed.meter.id, days: days).filter { day in
                placed.places.contains { $0.building == building && $0.contains(day.day) }
            }
            guard !own.isEmpty else { continue }
            rows.append(
                (
                    placed, own.reduce(.zero) { $0 + $1.amount }, own.reduce(0) { $0 + $1.coveredSeconds },
                    own.reduce(0) { $0 + $1.estimatedSeconds }
                )
            )
        }
        let metered = Dictionary(rows.map { ($0.meter.meter.item, $0.amount) }) { $0 + $1 }
        let structure = try await structure(of: building, days: known, scope: scope)?.meters ?? []
        let counting = Dictionary(structure.map { ($0.id, $0.counting) }) { first, _ in first }
        let itemsOf = Dictionary(structure.map { ($0.id, $0.item) }) { first, _ in first }
        return rows.map { row in
            let meter = row.meter.meter
            let counted = ItemBreakdown(
                carrier: meter.item.carrier,
                metered: metered.filter { $0.key.carrier == meter.item.carrier }
            ).counted
            return MeterContribution(
                meter: meter.id,
                code: meter.code,
                item: meter.item,
                itemName: items.name(of: meter.item),
                amount: row.amount,
                isCounted: counted.contains(meter.item) && counting[meter.id]?.isLeftOut != true
                    && counting[meter.id]?.above.map { itemsOf[$0] == meter.item } != true,
                counting: counting[meter.id],
                share: DataShare(covered: row.covered, estimated: row.estimated, expected: Int64(known.count) * 86_400)
            )
        }
    }

    /// The repairs in force of a building's readings that bear on some days, by meter.
    private func repairs(
        behind building: Building.ID,
        days: Range<CivilDay>,
        scope: Scope
    ) async throws -> [FigureRepair] {
        var repairs: [FigureRepair] = []
        for placed in try await placedMeters(scope) where placed.repairs.contains(where: { $0.touches(days) }) {
            let stood = placed.places.contains { place in
                place.building == building && place.from < days.upperBound
                    && (place.to.map { days.lowerBound < $0 } ?? true)
            }
            guard stood else { continue }
            let own = try await self.repairs(of: placed.meter.id, scope: scope) ?? []
            repairs += own.filter { $0.undo == nil && $0.repair.touches(days) }.map {
                FigureRepair(
                    meter: placed.meter.id,
                    code: placed.meter.code,
                    carrier: placed.meter.item.carrier,
                    devices: placed.meter.devices,
                    repair: $0
                )
            }
        }
        return repairs
    }

    private func readingCount(of meters: [MeterContribution], days: Range<CivilDay>) async throws -> Int? {
        guard !meters.isEmpty else { return nil }
        var count = 0
        for meter in meters where meter.isCounted {
            count += try await readings.dayTotals(of: meter.meter, in: days).reduce(0) { $0 + $1.total.count }
        }
        return count
    }
}
