package import Access
import GRDB
package import Units

/// What was expected of a target for a place, kept so that it can be compared with what came (留存的预测).
package struct KeptForecast: Sendable, Hashable {
    /// What a target asked for when it was forecast; a correction of the plan or another indicator changes it.
    package struct Asked: Sendable, Hashable {
        /// The value to reach. [the target's unit]
        package let goal: Double
        /// How a value must compare, as a plan's sign.
        package let comparator: String
        /// Whose values were used; see ``IndicatorBinding/text``.
        package let indicator: String

        package init(goal: Double, comparator: String, indicator: String) {
            self.goal = goal
            self.comparator = comparator
            self.indicator = indicator
        }
    }

    /// The target's item; see `PlanIndicator.item`.
    package let item: Int64
    /// The place whose values were used.
    package let jurisdiction: Jurisdiction.ID
    /// What the target asked for.
    package let asked: Asked
    /// How it was made.
    package let method: String
    /// The year of the last value used.
    package let lastYear: Int
    /// The year it is about.
    package let goalYear: Int
    /// The value to expect. [the target's unit]
    package let expected: Double
    /// The range around it.
    package let range: ClosedRange<Double>
    /// The probability that the target is met.
    package let odds: Double
    /// How the target stood, as a code.
    package let status: String

    package init(
        item: Int64,
        jurisdiction: Jurisdiction.ID,
        asked: Asked,
        method: String,
        lastYear: Int,
        goalYear: Int,
        expected: Double,
        range: ClosedRange<Double>,
        odds: Double,
        status: String
    ) {
        self.item = item
        self.jurisdiction = jurisdiction
        self.asked = asked
        self.method = method
        self.lastYear = lastYear
        self.goalYear = goalYear
        self.expected = expected
        self.range = range
        self.odds = odds
        self.status = status
    }
}

/// The forecasts of one day (预测轮次).
package struct ForecastRound: Sendable, Hashable {
    /// When they were made.
    package let day: CivilDay
    /// How many.
    package let count: Int
}

extension Store {
    /// The round of a civil month; `nil` where none was kept.
    package func forecastRound(of month: CivilMonth) async throws -> ForecastRound? {
        try await writer.read { try Self.forecastRound(of: month, $0) }
    }

    /// All rounds, oldest first.
    package func forecastRounds() async throws -> [ForecastRound] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT made_day, count(*) AS size FROM forecast_record GROUP BY made_day ORDER BY made_day"
            ).map(ForecastRound.init(row:))
        }
    }

    /// All forecasts for a place, oldest first.
    package func forecasts(of place: Jurisdiction.ID) async throws -> [(day: CivilDay, forecast: KeptForecast)] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM forecast_record WHERE jurisdiction_id = ? ORDER BY made_day, id",
                arguments: [place.rawValue]
            ).map { (CivilDay(number: $0["made_day"]), KeptForecast(row: $0)) }
        }
    }

    /// Keeps a round, one a civil month: where the month has one already, or there is nothing to keep, nothing changes.
    ///
    /// - Returns: the month's round, and whether it is new; `nil` where there is none.
    package func keep(
        _ forecasts: [KeptForecast],
        on day: CivilDay,
        by actor: Actor,
        now: Instant
    ) async throws -> (round: ForecastRound, isNew: Bool)? {
        try await writer.write { db in
            if let known = try Self.forecastRound(of: day.month, db) { return (known, false) }
            guard !forecasts.isEmpty else { return nil }
            for forecast in forecasts { try Self.insert(forecast, on: day, now: now, db) }
            let event = AuditEvent(
                actor,
                "plan.forecast",
                changes: [
                    AuditEvent.Change("day", after: "\(day)"),
                    AuditEvent.Change("forecasts", after: "\(forecasts.count)"),
                ]
            )
            try Self.record(event, now: now, db)
            try Self.raiseGeneration(db)
            return (ForecastRound(day: day, count: forecasts.count), true)
        }
    }

    private static func forecastRound(of month: CivilMonth, _ db: Database) throws -> ForecastRound? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT made_day, count(*) AS size FROM forecast_record WHERE made_day >= ? AND made_day < ?
                GROUP BY made_day ORDER BY made_day LIMIT 1
                """,
            arguments: [month.days.lowerBound.number, month.days.upperBound.number]
        ).map(ForecastRound.init(row:))
    }

    private static func insert(_ forecast: KeptForecast, on day: CivilDay, now: Instant, _ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO forecast_record VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                forecast.item, forecast.jurisdiction.rawValue, day.number, forecast.asked.goal,
                forecast.asked.comparator, forecast.asked.indicator, forecast.method, forecast.lastYear,
                forecast.goalYear, forecast.expected, forecast.range.lowerBound, forecast.range.upperBound,
                forecast.odds, forecast.status, now.seconds,
            ]
        )
    }
}

extension ForecastRound {
    fileprivate init(row: Row) { self.init(day: CivilDay(number: row["made_day"]), count: row["size"]) }
}

extension KeptForecast {
    fileprivate init(row: Row) {
        self.init(
            item: row["item_id"],
            jurisdiction: Jurisdiction.ID(rawValue: row["jurisdiction_id"]),
            asked: Asked(goal: row["goal"], comparator: row["comparator"], indicator: row["indicator"]),
            method: row["method"],
            lastYear: row["last_year"],
            goalYear: row["goal_year"],
            expected: row["expected"],
            // The table keeps low ≤ expected ≤ high.
            range: (row["low"] as Double)...(row["high"] as Double),
            odds: row["odds"],
            status: row["status"]
        )
    }
}
