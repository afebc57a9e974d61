import Buildings
import Carbon
import Metering
import Units
import Workflows

/// How a figure is known, as shares of one.
struct ShareResponse: APIResponse {
    let measured: Double
    let billed: Double
    let statistical: Double
    let estimated: Double
    let missing: Double

    init(_ share: DataShare) {
        measured = share.measured
        billed = share.billed
        statistical = share.statistical
        estimated = share.estimated
        missing = share.missing
    }
}

/// A place.
struct JurisdictionResponse: APIResponse {
    let id: Int64
    let kind: String
    let divisionCode: String?
    let name: String
    let englishName: String
    let parentId: Int64?

    init(_ jurisdiction: Jurisdiction) {
        id = jurisdiction.id.rawValue
        kind = jurisdiction.kind.rawValue
        divisionCode = jurisdiction.divisionCode
        name = jurisdiction.name
        englishName = jurisdiction.englishName
        parentId = jurisdiction.parent?.rawValue
    }
}

/// All places in the reader's scope.
struct JurisdictionsResponse: APIResponse {
    let jurisdictions: [JurisdictionResponse]
}

/// A finding with the facts that show why.
struct FindingResponse: APIResponse {
    let rule: String
    let severity: String
    let subject: String
    let evidence: [String]

    init(_ finding: DataFinding) {
        rule = finding.rule
        severity = finding.severity.rawValue
        subject = finding.subject
        evidence = finding.evidence
    }
}

/// One carrier of an account.
struct AccountLineResponse: APIResponse {
    let carrier: String
    let scope: String?
    let amount: Double
    let unit: String
    let factorId: String?
    let carbonKgco2: Double
    let coalKgce: Double
    let share: ShareResponse

    /// - Parameters:
    ///   - line: the carrier with its factor.
    ///   - known: how the amount is known; by its meters' seconds where not given.
    init(_ line: CarrierLine, known: DataShare? = nil) {
        carrier = line.activity.carrier.rawValue
        scope = line.scope?.rawValue
        amount = line.activity.amount.value
        unit = line.activity.carrier.unit.rawValue
        factorId = line.factor?.id
        carbonKgco2 = line.emissions.kilograms
        coalKgce = line.coalEquivalent.kilograms
        share = ShareResponse(known ?? line.activity.share)
    }
}

/// The totals of an account over a period.
struct AccountResponse: APIResponse {
    let carbonKgco2: Double
    let directKgco2: Double
    let electricityKgco2: Double
    let heatKgco2: Double
    let coalKgce: Double
    let floorAreaM2: Double?
    let carbonIntensityKgco2PerM2: Double?
    let electricityIntensityKwhPerM2: Double?
    let share: ShareResponse

    init(_ summary: AccountSummary) { self.init(summary.account, floorArea: summary.floorArea) }

    init(_ account: OperationalAccount, floorArea: FloorArea) {
        carbonKgco2 = account.total.kilograms
        directKgco2 = account.emissions(.direct).kilograms
        electricityKgco2 = account.emissions(.electricity).kilograms
        heatKgco2 = account.emissions(.heat).kilograms
        coalKgce = account.coalEquivalent.kilograms
        let area = floorArea > .zero ? floorArea : nil
        floorAreaM2 = area?.squareMetres
        carbonIntensityKgco2PerM2 = area.map { (account.total / $0).kilogramsPerSquareMetre }
        electricityIntensityKwhPerM2 = area.map { account.amount(.electricity).value / $0.squareMetres }
        share = ShareResponse(account.share)
    }
}

/// One scope by month; `null` where a month is not known.
struct ScopeSeriesResponse: APIResponse {
    let code: String
    let carbonKgco2: [Double?]

    static func series(_ accounts: [OperationalAccount]) -> [ScopeSeriesResponse] {
        EmissionScope.allCases.map { scope in
            ScopeSeriesResponse(
                code: scope.rawValue,
                carbonKgco2: accounts.map { $0.lines.isEmpty ? nil : $0.emissions(scope).kilograms }
            )
        }
    }
}

/// One district with its account.
struct DistrictResponse: APIResponse {
    let jurisdiction: JurisdictionResponse
    let buildingCount: Int
    let account: AccountResponse

    init(_ district: DistrictAccount) {
        jurisdiction = JurisdictionResponse(district.jurisdiction)
        buildingCount = district.buildingCount
        account = AccountResponse(district.summary)
    }
}

/// Something that wants attention.
struct AttentionResponse: APIResponse {
    let id: Int64
    let kind: String
    let evidence: [String]
    let path: String
    let due: String?
    let createdAt: String

    init(_ item: AttentionItem) {
        id = item.id
        kind = item.kind
        evidence = item.evidence
        path = item.path
        due = item.due.map { "\($0)" }
        createdAt = item.createdAt.iso8601
    }
}

/// How often a rule found something.
struct FindingCountResponse: APIResponse {
    let rule: String
    let severity: String
    let meterDays: Int

    init(_ count: FindingCount) {
        rule = count.rule
        severity = count.severity.rawValue
        meterDays = count.count
    }
}

/// The first page as data.
struct OverviewResponse: APIResponse {
    let year: Int?
    let city: JurisdictionResponse?
    let lastDay: String?
    let isSynthetic: Bool
    let years: [Int]
    let buildingCount: Int
    let meterCount: Int
    let account: AccountResponse?
    let lines: [AccountLineResponse]
    let reservations: [FindingResponse]
    let months: [String]
    let scopes: [ScopeSeriesResponse]
    let districts: [DistrictResponse]
    let attention: [AttentionResponse]
    let findings: [FindingCountResponse]

    init(_ overview: Overview?, state: DataState) {
        year = overview?.year.number
        city = state.city.map(JurisdictionResponse.init)
        lastDay = state.lastDay.map { "\($0)" }
        isSynthetic = state.isSynthetic
        years = state.years.map(\.number)
        buildingCount = state.buildingCount
        meterCount = state.meterCount
        account = overview.map { AccountResponse($0.summary) }
        lines = overview?.summary.account.lines.map { AccountLineResponse($0) } ?? []
        reservations = overview?.summary.account.findings.map(FindingResponse.init) ?? []
        months = overview?.months.map { "\($0.month)" } ?? []
        scopes = ScopeSeriesResponse.series(overview?.months.map(\.account) ?? [])
        districts = overview?.districts.map(DistrictResponse.init) ?? []
        attention = overview?.attention.map(AttentionResponse.init) ?? []
        findings = overview?.findings.map(FindingCountResponse.init) ?? []
    }
}

/// The account of a place by month and district.
struct CarbonResponse: APIResponse {
    let jurisdiction: JurisdictionResponse
    let year: Int
    let account: AccountResponse
    let lines: [AccountLineResponse]
    let reservations: [FindingResponse]
    let months: [String]
    let scopes: [ScopeSeriesResponse]
    let districts: [DistrictResponse]

    init(_ view: CarbonView) {
        jurisdiction = JurisdictionResponse(view.jurisdiction)
        year = view.year.number
        account = AccountResponse(view.summary)
        lines = view.summary.account.lines.map { AccountLineResponse($0) }
        reservations = view.summary.account.findings.map(FindingResponse.init)
        months = view.months.map { "\($0.month)" }
        scopes = ScopeSeriesResponse.series(view.months.map(\.account))
        districts = view.districts.map(DistrictResponse.init)
    }
}
