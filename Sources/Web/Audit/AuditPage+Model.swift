import Access
import Texts
import Units
import Workflows

/// What the page of the audit log shows (审计日志页).
struct AuditPageModel: Sendable {
    let rows: [AuditRowModel]
    let people: [Choice]
    let actors: [Choice]
    let outcomes: [Choice]
    let from: String
    let to: String
    let action: String
    /// The actions that can be filtered by, with their words.
    let actions: [Choice]
    let object: String
    let isFiltered: Bool
    let first: String?
    let next: String?
    let csv: String
    let lines: String
    let data: String
    let plate: AuditPlate
}

/// One entry in the table.
struct AuditRowModel: Sendable {
    /// One field before and after, in words.
    struct Change: Sendable {
        /// The field as the log and its exports call it.
        let code: String
        let field: String
        let before: String?
        let after: String?
        /// The values as they are stored, where the words differ.
        let stored: String?
    }

    let sequence: String
    let time: String
    let who: String
    let whoHref: String?
    /// By way of what, and from where; `nil` where the platform did it by itself.
    let via: String?
    let words: String
    let action: String
    let object: String?
    /// The object as the filter takes it.
    let objectCode: String?
    let objectHref: String?
    let outcome: String
    let status: String
    let changes: [Change]
    let hash: String
}

/// How far the chain is known to be whole.
struct AuditPlate: Sendable {
    /// One fact about the chain.
    struct Line: Sendable {
        let name: String
        let text: String
        let note: String?
    }

    let mark: String
    let answer: String
    let problems: [String]
    let restorations: [String]
    let lines: [Line]
}

extension AuditPageModel {
    init(
        _ page: AuditPage,
        filter: AuditFilter,
        query: String,
        isFirst: Bool,
        state: AuditState,
        result: AuditVerification?,
        people: [PersonName],
        names: AuditNames,
        display: Display
    ) {
        let texts = display.texts
        func link(_ path: String, _ query: String) -> String { query.isEmpty ? path : "\(path)?\(query)" }
        let words = AuditWords(names: names, display: display)
        rows = page.lines.map { AuditRowModel($0, words) }
        actions = display.auditActions
        self.people = people.map {
            Choice(value: "\($0.id.rawValue)", text: $0.name ?? "", isCurrent: $0.id.rawValue == filter.person)
        }
        actors = Actor.Kind.allCases.map {
            Choice(
                value: $0.rawValue,
                text: texts[TextKey("audit.actor.\($0.rawValue)")],
                isCurrent: $0.rawValue == filter.actor
            )
        }
        outcomes = AuditEvent.Outcome.allCases.map {
            Choice(
                value: $0.rawValue,
                text: texts[TextKey("audit.outcome.\($0.rawValue)")],
                isCurrent: $0.rawValue == filter.outcome
            )
        }
        from = filter.from.map { "\(CivilDay(number: $0))" } ?? ""
        to = filter.to.map { "\(CivilDay(number: $0))" } ?? ""
        action = filter.action ?? ""
        object = [filter.objectKind, filter.objectID].compactMap(\.self).joined(separator: ":")
        isFiltered = !filter.isEmpty
        first = isFirst ? nil : display.link(link("/audit", query))
        next = page.next.map { next in
            display.link("/audit?" + (query.isEmpty ? "" : "\(query)&") + "cursor=\(next.percentEncoded)")
        }
        csv = link("/audit/export.csv", query)
        lines = link("/audit/export.jsonl", query)
        data = link("/api/v1/audit", query)
        plate = AuditPlate(state, result: result, people: people, display)
    }
}

extension AuditRowModel {
    init(_ line: AuditLine, _ words: AuditWords) {
        let display = words.display
        let texts = display.texts
        sequence = "\(line.sequence)"
        time = "\(line.at)"
        let actor = texts[TextKey("audit.actor.\(line.actor.rawValue)")]
        who = line.person.map { line.name ?? texts["audit.erased", "\($0.rawValue)"] } ?? actor
        whoHref = line.person.map { display.link("/audit?person=\($0.rawValue)") }
        let address = line.address.map { PersonalSeal.isSealed($0) ? texts["audit.erased.value"] : $0 }
        let parts = [line.person.map { _ in actor }, address].compactMap(\.self)
        via = parts.isEmpty ? nil : parts.joined(separator: " · ")
        self.words = display.words(ofAction: line.action)
        action = line.action
        object = line.objectKind.map { words.object($0, line.objectID) }
        objectCode = line.objectKind.map { kind in [kind, line.objectID].compactMap(\.self).joined(separator: ":") }
        objectHref = line.objectKind.flatMap { AuditObject.path($0, line.objectID) }.map(display.link)
        outcome = texts[TextKey("audit.outcome.\(line.outcome.rawValue)")]
        status =
            switch line.outcome {
            case .done: "st-done"
            case .refused: "st-risk"
            case .failed: "st-off"
            }
        changes = line.changes.map { change in
            func shown(_ value: String?) -> String? {
                guard let value else { return nil }
                if PersonalSeal.isSealed(value) { return texts["audit.erased.value"] }
                return words.value(String(value.prefix(300)), of: change.field, objectKind: line.objectKind)
            }
            let (before, after) = (shown(change.before), shown(change.after))
            let isReworded = [change.before, change.after] != [before, after] && change.owner == nil
            return Change(
                code: change.field,
                field: words.field(change.field),
                before: before,
                after: after,
                stored: isReworded ? [change.before, change.after].compactMap(\.self).joined(separator: " → ") : nil
            )
        }
        hash = String(line.hash.prefix(12))
    }
}

/// Where the thing of an entry is shown.
enum AuditObject {
    private static let folders = [
        "person": "people", "job": "jobs", "decision": "decisions", "published_figure": "published",
        "organisation": "organisations", "building": "buildings", "meter": "metering", "workitem": "inbox",
    ]

    static func path(_ kind: String, _ id: String?) -> String? {
        guard let folder = folders[kind], let id, Int64(id) != nil else { return nil }
        return "/\(folder)/\(id)"
    }
}

extension Display {
    /// A person's name, or that it was erased.
    func name(_ person: PersonName?) -> String {
        guard let person else { return NumberStyle.none }
        return person.name ?? texts["audit.erased", "\(person.id.rawValue)"]
    }
}

extension AuditPlate {
    init(_ state: AuditState, result: AuditVerification?, people: [PersonName], _ display: Display) {
        let texts = display.texts
        let verified = state.verified
        func value(_ line: AuditLine?, _ field: String) -> String? {
            line?.changes.first { $0.field == field }?.after
        }
        let count = display.numbers.integer(value(verified, "entries").flatMap { Int($0) } ?? 0)
        let isWhole = verified?.outcome == .done
        let isComplete = value(verified, "complete") != "no"
        if verified == nil {
            mark = "sg-none"
            answer = texts["audit.plate.never"]
        } else if !isWhole {
            mark = "sg-off"
            answer = texts["audit.plate.broken", value(verified, "problems") ?? ""]
        } else {
            mark = isComplete ? "sg-done" : "sg-risk"
            answer = texts[isComplete ? "audit.plate.whole" : "audit.plate.partial", count]
        }
        problems = (result?.problems.prefix(20) ?? []).map { problem in
            let numbers =
                problem.first == problem.last ? "\(problem.first)" : "\(problem.first)…\(problem.last)"
            let time = problem.at.map { "\(Instant(seconds: $0))" } ?? NumberStyle.none
            let detail = problem.source ?? problem.action.map(display.words(ofAction:)) ?? NumberStyle.none
            return texts.text(TextKey("audit.problem.\(problem.kind.rawValue)"), [numbers, time, detail])
        }
        // Told whether or not a check was asked for: only a check knows the anchors.
        restorations = (result?.restorations ?? state.restorations).suffix(20).map { restoration in
            let person = restoration.person.flatMap { id in people.first { $0.id.rawValue == id }?.name }
            return texts.text(
                TextKey("audit.restoration.\(restoration.word)"),
                [
                    restoration.numbers, "\(Instant(seconds: restoration.at))",
                    person ?? texts[TextKey("audit.actor.\(restoration.actor)")], restoration.backup,
                    "\(restoration.sequence)", "\(restoration.anchors)",
                ]
            )
        }
        func line(_ key: TextKey, _ text: String?, _ note: String?) -> Line {
            Line(name: texts[key], text: text ?? texts["audit.plate.none"], note: note)
        }
        lines = [
            line(
                "audit.plate.verified",
                verified.map { display.dates.minute($0.at) },
                verified.map { $0.name ?? texts[TextKey("audit.actor.\($0.actor.rawValue)")] }
            ),
            line(
                "audit.plate.anchors",
                value(verified, "anchors").map { $0 == "0" ? texts["audit.plate.anchors.zero"] : $0 },
                nil
            ),
            line(
                "audit.plate.head",
                state.head.map { "\($0.sequence)" },
                state.head.map { String($0.hash.prefix(16)) }
            ),
            line(
                "audit.plate.anchor",
                state.anchored.map { display.dates.minute($0.at) },
                value(state.anchored, "sequence").map { texts["audit.plate.anchor.at", $0] }
            ),
        ]
    }
}
