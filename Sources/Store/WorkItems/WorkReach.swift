package import Access
package import Units

/// Which work items a person sees and owes (待办范围), as conditions on `work_item i`.
///
/// Everything here is a number or a stable code, never a text that somebody typed.
package struct WorkReach: Hashable, Sendable {
    let person: Int64
    let grants: [RoleGrant]
    let day: CivilDay

    /// The reach of somebody on a day; whoever has no account reaches nothing but what the roles show.
    package init(_ principal: Principal, on day: CivilDay) {
        person = principal.person?.rawValue ?? 0
        grants = principal.grants.filter { $0.isValid(on: day) }
        self.day = day
    }

    /// Those who let this person act for them today.
    var delegators: String {
        "SELECT d.person_id FROM delegation d WHERE d.delegate_id = \(person) AND \(Self.holds("d", on: day))"
    }

    /// The item names the person, or somebody the person acts for, or it waits for a role that either holds.
    ///
    /// What somebody asks of a role does not come back to the same person.
    var mine: String {
        let delegated =
            "EXISTS (SELECT 1 FROM role_grant g WHERE \(Self.isHolder(on: day)) AND g.person_id IN (\(delegators)))"
        // Columns may be NULL, and the condition is negated too: it must be true or false.
        return """
            ifnull(i.person_id = \(person) OR i.person_id IN (\(delegators))
            OR (\(Self.isUnassigned) AND i.asked_by IS NOT \(person)
                AND (\(ownRoles) OR (NOT \(Self.isAdministrative) AND \(delegated)))), 0)
            """
    }

    /// Those whom the person may act for on one item: nobody where it is the person's own.
    var representedBearers: String {
        """
        SELECT i.person_id AS bearer FROM work_item i WHERE i.id = ?1 AND i.person_id IN (\(delegators))
        UNION SELECT g.person_id FROM work_item i, role_grant g WHERE i.id = ?1 AND \(Self.isUnassigned)
        AND NOT \(ownRoles) AND \(Self.isHolder(on: day)) AND g.person_id IN (\(delegators))
        """
    }

    /// The person is told of the item, or waits for it.
    var followed: String {
        "(i.asked_by IS \(person) OR i.id IN (SELECT work_item_id FROM work_item_copy WHERE person_id = \(person)))"
    }

    /// The person, or a delegate of theirs, had to do with the item, or it waited for their role until somebody settled it.
    var handled: String {
        """
        (i.id IN (SELECT work_item_id FROM work_item_record WHERE person_id = \(person) OR for_person_id = \(person))
        OR (i.state <> 'open' AND i.person_id = \(person)) OR \(settledForRole))
        """
    }

    /// It was done while it waited for a role of the person's: whoever of them did it, all of them find it again.
    private var settledForRole: String {
        """
        ifnull(i.state = 'done' AND i.asked_by IS NOT \(person) AND \(ownRoles)
            AND (SELECT r.to_person_id FROM work_item_record r WHERE r.work_item_id = i.id
                AND r.action IN ('opened', 'assigned', 'delegated', 'returned') ORDER BY r.rowid DESC LIMIT 1) IS NULL, 0)
        """
    }

    /// Whatever concerns the person.
    var concerned: String { "(\(mine) OR \(followed) OR \(handled))" }

    /// Whatever the person may open: auditors read everything.
    var visible: String { grants.contains { $0.role == .auditor } ? "1" : concerned }

    /// The person changed it last, which is no news to them.
    var isOwnChange: String {
        """
        ifnull((SELECT r.person_id FROM work_item_record r WHERE r.work_item_id = i.id ORDER BY r.rowid DESC LIMIT 1), 0)
        = \(person)
        """
    }

    /// The item lies with nobody by name; one who has left counts as nobody.
    private static let isUnassigned =
        "(i.person_id IS NULL OR i.person_id IN (SELECT id FROM person WHERE state IN ('disabled', 'erased')))"

    /// Administrators' items are never delegated along with a person's others: administration stays split.
    static let isAdministrative =
        "ifnull(i.role IN (\(Role.administrations.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", "))), 0)"

    private var ownRoles: String {
        let fitting = grants.map { grant in
            let isRole = "ifnull(i.role, 'city_officer') = '\(grant.role.rawValue)'"
            return switch grant.role.bound {
            case .nothing: grant.role == .cityOfficer ? "(\(isRole) OR \(standsIn))" : isRole
            case .jurisdiction: "(\(isRole)\(places(of: grant.scope)))"
            case .department: "(\(isRole) AND i.department_id = \(grant.department?.rawValue ?? 0))"
            case .organisation: "(\(isRole) AND i.organisation_id = \(grant.organisation?.rawValue ?? 0))"
            case .building: "(\(isRole) AND i.object_kind = 'building' AND i.object_id = \(grant.building ?? 0))"
            }
        }
        return fitting.isEmpty ? "0" : "(\(fitting.joined(separator: " OR ")))"
    }

    /// The city stands in where nobody holds the role asked for, so that nothing lies with nobody.
    private var standsIn: String {
        "(NOT \(Self.isAdministrative) AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE \(Self.isHolder(on: day))))"
    }

    private func places(of scope: Scope) -> String {
        guard let places = scope.jurisdictions else { return "" }
        return " AND i.jurisdiction_id IN (\(places.map { "\($0.rawValue)" }.sorted().joined(separator: ", ")))"
    }

    /// The grant `g` makes its person one of those whom the item `i` waits for.
    static func isHolder(on day: CivilDay) -> String {
        """
        g.role = ifnull(i.role, 'city_officer') AND \(holds("g", on: day))
        AND g.person_id IN (SELECT id FROM person WHERE state IN ('invited', 'active'))
        AND CASE g.role
            WHEN 'district_officer' THEN g.jurisdiction_id IN (
                WITH RECURSIVE above (id) AS (
                    SELECT i.jurisdiction_id UNION SELECT j.parent_id FROM jurisdiction j JOIN above ON j.id = above.id)
                SELECT id FROM above)
            WHEN 'department_officer' THEN g.department_id = i.department_id
            WHEN 'organisation' THEN g.organisation_id = i.organisation_id
            WHEN 'owner' THEN i.object_kind = 'building' AND g.building_id = i.object_id
            ELSE 1 END
        """
    }

    /// A dated row holds on a day; a delegation that was withdrawn never does.
    static func holds(_ row: String, on day: CivilDay) -> String {
        """
        (\(row).valid_from IS NULL OR \(row).valid_from <= \(day.number))
        AND (\(row).valid_to IS NULL OR \(day.number) < \(row).valid_to)
        """ + (row == "d" ? " AND d.withdrawn_at IS NULL" : "")
    }
}
