import Units
import Workflows

/// A reported value, or one that is missing.
struct ReportResponse: APIResponse {
    let quantity: QuantityResponse
    let population: String?
    let jurisdictionId: Int
    let jurisdiction: String
    let year: Int
    let state: String
    let value: Double?
    let buildingCount: Int
    let revision: Int?
    let reporter: String?
    let evidence: String?
    let reason: String?
    let reportedAt: String?
    let isSynthetic: Bool?
    let taskIds: [String]

    init(_ line: ReportLine) {
        quantity = QuantityResponse(line.quantity)
        population = line.scope.isEmpty ? nil : line.scope
        jurisdictionId = Int(line.place.id.rawValue)
        jurisdiction = line.place.name
        year = line.year
        state = line.state.rawValue
        value = line.value
        buildingCount = line.buildings
        revision = line.latest?.number
        reporter = line.latest?.reporter
        evidence = line.latest?.evidence
        reason = line.latest?.reason
        reportedAt = line.latest?.time.iso8601
        isSynthetic = line.latest?.isSynthetic
        var seen: Set<String> = []
        taskIds = line.targets.map(\.task).filter { seen.insert($0).inserted }
    }
}

/// What was reported for a year, and what is missing.
struct ReportsResponse: APIResponse {
    let year: Int
    let owedCount: Int
    let missingCount: Int
    let items: [ReportResponse]

    init(_ list: ReportList) {
        year = list.year
        owedCount = list.owed
        missingCount = list.missing
        items = list.lines.map(ReportResponse.init)
    }
}
