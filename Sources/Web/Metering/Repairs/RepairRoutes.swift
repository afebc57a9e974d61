import Access
import Metering

/// Repairs of readings (读数修复), as part of ``Routes``.
enum RepairRoutes {
    static let all: [Route] = [
        .page(
            "meterRepair",
            "/metering/{id}/repair",
            .ofSubject,
            [
                id, .query("act", .choice(RepairController.actions.map(\.rawValue))),
                .query("undo", .integer(1...Int.max)), .query("from"), .query("to"),
            ],
            roles: .repairers,
            RepairController.page
        ),
        .form("meterRepairAdd", "/metering/{id}/repairs", .ofSubject, [id], roles: .repairers, RepairController.add),
        .form(
            "meterRepairUndo",
            "/metering/{id}/repairs/undo",
            .ofSubject,
            [id],
            roles: .repairers,
            RepairController.undo
        ),
        .json(
            "api.meterRepairs",
            "/meters/{id}/repairs",
            MeterRepairsResponse.self,
            .ofSubject,
            [id],
            roles: .readers,
            RepairController.data
        ),
    ]

    private static let id = RouteParameter.path("id", .integer(1...Int.max))
}

extension Set<Role> {
    /// Those who may decide about readings that are wrong or missing, within their place.
    static var repairers: Set<Role> { operators.union([.districtOfficer]) }
}
