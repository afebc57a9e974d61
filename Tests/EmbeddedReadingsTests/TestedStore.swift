import Foundation
import GRDB
import Metering
import Testing
import Units

@testable import EmbeddedReadings

/// The stores that keep the contract.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
    case embedded
    case rowTable

    var testDescription: String { rawValue }

    /// An empty store of this kind.
    func open() throws -> TestedStore {
        switch self {
        case .embedded:
            let folder = try TemporaryFolder()
            let store = try EmbeddedReadings(directory: folder.path)
            return TestedStore(store: store, folder: folder) {
                try await store.pool.read { db in
                    try Row.fetchAll(db, sql: "SELECT * FROM superseded_record ORDER BY rowid").map { row in
                        SupersededReading(
                            meter: Meter.ID(rawValue: row["meter_id"]),
                            reading: Reading(
                                stamp: Instant(seconds: row["stamp"]),
                                counts: row["counts"],
                                quality: Reading.Quality(rawValue: row["quality"]) ?? .invalid
                            ),
                            source: row["source_id"]
                        )
                    }
                }
            }
        case .rowTable:
            let store = RowTable()
            return TestedStore(store: store, folder: nil) { await store.superseded }
        }
    }
}

/// A store with what the protocol does not show.
struct TestedStore {
    let store: any ReadingStore
    /// Kept as long as the store.
    let folder: TemporaryFolder?
    /// The values that were replaced, in any order.
    let superseded: @Sendable () async throws -> [SupersededReading]

    /// Appends readings of the first meter.
    @discardableResult
    func append(_ readings: [Reading], source: Int64 = 1) async throws -> AppendResult {
        try await store.append(ReadingBatch(readings: [.first: readings], source: source))
    }

    /// All readings of a meter.
    func all(_ meter: Meter.ID = .first) async throws -> [Reading] {
        try await store.readings(of: meter, in: CivilDay(number: -100_000)..<CivilDay(number: 100_000))
    }
}
