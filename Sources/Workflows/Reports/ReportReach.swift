import Access
import Store
import Units

/// Which values somebody may see and enter (填报范围).
///
/// District officers have those of their places, department officers those of the targets that their department leads
/// or reports for, the city all; auditors read.
struct ReportReach: Sendable {
    enum Right: Int, Comparable, Sendable {
        case none, read, write

        static func < (left: Right, right: Right) -> Bool { left.rawValue < right.rawValue }
    }

    private let grants: [RoleGrant]
    private let departments: [Department.ID: Department]

    init(_ reader: Principal, departments: [Department], on day: CivilDay) {
        grants = reader.grants.filter { $0.isValid(on: day) }
        self.departments = Dictionary(departments.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What the reader may do with a quantity of a place.
    func right(to need: ReportNeed, in place: Jurisdiction) -> Right {
        grants.map { right(of: $0, to: need, in: place) }.max() ?? .none
    }

    private func right(of grant: RoleGrant, to need: ReportNeed, in place: Jurisdiction) -> Right {
        switch grant.role {
        case .cityOfficer: return .write
        case .auditor: return .read
        case .districtOfficer: return grant.scope.jurisdictions?.contains(place.id) ?? true ? .write : .none
        case .departmentOfficer:
            guard let department = grant.department.flatMap({ departments[$0] }),
                need.concerns(department: department.name)
            else { return .none }
            return [place.id, place.parent].contains(department.jurisdiction) ? .write : .none
        default: return .none
        }
    }

    /// The department of an officer, where the reader is one: who reports then.
    var department: String? { grants.compactMap { $0.department.flatMap { departments[$0]?.name } }.first }
}

extension Platform {
    /// How far somebody's reports reach today.
    func reportReach(of reader: Principal) async throws -> ReportReach {
        let departments = try await cached("departments", .all) { try await store.departments() }
        return ReportReach(reader, departments: departments, on: CivilDay(containing: now()))
    }
}
