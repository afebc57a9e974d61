import PeakPlanning
import Units
import Workflows

/// The filters of the plan's page, as they stand in its address (筛选).
struct PlanQuery: Sendable, Equatable {
    var year: Int?
    var department: String?
    var status: TargetProgress.Status?
    var district: Jurisdiction.ID?

    /// Whether targets are left out.
    var isFiltered: Bool { year != nil || department != nil || status != nil }

    /// The filters as a query; empty where there are none.
    var text: String {
        let items = [
            year.map { "year=\($0)" }, department.map { "department=\($0.percentEncoded)" },
            status.map { "status=\($0.rawValue)" }, district.map { "district=\($0.rawValue)" },
        ].compactMap(\.self)
        return items.isEmpty ? "" : "?\(items.joined(separator: "&"))"
    }

    /// The same filters with one changed.
    func with<Value>(_ field: WritableKeyPath<PlanQuery, Value>, _ value: Value) -> PlanQuery {
        var result = self
        result[keyPath: field] = value
        return result
    }

    func matches(_ line: TargetLine) -> Bool {
        (year == nil || line.indicator.year == year) && (department == nil || line.lead == department)
            && (status == nil || line.progress.status == status)
    }

    /// Whether a department takes part in a task.
    func matches(_ task: TaskSummary) -> Bool { department.map(task.departments.contains) ?? true }
}

extension Exchange {
    /// The filters in the address.
    func planQuery() throws -> PlanQuery {
        let status = query("status")
        let known = status.flatMap(TargetProgress.Status.init(rawValue:))
        if status != nil, known == nil { throw WebError.badParameter("status") }
        return PlanQuery(
            year: try year()?.number,
            department: query("department"),
            status: known,
            district: try jurisdiction("district")
        )
    }

    /// The plan as seen from the place in the address; `nil` before one was imported.
    func plan(_ query: PlanQuery) async throws -> PlanView? {
        let view = try await site.platform.plan(jurisdiction: query.district, scope: scope)
        if view == nil { try await requirePlace(query.district) }
        return view
    }

    /// Tells a place that is not there from data that are not there yet.
    func requirePlace(_ place: Jurisdiction.ID?) async throws {
        guard let place else { return }
        let places = try await site.platform.jurisdictions(scope: scope)
        if places.allSatisfy({ $0.id != place }) { throw WebError.notFound }
    }
}
