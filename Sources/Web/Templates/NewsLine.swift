import Texts
import Units
import Workflows

/// A line that says how much of a list has changed since the reader's last look (上次查看后有变化).
struct NewsLine: Sendable {
    let text: String
    let href: String

    /// `nil` where nothing has changed, or the reader looks for the first time.
    init?(_ count: Int, since look: Instant?, href: String, _ display: Display) {
        guard count > 0, let look else { return nil }
        text = display.texts["look.since", display.moment(look), display.numbers.integer(count)]
        self.href = href
    }
}

/// What others have changed in a list, as its page shows it (列表变化): the line, and a tag beside each.
struct ListNewsPart: Sendable {
    let line: NewsLine?
    private let marked: Set<Int64>

    /// `total` is the length of the whole list: where all of it is new, the line says so and no row is marked.
    init(_ news: ListNews, count: Int, of total: Int, href: String, _ display: Display) {
        line = NewsLine(count, since: news.look, href: display.link(href), display)
        marked = count < total ? news.changed : []
    }

    func isNew(_ id: Int64) -> Bool { marked.contains(id) }
}

extension Exchange {
    /// Whether only what has changed is asked for.
    var asksChanged: Bool { query("changed") != nil }

    /// What of a list is asked for: all, or what others have changed.
    func wanted(of news: ListNews) -> Set<Int64>? { asksChanged ? news.changed : nil }
}
