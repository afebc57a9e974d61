import Access
import Store
import Texts
import Units
import Workflows

/// When something is due, seen from today (期限).
enum DueGroup: String, CaseIterable, Sendable {
    case overdue, today, week, later, none

    init(_ due: CivilDay?, today: CivilDay) {
        guard let due else {
            self = .none
            return
        }
        self =
            switch due.number - today.number {
            case ..<0: .overdue
            case 0: .today
            case 1...7: .week
            default: .later
            }
    }

    var status: String {
        switch self {
        case .overdue: "st-off"
        case .today: "st-risk"
        case .week, .later: "st-on"
        case .none: "st-none"
        }
    }
}

extension Display {
    /// A last day in the words of today, such as “21 days overdue”.
    func due(_ day: CivilDay?, today: CivilDay) -> String {
        guard let day else { return texts["inbox.due.none"] }
        let days = day.number - today.number
        switch days {
        case ..<0: return texts["inbox.due.overdue", numbers.integer(-days)]
        case 0: return texts["inbox.due.today"]
        case 1: return texts["inbox.due.tomorrow"]
        default: return shortDay(day, today: today)
        }
    }

    /// A day as `11-25 周三`; with its year where that is another than today's.
    func shortDay(_ day: CivilDay, today: CivilDay) -> String {
        let written = "\(day)"
        let shown = day.year == today.year ? String(written.dropFirst(5)) : written
        return "\(shown) \(texts[TextKey("weekday.\(day.weekday)")])"
    }

    /// A moment of the near past as `11-20 09:12`.
    func moment(_ instant: Instant) -> String { String(dates.minute(instant).dropFirst(5)) }

    /// The title of a work item.
    func title(_ item: WorkItem) -> String { texts.text(TextKey("workitem.\(item.kind).title"), item.evidence) }

    /// The kind of a work item in a word.
    func tag(_ item: WorkItem) -> String {
        let key = TextKey("workitem.\(item.kind).tag")
        return texts.contains(key) ? texts[key] : texts["workitem.tag"]
    }

    /// With whom an item lies.
    func holder(_ item: WorkItem) -> String {
        item.personName ?? texts[TextKey("role.\((item.role ?? .cityOfficer).rawValue)")]
    }

    /// What an item is about, in a word and its number.
    func object(_ item: WorkItem) -> String {
        let key = TextKey("workitem.object.\(item.objectKind)")
        return texts.contains(key) ? texts[key, "\(item.objectID)"] : texts["workitem.object"]
    }
}
