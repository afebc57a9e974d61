public import Buildings
import Metering
import Store
public import Units

extension Platform {
    /// The last month of a year with data, up to the last day with data; empty where the year has none.
    public func lastMonth(of year: CivilYear) async throws -> Range<CivilDay> {
        let known = try await known(year)
        guard !known.isEmpty else { return known }
        return known.upperBound.adding(days: -1).month.firstDay..<known.upperBound
    }

    /// How the meters of a building stood at the end of some days, and what they saw (建筑计量结构).
    ///
    /// - Parameters:
    ///   - building: the building.
    ///   - days: the days; a month at most, since every meter's days are read.
    ///   - scope: how far the reader sees.
    /// - Returns: the structure; `nil` where no meter stands there.
    /// - Throws: a database error.
    public func structure(
        of building: Building.ID,
        days: Range<CivilDay>,
        scope: Scope
    ) async throws -> BuildingStructure? {
        let day = days.upperBound.adding(days: -1)
        let visible = try await placedMeters(scope)
        let placed = visible.filter { meter in
            meter.places.contains { $0.building == building && $0.contains(day) }
        }
        guard !placed.isEmpty, days.lowerBound <= day else { return nil }
        let said = try await cached("structure", .all) { try await store.structure() }
        let rows = try await store.dayConsumption(in: building, days: days)
        let found = FoundStructure(
            meters: placed.map(\.meter),
            codes: Dictionary(visible.map { ($0.meter.id, $0.meter.code) }) { first, _ in first },
            said: said,
            rows: rows,
            day: day,
            rules: qualityRules
        )
        return BuildingStructure(
            day: day,
            days: days,
            meters: found.ordered.compactMap { meter, depth in
                found.placement(of: meter, depth: depth, name: items.name(of: meter.item))
            }
        )
    }
}

/// What is known of a building's meters on some days.
private struct FoundStructure {
    private let meters: [Meter.ID: Meter]
    private let said: MeterStructure
    private let day: CivilDay
    private let amounts: [Meter.ID: Amount]
    private let balances: [Meter.ID: PeriodBalance]
    private let codes: [Meter.ID: String]
    private var parents: [Meter.ID: Meter.ID] = [:]
    private var counting: [Meter.ID: MeterCounting] = [:]

    init(
        meters: [Meter],
        codes: [Meter.ID: String],
        said: MeterStructure,
        rows: [CivilDay: [Meter.ID: DayConsumption]],
        day: CivilDay,
        rules: QualityRules
    ) {
        let byID = Dictionary(meters.map { ($0.id, $0) }) { first, _ in first }
        self.meters = byID
        self.said = said
        self.day = day
        self.codes = codes
        var amounts: [Meter.ID: Amount] = [:]
        for row in rows.values { amounts.merge(row.mapValues(\.amount)) { $0 + $1 } }
        self.amounts = amounts
        let tree = said.tree
        let carriers = Dictionary(grouping: meters, by: \.item.carrier)
        var balances: [Meter.ID: PeriodBalance] = [:]
        for (_, own) in carriers {
            let items = Dictionary(own.map { ($0.id, $0.item) }) { first, _ in first }
            let branched = BranchedMeters(items, tree: tree, on: day)
            parents.merge(branched.parents) { first, _ in first }
            counting.merge(branched.counting) { first, _ in first }
            for (date, row) in rows {
                let metered = Dictionary(
                    row.compactMap { id, consumption in
                        byID[id].map { (id, MeteredDay(meter: $0, consumption: consumption)) }
                    }
                ) { first, _ in first }
                let then = BranchedMeters(items, tree: tree, on: date)
                for (id, balance) in then.balances(of: metered, rules: rules) {
                    let sum = balances[id] ?? PeriodBalance(days: 0, above: .zero, below: .zero)
                    balances[id] = PeriodBalance(
                        days: sum.days + 1,
                        above: sum.above + balance.parent,
                        below: sum.below + balance.children
                    )
                }
            }
        }
        self.balances = balances
    }

    /// The meters with how deep they stand, each before those below it.
    var ordered: [(meter: Meter, depth: Int)] {
        let sorted = meters.values.sorted { ($0.item.carrier, $0.item, $0.code) < ($1.item.carrier, $1.item, $1.code) }
        let below = Dictionary(grouping: sorted.filter { parents[$0.id] != nil }) { parents[$0.id] ?? $0.id }
        var waiting = sorted.filter { parents[$0.id] == nil }.reversed().map { (meter: $0, depth: 0) }
        var ordered: [(meter: Meter, depth: Int)] = []
        while let next = waiting.popLast() {
            ordered.append(next)
            waiting += (below[next.meter.id] ?? []).reversed().map { (meter: $0, depth: next.depth + 1) }
        }
        return ordered
    }

    func placement(of meter: Meter, depth: Int, name: (zh: String, en: String)) -> MeterPlacement? {
        guard let counting = counting[meter.id] else { return nil }
        let history = said.positions.filter { $0.meter == meter.id }.sorted { $0.from < $1.from }
        return MeterPlacement(
            id: meter.id,
            code: meter.code,
            item: meter.item,
            itemName: name,
            depth: depth,
            counting: counting,
            above: parents[meter.id].flatMap { meters[$0]?.code },
            history: history,
            codes: codes,
            amount: amounts[meter.id],
            balance: balances[meter.id],
            formula: formula(of: meter)
        )
    }

    private func formula(of meter: Meter) -> PlacedFormula? {
        guard let version = said.virtual[meter.id]?.versions.last(where: { $0.from <= day }),
            let formula = version.formula
        else { return nil }
        return PlacedFormula(
            text: formula.text,
            since: version.from,
            parts: formula.terms.map { term in
                let id = said.codes[term.meter]
                return PlacedFormula.Part(
                    code: term.meter,
                    id: id,
                    coefficient: term.coefficient,
                    amount: id.flatMap { amounts[$0] }
                )
            }
        )
    }
}
