public import Access
import Documents
import Foundation
import Store
import Units

extension Platform {
    /// The longest name of a reporter, document or reason. [characters]
    static let reportLimits: [ReportRefusal.Field: Int] = [.reporter: 100, .evidence: 500, .reason: 2_000]
    /// Nothing that is reported is as large. [any unit]
    static let largestReport = 1e15

    /// Keeps a value that somebody enters (填报); one that stands there becomes the revision before it.
    ///
    /// - Throws: ``ReportRefusal`` or a database error.
    public func enter(_ entry: ReportEntry, by actor: Actor, as reader: Principal) async throws {
        var place = entry.subject
        place.building = nil
        guard try await reportSubject(place, of: reader) != nil else { throw ReportRefusal.notFound }
        guard let found = try await reportSubject(entry.subject, of: reader) else {
            throw ReportRefusal.unknownBuilding
        }
        guard found.right == .write else { throw ReportRefusal.notYours }
        let value = try Self.reportValue(entry.value)
        let reporter = try Self.reportText(entry.reporter, .reporter)
        guard !reporter.isEmpty else { throw ReportRefusal.noReporter }
        let evidence = try Self.reportText(entry.evidence, .evidence)
        guard !evidence.isEmpty else { throw ReportRefusal.noEvidence }
        let reason = try Self.reportText(entry.reason, .reason)
        let known = try await reportKnown(about: found.need.quantity.id, year: found.key.year)
        let doubts = doubts(about: value, of: found.key, known)
        guard doubts.isEmpty || entry.isConfirmed else { throw ReportRefusal.doubtful(doubts) }
        var draft = ReportDraft(
            found.key,
            value: value,
            reporter: reporter,
            evidence: evidence,
            reason: reason.isEmpty ? nil : reason,
            seen: entry.seen
        )
        draft.doubts = doubts.map(\.kind.rawValue)
        let duties = try await reportDuties(settledBy: [found.key.year])
        switch try await store.keep(reports: [draft], duties: duties, source: nil, by: actor, now: now()).first {
        case .changed: throw ReportRefusal.changed
        case .reasonMissing: throw ReportRefusal.noReason
        case .unchanged: throw ReportRefusal.unchanged
        case .kept, nil: return
        }
    }

    /// The number that was typed.
    static func reportValue(_ text: String) throws(ReportRefusal) -> Double {
        guard let number = FieldParser.number(text)?.doubleValue, number.isFinite else { throw .notNumber }
        guard number >= 0 else { throw .negative }
        guard number < largestReport else { throw .tooLarge }
        return number
    }

    /// A text without the white space around it, and without line breaks or control characters within.
    static func reportText(_ text: String, _ field: ReportRefusal.Field) throws(ReportRefusal) -> String {
        let plain = text.unicodeScalars.map { CharacterSet.controlCharacters.contains($0) ? " " : Character($0) }
        let words = String(plain).trimmingCharacters(in: .whitespacesAndNewlines)
        let limit = reportLimits[field] ?? 0
        guard words.count <= limit else { throw .tooLong(field, limit: limit) }
        return words
    }

    /// What is known of the quantities that a value of one is compared with.
    func reportKnown(about quantity: String, year: Int) async throws -> @Sendable (ReportKey) -> Double? {
        let parts = quantities.quantities.filter { $0.whole == quantity }.map(\.id)
        let names = Set(parts + [quantity, quantities[quantity]?.whole].compactMap(\.self))
        let state = ReportState(try await store.reports(of: names, years: year - 1...year), names: [:])
        return { state.value($0) }
    }

    /// What looks wrong about a value.
    func doubts(
        about value: Double,
        of key: ReportKey,
        _ known: @escaping @Sendable (ReportKey) -> Double?
    ) -> [ReportDoubt] {
        ReportCheck(quantities: quantities, known: known).doubts(about: value, of: key).map {
            ReportDoubt(kind: $0.kind, quantity: self.quantity($0.quantity), value: $0.value)
        }
    }
}
