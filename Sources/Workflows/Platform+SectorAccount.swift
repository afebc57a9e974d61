public import Carbon
import Store
public import Units

/// How the sector's emissions of a year come about (全部门排放的来历).
public struct SectorExplanation: Sendable {
    /// The place.
    public let jurisdiction: Jurisdiction
    /// The year.
    public let year: CivilYear
    /// The boundary that the plan's peak is about.
    public let boundary: EmissionHistory.Boundary
    /// The lines within the boundary: amount, factor, emissions of each carrier.
    public let account: OperationalAccount
    /// Emissions within the boundary by segment, such as `urban_home`, largest first.
    public let segments: [(code: String, emissions: CarbonMass)]
    /// Number of statistical cells it is summed from.
    public let cellCount: Int
    /// Years with statistics.
    public let years: [Int]
    /// Whether any of it was generated.
    public let isSynthetic: Bool
    /// The change number of the data.
    public let generation: Int64
}

extension Platform {
    /// Explains the sector's emissions of a year; `nil` where there are no statistics or no such place.
    public func sectorExplanation(
        year: Int,
        jurisdiction: Jurisdiction.ID?,
        scope: Scope
    ) async throws -> SectorExplanation? {
        guard let city = try await city(), let place = try await place(jurisdiction, scope: scope) else { return nil }
        let boundary = try await peakBoundary()
        let all = try await store.statistics(series: StatisticalCell.energyUse)
        let ofYear = all.filter { $0.year == year }
        // As in v_place_emission: the city's own statistics stand for its districts.
        let own = ofYear.filter { $0.jurisdiction == place.id }
        let parts = Set(
            try await jurisdictions(scope: scope).filter { $0.parent == place.id && $0.kind == .district }.map(\.id)
        )
        let cells = (own.isEmpty ? ofYear.filter { parts.contains($0.jurisdiction) } : own).filter { cell in
            let scope = EnergyCarrier(rawValue: cell.carrier)?.scope
            return scope != nil && (boundary == .sector || scope == .direct)
        }
        guard !cells.isEmpty else { return nil }
        let region = FactorRegion.province(ofDivision: city.divisionCode ?? "")
        let account = sectorAccount(of: cells, region: region, year: CivilYear(year))
        let segments = Dictionary(grouping: cells, by: \.segment).map { segment, cells in
            (code: segment, emissions: sectorAccount(of: cells, region: region, year: CivilYear(year)).total)
        }
        return SectorExplanation(
            jurisdiction: place,
            year: CivilYear(year),
            boundary: boundary,
            account: account,
            segments: segments.sorted { ($1.emissions, $0.code) < ($0.emissions, $1.code) },
            cellCount: cells.count,
            years: Set(all.filter { $0.jurisdiction == place.id || parts.contains($0.jurisdiction) }.map(\.year))
                .sorted(),
            isSynthetic: try await hasSyntheticReports(),
            generation: try await store.generation()
        )
    }

    /// The account of statistical cells of one year: amounts are added first, the factor is applied to the sum.
    func sectorAccount(
        of cells: [StatisticalCell],
        region: FactorRegion.Code,
        year: CivilYear
    ) -> OperationalAccount {
        let amounts = Dictionary(grouping: cells, by: \.carrier).compactMap { code, cells in
            EnergyCarrier(rawValue: code).map { carrier in
                // Statistics know no seconds of meters: how they are known is said of the whole.
                CarrierActivity(
                    carrier: carrier,
                    amount: cells.reduce(.zero) { $0 + $1.exactAmount },
                    expectedSeconds: 0,
                    coveredSeconds: 0,
                    estimatedSeconds: 0
                )
            }
        }
        return factors.operationalAccount(of: amounts, region: region, year: year)
    }
}

extension StatisticalCell {
    /// The amount in millionths of the carrier's unit; the largest there is where the statistic is larger.
    var exactAmount: Amount { Amount(micro: Int64(exactly: (amount * 1e6).rounded()) ?? (amount < 0 ? .min : .max)) }
}
