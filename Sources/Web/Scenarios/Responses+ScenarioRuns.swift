import Units
import Workflows

/// A file that a run was made from.
struct ScenarioRunFileResponse: APIResponse {
    let id: String
    let sha256: String
}

/// A run of a scenario as it stands.
struct ScenarioRunResponse: APIResponse {
    let id: Int64
    let jobId: Nullable<Int64>
    let scenario: String
    let name: String
    let englishName: String
    let status: String
    let progress: Double
    let draws: Int
    /// As text: it may be larger than a number of JSON holds exactly.
    let seed: String
    let files: [ScenarioRunFileResponse]
    let version: String
    let createdAt: String
    let endedAt: Nullable<String>
    let peakBy2029: Nullable<Double>
    let peakBy2030: Nullable<Double>
    let resultSha256: Nullable<String>
    let repeats: Nullable<Int64>
    let isSameAsRepeated: Nullable<Bool>

    init(_ run: ScenarioRun) {
        id = run.id
        jobId = Nullable(run.job)
        scenario = run.scenario
        name = run.title.zh
        englishName = run.title.en
        status = run.state.rawValue
        progress = run.progress
        draws = run.inputs.draws
        seed = "\(run.inputs.seed)"
        files = run.inputs.files.map { ScenarioRunFileResponse(id: $0.name, sha256: $0.sha256) }
        version = run.version
        createdAt = run.createdAt.iso8601
        endedAt = Nullable(run.endedAt?.iso8601)
        peakBy2029 = Nullable(run.peakBy2029)
        peakBy2030 = Nullable(run.peakBy2030)
        resultSha256 = Nullable(run.resultSHA256)
        repeats = Nullable(run.repeats?.run)
        isSameAsRepeated = Nullable(run.repeats?.isSame)
    }
}

/// Runs, newest first.
struct ScenarioRunsResponse: APIResponse {
    let items: [ScenarioRunResponse]
    let next: Nullable<String>
}

/// The part of draws that peak in a year.
struct PeakYearResponse: APIResponse {
    let year: Int
    let share: Double
}

/// What the odds are once closed years count.
struct AnchoredOddsResponse: APIResponse {
    let closedYears: [Int]
    let effectiveDraws: Double
    let standing: String
    let peakBy2029: Nullable<Double>
    let peakBy2030: Nullable<Double>
    let peakYears: [PeakYearResponse]
    let fanKtco2: [ScenarioSeriesResponse]

    init(_ report: AnchoredReport) {
        closedYears = report.years
        effectiveDraws = report.effective_draws
        standing = report.standing
        peakBy2029 = Nullable(report.answer?.peak_by_2029)
        peakBy2030 = Nullable(report.answer?.peak_by_2030)
        peakYears = (report.answer?.peak_years ?? []).map { PeakYearResponse(year: $0.year, share: $0.share) }
        fanKtco2 =
            report.answer.map { answer in
                ScenarioSeriesResponse.list(
                    ["p10": answer.p10_ktco2, "p50": answer.p50_ktco2, "p90": answer.p90_ktco2]
                )
            } ?? []
    }
}

/// How much an input matters.
struct ScenarioDriverResponse: APIResponse {
    let input: String
    let value: Double

    static func list(_ drivers: [OddsReport.Driver]) -> [ScenarioDriverResponse] {
        drivers.map { ScenarioDriverResponse(input: $0.input, value: $0.value) }
    }
}

/// What a district comes to.
struct ScenarioDistrictResponse: APIResponse {
    let code: String
    let name: String
    let englishName: String
    let peakYear: Int
    let peakBy2029: Nullable<Double>
    let peakBy2030: Nullable<Double>
    let emissionsKtco2: [Double]

    init(_ district: ScenarioReport.District) {
        code = district.code
        name = district.name
        englishName = district.english_name
        peakYear = district.peak_year
        peakBy2029 = Nullable(district.peak_by_2029)
        peakBy2030 = Nullable(district.peak_by_2030)
        emissionsKtco2 = district.emissions_ktco2
    }
}

/// What a run came to.
struct ScenarioResultResponse: APIResponse {
    let boundary: String
    let years: [Int]
    let peakYear: Int
    let peakKtco2: Double
    let emissionsKtco2: [ScenarioSeriesResponse]
    let byScopeKtco2: [ScenarioSeriesResponse]
    let byClassKtco2: [ScenarioSeriesResponse]
    let byKindKtco2: [ScenarioSeriesResponse]
    let byUseKtco2: [ScenarioSeriesResponse]
    let byFuelKtco2: [ScenarioSeriesResponse]
    let areaMm2: [ScenarioSeriesResponse]
    let peakYears: [PeakYearResponse]
    let fanKtco2: [ScenarioSeriesResponse]
    let anchored: [AnchoredOddsResponse]
    let spearmanOfPeakYear: [ScenarioDriverResponse]
    let spearmanOf2030: [ScenarioDriverResponse]
    let sobolOf2030: [ScenarioDriverResponse]
    let method: String
    let withoutMeasuresKtco2: [Double]
    let reductionsKtco2: [ScenarioSeriesResponse]
    let targets: [ScenarioTargetResponse]
    let conflicts: Nullable<[[String]]>
    let changesKtco2: [ScenarioDriverResponse]
    let districts: [ScenarioDistrictResponse]
    let leastEffortOdds: Nullable<Double>
    let leastEffort: [ScenarioDriverResponse]

    init(_ report: ScenarioReport, _ display: Display) {
        let odds = report.odds
        boundary = report.boundary
        years = report.years
        peakYear = report.peak_year
        peakKtco2 = report.peak_ktco2
        emissionsKtco2 = ScenarioSeriesResponse.list(report.emissions_ktco2)
        byScopeKtco2 = ScenarioSeriesResponse.list(report.by_scope_ktco2)
        byClassKtco2 = ScenarioSeriesResponse.list(report.by_class_ktco2)
        byKindKtco2 = ScenarioSeriesResponse.list(report.by_kind_ktco2)
        byUseKtco2 = ScenarioSeriesResponse.list(report.by_use_ktco2)
        byFuelKtco2 = ScenarioSeriesResponse.list(report.by_fuel_ktco2)
        areaMm2 = ScenarioSeriesResponse.list(report.area_mm2)
        peakYears = (odds?.peak_years ?? []).map { bar in
            PeakYearResponse(year: bar.year, share: Double(bar.count) / Double(max(1, odds?.draws ?? 1)))
        }
        fanKtco2 =
            odds.map { odds in
                ScenarioSeriesResponse.list(["p10": odds.p10_ktco2, "p50": odds.p50_ktco2, "p90": odds.p90_ktco2])
            } ?? []
        anchored = (odds?.anchored ?? []).map(AnchoredOddsResponse.init)
        spearmanOfPeakYear = ScenarioDriverResponse.list(odds?.drivers_of_peak_year ?? [])
        spearmanOf2030 = ScenarioDriverResponse.list(odds?.drivers_of_2030 ?? [])
        sobolOf2030 = ScenarioDriverResponse.list(odds?.sobol_of_2030 ?? [])
        method = report.method
        withoutMeasuresKtco2 = report.without_measures_ktco2
        reductionsKtco2 = report.measures.map { ScenarioSeriesResponse(code: $0.id, values: $0.reduction_ktco2) }
        targets = report.targets.map { ScenarioTargetResponse($0, display) }
        conflicts = Nullable(report.conflicts)
        changesKtco2 = Self.list(report.drivers?.effects_ktco2)
        districts = report.districts.map(ScenarioDistrictResponse.init)
        leastEffortOdds = Nullable(odds?.least_effort_odds)
        leastEffort = Self.list(odds?.least_effort)
    }

    private static func list(_ values: [String: Double]?) -> [ScenarioDriverResponse] {
        (values ?? [:]).sorted { $0.key < $1.key }.map { ScenarioDriverResponse(input: $0.key, value: $0.value) }
    }
}

/// A run with what it came to.
struct ScenarioRunDetailResponse: APIResponse {
    let run: ScenarioRunResponse
    let result: Nullable<ScenarioResultResponse>
}
