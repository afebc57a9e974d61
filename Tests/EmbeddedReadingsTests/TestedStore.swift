import Foundation
import Metering
import Testing
import Units

@testable import EmbeddedReadings

/// The stores that keep the contract.
enum StoreKind: String, CaseIterable, CustomTestStringConvertible {
    /// Everything stays in the journal and in memory.
    case embedded
    /// A seal follows each commit.
    case sealing
    case rowTable

    var testDescription: String { rawValue }

    /// An empty store of this kind.
    func open() throws -> TestedStore {
        let folder = try TemporaryFolder()
        return switch self {
        case .embedded: TestedStore(store: try EmbeddedReadings(directory: folder.path), folder: folder)
        case .sealing:
            TestedStore(store: try EmbeddedReadings(directory: folder.path, limits: .sealing), folder: folder)
        case .rowTable: TestedStore(store: RowTable(), folder: folder)
        }
    }
}

extension EngineLimits {
    /// Bounds that make every commit a seal.
    static var sealing: EngineLimits {
        var limits = EngineLimits()
        limits.unsealedReadings = 1
        return limits
    }
}

/// A store and its folder.
struct TestedStore {
    let store: any ReadingStore
    let folder: TemporaryFolder

    /// Appends readings of the first meter.
    @discardableResult
    func append(_ readings: [Reading], source: Int64 = 1) async throws -> AppendResult {
        try await store.append(ReadingBatch(readings: [.first: readings], source: source))
    }

    /// All readings of a meter.
    func all(_ meter: Meter.ID = .first) async throws -> [Reading] {
        try await store.readings(of: meter, in: .always)
    }

    /// The replaced values of a meter.
    func superseded(_ meter: Meter.ID = .first) async throws -> [SupersededReading] {
        try await store.superseded(of: meter, in: .always)
    }
}

extension Range<CivilDay> {
    /// All days that a test has anything to do with.
    static var always: Range<CivilDay> { CivilDay(number: -100_000)..<CivilDay(number: 100_000) }
}

extension ReadingStatistics {
    /// Readings, meter-days and the last change.
    var size: [Int] { [readings, meterDays, Int(sequence)] }
}
