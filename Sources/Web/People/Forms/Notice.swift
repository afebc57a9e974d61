import Hummingbird
import Texts

/// A short line above a page: what was done, or what did not work (提示).
struct Notice: Sendable {
    let mark: String
    /// `status` is read out when the reader pauses, `alert` at once.
    let role: String
    let text: String
    /// The ground it stands on, where that is not the plain one.
    var wash: String?

    static func done(_ text: String) -> Notice { Notice(mark: "sg-done", role: "status", text: text) }
    static func problem(_ text: String) -> Notice { Notice(mark: "sg-off", role: "alert", text: text, wash: "off") }
    static func warning(_ text: String) -> Notice { Notice(mark: "sg-risk", role: "status", text: text, wash: "risk") }
}

/// What a form has just done, as the address of the page after it says: `?done=saved`.
///
/// The list is fixed, so that nobody can put words of their own on a page by its address.
enum Done: String, CaseIterable, Sendable {
    case saved, password, factorOn, factorOff, sessionsEnded, tokenRevoked
    case granted, grantEnded, disabled, enabled, unlocked, mustChange, erased
    case workDone, workCommented, workReturned, workAssigned, workDelegated, workCopied, workWithdrawn
    case delegationSet, delegationEnded
    case reported, reportsAsked, reportsComplete
    case referenceKept, referenceSame, referenceRemoved
    case sourceClosed, repaired, repairUndone
    case scenarioKept, scenarioSame
    case organisationMade, capacityAdded, capacityEnded, partyAdded, partyEnded, departmentAdded, departmentsAdded
}

extension Exchange {
    /// What the form before this page has done.
    var doneNotice: Notice? {
        query("done").flatMap(Done.init(rawValue:)).map { .done(texts[TextKey("done.\($0.rawValue)")]) }
    }

    /// Leads on to a page that says what was done.
    func seeOther(_ path: String, _ done: Done) -> Response {
        // A place on the page stands last in an address.
        let parts = path.split(separator: "#", maxSplits: 1)
        let place = parts.count == 2 ? "#\(parts[1])" : ""
        return seeOther("\(parts[0])\(path.contains("?") ? "&" : "?")done=\(done.rawValue)\(place)")
    }
}
