import Access
import Buildings
import HTTPTypes
import Hummingbird
import Metering
import PeakPlanning
import Workflows

/// Everything the server answers.
enum Routes {
    static let all: [Route] =
        InboxRoutes.all + BackupRoutes.all + PeopleRoutes.all + AuditRoutes.all + DecisionRoutes.all + ReviewRoutes.all
        + ForecastRoutes.all + ComparisonRoutes.all + LineageRoutes.all + ReportRoutes.all + IngestRoutes.all
        + ExportRoutes.all + RepairRoutes.all + MeteringRoutes.all + ScenarioRoutes.all
        + [
            // MARK: - pages
            .page("overview", "/", .ofQuery, [.year], OverviewController.page),
            .page("plan", "/plan", .ofQuery, planFilters, PlanController.list),
            .page("planTask", "/plan/tasks/{id}", .none, [name], PlanController.task),
            .page("planText", "/plan/text", .none, [], PlanController.text),
            .page("indicators", "/indicators", .none, [], IndicatorController.list),
            .page(
                "buildings",
                "/buildings",
                .ofQuery,
                buildingFilters + [.changed],
                roles: .readers,
                BuildingController.list
            ),
            .page("building", "/buildings/{id}", .ofSubject, [id, .year], roles: .readers, BuildingController.show),
            .page(
                "metering",
                "/metering",
                .ofQuery,
                meteringFilters,
                roles: .readers,
                MeteringController.page
            ),
            .page(
                "meter",
                "/metering/{id}",
                .ofSubject,
                [id, month, .query("from"), .query("to"), .query("day")],
                roles: .readers,
                MeteringController.meter
            ),
            .page("carbon", "/carbon", .ofQuery, [.query("jurisdiction"), .year], CarbonController.page),
            .page(
                "explainBuilding",
                "/explain/buildings/{id}/{period}",
                .ofSubject,
                figure,
                roles: .readers,
                ExplanationController.building
            ),
            .page(
                "explainJurisdiction",
                "/explain/jurisdictions/{id}/{period}",
                .ofSubject,
                figure,
                ExplanationController.jurisdiction
            ),
            .page(
                "explainIndicatorLatest",
                "/explain/indicators/{id}",
                .ofQuery,
                [name] + indicatorFilters,
                IndicatorController.show
            ),
            .page(
                "explainIndicator",
                "/explain/indicators/{id}/{year}",
                .ofQuery,
                [name, year] + indicatorFilters,
                IndicatorController.show
            ),
            .page(
                "explainSector",
                "/explain/sector/{year}",
                .ofQuery,
                [year, .query("jurisdiction")],
                ExplanationController.sector
            ),
            .page("jobs", "/jobs", .none, [.cursor], roles: .jobReaders, JobController.list),
            .page("job", "/jobs/{id}", .none, [id], roles: .jobReaders, JobController.show),
            .form("jobCancel", "/jobs/{id}/cancel", .none, [id], roles: .operators, JobController.cancel),
            .form("jobUpload", "/jobs/upload", roles: .operators, ImportController.upload).takingForm(),

            // MARK: - watching
            .other("healthz", "/healthz", roles: .everyone, answer: .file, OperationsController.alive),
            .other("readyz", "/readyz", roles: .everyone, answer: .file, OperationsController.ready),
            .other(
                "metrics",
                "/metrics",
                roles: [.systemAdministrator, .operatorEngineer],
                answer: .file,
                OperationsController.metrics
            ).openToMachine(),

            // MARK: - files
            .other("static", "/static/**", roles: .everyone, answer: .file) {
                try $0.site.files.response(to: $0.request)
            },
            .other("assets", "/assets/**", roles: .everyone, answer: .file) {
                try $0.site.files.response(to: $0.request)
            },

            // MARK: - API
            .json("api.overview", "/overview", OverviewResponse.self, .ofQuery, [.year], APIController.overview),
            .json(
                "api.jurisdictions",
                "/jurisdictions",
                JurisdictionsResponse.self,
                .ofQuery,
                [],
                APIController.jurisdictions
            ),
            .json(
                "api.buildings",
                "/buildings",
                BuildingsResponse.self,
                .ofQuery,
                buildingFilters + [.limit],
                roles: .readers,
                APIController.buildings
            ),
            .json(
                "api.building",
                "/buildings/{id}",
                BuildingDetailResponse.self,
                .ofSubject,
                [id, .year],
                roles: .readers,
                APIController.building
            ),
            .json(
                "api.buildingEnergy",
                "/buildings/{id}/energy",
                BuildingEnergyResponse.self,
                .ofSubject,
                [id, .year],
                roles: .readers,
                APIController.buildingEnergy
            ),
            .json(
                "api.buildingAccount",
                "/buildings/{id}/account",
                BuildingAccountResponse.self,
                .ofSubject,
                [id, .year],
                roles: .readers,
                APIController.buildingAccount
            ),
            .json(
                "api.meters",
                "/meters",
                MetersResponse.self,
                .ofQuery,
                [.query("building", .integer(1...Int.max)), .year, .cursor, .limit],
                roles: .readers,
                APIController.meters
            ),
            .json(
                "api.meter",
                "/meters/{id}",
                MeterDetailResponse.self,
                .ofSubject,
                [id],
                roles: .readers,
                APIController.meter
            ),
            .json(
                "api.meterDays",
                "/meters/{id}/days",
                MeterDaysResponse.self,
                .ofSubject,
                [id, month, .query("from"), .query("to")],
                roles: .readers,
                APIController.meterDays
            ),
            .json(
                "api.completeness",
                "/metering/completeness",
                CompletenessResponse.self,
                .ofQuery,
                MeteringRoutes.part + [.year],
                roles: .readers,
                APIController.completeness
            ),
            .json(
                "api.findings",
                "/metering/findings",
                MeterFindingsResponse.self,
                .ofQuery,
                [.year, .query("rule"), .cursor, .limit],
                roles: .readers,
                APIController.findings
            ),
            .json(
                "api.carbon",
                "/carbon/accounts",
                CarbonResponse.self,
                .ofQuery,
                [.query("jurisdiction"), .year],
                APIController.carbon
            ),
            .geoJSON("api.mapGround", "/map/ground", [.year], MapController.ground),
            .geoJSON("api.mapBuildings", "/map/buildings", mapFilters, MapController.buildings),
            .json("api.factors", "/factors", FactorsResponse.self, .none, [], APIController.factors),
            .json(
                "api.explainBuilding",
                "/explanations/buildings/{id}/{period}",
                ExplanationResponse.self,
                .ofSubject,
                figure,
                roles: .readers,
                APIController.explainBuilding
            ),
            .json(
                "api.explainJurisdiction",
                "/explanations/jurisdictions/{id}/{period}",
                ExplanationResponse.self,
                .ofSubject,
                figure,
                APIController.explainJurisdiction
            ),
            .json(
                "api.emissions",
                "/emissions",
                EmissionHistoryResponse.self,
                .ofQuery,
                [],
                PlanAPI.emissions
            ),
            .json(
                "api.explainSector",
                "/explanations/sector/{year}",
                SectorExplanationResponse.self,
                .ofQuery,
                [year, .query("jurisdiction")],
                PlanAPI.sector
            ),
            .json("api.plan", "/plan", PlanResponse.self, .ofQuery, planFilters, PlanAPI.plan),
            .json("api.planTask", "/plan/tasks/{id}", PlanTaskResponse.self, .none, [name], PlanAPI.task),
            .other(
                "api.planTargets",
                "/api/v1/plan/targets.csv",
                planFilters,
                audit: .read,
                answer: .csv,
                PlanAPI.targets
            ),
            .json("api.indicators", "/indicators", IndicatorsResponse.self, .none, [], PlanAPI.indicators),
            .json(
                "api.explainIndicator",
                "/explanations/indicators/{id}/{year}",
                IndicatorExplanationResponse.self,
                .ofQuery,
                [name, year] + indicatorFilters,
                PlanAPI.indicator
            ),
            .other(
                "api.jobs",
                "/api/v1/jobs",
                [.cursor, .limit],
                roles: .jobReaders,
                answer: .json(Schema(of: JobsResponse.self)),
                APIController.jobs
            ),
            .other(
                "api.job",
                "/api/v1/jobs/{id}",
                [id],
                roles: .jobReaders,
                answer: .json(Schema(of: JobResponse.self)),
                APIController.job
            ),
            .other(
                "api.jobRejected",
                "/api/v1/jobs/{id}/rejected.csv",
                [id],
                audit: .read,
                roles: .rowReaders,
                answer: .csv,
                JobController.rejected
            ),
            .other(
                "api.jobCancel",
                "/api/v1/jobs/{id}/cancel",
                [id],
                method: .post,
                audit: .write,
                roles: .operators,
                answer: .nothing,
                APIController.cancelJob
            ).refusing(.jobEnded, .changedSince),
            .other(
                "api.importCreate",
                "/api/v1/imports",
                importParameters,
                method: .post,
                audit: .write,
                roles: .operators,
                answer: .accepted(Schema(of: JobResponse.self)),
                ImportController.create
            ).takingFile(
                "text/csv",
                "text/plain",
                WorkbookFile.mediaType,
                "application/geo+json",
                "application/octet-stream"
            ),
            .other("api.openapi", "/api/v1/openapi.json", answer: .file, APIController.openAPI),
        ]

    private static let meteringFilters: [RouteParameter] =
        MeteringRoutes.part + [.year, .query("rule"), .query("day"), .cursor, .changed]
    private static let id = RouteParameter.path("id", .integer(1...Int.max))
    private static let name = RouteParameter.path("id")
    private static let year = RouteParameter.path("year", .integer(Period.years))
    private static let indicatorFilters: [RouteParameter] = [.query("jurisdiction"), .query("variant")]
    private static let planFilters: [RouteParameter] = [
        .year, .query("department"), .query("status", .choice(TargetProgress.Status.allCases.map(\.rawValue))),
        .query("district"),
    ]
    private static let month = RouteParameter.query("month")
    private static let figure = [id, RouteParameter.path("period")]
    private static let buildingFilters: [RouteParameter] = [
        .query("q"), .query("district"), .query("kind", .choice(Building.Kind.allCases.map(\.rawValue))), .year,
        .cursor,
    ]
    private static let importParameters: [RouteParameter] = [
        .query("kind", .choice(Job.Kind.imports.map(\.uploadName)), isRequired: true), .query("name"),
        .query("stamp", .choice(IntervalStamp.allCases.map(\.rawValue))),
    ]
    private static let mapFilters = buildingFilters.filter { $0.name != "cursor" }

    /// Whether the address exists, only not for the request's method.
    static func knowsOtherMethod(for request: Request) -> Bool {
        matching(request).contains { $0.method != request.method }
    }

    /// The route that answers a request; `nil` for an unknown address.
    static func route(of request: Request) -> Route? {
        let method = request.method == .head ? .get : request.method
        return matching(request).first { $0.method == method }
    }

    /// Words before parameters, as the router takes them.
    private static func matching(_ request: Request) -> [Route] {
        let asked = request.uri.path.split(separator: "/")
        let fitting = all.filter { route in
            let parts = route.path.split(separator: "/")
            return parts.count == asked.count && zip(parts, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return fitting.sorted { $0.parameters.count { $0.place == .path } < $1.parameters.count { $0.place == .path } }
    }
}
