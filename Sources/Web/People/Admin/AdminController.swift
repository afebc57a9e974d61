import Access
import Hummingbird
import Texts
import Workflows

/// The index of administration (管理): what the reader's roles open there.
enum AdminController {
    private static let pages = [
        ("people", "/people"), ("organisations", "/organisations"), ("departments", "/departments"),
        ("sources", "/sources"), ("jobs", "/jobs"), ("audit", "/audit"), ("decisions", "/decisions"),
        ("backup", "/backup"),
    ]

    static func page(_ exchange: Exchange) async throws -> Response {
        let texts = exchange.texts
        var entries: [AdminPage.Entry] = []
        for (name, path) in pages where Routes.admits(exchange.principal, to: path) {
            entries.append(
                AdminPage.Entry(
                    href: exchange.display.link(path),
                    text: texts[TextKey("admin.\(name)")],
                    note: texts[TextKey("admin.\(name).note")],
                    state: try await state(of: name, exchange)
                )
            )
        }
        let people = entries.contains { $0.href.hasPrefix("/people") }
        let separation = people ? try await exchange.site.platform.separation() : []
        let model = AdminPage(entries: entries, separation: SeparationPlate(separation, exchange.display))
        return try await exchange.freshPage("admin", PageHead(section: .admin, title: texts["admin.title"]), model)
    }

    /// One line on how things stand; `nil` where it would not be cheap to say.
    private static func state(of name: String, _ exchange: Exchange) async throws -> String? {
        let platform = exchange.site.platform
        let texts = exchange.texts
        func count(_ key: TextKey, _ number: Int) -> String { texts[key, texts.numbers.integer(number)] }
        switch name {
        case "people": return count("people.count", try await platform.people(PeopleQuery(limit: 1)).total)
        case "organisations":
            let total = try await platform.organisations(text: nil, after: nil, limit: 1, scope: exchange.scope).total
            return count("organisations.count", total)
        case "departments": return count("departments.count", try await platform.departments().count)
        case "jobs":
            let running = try await platform.jobs(after: nil, limit: 20).rows.count(where: \.isActive)
            return running == 0 ? nil : count("admin.jobs.running", running)
        default: return nil
        }
    }
}

/// What the index of administration shows (管理页).
struct AdminPage: Sendable {
    /// A page of it.
    struct Entry: Sendable {
        let href: String
        let text: String
        let note: String
        let state: String?
    }

    let entries: [Entry]
    let separation: SeparationPlate?
}
