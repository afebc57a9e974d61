import Access
import Store
import Texts
import Units

/// Somebody acts for somebody over some days (委托代办).
struct DelegationLine: Sendable {
    let text: String
    let days: String
    /// Where it is ended; `nil` where it is not the reader's own.
    let withdraw: String?

    init(_ delegation: Delegation, of reader: Principal, today: CivilDay, _ display: Display) {
        let texts = display.texts
        let isOwn = delegation.person == reader.person
        text =
            isOwn
            ? texts["delegation.own", delegation.delegateName] : texts["delegation.other", delegation.personName]
        days =
            texts[
                "delegation.days",
                display.shortDay(delegation.days.lowerBound, today: today),
                display.shortDay(delegation.days.upperBound, today: today)
            ]
        withdraw = isOwn ? "/account/delegations/\(delegation.id)/withdraw" : nil
    }
}

/// Who acts for whom, with the form for one's own (委托代办).
struct DelegationPlate: Sendable {
    let lines: [DelegationLine]
    /// Whether there is anybody to choose.
    let hasColleagues: Bool
    let problem: FormProblem?
    let delegate: ChoiceField
    let from: Field
    let to: Field
    /// Whether the form is folded out.
    let isOpen: Bool

    init(_ lines: [DelegationLine], colleagues: [(id: Person.ID, name: String)], today: CivilDay, _ draft: FormDraft) {
        self.lines = lines
        hasColleagues = !colleagues.isEmpty
        problem = draft.problem
        delegate = draft.choice(
            "delegate",
            "delegation.delegate",
            colleagues.map { (value: "\($0.id.rawValue)", text: $0.name) },
            none: "inbox.person.choose"
        )
        from = draft.field("from", "delegation.from", stored: "\(today)", type: "date", isRequired: true)
        to = draft.field("to", "delegation.to", type: "date", isRequired: true)
        isOpen = draft.hasProblems
    }
}
