import PeakPlanning
import Units
import Workflows

/// Which items of the plan somebody looks at (校对筛选).
enum ReviewFilter: String, CaseIterable, Sendable {
    case all, open, unsure, corrected, rejected, lost

    func takes(_ item: ReviewedItem) -> Bool {
        switch self {
        case .all: true
        case .open: item.isOpen
        case .unsure: item.isUnsure
        case .corrected: item.state == .corrected || item.state == .added
        case .rejected: item.state == .rejected || item.state == .withdrawn
        case .lost: item.state == .placeLost
        }
    }
}

/// Where somebody is on the page of the review, as it stands in its address.
struct ReviewQuery: Sendable {
    /// What a form on the page is for.
    enum Act: String, CaseIterable, Sendable {
        case correct, reject, withdraw, add, assign
    }

    var filter = ReviewFilter.all
    var task: String?
    var item: Int64?
    var act: Act?
    /// Words that were selected to be added.
    var quote: String?

    /// The address of the same page with another task, item or form.
    func path(task: String?, item: Int64? = nil, act: Act? = nil, quote: String? = nil) -> String {
        let parts = [
            task.map { "task=\($0.percentEncoded)" }, filter == .all ? nil : "show=\(filter.rawValue)",
            item.map { "item=\($0)" }, act.map { "act=\($0.rawValue)" }, quote.map { "quote=\($0.percentEncoded)" },
        ].compactMap(\.self)
        let query = parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
        let place = act == .add ? "#add" : item.map { "#i\($0)" } ?? ""
        return "/plan/review\(query)\(place)"
    }
}

extension Exchange {
    /// Where somebody is, by the address or the form that was sent.
    func reviewQuery(_ value: (String) -> String?) throws -> ReviewQuery {
        var query = ReviewQuery()
        if let show = value("show") {
            guard let filter = ReviewFilter(rawValue: show) else { throw WebError.badParameter("show") }
            query.filter = filter
        }
        if let act = value("act") {
            guard let known = ReviewQuery.Act(rawValue: act) else { throw WebError.badParameter("act") }
            query.act = known
        }
        if let item = value("item") {
            guard let number = Int64(item) else { throw WebError.badParameter("item") }
            query.item = number
        }
        query.task = value("task")
        query.quote = value("quote").map { String($0.prefix(2_000)) }
        return query
    }
}
