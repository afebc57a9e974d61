import PeakPlanning
import Units
import Workflows

/// Which rows of several plans somebody looks at (对照筛选).
enum ComparisonFilter: String, CaseIterable, Sendable {
    /// What two plans or more speak of.
    case common
    /// Of those the ones whose numbers do not compare.
    case conflicts
    /// Also what only one plan speaks of.
    case all

    func takes(_ row: PlanComparison.Row) -> Bool {
        switch self {
        case .common: row.planCount > 1
        case .conflicts: !row.differences.isEmpty
        case .all: true
        }
    }
}

/// Which plans stand side by side, and which rows of them, as it stands in the address.
struct ComparisonQuery: Sendable {
    static let path = "/plan/compare"
    /// More ids than there can be plans are not looked at.
    private static let mostIDs = 64

    /// The ids of plans; empty where none is named.
    var plans: [String] = []
    /// `nil` where the address leaves it to the page.
    var filter: ComparisonFilter?

    init() {}

    /// Reads a query; a form sends one field a plan, a link all in one.
    ///
    /// - Throws: ``WebError/badParameter(_:)`` for an unknown filter.
    init(_ query: String) throws {
        let fields = FormFields(query)
        let ids = fields.all("plans").flatMap { $0.split(separator: ",").map(String.init) }
        plans = Array(ids.prefix(Self.mostIDs))
        filter = try fields["show"].map { name in
            guard let filter = ComparisonFilter(rawValue: name) else { throw WebError.badParameter("show") }
            return filter
        }
    }

    /// The same as a query; empty where nothing is asked for.
    var text: String {
        let items = [
            plans.isEmpty ? nil : "plans=\(plans.map(\.percentEncoded).joined(separator: ","))",
            filter.map { "show=\($0.rawValue)" },
        ].compactMap(\.self)
        return items.isEmpty ? "" : "?\(items.joined(separator: "&"))"
    }

    /// The same plans with other rows.
    func showing(_ filter: ComparisonFilter) -> ComparisonQuery {
        var query = self
        query.filter = filter
        return query
    }

    /// What is shown: where nothing is asked for and no row has two plans, all rows.
    func shown(of view: PlanComparisonView) -> ComparisonFilter {
        filter ?? (view.rows.contains(where: ComparisonFilter.common.takes) ? .common : .all)
    }

    /// How many of the named plans there are but do not fit beside the others.
    func left(of view: PlanComparisonView) -> Int {
        max(0, view.plans.count { plans.contains($0.id) } - Platform.mostComparedPlans)
    }
}
