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
        let isCurrent: Bool
        let startsGroup: Bool
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
}

/// The sections of the rail.
enum Section: String, CaseIterable, Sendable {
    case overview, plan, buildings, metering, carbon, jobs

    /// Whether a phone's dock has room for it.
    var isInDock: Bool { self != .carbon && self != .jobs }
    var path: String { self == .overview ? "/" : "/\(rawValue)" }
    var key: TextKey { TextKey("nav.\(rawValue)") }

    /// How many things are in it, where that can be said.
    func count(in state: DataState?) -> Int? {
        switch self {
        case .plan: state?.planTargetCount
        case .buildings: state?.buildingCount
        case .metering: state?.meterCount
        case .overview, .carbon, .jobs: nil
        }
    }
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
        func entry(_ section: Section) -> Entry {
            Entry(
                href: section.path,
                text: texts[section.key],
                count: section.count(in: state).flatMap { $0 > 0 ? display.numbers.integer($0) : nil },
                isCurrent: section == head.section,
                startsGroup: section == .jobs
            )
        }
        entries = Section.allCases.map(entry)
        dock = Section.allCases.filter(\.isInDock).map(entry)
        version = head.version
        asOf = head.version == nil ? state?.lastDay.map { "\($0)" } : nil
        isSynthetic = state?.isSynthetic ?? false
        actions = head.actions
        let other: Language = exchange.language == .zhHans ? .en : .zhHans
        otherTag = other.tag
        otherLanguage = Link(href: Self.address(of: exchange, in: other), text: texts["language.other"])
        searchText = head.searchText
        home = display.link("/")
        searchAddress = Section.buildings.path
        icon = site.files.address(of: "/static/icon.svg")
        styles = Site.styles.map { site.files.address(of: $0) }
        scripts = head.hasCharts && site.hasCharts ? [site.files.address(of: Site.chartLibrary)] : []
        modules = (["frame"] + (head.hasCharts && site.hasCharts ? ["charts"] : []) + head.modules)
            .map { site.files.address(of: "/static/js/\($0).js") }
    }

    /// The same page in another language, its other parameters kept.
    private static func address(of exchange: Exchange, in language: Language) -> String {
        var items = (exchange.request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("lang=") }
        items.append(language == .en ? "lang=en" : "lang=zh")
        // One leading slash only: two would name another host.
        let path = "/" + exchange.request.uri.path.drop { $0 == "/" }
        return "\(path)?\(items.joined(separator: "&"))"
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
