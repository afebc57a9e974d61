import Access
import Hummingbird
import Store
import Texts
import Workflows

/// Lets others act for oneself, in a browser and by no API token (委托代办).
enum DelegationController {
    static func set(_ exchange: Exchange) async throws -> Response {
        _ = try exchange.sessionToken()
        let form = try await exchange.form()
        var drafts = AccountDrafts(exchange)
        drafts.delegation.typed = form
        drafts.delegation.require("delegate", "from", "to")
        let from = drafts.delegation.day("from")
        let to = drafts.delegation.day("to")
        let person = form["delegate"].flatMap { Int64($0) }.map(Person.ID.init(rawValue:))
        do {
            guard !drafts.delegation.hasProblems, let from, let to, let person else {
                return try await AccountController.show(exchange, drafts, .unprocessableContent)
            }
            guard from <= to else { throw DelegationRefusal.badDays }
            try await exchange.site.platform.delegate(
                to: person,
                days: from...to,
                note: form["note"],
                by: exchange.actor,
                as: exchange.principal
            )
            return exchange.seeOther(AccountController.path, .delegationSet)
        } catch let refusal as DelegationRefusal {
            drafts.delegation.refuse(refusal)
            return try await AccountController.show(exchange, drafts, .unprocessableContent)
        }
    }

    static func withdraw(_ exchange: Exchange) async throws -> Response {
        _ = try exchange.sessionToken()
        do {
            try await exchange.site.platform.withdrawDelegation(
                try exchange.number("id"),
                by: exchange.actor,
                as: exchange.principal
            )
            return exchange.seeOther(AccountController.path, .delegationEnded)
        } catch DelegationRefusal.notFound {
            throw WebError.notFound
        }
    }
}

extension FormDraft {
    /// What the form of a delegation is told.
    mutating func refuse(_ refusal: DelegationRefusal) {
        problems[refusal == .unknownPerson ? "delegate" : "to"] =
            texts[
                TextKey("delegation.refusal.\(refusal.name)")
            ]
    }
}

extension Exchange {
    /// Whether the reader has work that somebody else could do.
    var mayDelegate: Bool { !principal.roles.isDisjoint(with: .workers) }
}

extension DelegationRefusal {
    /// The stable name, part of text keys.
    var name: String {
        switch self {
        case .badDays: "badDays"
        case .unknownPerson: "unknownPerson"
        case .overlaps: "overlaps"
        case .notFound: "notFound"
        }
    }
}
