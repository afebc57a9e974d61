import GRDBSQLite
import Units

extension SandboxConnection {
    /// Runs the value statement for each question; preparing it costs as much as running it once.
    ///
    /// The duration is for all of them together, so that one slow file does not hold up the others for long.
    ///
    /// - Throws: ``IndicatorError``.
    func values(
        of indicator: IndicatorDefinition,
        _ questions: [IndicatorQuestion],
        within duration: Duration
    ) throws -> [IndicatorValue] {
        try answering(indicator) {
            let statement = try SandboxStatement(indicator.value, on: self)
            allow(duration)
            return try questions.map { question in
                statement.bind(question)
                guard try statement.step() else { return .noData }
                let value = try IndicatorValue(statement)
                if try statement.step() { throw IndicatorError.severalValues(indicator.id) }
                return value
            }
        }
    }

    /// Runs the rows statement.
    ///
    /// - Throws: ``IndicatorError``.
    func rows(
        of indicator: IndicatorDefinition,
        _ question: IndicatorQuestion,
        within duration: Duration
    ) throws -> [IndicatorRow] {
        try answering(indicator) {
            let statement = try SandboxStatement(indicator.rows, on: self)
            statement.bind(question)
            allow(duration)
            var rows: [IndicatorRow] = []
            while try statement.step() {
                guard rows.count < IndicatorRunner.mostRows else { throw IndicatorError.tooManyRows(indicator.id) }
                guard let kind = IndicatorRow.Kind(rawValue: statement.text(0)) else {
                    throw IndicatorError.unknownKind(indicator.id, kind: statement.text(0))
                }
                guard let contribution = try statement.number(2) else { throw NotANumber(column: "contribution") }
                rows.append(
                    IndicatorRow(
                        kind: kind,
                        subject: statement.text(1),
                        contribution: contribution,
                        weight: try statement.number(3)
                    )
                )
            }
            return rows
        }
    }

    /// Puts what can go wrong into words that name the indicator.
    private func answering<Result>(_ indicator: IndicatorDefinition, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
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

extension IndicatorValue {
    /// Reads the row of a value statement; reported shares may sum to a little more than one.
    fileprivate init(_ statement: SandboxStatement) throws(NotANumber) {
        func share(_ column: Int32) throws(NotANumber) -> Double { min(1, max(0, try statement.number(column) ?? 0)) }
        self.init(
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
}
