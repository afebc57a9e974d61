import Foundation
import Hummingbird
import Workflows

/// Which scenario, and how far its measures are carried out, as an address says it (情景参数).
struct ScenarioQuery: Sendable, Equatable {
    static let path = "/scenarios"
    /// What stands before the name of a measure, so that it is no other parameter.
    static let prefix = "s."

    /// The file; `nil` for the one to begin with.
    var file: String?
    var strengths: [String: Double] = [:]

    init() {}

    /// Reads `name:0.5,other:1`.
    ///
    /// - Throws: ``WebError/badParameter(_:)``.
    init(strengths text: String?) throws(WebError) {
        for part in (text ?? "").split(separator: ",") {
            let pair = part.split(separator: ":", omittingEmptySubsequences: false)
            guard pair.count == 2, let value = Double(pair[1]), value.isFinite else {
                throw .badParameter("strengths")
            }
            strengths[String(pair[0])] = value
        }
    }

    /// Reads the form of a page: `file=NAME&s.measure=0.5`.
    init(_ exchange: Exchange) throws(WebError) {
        file = exchange.query("file")
        for pair in (exchange.request.uri.query ?? "").split(separator: "&") where pair.hasPrefix(Self.prefix) {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let value = Double(parts[1]), value.isFinite,
                let name = String(parts[0].dropFirst(Self.prefix.count)).removingPercentEncoding
            else { throw .badParameter("strengths") }
            strengths[name] = value
        }
    }

    /// Strengths as one parameter holds them.
    static func text(_ strengths: [String: Double]) -> String {
        strengths.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
    }
}

extension WebError {
    /// What a refused run means to whoever asked.
    init(_ refusal: ScenarioRunRefusal) {
        self =
            switch refusal {
            case .unknownScenario: .notFound
            case .unknownMeasure, .strength: .badParameter("strengths")
            case .draws: .badParameter("draws")
            case .tooMany: .busy(seconds: 30)
            }
    }
}
