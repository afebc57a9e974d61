public import Access
import Documents
import Foundation
public import PeakPlanning
import Store
import Units

/// What became of the import of a plan (方案导入结果).
public struct PlanImport: Codable, Sendable, Equatable {
    /// The title.
    public var title = ""
    /// Its revision; 0 where nothing was imported.
    public var revision = 0
    /// Whether the text differs from what was there.
    public var isNew = false
    /// Number of tasks.
    public var tasks = 0
    /// Number of targets and milestones.
    public var targets = 0
    /// Rules with their arguments, about the text as a whole.
    public var findings: [[String]] = []
    /// Why nothing was imported: a text key under `job.failure`, then its arguments; empty where all is well.
    public var failure: [String] = []
}

extension Platform {
    /// Imports the text of a plan; a text that is no plan, or one with broken numbering, imports nothing and says why.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - choices: what somebody says about the text.
    ///   - actor: who imports it.
    /// - Returns: what was imported, or why nothing was.
    /// - Throws: a database error.
    public func importPlan(path: String, choices: PlanChoices = PlanChoices(), actor: Actor) async throws -> PlanImport
    {
        do {
            let text = try await planText(path: path)
            let name = URL(fileURLWithPath: path).lastPathComponent
            return try await importPlan(text: text, fileName: name, choices: choices, actor: actor)
        } catch let failure as ImportFailure {
            return PlanImport(failing: failure)
        }
    }

    /// Imports the text of a plan as a job; numbering that is broken is for a person to look at before.
    func importPlan(_ request: ImportRequest, job: Int64) async throws -> [DataFinding] {
        let text = try await planText(path: request.path)
        let name = URL(fileURLWithPath: request.path).lastPathComponent
        // Who asked for the job is the one who changes the plan; the command line asks as nobody in particular.
        let actor = request.person.map { Actor(kind: .person, person: $0) } ?? .system
        let plan = try await importPlan(
            text: text,
            fileName: name,
            choices: request.plan ?? PlanChoices(),
            actor: actor
        )
        var progress = JobProgress()
        progress.totalBytes = Int64(text.utf8.count)
        progress.doneBytes = progress.totalBytes
        progress.accepted = Int64(plan.tasks)
        _ = try await store.recordProgress(progress, job: job)
        return plan.findings.map {
            DataFinding(rule: $0[0], severity: .warning, subject: name, evidence: Array($0.dropFirst()))
        }
    }

    /// Imports the text of a plan.
    func importPlan(
        text: String,
        fileName: String,
        choices: PlanChoices = PlanChoices(),
        actor: Actor
    ) async throws -> PlanImport {
        let reader = planReader
        let plan = try await PatientThread.run { reader.read(text) }
        let city = try await planCity(plan, file: fileName)
        let broken = plan.findings.filter { $0.rule.hasPrefix("plan.numbering.") }
        guard broken.isEmpty || choices.isAsPublished else {
            // A page that was lost on the way looks like this: better asked than followed.
            let places = broken.prefix(10).map { $0.evidence.joined(separator: " → ") }
            throw ImportFailure("plan.numbering", fileName, places.joined(separator: ", "))
        }
        let kept: (revision: Int, isNew: Bool)
        do {
            kept = try await store.importPlan(
                plan,
                text: text,
                fileName: fileName,
                jurisdiction: city.id,
                as: choices.place,
                seen: choices.seen,
                by: actor,
                now: now()
            )
        } catch PlanStoreError.otherCity(let other) {
            let own = try await store.jurisdictions().first { $0.id == other }?.name ?? ""
            throw ImportFailure("plan.otherCity", fileName, city.name, own)
        } catch PlanStoreError.textReplaced {
            throw ImportFailure("plan.textReplaced", fileName)
        }
        if kept.isNew { try await settleReports(by: actor) }
        return PlanImport(plan, revision: kept.revision, isNew: kept.isNew)
    }

    /// The city that a plan is of.
    ///
    /// - Throws: ``ImportFailure`` where the text is no plan, or of no city that is known.
    func planCity(_ plan: Plan, file: String) async throws -> Jurisdiction {
        if let refusal = plan.refusal { throw ImportFailure(refusal, file: file) }
        let places = try await store.jurisdictions()
        guard let name = plan.city, let city = places.first(where: { $0.kind == .city && $0.name == name }) else {
            throw ImportFailure("plan.cityUnknown", file, plan.city ?? plan.title)
        }
        return city
    }

    /// The text of a plan's file, read on a thread of its own: the program that reads PDF may take its time.
    ///
    /// - Throws: ``ImportFailure`` where it cannot be read as one.
    func planText(path: String) async throws -> String {
        do {
            return try await PatientThread.run { try ProseDocument.read(path: path) }
        } catch let error as DocumentError {
            throw ImportFailure(plan: error)
        }
    }

    /// The text of a plan's file and what it says, both read on a thread of their own.
    ///
    /// - Throws: ``ImportFailure`` where it cannot be read as one.
    func readPlan(path: String) async throws -> (text: String, plan: Plan) {
        let reader = planReader
        do {
            return try await PatientThread.run {
                let text = try ProseDocument.read(path: path)
                return (text, reader.read(text))
            }
        } catch let error as DocumentError {
            throw ImportFailure(plan: error)
        }
    }

    /// The text of a plan that ships with the program, such as `lianyungang-2024`.
    package func shippedPlan(_ name: String) throws -> String {
        String(decoding: try resources.bytes("PeakPlanning", "Plans/\(name).txt"), as: UTF8.self)
    }
}

extension PlanImport {
    init(failing failure: ImportFailure) { self.init(failure: [failure.key] + failure.evidence) }

    init(_ plan: Plan, revision: Int, isNew: Bool) {
        self.init(
            title: plan.title,
            revision: revision,
            isNew: isNew,
            tasks: plan.tasks.count,
            targets: plan.tasks.reduce(0) { $0 + $1.indicators.count(where: \.isTracked) },
            findings: plan.shownFindings.map { [$0.rule] + $0.evidence }
        )
    }
}

extension ImportFailure {
    /// Why a file cannot be read as the text of a plan.
    fileprivate init(plan error: DocumentError) {
        guard case .notText(let path, let kind) = error else {
            self = .document(error)
            return
        }
        self.init("plan.notText", path, kind.rawValue)
    }

    /// Why a text is no plan.
    init(_ refusal: PlanRefusal, file: String) {
        switch refusal {
        case .empty: self.init("file.empty", file)
        case .tooLarge: self.init("file.tooLarge", file, String(PlanReader.sizeLimit >> 20))
        case .notText: self.init("plan.notText", file, BinaryKind.other.rawValue)
        case .notAPlan: self.init("plan.notAPlan", file)
        case .noDepartments: self.init("plan.noDepartments", file)
        }
    }
}

/// A plan read from a file without a data folder (离线解析).
public enum PlanFile {
    /// Why a file could not be read as text.
    public struct Failure: Error {
        /// A text key under `job.failure`, then its arguments.
        public let words: [String]
    }

    /// Reads any document; excerpts parse too, but not what is too large or no text.
    public static func read(path: String, resources: ResourceDirectory) throws -> Result<Plan, Failure> {
        do {
            return try read(text: ProseDocument.read(path: path), name: path, resources: resources)
        } catch let error as DocumentError {
            return .failure(Failure(ImportFailure(plan: error)))
        }
    }

    /// Reads text that was pasted or piped in, in the same way.
    public static func read(pasted text: String, resources: ResourceDirectory) throws -> Result<Plan, Failure> {
        try read(text: ProseDocument.text(pasted: text), name: "-", resources: resources)
    }

    private static func read(text: String, name: String, resources: ResourceDirectory) throws -> Result<Plan, Failure> {
        let reader = PlanReader(lexicon: try Lexicon(json: resources.bytes("PeakPlanning", "lexicon.json")))
        let plan = reader.read(text)
        guard let refusal = plan.refusal, [.tooLarge, .notText, .empty].contains(refusal) else { return .success(plan) }
        return .failure(Failure(ImportFailure(refusal, file: name)))
    }
}

extension PlanFile.Failure {
    fileprivate init(_ failure: ImportFailure) { self.init(words: [failure.key] + failure.evidence) }
}
