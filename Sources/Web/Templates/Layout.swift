import Access
import Hummingbird
import Texts
import Units
import Workflows

/// The frame around every page: rail, bar, dock (页面框架).
struct Layout: Sendable {
    /// One entry of the rail.
    struct Entry: Sendable {
        let href: String
        let text: String
        let count: String?
        /// Whether something of it is overdue.
        let isHot: Bool
        let isCurrent: Bool
        let startsGroup: Bool
    }

    /// Who is signed in, at the foot of the rail.
    struct Reader: Sendable {
        let name: String
        let roles: String
        /// Whether it is a person with an account page, and not a program.
        let hasAccount: Bool
    }

    let tag: String
    let theme: String?
    let title: String
    let documentTitle: String
    let crumbs: [Link]
    let place: String
    let entries: [Entry]
    let dock: [Entry]
    let asOf: String?
    /// What the page quotes, in the place of the last day with data.
    let version: String?
    let isSynthetic: Bool
    let actions: [Link]
    let otherLanguage: Link
    let otherTag: String
    let searchText: String
    let home: String
    let searchAddress: String
    let icon: String
    let styles: [String]
    let scripts: [String]
    let modules: [String]
    let reader: Reader?
    /// What every form of the page carries.
    let formToken: String
}

/// The sections of the rail.
enum Section: String, CaseIterable, Sendable {
    case overview, inbox, plan, reports, buildings, metering, carbon, scenarios, jobs, admin

    /// Whether a phone's dock has room for it.
    var isInDock: Bool { ![.reports, .metering, .carbon, .scenarios, .jobs, .admin].contains(self) }
    var path: String { self == .overview ? "/" : "/\(rawValue)" }
    var key: TextKey { TextKey("nav.\(rawValue)") }

    /// How many things are in it, where that can be said.
    func count(in state: DataState?) -> Int? {
        switch self {
        case .plan: state?.planTargetCount
        case .buildings: state?.buildingCount
        case .metering: state?.meterCount
        case .overview, .inbox, .reports, .carbon, .scenarios, .jobs, .admin: nil
        }
    }

    /// Whether somebody may see its page; what is shown nowhere is open to nobody.
    func isOpen(to principal: Principal) -> Bool { Self.roles[path].map { principal.scope(for: $0) != nil } ?? false }

    /// Where somebody lands who asks for nothing in particular.
    static func home(of principal: Principal) -> String {
        allCases.first { $0.isOpen(to: principal) }?.path ?? "/account"
    }

    private static let roles = Dictionary(Routes.all.filter { $0.method == .get }.map { ($0.path, $0.roles) }) { $1 }
}

/// What a page tells its frame.
struct PageHead: Sendable {
    let section: Section?
    let title: String
    var crumbs: [Link] = []
    var actions: [Link] = []
    var searchText = ""
    var hasCharts = false
    var modules: [String] = []
    /// The version of what the page quotes.
    var version: String?
    /// Where to read the page, where that is not the address of the request: it answers a form.
    var address: String?
}

/// What a template gets: the frame and the page's own model.
struct PageModel<Content: Sendable>: Sendable {
    let layout: Layout
    let page: Content
}

extension Layout {
    init(_ head: PageHead, state: DataState?, exchange: Exchange) {
        let display = exchange.display
        let texts = exchange.texts
        let site = exchange.site
        tag = exchange.language.tag
        theme = exchange.context.isWall ? "wall" : nil
        title = head.title
        documentTitle = "\(head.title) · \(texts["site.name"])"
        crumbs = head.crumbs
        place = state?.city.map(display.name) ?? texts["site.noCity"]
        let open = exchange.context.wait == nil ? Section.allCases.filter { $0.isOpen(to: exchange.principal) } : []
        let administration = open.first { $0 == .jobs || $0 == .admin }
        func entry(_ section: Section) -> Entry {
            Entry(
                href: section.path,
                text: texts[section.key],
                count: (section == .inbox ? exchange.owed?.open : section.count(in: state))
                    .flatMap { $0 > 0 ? display.numbers.integer($0) : nil },
                isHot: section == .inbox && (exchange.owed?.overdue ?? 0) > 0,
                isCurrent: section == head.section,
                startsGroup: section == administration
            )
        }
        entries = open.map(entry)
        dock = open.filter(\.isInDock).map(entry)
        reader = exchange.principal.isSignedIn ? Reader(exchange.principal, texts: texts) : nil
        formToken = exchange.context.formToken
        version = head.version
        asOf = head.version == nil ? state?.lastDay.map { "\($0)" } : nil
        isSynthetic = state?.isSynthetic ?? false
        actions = head.actions
        let other: Language = exchange.language == .zhHans ? .en : .zhHans
        otherTag = other.tag
        let otherAddress = Self.address(of: exchange, at: head.address, in: other)
        otherLanguage = Link(href: otherAddress, text: texts["language.other"])
        searchText = head.searchText
        home = display.link(Section.home(of: exchange.principal))
        searchAddress = Section.buildings.path
        icon = site.files.address(of: "/static/icon.svg")
        styles = Site.styles.map { site.files.address(of: $0) }
        scripts = head.hasCharts && site.hasCharts ? [site.files.address(of: Site.chartLibrary)] : []
        modules = (["frame"] + (head.hasCharts && site.hasCharts ? ["charts"] : []) + head.modules)
            .map { site.files.address(of: "/static/js/\($0).js") }
    }

    /// The same page in another language, its other parameters kept.
    private static func address(of exchange: Exchange, at own: String?, in language: Language) -> String {
        let query = own == nil ? exchange.request.uri.query ?? "" : ""
        // What a form has just done is said once.
        let passing = ["lang=", "done="]
        var items = query.split(separator: "&").filter { item in !passing.contains { item.hasPrefix($0) } }
        items.append(language == .en ? "lang=en" : "lang=zh")
        // One leading slash only: two would name another host.
        let path = "/" + (own ?? exchange.request.uri.path).drop { $0 == "/" }
        return "\(path)?\(items.joined(separator: "&"))"
    }
}

extension Layout.Reader {
    init(_ principal: Principal, texts: Localizer) {
        name = principal.name
        hasAccount = principal.person != nil
        let names = Role.allCases.filter { Set(principal.grants.map(\.role)).contains($0) }
            .map { texts[TextKey("role.\($0.rawValue)")] }
        switch names.count {
        case 0: roles = texts["layout.noRole"]
        case 1: roles = names[0]
        default: roles = texts["layout.roles.more", names[0], "\(names.count)"]
        }
    }
}

extension Exchange {
    var display: Display {
        Display(texts: texts, isWall: context.isWall, regions: site.regionNames[language] ?? [:])
    }

    /// A page inside the frame.
    func page(_ template: String, _ head: PageHead, state: DataState?, _ content: some Sendable) throws -> Response {
        try page(template, PageModel(layout: Layout(head, state: state, exchange: self), page: content))
    }
}
