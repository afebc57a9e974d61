package import Buildings
import GRDB
package import Metering
package import Units

/// A weather station (气象站).
package struct WeatherStation: Sendable, Hashable {
    package let id: Int64
    package let code: String
    /// Its name; empty where no file gave one.
    package let name: String
}

/// Whose temperature a station gives (气象站适用).
package enum StationPlace: Sendable, Hashable {
    case place(Jurisdiction.ID)
    case building(Building.ID)
}

/// What one row of a file says of the temperature outside.
package struct TemperatureRow: Sendable, Hashable {
    package let station: String
    /// The station's name, where the row has one.
    package let name: String?
    package let serves: StationPlace?
    package let temperature: OutdoorTemperature

    package init(station: String, name: String?, serves: StationPlace?, temperature: OutdoorTemperature) {
        self.station = station
        self.name = name
        self.serves = serves
        self.temperature = temperature
    }
}

extension Store {
    /// Keeps temperatures; another value for the same time is a new revision.
    ///
    /// - Returns: of each whether it was new.
    package func keep(temperatures rows: [TemperatureRow], source: Int64) async throws -> [Bool] {
        try await writer.write { db in
            var stations: [String: Int64] = [:]
            let outcomes = try rows.map { row in
                let station = try stations[row.station] ?? Self.station(row.station, db)
                stations[row.station] = station
                return try Self.keep(row, station: station, source: source, db)
            }
            if outcomes.contains(true) { try Self.raiseGeneration(db) }
            return outcomes
        }
    }

    private static func station(_ code: String, _ db: Database) throws -> Int64 {
        try db.execute(sql: "INSERT INTO weather_station (code) VALUES (?) ON CONFLICT DO NOTHING", arguments: [code])
        return try Int64.fetchOne(db, sql: "SELECT id FROM weather_station WHERE code = ?", arguments: [code]) ?? 0
    }

    private static func keep(_ row: TemperatureRow, station: Int64, source: Int64, _ db: Database) throws -> Bool {
        var isNew = false
        if let name = row.name {
            try db.cachedStatement(sql: "UPDATE weather_station SET name = ?1 WHERE id = ?2 AND name <> ?1").execute(
                arguments: [name, station]
            )
            isNew = db.changesCount > 0
        }
        if let place = row.serves {
            let (column, id): (String, Int64) =
                switch place {
                case .place(let id): ("jurisdiction_id", id.rawValue)
                case .building(let id): ("building_id", id.rawValue)
                }
            try db.execute(
                sql: """
                    INSERT INTO weather_station_place (\(column), station_id) VALUES (?1, ?2)
                    ON CONFLICT (\(column)) DO UPDATE SET station_id = ?2 WHERE station_id <> ?2
                    """,
                arguments: [id, station]
            )
            isNew = isNew || db.changesCount > 0
        }
        let temperature = row.temperature
        let latest = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT revision, hundredths_degc FROM temperature_record
                    WHERE station_id = ? AND at = ? AND span_s = ? ORDER BY revision DESC LIMIT 1
                    """
            ),
            arguments: [station, temperature.at.seconds, temperature.span.rawValue]
        )
        if let latest, latest["hundredths_degc"] == temperature.hundredths { return isNew }
        try db.cachedStatement(sql: "INSERT INTO temperature_record VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
            station, temperature.at.seconds, temperature.span.rawValue, (latest?["revision"] as Int? ?? 0) + 1,
            temperature.hundredths, source,
        ])
        return true
    }

    /// What a station observed on some days, the latest revisions, in order of time.
    package func temperatures(of station: Int64, days: Range<CivilDay>) async throws -> [OutdoorTemperature] {
        try await writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT at, span_s, hundredths_degc, max(revision) FROM temperature_record
                    WHERE station_id = ? AND at >= ? AND at < ? GROUP BY at, span_s ORDER BY at, span_s
                    """,
                arguments: [station, days.lowerBound.start.seconds, days.upperBound.start.seconds]
            ).compactMap { row in
                OutdoorTemperature.Span(rawValue: row["span_s"]).map {
                    OutdoorTemperature(at: Instant(seconds: row["at"]), span: $0, hundredths: row["hundredths_degc"])
                }
            }
        }
    }

    /// All weather stations, and for whom they were named.
    package func weatherStations() async throws -> (stations: [WeatherStation], named: [StationPlace: WeatherStation]) {
        try await writer.read { db in
            let stations = try Row.fetchAll(db, sql: "SELECT * FROM weather_station ORDER BY code").map {
                WeatherStation(id: $0["id"], code: $0["code"], name: $0["name"])
            }
            let byID = Dictionary(stations.map { ($0.id, $0) }) { first, _ in first }
            var named: [StationPlace: WeatherStation] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM weather_station_place") {
                guard let station = byID[row["station_id"]] else { continue }
                if let id = row["jurisdiction_id"] as Int64? {
                    named[.place(Jurisdiction.ID(rawValue: id))] = station
                } else if let id = row["building_id"] as Int64? {
                    named[.building(Building.ID(rawValue: id))] = station
                }
            }
            return (stations, named)
        }
    }
}
