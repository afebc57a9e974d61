import Buildings
import Carbon
import Metering
import Store
public import Units

/// The account of a year as the command line and other programs read it.
public struct AccountReport: Codable, Sendable {
    /// One carrier.
    public struct Line: Codable, Sendable {
        /// The carrier.
        public let carrier: String
        /// The scope of its emissions; `nil` where it causes none.
        public let scope: String?
        /// How much was consumed, in `unit`.
        public let amount: Double
        /// The unit of `amount`.
        public let unit: String
        /// The factor.
        public let factor_id: String?
        /// The factor as printed.
        public let factor_value: String?
        /// Its unit.
        public let factor_unit: String?
        /// The document it stands in.
        public let factor_document: String?
        /// The year it is for.
        public let factor_year: Int?
        /// Emissions. [kgCO₂]
        public let carbon_kgco2: Double
        /// The same as standard coal, calorific (当量值). [kgce]
        public let coal_equivalent_kgce: Double
    }

    /// One month.
    public struct Month: Codable, Sendable {
        /// The month, `2026-03`.
        public let month: String
        /// Emissions. [kgCO₂]
        public let carbon_kgco2: Double
    }

    /// One reservation.
    public struct Finding: Codable, Sendable {
        /// The rule.
        public let rule: String
        /// What it is about.
        public let subject: String
        /// Arguments of its text.
        public let evidence: [String]
    }

    /// Chinese name of the subject.
    public let name: String
    /// English name of the subject.
    public let english_name: String
    /// The year.
    public let year: Int
    /// Whether any of the data was generated.
    public let is_synthetic: Bool
    /// Gross floor area. [m²]
    public let floor_area_m2: Double
    /// Emissions. [kgCO₂]
    public let carbon_kgco2: Double
    /// Direct emissions. [kgCO₂]
    public let carbon_direct_kgco2: Double
    /// Emissions of purchased electricity. [kgCO₂]
    public let carbon_electricity_kgco2: Double
    /// Emissions of purchased heat. [kgCO₂]
    public let carbon_heat_kgco2: Double
    /// The same as standard coal, calorific (当量值). [kgce]
    public let coal_equivalent_kgce: Double
    /// Emissions per floor area over the year so far. [kgCO₂/m²]
    public let carbon_intensity_kgco2_m2: Double?
    /// Share of the time that was measured.
    public let share_measured: Double
    /// Share of the time that was estimated.
    public let share_estimated: Double
    /// Share of the time that is missing.
    public let share_missing: Double
    /// One line per carrier.
    public let lines: [Line]
    /// January to December.
    public let months: [Month]
    /// Reservations.
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
                name: name,
                englishName: name,
                year: year,
                isSynthetic: detail.building.isSynthetic,
                summary: detail.building.summary,
                months: detail.months.map { MonthAccount(month: $0.month, account: $0.account) }
            )
        }
        guard let view = try await carbon(jurisdiction: city.id, year: year, scope: scope) else { return nil }
        return AccountReport(
            name: city.name,
            englishName: city.englishName,
            year: year,
            isSynthetic: state.isSynthetic,
            summary: view.summary,
            months: view.months
        )
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
        name: String,
        englishName: String,
        year: CivilYear,
        isSynthetic: Bool,
        summary: AccountSummary,
        months: [MonthAccount]
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
                carrier: line.activity.carrier.rawValue,
                scope: line.scope?.rawValue,
                amount: line.activity.amount.value,
                unit: line.activity.carrier.unit.rawValue,
                factor_id: line.factor?.id,
                factor_value: line.factor?.value.description,
                factor_unit: line.factor?.unit,
                factor_document: line.factor?.source.document,
                factor_year: line.factor?.source.year,
                carbon_kgco2: line.emissions.kilograms,
                coal_equivalent_kgce: line.coalEquivalent.kilograms
            )
        }
        self.months = months.map { Month(month: $0.month.description, carbon_kgco2: $0.account.total.kilograms) }
        findings = account.findings.map { Finding(rule: $0.rule, subject: $0.subject, evidence: $0.evidence) }
    }
}
