import GRDBSQLite
import Units

extension SandboxConnection {
    /// Runs the value statement.
    ///
    /// - Throws: ``IndicatorError``.
    func value(
        of indicator: IndicatorDefinition,
        _ question: IndicatorQuestion,
        within duration: Duration
    ) throws -> IndicatorValue {
        var found: IndicatorValue?
        try run(indicator, indicator.value, question, within: duration) { statement in
            guard found == nil else { throw IndicatorError.severalValues(indicator.id) }
            func share(_ column: Int32) throws -> Double { min(1, max(0, try statement.number(column) ?? 0)) }
            found = IndicatorValue(
                numerator: try statement.number(0),
                denominator: try statement.number(1),
                value: try statement.number(2),
                share: DataShare(
                    measured: try share(3),
                    billed: try share(4),
                    statistical: try share(5),
                    estimated: try share(6)
                )
            )
        }
        return found ?? .noData
    }

    /// Runs the rows statement.
    ///
    /// - Throws: ``IndicatorError``.
    func rows(
        of indicator: IndicatorDefinition,
        _ question: IndicatorQuestion,
        within duration: Duration
    ) throws -> [IndicatorRow] {
        var rows: [IndicatorRow] = []
        try run(indicator, indicator.rows, question, within: duration) { statement in
            guard rows.count < IndicatorRunner.mostRows else { throw IndicatorError.tooManyRows(indicator.id) }
            guard let kind = IndicatorRow.Kind(rawValue: statement.text(0)) else {
                throw IndicatorError.unknownKind(indicator.id, kind: statement.text(0))
            }
            guard let contribution = try statement.number(2) else { throw NotANumber(column: "contribution") }
            let weight = try statement.number(3)
            rows.append(
                IndicatorRow(kind: kind, subject: statement.text(1), contribution: contribution, weight: weight)
            )
        }
        return rows
    }

    private func run(
        _ indicator: IndicatorDefinition,
        _ section: IndicatorDefinition.Section,
        _ question: IndicatorQuestion,
        within duration: Duration,
        _ body: (SandboxStatement) throws -> Void
    ) throws {
        do {
            let statement = try SandboxStatement(section, on: self)
            statement.bind(question)
            allow(duration)
            while try statement.step() { try body(statement) }
        } catch let error as SandboxFailure {
            throw error.code == SQLITE_INTERRUPT
                ? IndicatorError.tookTooLong(indicator.id) : .failed(indicator.id, error.message)
        } catch let error as NotANumber {
            throw IndicatorError.notANumber(indicator.id, column: error.column)
        } catch let error as SandboxRefusal {
            throw IndicatorError.failed(indicator.id, error.reason.evidence.joined(separator: ", "))
        }
    }
}
