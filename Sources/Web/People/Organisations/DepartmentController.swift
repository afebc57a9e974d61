import Access
import HTTPTypes
import Hummingbird
import Texts
import Units
import Workflows

/// Departments (部门): those that tasks and officers belong to.
enum DepartmentController {
    static let path = "/departments"

    static func list(_ exchange: Exchange) async throws -> Response {
        try await show(exchange, FormDraft(texts: exchange.texts), exchange.doneNotice)
    }

    static func add(_ exchange: Exchange) async throws -> Response {
        let form = try await exchange.form()
        var draft = FormDraft(texts: exchange.texts, typed: form)
        draft.require("name", "place")
        guard !draft.hasProblems, let place = form.id("place") else {
            return try await show(exchange, draft, nil, .unprocessableContent)
        }
        do {
            _ = try await exchange.site.platform.addDepartment(
                name: form["name"] ?? "",
                englishName: form["english_name"],
                jurisdiction: Jurisdiction.ID(rawValue: place),
                actor: exchange.actor
            )
            return exchange.seeOther(path, .departmentAdded)
        } catch let refusal as PeopleRefusal {
            draft.refuse(refusal)
            return try await show(exchange, draft, nil, refusal.status)
        }
    }

    /// Adds those that the plan names.
    static func addFromPlan(_ exchange: Exchange) async throws -> Response {
        _ = try await exchange.site.platform.addPlanDepartments(actor: exchange.actor)
        return exchange.seeOther(path, .departmentsAdded)
    }

    private static func show(
        _ exchange: Exchange,
        _ draft: FormDraft,
        _ notice: Notice?,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let texts = exchange.texts
        let display = exchange.display
        let departments = try await platform.departments()
        let places = try await platform.jurisdictions(scope: .all)
        let names = Dictionary(places.map { ($0.id, display.name($0)) }) { first, _ in first }
        let model = DepartmentsPage(
            notice: notice,
            title: texts["departments.count", display.numbers.integer(departments.count)],
            rows: departments.map {
                DepartmentsPage.Row(
                    name: $0.name,
                    englishName: $0.englishName,
                    place: names[$0.jurisdiction] ?? "—"
                )
            },
            form: exchange.may(.accounts) && !places.isEmpty
                ? DepartmentsPage.Form(
                    problem: draft.problem,
                    name: draft.field("name", "department.name", isRequired: true),
                    englishName: draft.field("english_name", "department.english", hint: "department.english.hint"),
                    place: draft.choice(
                        "place",
                        "department.place",
                        places.map { ("\($0.id.rawValue)", display.name($0)) },
                        stored: places.first.map { "\($0.id.rawValue)" } ?? ""
                    )
                ) : nil
        )
        let head = PageHead(section: .admin, title: texts["departments.title"], crumbs: exchange.adminCrumbs())
        return try await exchange.freshPage("departments", head, model, status: status, at: path)
    }
}

/// What the list of departments shows (部门列表).
struct DepartmentsPage: Sendable {
    /// One department.
    struct Row: Sendable {
        let name: String
        let englishName: String?
        let place: String
    }

    /// A department to be added.
    struct Form: Sendable {
        let problem: FormProblem?
        let name: Field
        let englishName: Field
        let place: ChoiceField
    }

    let notice: Notice?
    let title: String
    let rows: [Row]
    let form: Form?
}
