import Buildings
import Carbon
import Metering
import Store
public import Units

/// The account of a year as the command line and other programs read it.
public struct AccountReport: Codable, Sendable {
    /// One carrier.
    public struct Line: Codable, Sendable {
        public let carrier: String
        public let scope: String?
        public let amount: Double
        public let unit: String
        public let factor_id: String?
        public let factor_value: String?
        public let factor_unit: String?
        public let factor_document: String?
        public let factor_year: Int?
        public let carbon_kgco2: Double
        public let coal_equivalent_kgce: Double
    }

    /// One month.
    public struct Month: Codable, Sendable {
        public let month: String
        public let carbon_kgco2: Double
    }

    /// One reservation.
    public struct Finding: Codable, Sendable {
        public let rule: String
        public let subject: String
        public let evidence: [String]
    }

    public let name: String
    public let english_name: String
    public let year: Int
    public let is_synthetic: Bool
    public let floor_area_m2: Double
    public let carbon_kgco2: Double
    public let carbon_direct_kgco2: Double
    public let carbon_electricity_kgco2: Double
    public let carbon_heat_kgco2: Double
    public let coal_equivalent_kgce: Double
    public let carbon_intensity_kgco2_m2: Double?
    public let share_measured: Double
    public let share_estimated: Double
    public let share_missing: Double
    public let lines: [Line]
    public let months: [Month]
    public let findings: [Finding]
}

extension Platform {
    /// The account of a building, or of the city; `nil` where there is none.
    public func accountReport(year: CivilYear, building: String?, scope: Scope) async throws -> AccountReport? {
        let state = try await dataState(scope: scope)
        guard let city = state.city else { return nil }
        if let building {
            guard let detail = try await self.building(matching: building, year: year, scope: scope) else { return nil }
            let name = detail.building.registration.name
            return AccountReport(
                name: name, englishName: name, year: year, isSynthetic: detail.building.isSynthetic,
                summary: detail.building.summary, months: detail.months.map { MonthAccount(month: $0.month, account: $0.account) })
        }
        guard let view = try await carbon(jurisdiction: city.id, year: year, scope: scope) else { return nil }
        return AccountReport(
            name: city.name, englishName: city.englishName, year: year, isSynthetic: state.isSynthetic, summary: view.summary,
            months: view.months)
    }

    /// A building by its internal number or one of its register codes.
    private func building(matching text: String, year: CivilYear, scope: Scope) async throws -> BuildingDetail? {
        if let id = try await store.buildingIDs()[text] { return try await building(id, year: year, scope: scope) }
        guard let number = Int64(text) else { return nil }
        return try await building(Building.ID(rawValue: number), year: year, scope: scope)
    }
}

extension AccountReport {
    fileprivate init(
        name: String, englishName: String, year: CivilYear, isSynthetic: Bool, summary: AccountSummary, months: [MonthAccount]
    ) {
        let account = summary.account
        self.name = name
        english_name = englishName
        self.year = year.number
        is_synthetic = isSynthetic
        floor_area_m2 = summary.floorArea.squareMetres
        carbon_kgco2 = account.total.kilograms
        carbon_direct_kgco2 = account.emissions(.direct).kilograms
        carbon_electricity_kgco2 = account.emissions(.electricity).kilograms
        carbon_heat_kgco2 = account.emissions(.heat).kilograms
        coal_equivalent_kgce = account.coalEquivalent.kilograms
        carbon_intensity_kgco2_m2 = summary.carbonIntensity?.kilogramsPerSquareMetre
        share_measured = account.share.measured
        share_estimated = account.share.estimated
        share_missing = account.share.missing
        lines = account.lines.map { line in
            Line(
                carrier: line.activity.carrier.rawValue, scope: line.scope?.rawValue, amount: line.activity.amount.value,
                unit: line.activity.carrier.unit.rawValue, factor_id: line.factor?.id,
                factor_value: line.factor?.value.description, factor_unit: line.factor?.unit,
                factor_document: line.factor?.source.document, factor_year: line.factor?.source.year,
                carbon_kgco2: line.emissions.kilograms, coal_equivalent_kgce: line.coalEquivalent.kilograms)
        }
        self.months = months.map { Month(month: $0.month.description, carbon_kgco2: $0.account.total.kilograms) }
        findings = account.findings.map { Finding(rule: $0.rule, subject: $0.subject, evidence: $0.evidence) }
    }
}
