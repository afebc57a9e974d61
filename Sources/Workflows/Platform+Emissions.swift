import Carbon
import PeakPlanning
import Store
public import Units

extension Platform {
    /// Derives the sector's emissions from the energy statistics (由能源统计推排放).
    ///
    /// Amounts are the statistics', factors those of each cell's own year; each cell names the factor it was made with.
    /// A carrier without a factor has no emissions here; ``sectorExplanation(year:jurisdiction:scope:)`` says so.
    /// Nothing is done while neither cells nor factors changed.
    public func deriveEmissions() async throws {
        guard let city = try await store.city() else { return }
        let cells = try await store.statistics(series: StatisticalCell.energyUse)
        let region = FactorRegion.province(ofDivision: city.divisionCode ?? "")
        let mark = Self.mark(cells, factors)
        guard try await store.emissionMark() != mark else { return }
        var emissions: [EmissionCell] = []
        for cell in cells {
            guard let scope = EnergyCarrier(rawValue: cell.carrier)?.scope else { continue }
            // One factor per carrier, region and year, so that cells sum to the account of their sum.
            let account = sectorAccount(of: [cell], region: region, year: CivilYear(cell.year))
            guard let line = account.lines.first, let factor = line.factor else { continue }
            emissions.append(
                EmissionCell(
                    of: cell,
                    scope: scope.rawValue,
                    carbon: line.emissions.kilograms,
                    coalEquivalent: line.coalEquivalent.kilograms,
                    factor: factor.id
                )
            )
        }
        try await store.replaceEmissions(emissions, mark: mark)
    }

    /// Tells one set of cells and factors from another.
    private static func mark(_ cells: [StatisticalCell], _ factors: FactorLibrary) -> String {
        let facts =
            cells.map { "\($0.year) \($0.jurisdiction.rawValue) \($0.segment) \($0.carrier) \($0.amount)" }
            + factors.factors.map { "\($0.id) \($0.value)" }
        return String(fingerprint(facts.joined(separator: "\n").utf8), radix: 16)
    }

    /// The sector's emissions by year in the reader's city, or in the one place of the reader's scope; `nil` before there
    /// are statistics.
    public func emissionHistory(scope: Scope) async throws -> EmissionHistory? {
        guard
            let place = try await jurisdictions(scope: scope).first(where: {
                scope.jurisdictions?.contains($0.id) ?? true
            })
        else { return nil }
        return try await emissionHistory(of: place)
    }

    /// The emissions of a place by year; its own statistics stand for its districts.
    func emissionHistory(of place: Jurisdiction) async throws -> EmissionHistory? {
        try await cached("emissions \(place.id.rawValue)", .all) { () -> EmissionHistory? in
            let rows = try await store.emissions(of: place.id)
            guard !rows.isEmpty else { return nil }
            let years = Dictionary(grouping: rows, by: \.year).sorted { $0.key < $1.key }.map { year, cells in
                EmissionHistory.Year(
                    year: year,
                    byScope: Dictionary(
                        cells.compactMap { cell in
                            EmissionScope(rawValue: cell.scope).map { ($0, CarbonMass.kilograms(cell.carbon)) }
                        }
                    ) { $0 + $1 }
                )
            }
            let boundary = try await peakBoundary()
            return EmissionHistory(
                boundary: boundary,
                years: years,
                peakYear: years.max { ($0.total(boundary), $1.year) < ($1.total(boundary), $0.year) }?.year,
                deadline: try await currentPlan()?.plan.tasks.flatMap(\.indicators).first(where: \.isPeak)?.year,
                isSynthetic: try await hasSyntheticReports()
            )
        }
    }
}
