public import Access
import Crypto
import Foundation
import Scenarios
import Store
import Synchronization
import Units

extension Platform {
    /// How many runs may wait at once.
    private static let mostOpenRuns = 10

    /// Queues a run and returns its number.
    ///
    /// - Throws: ``ScenarioRunRefusal``, `ScenarioRefusal` for a file that cannot be used, or a database error.
    public func submit(_ request: ScenarioRunRequest, by actor: Actor) async throws -> Int64 {
        guard ScenarioRunRequest.draws.contains(request.draws) else { throw ScenarioRunRefusal.draws }
        let sources = try await scenarioSources(request.scenario)
        guard !sources.files.isEmpty else { throw ScenarioRunRefusal.unknownScenario }
        let scenario = try program(of: sources).scenario
        try Self.check(request.strengths, scenario)
        var closed = request.basis == nil ? nil : try await closedYears(of: scenario)
        if let basis = request.basis { closed?.basis = basis.rawValue }
        closed?.spread = request.accuracy.spread
        closed?.correlation = request.accuracy.correlation
        let inputs = ScenarioRunInputs(
            files: sources.files.map { ScenarioRunInputs.File(name: $0.name, sha256: $0.sha256) },
            measured: sources.measured.isEmpty ? nil : sources.measured,
            strengths: request.strengths,
            draws: request.draws,
            seed: request.seed,
            searches_effort: request.searchesEffort,
            closed: closed
        )
        return try await queue(inputs, of: scenario, sources, by: actor)
    }

    /// Queues a run that does another one again, with the same files and numbers; `nil` where there is no such run.
    public func repeatScenarioRun(_ id: Int64, by actor: Actor) async throws -> Int64? {
        guard let row = try await store.scenarioRun(id) else { return nil }
        let inputs = try row.decodedInputs
        let sources = try await sources(of: inputs)
        return try await queue(inputs, of: try program(of: sources).scenario, sources, repeating: id, by: actor)
    }

    private func queue(
        _ inputs: ScenarioRunInputs,
        of scenario: Scenario,
        _ sources: ScenarioSources,
        repeating other: Int64? = nil,
        by actor: Actor
    ) async throws -> Int64 {
        guard try await store.openScenarioRuns() < Self.mostOpenRuns else { throw ScenarioRunRefusal.tooMany }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        var draft = ScenarioRunDraft(
            scenario: inputs.files.first?.name ?? scenario.id,
            title: scenario.name,
            inputs: String(decoding: try encoder.encode(inputs), as: UTF8.self),
            version: Product.version,
            texts: Dictionary(sources.files.map { ($0.sha256, $0.text) }) { first, _ in first }
        )
        draft.repeats = other
        let (name, person) = (draft.scenario, actor.person)
        return try await store.createScenarioRun(
            draft,
            job: (
                Job.Kind.runScenario.rawValue,
                { id in
                    var request = ImportRequest(kind: .runScenario, path: name)
                    request.scenarioRun = id
                    request.person = person
                    return String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
                }
            ),
            by: actor,
            now: now()
        )
    }

    /// Refuses strengths of measures that the scenario does not have, and such as no measure can have.
    static func check(_ strengths: [String: Double], _ scenario: Scenario) throws(ScenarioRunRefusal) {
        for (name, strength) in strengths.sorted(by: { $0.key < $1.key }) {
            guard scenario.measures.contains(where: { $0.id == name }) else { throw .unknownMeasure(name) }
            guard ScenarioRunRequest.strengths.contains(strength) else { throw .strength(name) }
        }
    }

    /// The texts that a run was made from.
    private func sources(of inputs: ScenarioRunInputs) async throws -> ScenarioSources {
        var files: [ScenarioSources.File] = []
        for file in inputs.files {
            guard let text = try await store.scenarioText(sha256: file.sha256) else {
                throw ImportFailure("other", file.name)
            }
            files.append(ScenarioSources.File(name: file.name, text: text))
        }
        return ScenarioSources(files: files, measured: inputs.measured ?? [])
    }

    /// Makes a run that a job asks for, beside the threads that answer requests.
    func runScenario(_ request: ImportRequest, job: Int64) async throws -> JobResult {
        guard let id = request.scenarioRun, let row = try await store.scenarioRun(id) else {
            throw ImportFailure("other", "\(job)")
        }
        let inputs = try row.decodedInputs
        let program = try program(of: try await sources(of: inputs))
        let text = try await scenarioResult(program, inputs, job: job)
        let sum = SHA256.hash(data: Data(text.utf8)).hexadecimal
        try await store.endScenarioRun(id, result: text, sha256: sum, now: now())
        return JobResult()
    }

    private func scenarioResult(
        _ program: ScenarioProgram,
        _ inputs: ScenarioRunInputs,
        job: Int64
    ) async throws -> String {
        let counter = DrawCounter(
            OddsReport.work(program, draws: inputs.draws, isSearching: inputs.searches_effort)
        )
        // One core is left to whoever asks something meanwhile.
        let threads = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask(executorPreference: WorkingThreads.shared) {
                try await ScenarioReport(program, inputs, threads: threads) { counter.add($0) }
                    .canonicalText
            }
            group.addTask {
                while true {
                    if try await store.recordProgress(counter.progress, job: job) { throw CancellationError() }
                    try await Task.sleep(for: .milliseconds(300))
                }
            }
            defer { group.cancelAll() }
            guard let text = try await group.next() ?? nil else { throw CancellationError() }
            _ = try await store.recordProgress(counter.progress, job: job)
            return text
        }
    }
}

/// Counts draws of a run, whichever thread makes them (抽样计数).
private final class DrawCounter: Sendable {
    private let work: Int
    private let done = Mutex(0)

    init(_ work: Int) { self.work = work }

    func add(_ draws: Int) { done.withLock { $0 += draws } }

    var progress: JobProgress {
        var progress = JobProgress()
        progress.totalBytes = Int64(work)
        progress.doneBytes = Int64(min(work, done.withLock { $0 }))
        return progress
    }
}

/// Threads for what computes long (计算线程), so that those which answer requests stay free.
private final class WorkingThreads: TaskExecutor {
    static let shared = WorkingThreads()

    private let queue = DispatchQueue(label: "tanfeng.scenarios", qos: .utility, attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

extension ScenarioRunRow {
    var decodedInputs: ScenarioRunInputs {
        get throws { try JSONDecoder().decode(ScenarioRunInputs.self, from: Data(inputs.utf8)) }
    }
}
