import Access
import HTTPTypes

/// Backups, as part of ``Routes``.
enum BackupRoutes {
    static let all: [Route] = [
        .page("backup", "/backup", .none, [], roles: .backupReaders, BackupController.page),
        .form("backupNow", "/backup", roles: .backupKeepers, BackupController.make),
        .other(
            "api.backups",
            "/api/v1/backups",
            roles: .backupReaders,
            answer: .json(Schema(of: BackupsResponse.self)),
            BackupController.state
        ),
    ]
}

extension Set<Role> {
    /// Those who make backups.
    static var backupKeepers: Set<Role> { [.systemAdministrator] }

    /// Those who may see how safe the data is.
    static var backupReaders: Set<Role> { backupKeepers.union([.auditor]) }
}
