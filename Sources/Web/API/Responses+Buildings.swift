import Buildings
import Carbon
import Metering
import Units
import Workflows

/// One building of the register with its account.
struct BuildingResponse: APIResponse {
    let id: Int64
    let code: String
    let name: String
    let kind: String
    let floorAreaM2: Double
    let heatedFloorAreaM2: Double?
    let completedYear: Int?
    let floorsAbove: Int?
    let address: String?
    let longitudeDeg: Double?
    let latitudeDeg: Double?
    let jurisdiction: JurisdictionResponse?
    let revision: Int
    let isSynthetic: Bool
    let account: AccountResponse?

    init(_ building: BuildingSummary) {
        let registration = building.registration
        id = building.id.rawValue
        code = registration.code
        name = registration.name
        kind = registration.kind.rawValue
        floorAreaM2 = registration.grossFloorArea.squareMetres
        heatedFloorAreaM2 = registration.heatedFloorArea?.squareMetres
        completedYear = registration.completedYear?.number
        floorsAbove = registration.floorsAbove
        address = registration.address
        longitudeDeg = registration.location?.longitude
        latitudeDeg = registration.location?.latitude
        jurisdiction = building.jurisdiction.map(JurisdictionResponse.init)
        revision = building.revision
        isSynthetic = building.isSynthetic
        account = building.summary.account.lines.isEmpty ? nil : AccountResponse(building.summary)
    }
}

/// A page of buildings; pass `next_cursor` as `cursor` to go on.
struct BuildingsResponse: APIResponse {
    let items: [BuildingResponse]
    let nextCursor: Nullable<String>
    let total: Int
}

/// A code of an outside register.
struct CodeResponse: APIResponse {
    let scheme: String
    let code: String
    let validFrom: String?
    let validTo: String?

    init(_ code: DatedCode) {
        scheme = code.scheme
        self.code = code.code
        validFrom = code.validFrom.map { "\($0)" }
        validTo = code.validTo.map { "\($0)" }
    }
}

/// One building with its codes and meters.
struct BuildingDetailResponse: APIResponse {
    let building: BuildingResponse
    let year: Int
    let functionalZone: JurisdictionResponse?
    let codes: [CodeResponse]
    let meters: [MeterResponse]

    init(_ detail: BuildingDetail) {
        building = BuildingResponse(detail.building)
        year = detail.year.number
        functionalZone = detail.functionalZone.map(JurisdictionResponse.init)
        codes = detail.codes.map(CodeResponse.init)
        meters = detail.meters.map(MeterResponse.init)
    }
}

/// One item by month; `null` where a month is not known.
struct ItemSeriesResponse: APIResponse {
    let code: String
    let energyKwh: [Double?]
}

/// A building's electricity by item and month.
struct BuildingEnergyResponse: APIResponse {
    let buildingId: Int64
    let year: Int
    let months: [String]
    let items: [ItemSeriesResponse]
    let totalKwh: [Double?]

    init(_ detail: BuildingDetail) {
        let breakdowns = detail.months.map { $0.breakdowns[.electricity] }
        buildingId = detail.building.id.rawValue
        year = detail.year.number
        months = detail.months.map { "\($0.month)" }
        items = ItemSeries(breakdowns).rows.map { row in
            ItemSeriesResponse(
                code: row.code?.rawValue ?? ChartFrame.residualCode,
                energyKwh: row.amounts.map { $0?.value }
            )
        }
        totalKwh = breakdowns.map { $0?.total.value }
    }
}

/// A building's account by month.
struct BuildingAccountResponse: APIResponse {
    let buildingId: Int64
    let year: Int
    let account: AccountResponse
    let lines: [AccountLineResponse]
    let reservations: [FindingResponse]
    let months: [String]
    let scopes: [ScopeSeriesResponse]

    init(_ detail: BuildingDetail) {
        buildingId = detail.building.id.rawValue
        year = detail.year.number
        let summary = detail.building.summary
        account = AccountResponse(summary)
        lines = summary.account.lines.map { AccountLineResponse($0) }
        reservations = summary.account.findings.map(FindingResponse.init)
        months = detail.months.map { "\($0.month)" }
        scopes = ScopeSeriesResponse.series(detail.months.map(\.account))
    }
}
