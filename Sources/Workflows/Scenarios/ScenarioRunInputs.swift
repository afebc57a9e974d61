import Foundation
public import Scenarios
import Units

/// All that a run of a scenario is made from (运行输入): with the same program the same inputs give the same result, bit for bit, on any
/// number of threads.
public struct ScenarioRunInputs: Codable, Sendable, Hashable {
    /// A file by what names its text.
    public struct File: Codable, Sendable, Hashable {
        /// Its name.
        public var name: String
        /// The SHA-256 of its text, in hexadecimal.
        public var sha256: String
    }

    /// The files: the one asked for, then those that it inherits from.
    public var files: [File]
    /// What was measured where files ask for it; `nil` where they ask for nothing.
    public var measured: [MeasuredAnswer]?
    /// How far measures are carried out, by name; as in the file where left out.
    public var strengths: [String: Double]
    /// How many draws.
    public var draws: Int
    /// What gives the same draws again.
    public var seed: UInt64
    /// Whether the least effort is searched.
    public var searches_effort: Bool
    /// What closed years came to; `nil` where none count.
    public var closed: ClosedYears?
}

/// What somebody asks of a run (运行要求).
public struct ScenarioRunRequest: Sendable, Hashable {
    /// The scenario.
    public var scenario: String
    /// How far measures are carried out, by name.
    public var strengths: [String: Double]
    /// How many draws.
    public var draws: Int
    /// What gives the same draws again.
    public var seed: UInt64
    /// Whether the least effort is searched.
    public var searchesEffort: Bool
    /// How closed years count; `nil` where they do not.
    public var basis: Anchoring.Basis?
    /// How surely they say what they say.
    public var accuracy: Anchoring.Accuracy

    /// How many draws a run may take.
    public static let draws = 100...100_000
    /// How far a measure may be carried out.
    public static let strengths = 0.0...10.0

    /// Creates a request.
    public init(
        scenario: String,
        strengths: [String: Double] = [:],
        draws: Int = 10_000,
        seed: UInt64 = 1,
        searchesEffort: Bool = false,
        basis: Anchoring.Basis? = .change,
        accuracy: Anchoring.Accuracy = .assumed
    ) {
        self.scenario = scenario
        self.strengths = strengths
        self.draws = draws
        self.seed = seed
        self.searchesEffort = searchesEffort
        self.basis = basis
        self.accuracy = accuracy
    }
}

/// A reason why a run is not made.
public enum ScenarioRunRefusal: Error, Sendable, Equatable {
    /// No scenario has the name.
    case unknownScenario
    /// No measure of the scenario has the name.
    case unknownMeasure(String)
    /// A strength is below zero, too large or no number.
    case strength(String)
    /// Too few draws, or too many.
    case draws
    /// As many runs wait as may.
    case tooMany
}

extension ScenarioReport {
    /// What a run comes to.
    ///
    /// - Parameters:
    ///   - program: the scenario of the inputs' files.
    ///   - inputs: the rest.
    ///   - threads: how many draw at once.
    ///   - progress: told now and then how many more draws are done.
    /// - Throws: `CancellationError`.
    init(
        _ program: ScenarioProgram,
        _ inputs: ScenarioRunInputs,
        threads: Int,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws {
        let carriedOut =
            inputs.strengths.isEmpty
            ? program : ScenarioProgram(program.scenario.carryingOut(inputs.strengths))
        let odds = try await OddsReport(
            carriedOut,
            draws: inputs.draws,
            seed: inputs.seed,
            threads: threads,
            closed: inputs.closed,
            isSearching: inputs.searches_effort,
            progress: progress
        )
        self.init(carriedOut, odds: odds)
    }

    /// The same text for the same result, on any machine.
    var canonicalText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
