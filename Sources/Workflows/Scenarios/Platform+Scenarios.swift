public import Access
import Foundation
import Scenarios
import Store
import Units

extension Platform {
    /// The largest scenario file that is taken. [B]
    public static let scenarioFileLimit = 1 << 20
    /// How many scenario files a bureau may keep.
    private static let mostScenarioFiles = 200

    /// Scenarios to choose from: those of the city first, own files before those that ship.
    public func scenarioChoices() async throws -> [ScenarioChoice] {
        var choices: [ScenarioChoice] = []
        for row in try await store.scenarioFiles() {
            let scenario = try await readable(row.name)
            choices.append(
                ScenarioChoice(
                    file: row.name,
                    title: scenario?.name ?? Bilingual(zh: row.name, en: row.name),
                    isShipped: false,
                    revision: row.revision,
                    since: row.createdAt,
                    place: scenario?.place ?? ""
                )
            )
        }
        for name in ScenarioLibrary.shipped {
            guard let scenario = try await readable(name) else { continue }
            choices.append(
                ScenarioChoice(
                    file: name,
                    title: scenario.name,
                    isShipped: true,
                    revision: 1,
                    since: nil,
                    place: scenario.place
                )
            )
        }
        let own = try await city()?.divisionCode
        return choices.filter { $0.place == own } + choices.filter { $0.place != own }
    }

    /// The scenario to begin with: the plan's of the city, else the first.
    public static func first(of choices: [ScenarioChoice]) -> ScenarioChoice? {
        guard let first = choices.first else { return nil }
        return choices.first { $0.place == first.place && $0.file.hasSuffix("-plan") } ?? first
    }

    /// A file that could be read when it came in; an own one may rest on another that has changed since.
    private func readable(_ name: String) async throws -> Scenario? {
        do {
            let sources = try await scenarioSources(name)
            return sources.files.isEmpty ? nil : try program(of: sources).scenario
        } catch is ScenarioRefusal {
            return nil
        }
    }

    /// A scenario's pathway; `nil` where there is none of the name.
    ///
    /// - Parameters:
    ///   - name: of a scenario that ships, or of an own file.
    ///   - strengths: how far measures are carried out, by name; as in the file where left out.
    /// - Returns: what it comes to.
    /// - Throws: ``ScenarioRunRefusal`` for a strength that cannot be, `ScenarioRefusal` for a file that cannot be used.
    public func scenarioPathway(_ name: String, strengths: [String: Double] = [:]) async throws -> ScenarioPathway? {
        let sources = try await scenarioSources(name)
        guard !sources.files.isEmpty else { return nil }
        let program = try program(of: sources)
        let scenario = program.scenario
        try Self.check(strengths, scenario)
        let given = scenario.measures.map { strengths[$0.id] ?? $0.strength }
        return ScenarioPathway(
            scenario: scenario,
            strengths: given,
            pathway: program.run(strengths: given),
            without: program.run(strengths: given.map { _ in 0 }).emissions(scenario.boundary),
            assumptions: (
                scenario.parameters.count { $0.source.contains("assumption") }, scenario.parameters.count
            )
        )
    }

    /// Keeps a scenario file of the bureau, once it and what it inherits from can be read.
    ///
    /// - Parameters:
    ///   - name: the name it was sent with; it gets the ending `.yaml` where it has none.
    ///   - bytes: the text in UTF-8.
    ///   - actor: who brings it.
    /// - Returns: its name, and whether it differs from what was there.
    /// - Throws: `ScenarioRefusal` with file, line and key of all that is wrong; then nothing is kept.
    public func keepScenarioFile(
        _ name: String,
        bytes: [UInt8],
        by actor: Actor
    ) async throws -> (name: String, isNew: Bool) {
        let name = Self.scenarioFileName(name)
        func refusal(_ detail: String) -> ScenarioRefusal {
            ScenarioRefusal([ScenarioProblem(.syntax, file: name, line: 1, key: "", details: [detail])])
        }
        guard bytes.count <= Self.scenarioFileLimit else { throw refusal("\(Self.scenarioFileLimit >> 20) MiB") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw refusal("UTF-8") }
        let draft = ScenarioSources.File(name: name, text: text)
        _ = try program(of: try await scenarioSources(name, with: draft))
        let known = try await store.scenarioFiles()
        guard known.count < Self.mostScenarioFiles || known.contains(where: { $0.name == name }) else {
            throw refusal("\(Self.mostScenarioFiles)")
        }
        let kept = try await store.keepScenarioFile(name, text: text, sha256: draft.sha256, by: actor, now: now())
        return (name, kept.isNew)
    }

    /// A name that others can inherit from, and that is none of those that ship.
    private static func scenarioFileName(_ given: String) -> String {
        let name = String(UploadFile.fileName(given).prefix(100))
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? name : name + ".yaml"
    }

    /// Runs, newest first, older than a number.
    public func scenarioRuns(before: Int64? = nil, limit: Int = 50) async throws -> [ScenarioRun] {
        let rows = try await store.scenarioRuns(before: before, limit: min(max(limit, 1), 1_000))
        var runs: [ScenarioRun] = []
        for row in rows { runs.append(try await run(row)) }
        return runs
    }

    /// One run.
    public func scenarioRun(_ id: Int64) async throws -> ScenarioRun? {
        guard let row = try await store.scenarioRun(id) else { return nil }
        return try await run(row)
    }

    /// What a run came to; `nil` before it ended, or where another version of the program wrote it another way.
    public func scenarioReport(ofRun id: Int64) async throws -> ScenarioReport? {
        try await store.scenarioResult(id).flatMap {
            try? JSONDecoder().decode(ScenarioReport.self, from: Data($0.utf8))
        }
    }

    private func run(_ row: ScenarioRunRow) async throws -> ScenarioRun {
        var repeats: (run: Int64, isSame: Bool?)?
        if let other = row.repeats {
            let sum = try await store.scenarioRun(other)?.resultSHA256
            repeats = (other, sum.flatMap { sum in row.resultSHA256.map { $0 == sum } })
        }
        return ScenarioRun(
            id: row.id,
            job: row.job,
            scenario: row.scenario,
            title: row.title,
            inputs: try row.decodedInputs,
            version: row.version,
            person: row.person,
            createdAt: row.createdAt,
            endedAt: row.endedAt,
            state: row.endedAt != nil ? .done : Job.State(rawValue: row.state) ?? .failed,
            progress: row.total > 0 ? min(1, Double(row.done) / Double(row.total)) : 0,
            resultSHA256: row.resultSHA256,
            peakBy2029: row.peakBy2029,
            peakBy2030: row.peakBy2030,
            repeats: repeats
        )
    }
}
