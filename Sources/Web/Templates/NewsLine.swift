import Texts
import Units

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
