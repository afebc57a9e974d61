public import Access
import Crypto
import Foundation
public import PeakPlanning
import Store
public import Texts
import Units

extension Platform {
    /// Reads a file that came in as a plan, and says what its import would do.
    ///
    /// - Throws: ``PlanFile/Failure`` where it cannot be imported.
    public func preview(_ upload: UploadFile.Stored, as place: PlanPlace? = nil) async throws -> UploadedPlan {
        let file = URL(fileURLWithPath: upload.path)
        let name = file.lastPathComponent
        var plan = Plan(title: "")
        do {
            let text: String
            (text, plan) = try await readPlan(path: upload.path)
            let ticket = UploadTicket(
                id: file.deletingLastPathComponent().lastPathComponent,
                sha256: upload.sha256
            )
            if plan.refusal == nil, let own = try await city(), plan.city != own.name {
                return .reference(ReferencePreview(plan: plan, upload: ticket))
            }
            let city = try await planCity(plan, file: name)
            let succession = try await store.succession(of: plan, text: text, for: city.id, as: place)
            return .own(PlanPreview(plan, succession, as: place, upload: ticket))
        } catch let failure as ImportFailure {
            throw PlanFile.Failure(words: [failure.key] + failure.evidence)
        } catch PlanStoreError.otherCity(let other) {
            let own = try await store.jurisdictions().first { $0.id == other }?.name ?? ""
            throw PlanFile.Failure(words: ["plan.otherCity", name, plan.city ?? "", own])
        }
    }

    /// Queues the import of a plan that was shown to a person, and returns the number of its job.
    ///
    /// - Returns: the job; `nil` where the file is gone, answered for already, or another one than was shown.
    /// - Throws: a database error.
    public func confirm(
        _ ticket: UploadTicket,
        choices: PlanChoices,
        language: Language,
        by actor: Actor
    ) async throws -> Int64? {
        guard let upload = waiting(ticket).flatMap(taken) else { return nil }
        var request = ImportRequest(kind: .importPlan, path: upload.path, language: language)
        request.sha256 = upload.sha256
        request.person = actor.person
        request.plan = choices
        return try await submit(request, by: actor)
    }

    /// Says what the import of a plan that was shown would do if it were something else to the plan in force.
    ///
    /// - Returns: the preview; `nil` where the file is gone, answered for already, or another one than was shown.
    /// - Throws: ``PlanFile/Failure`` where it cannot be imported.
    public func preview(again ticket: UploadTicket, as place: PlanPlace) async throws -> UploadedPlan? {
        guard let upload = waiting(ticket) else { return nil }
        return try await preview(upload, as: place)
    }

    /// Removes a plan that was shown and is not wanted; false where it is gone or answered for already.
    public func decline(_ ticket: UploadTicket, by actor: Actor) async throws -> Bool {
        guard let upload = waiting(ticket).flatMap(taken) else { return false }
        try await discard(upload, by: actor)
        return true
    }

    /// The same file where no ticket leads any more; `nil` where another answer to the ticket took it first.
    func taken(_ upload: UploadFile.Stored) -> UploadFile.Stored? {
        let file = URL(fileURLWithPath: upload.path)
        let folder = "\(dataDirectory)/uploads/\(UUID().uuidString.lowercased())"
        // A folder is renamed once: of two answers at the same moment only one finds it.
        guard (try? FileManager.default.moveItem(atPath: file.deletingLastPathComponent().path, toPath: folder)) != nil
        else { return nil }
        return UploadFile.Stored(
            path: "\(folder)/\(file.lastPathComponent)",
            size: upload.size,
            sha256: upload.sha256
        )
    }

    /// The file of a ticket; `nil` where it is gone, answered for already, or another one than was shown.
    func waiting(_ ticket: UploadTicket) -> UploadFile.Stored? {
        // Nothing but the name of a folder of ours leads anywhere.
        guard let folder = UUID(uuidString: ticket.id)?.uuidString.lowercased() else { return nil }
        let path = "\(dataDirectory)/uploads/\(folder)"
        guard let name = try? FileManager.default.contentsOfDirectory(atPath: path).first,
            let bytes = FileManager.default.contents(atPath: "\(path)/\(name)")
        else { return nil }
        let sum = SHA256.hash(data: bytes).hexadecimal
        guard sum == ticket.sha256 else { return nil }
        return UploadFile.Stored(path: "\(path)/\(name)", size: bytes.count, sha256: sum)
    }
}

extension PlanPreview {
    fileprivate init(_ plan: Plan, _ succession: PlanSuccession, as place: PlanPlace?, upload: UploadTicket) {
        self.plan = plan
        self.upload = upload
        isSame = succession.same != nil
        revision = succession.same ?? succession.revision
        corrects = succession.current?.revision
        chosen = place
        seen = succession.latest
        var added: [PlanStatement] = []
        var changed: [(before: PlanStatement, after: PlanStatement)] = []
        for (task, items) in zip(plan.tasks, succession.match.items) {
            for (indicator, item) in zip(task.indicators, items) {
                let statement = PlanStatement(indicator, in: task)
                if let before = item.flatMap({ succession.known[$0] }) {
                    if !statement.demands(theSameAs: before) { changed.append((before, statement)) }
                } else {
                    added.append(statement)
                }
            }
        }
        self.added = added
        self.changed = changed
        gone = succession.match.gone.compactMap { succession.known[$0] }
        broken = plan.findings.filter { $0.rule.hasPrefix("plan.numbering.") }
        findings = plan.shownFindings.filter { !$0.rule.hasPrefix("plan.numbering.") }
    }
}

extension PlanStatement {
    /// Whether nothing changed but the words around it.
    fileprivate func demands(theSameAs other: PlanStatement) -> Bool {
        Set(differences(from: other)).isSubset(of: [.quote, .task, .scope])
    }
}
