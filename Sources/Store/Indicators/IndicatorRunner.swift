import Dispatch
import GRDBSQLite
import Synchronization
package import Units

/// Runs indicators in a sandbox (指标计算): read-only connections of their own, allowed to read `v_…` views only, stopped
/// when they take too long.
///
/// It keeps two connections, each on a queue of its own: opening one costs more than most queries, and a query that runs
/// into its deadline holds up half the others at most. No thread of Swift's own pool waits for SQLite.
package final class IndicatorRunner: Sendable {
    /// The columns of the value statement.
    static let valueColumns = ["numerator", "denominator", "value", "measured", "billed", "statistical", "estimated"]
    /// The columns of the rows statement.
    static let rowColumns = ["kind", "subject", "contribution", "weight"]
    /// More rows than this are refused.
    package static let mostRows = 100_000

    private let lanes: [IndicatorLane]
    private let turn = Atomic<Int>(0)
    private let deadline: Duration

    /// Opens the database of a folder; its schema must be up to date.
    ///
    /// - Parameters:
    ///   - directory: the folder with `tanfeng.sqlite`.
    ///   - deadline: how long one statement may run.
    /// - Throws: ``SandboxFailure``.
    package init(directory: String, deadline: Duration = .seconds(2)) throws {
        self.deadline = deadline
        lanes = try (0..<2).map { try IndicatorLane(path: directory + "/tanfeng.sqlite", number: $0) }
    }

    private var lane: IndicatorLane {
        lanes[turn.wrappingAdd(1, ordering: .relaxed).oldValue % lanes.count]
    }

    /// The number for a place and a year, for a variant of the indicator or its first one.
    ///
    /// - Returns: ``IndicatorValue/noData`` where nothing is known.
    /// - Throws: ``IndicatorError``.
    package func value(
        of indicator: IndicatorDefinition,
        jurisdiction: Jurisdiction.ID,
        year: Int,
        variant: String? = nil
    ) async throws -> IndicatorValue {
        let values = try await series(of: indicator, jurisdiction: jurisdiction, years: year...year, variant: variant)
        return values[year] ?? .noData
    }

    /// The number for each year.
    ///
    /// - Returns: a value for every year, ``IndicatorValue/noData`` where nothing is known.
    /// - Throws: ``IndicatorError``.
    package func series(
        of indicator: IndicatorDefinition,
        jurisdiction: Jurisdiction.ID,
        years: ClosedRange<Int>,
        variant: String? = nil
    ) async throws -> [Int: IndicatorValue] {
        try await lane.run { [deadline] connection in
            let questions = years.map { IndicatorQuestion(indicator, jurisdiction, $0, variant) }
            let values = try connection.values(of: indicator, questions, within: deadline)
            return Dictionary(uniqueKeysWithValues: zip(years, values))
        }
    }

    /// What the number is made of.
    ///
    /// - Returns: parts whose contributions sum to the numerator; none where there is no number.
    /// - Throws: ``IndicatorError``.
    package func rows(
        of indicator: IndicatorDefinition,
        jurisdiction: Jurisdiction.ID,
        year: Int,
        variant: String? = nil
    ) async throws -> [IndicatorRow] {
        try await lane.run { [deadline] connection in
            let question = IndicatorQuestion(indicator, jurisdiction, year, variant)
            let values = try connection.values(of: indicator, [question], within: deadline)
            return values.contains { $0.value != nil }
                ? try connection.rows(of: indicator, question, within: deadline) : []
        }
    }

    /// Why an indicator's queries may not run; `nil` where they may.
    func refusal(of indicator: IndicatorDefinition) -> IndicatorRefusal? {
        lane.runNow { connection in
            for (section, columns) in [(indicator.value, Self.valueColumns), (indicator.rows, Self.rowColumns)] {
                do throws(SandboxRefusal) {
                    if try SandboxStatement(section, on: connection).columns == columns { continue }
                    let reason = IndicatorRefusal.Reason.wrongColumns(
                        section: section.name,
                        expected: columns.joined(separator: ", ")
                    )
                    return IndicatorRefusal(file: indicator.file, reason: reason, line: section.line)
                } catch {
                    return IndicatorRefusal(file: indicator.file, reason: error.reason, line: error.line)
                }
            }
            return nil
        }
    }
}

extension IndicatorQuestion {
    fileprivate init(_ indicator: IndicatorDefinition, _ jurisdiction: Jurisdiction.ID, _ year: Int, _ variant: String?)
    {
        self.init(jurisdiction: jurisdiction, year: year, variant: variant ?? indicator.variants.first?.id)
    }
}

/// A connection with the queue that guards it.
///
/// Unchecked: the connection is touched on the serial queue only, which the compiler cannot see.
private final class IndicatorLane: @unchecked Sendable {
    private let queue: DispatchQueue
    private let connection: SandboxConnection

    init(path: String, number: Int) throws {
        queue = DispatchQueue(label: "tanfeng.indicators.\(number)")
        connection = try SandboxConnection(path: path)
    }

    func run<Value: Sendable>(_ work: @escaping @Sendable (SandboxConnection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work(self.connection) }) }
        }
    }

    func runNow<Value>(_ work: (SandboxConnection) -> Value) -> Value { queue.sync { work(connection) } }
}
