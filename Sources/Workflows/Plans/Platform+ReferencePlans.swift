public import Access
import Foundation
import PeakPlanning
import Store
import Units

extension Platform {
    /// The longest text that is kept for comparison: each is read again after a restart. [UTF-8 bytes]
    private static let longestReference = 1 << 20

    /// The longest name of a place whose plan is kept for comparison. [characters]
    public static let longestReferencePlace = 60

    /// Keeps the plan of another place for comparison (对照方案).
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - place: whose plan it is.
    ///   - actor: who brings it.
    /// - Returns: what was kept, or why nothing was.
    /// - Throws: a database error.
    public func importReference(path: String, place: String, actor: Actor) async throws -> PlanImport {
        do {
            let (text, plan) = try await readPlan(path: path)
            let name = URL(fileURLWithPath: path).lastPathComponent
            if let refusal = plan.refusal { throw ImportFailure(refusal, file: name) }
            guard text.utf8.count <= Self.longestReference else {
                throw ImportFailure("file.tooLarge", name, "\(Self.longestReference >> 20)")
            }
            let words = place.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !words.isEmpty, words.count <= Self.longestReferencePlace else {
                throw ImportFailure("plan.referencePlace", name, "\(Self.longestReferencePlace)")
            }
            if try await city()?.name == words { throw ImportFailure("plan.referenceOwn", name, words) }
            do {
                let isNew = try await store.keepReference(
                    place: words,
                    title: plan.title,
                    text: text,
                    fileName: name,
                    by: actor,
                    now: now()
                )
                return PlanImport(plan, revision: 0, isNew: isNew)
            } catch ReferencePlanError.tooMany(let limit) {
                throw ImportFailure("plan.referenceTooMany", name, "\(limit)")
            }
        } catch let failure as ImportFailure {
            return PlanImport(failing: failure)
        }
    }

    /// Keeps a plan that was shown to a person for comparison; see ``importReference(path:place:actor:)``.
    ///
    /// - Returns: what was kept; with a failure nothing was, and the file waits for another answer. `nil` where the file is
    ///   gone, answered for already, or another one than was shown.
    /// - Throws: a database error.
    public func confirmReference(_ ticket: UploadTicket, place: String, by actor: Actor) async throws -> PlanImport? {
        guard let upload = waiting(ticket) else { return nil }
        let result = try await importReference(path: upload.path, place: place, actor: actor)
        guard result.failure.isEmpty else { return result }
        guard let answered = taken(upload) else { return nil }
        try await discard(answered, by: actor)
        return result
    }

    /// Takes a plan of another place out of the comparison; false where it is not there.
    public func removeReference(_ number: Int64, by actor: Actor) async throws -> Bool {
        try await store.removeReference(number, by: actor, now: now())
    }
}
