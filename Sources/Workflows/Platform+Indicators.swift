import Buildings
import Foundation
public import PeakPlanning
import Store
public import Units

extension Platform {
    /// The indicator of the year of the highest emissions, whose variants are boundaries.
    private static let sectorPeak = "sector-peak"
    /// The first year that trends are shown from.
    private static let firstYear = 2020

    /// All indicators, how many targets of the plan each answers, and the files that were refused.
    public func indicators(scope: Scope) async throws -> IndicatorList {
        let bindings = try await bindings()
        return IndicatorList(
            indicators: catalogue.definitions.map(facts),
            answers: bindings.reduce(into: [:]) { $0[$1.indicator, default: 0] += 1 },
            refusals: catalogue.refusals.map(IndicatorRefusalFacts.init)
        )
    }

    /// The indicators that a person may bind a target to (可绑定指标): those whose values compare with what it demands,
    /// the one that its words ask for first, then by id.
    public func bindableIndicators(for target: PlanIndicator, of task: PlanTask? = nil) -> [IndicatorFacts] {
        let asked = catalogue.binding(for: target, under: task?.headings ?? "")?.indicator
        let all = catalogue.comparable(with: target)
        return (all.filter { $0.id == asked } + all.filter { $0.id != asked }).map(facts)
    }

    /// What answers a target in a place; `nil` where no indicator does.
    ///
    /// - Parameters:
    ///   - target: the target.
    ///   - task: the task whose headings may say what the target is about.
    ///   - place: the place whose values are asked for.
    ///   - override: the binding to take instead of the one a person chose for the target; where neither is there, or
    ///     its indicator is gone, the target's words decide.
    /// - Returns: the values by year, or why they could not be computed.
    /// - Throws: errors of the store.
    func measurement(
        for target: PlanIndicator,
        of task: PlanTask,
        in place: Jurisdiction,
        binding override: IndicatorBinding? = nil
    ) async throws -> Measurement? {
        guard let binding = binding(for: target, of: task, override), let definition = catalogue[binding.indicator]
        else { return nil }
        let series = try await series(of: definition, variant: binding.variant, in: place)
        return Measurement(
            indicator: facts(definition),
            variant: definition.variants.first { $0.id == binding.variant }.map(IndicatorVariant.init),
            goal: definition.goal(for: target, under: task.headings),
            series: series.values,
            isSynthetic: try await hasSyntheticReports(),
            failure: series.failure
        )
    }

    func binding(
        for target: PlanIndicator,
        of task: PlanTask,
        _ override: IndicatorBinding? = nil
    ) -> IndicatorBinding? {
        if let override = override ?? target.binding.map(IndicatorBinding.init(text:)),
            let chosen = catalogue[override.indicator]
        {
            let isKnown = chosen.variants.contains { $0.id == override.variant }
            return isKnown || chosen.variants.isEmpty
                ? override : IndicatorBinding(indicator: chosen.id, variant: chosen.variants.first?.id)
        }
        return catalogue.binding(for: target, under: task.headings)
    }

    private struct Series: Sendable {
        var values: [YearValue] = []
        var failure: IndicatorRefusalFacts?
    }

    /// The values of the last years; where they cannot be computed, the reason.
    private func series(
        of definition: IndicatorDefinition,
        variant: String?,
        in place: Jurisdiction
    ) async throws -> Series {
        let name = "series \(definition.id) \(variant ?? "") \(place.id.rawValue) \(currentYear)"
        do {
            return try await cached(name, .all) {
                let found = try await indicatorRunner.series(
                    of: definition,
                    jurisdiction: place.id,
                    years: Self.firstYear...max(Self.firstYear, currentYear),
                    variant: variant
                )
                return Series(
                    values: found.sorted { $0.key < $1.key }.compactMap { year, found in
                        found.value.map { YearValue(year: year, value: $0, share: found.share) }
                    }
                )
            }
        } catch let error as IndicatorError {
            // Not kept: a busy moment must not hide the value for as long as the data stays.
            return Series(failure: IndicatorRefusalFacts(definition.id, error))
        }
    }

    /// Explains an indicator for a year, the latest with data by default; `nil` where there is no such indicator,
    /// variant or place.
    public func indicator(
        _ id: String,
        year: Int?,
        jurisdiction: Jurisdiction.ID?,
        variant: String?,
        scope: Scope
    ) async throws -> IndicatorExplanation? {
        guard let definition = catalogue[id], let place = try await place(jurisdiction, scope: scope) else {
            return nil
        }
        let targets = try await targets(answeredBy: id, in: place)
        let asked = variant ?? targets.first?.measurement?.variant?.id ?? definition.variants.first?.id
        let chosen = definition.variants.first { $0.id == asked }
        guard variant == nil || chosen != nil else { return nil }
        let series = try await series(of: definition, variant: chosen?.id, in: place)
        let year = year ?? series.values.last?.year ?? currentYear
        guard Period.years.contains(year) else { return nil }
        var value = IndicatorValue.noData
        var rows: [IndicatorRow] = []
        var failure = series.failure
        if failure == nil {
            do {
                value = try await indicatorRunner.value(
                    of: definition,
                    jurisdiction: place.id,
                    year: year,
                    variant: chosen?.id
                )
                rows = try await indicatorRunner.rows(
                    of: definition,
                    jurisdiction: place.id,
                    year: year,
                    variant: chosen?.id
                )
            } catch let error as IndicatorError {
                failure = IndicatorRefusalFacts(id, error)
            }
        }
        return IndicatorExplanation(
            indicator: facts(definition),
            variant: chosen.map(IndicatorVariant.init),
            jurisdiction: place,
            year: year,
            value: value.value,
            numerator: value.numerator,
            denominator: value.denominator,
            share: value.share,
            parts: try await parts(rows),
            inputs: try await inputs(of: definition, in: place, year: year),
            series: series.values,
            targets: targets,
            isSynthetic: try await hasSyntheticReports(),
            failure: failure,
            statement: definition.statement,
            generation: try await store.generation()
        )
    }

    private func targets(answeredBy id: String, in place: Jurisdiction) async throws -> [TargetLine] {
        try await plan(jurisdiction: place.id, scope: .all)?.targets.filter { $0.measurement?.indicator.id == id } ?? []
    }

    private func inputs(
        of definition: IndicatorDefinition,
        in place: Jurisdiction,
        year: Int
    ) async throws -> [IndicatorInput] {
        try await store.reportedSums(of: definition.quantities, in: place.id, year: year).map { sum in
            let isMean = quantities[sum.quantity]?.isSummed == false
            return IndicatorInput(
                quantity: quantity(sum.quantity),
                scope: sum.scope,
                value: isMean ? sum.value / Double(max(1, sum.count)) : sum.value,
                isMean: isMean,
                count: sum.count,
                reporters: sum.reporters,
                evidence: sum.evidence
            )
        }
    }

    private func parts(_ rows: [IndicatorRow]) async throws -> [IndicatorPart] {
        guard !rows.isEmpty else { return [] }
        let places = try await allJurisdictions()
        let buildings = try await cached("building names", .all) { try await store.buildingNames() }
        return rows.sorted { $0.contribution > $1.contribution }.map { row in
            let number = Int64(row.subject) ?? 0
            var name = Bilingual(zh: row.subject, en: row.subject)
            let subject: IndicatorPart.Subject
            switch row.kind {
            case .building:
                subject = .building(number)
                if let known = buildings[Building.ID(rawValue: number)] { name = Bilingual(zh: known, en: known) }
            case .jurisdiction:
                subject = .jurisdiction(number)
                if let known = places[Jurisdiction.ID(rawValue: number)] {
                    name = Bilingual(zh: known.name, en: known.englishName)
                }
            case .segment: subject = .segment(row.subject)
            case .carrier: subject = .carrier(row.subject)
            }
            return IndicatorPart(subject: subject, name: name, contribution: row.contribution, weight: row.weight)
        }
    }

    /// The boundary that the plan's peak is about: the variant its target asks for, else the whole sector.
    func peakBoundary() async throws -> EmissionHistory.Boundary {
        try await bindings().filter { $0.indicator == Self.sectorPeak }
            .compactMap { $0.variant.flatMap(EmissionHistory.Boundary.init(rawValue:)) }.first ?? .sector
    }

    /// The indicators that answer the plan's targets, one for each target that has one.
    private func bindings() async throws -> [IndicatorBinding] {
        try await currentPlan()?.plan.tasks.flatMap { task in
            task.indicators.filter(\.isTracked).compactMap { binding(for: $0, of: task) }
        } ?? []
    }

    func facts(_ definition: IndicatorDefinition) -> IndicatorFacts {
        IndicatorFacts(
            id: definition.id,
            name: Bilingual(zh: definition.name, en: definition.englishName),
            unit: definition.unit,
            isLowerBetter: definition.direction == .down,
            formula: Bilingual(zh: definition.formula, en: definition.englishFormula),
            clause: Bilingual(zh: definition.clause, en: definition.englishClause),
            method: definition.method.map { Bilingual(zh: $0, en: definition.englishMethod ?? $0) },
            quantities: definition.quantities.map(quantity),
            reporter: Bilingual(zh: definition.reporter, en: definition.englishReporter),
            variants: definition.variants.map(IndicatorVariant.init),
            isOwn: definition.isOwn
        )
    }

    func quantity(_ id: String) -> QuantityFacts {
        let known = quantities[id]
        return QuantityFacts(
            id: id,
            name: Bilingual(zh: known?.name ?? id, en: known?.englishName ?? id),
            unit: Bilingual(zh: known?.unit ?? "", en: known?.englishUnit ?? "")
        )
    }
}

extension IndicatorVariant {
    init(_ variant: IndicatorDefinition.Variant) {
        self.init(id: variant.id, name: Bilingual(zh: variant.name, en: variant.englishName))
    }
}

extension IndicatorRefusalFacts {
    init(_ refusal: IndicatorRefusal) {
        self.init(
            file: refusal.file,
            line: refusal.line,
            textKey: refusal.textKey,
            arguments: refusal.textArguments
        )
    }

    init(_ id: String, _ error: IndicatorError) {
        self.init(file: id, line: nil, textKey: error.textKey, arguments: error.textArguments)
    }
}
