import Foundation
import Metering
import Testing
import Units

/// The instant of a civil time such as `2025-01-03 00:15`; hour 24 is the next midnight.
func at(_ text: String) throws -> Instant {
    let parts = text.split(separator: " ")
    let clock = parts.dropFirst().joined().split(separator: ":").compactMap { Int64($0) }
    let seconds = zip(clock, [3_600, 60, 1]).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
    return try day(String(parts[0])).start.adding(seconds: seconds)
}

/// The civil day of a date such as `2025-01-03`.
func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

/// Readings from civil times and counts.
func readings(_ values: (String, Int64)...) throws -> [Reading] {
    try values.map { Reading(stamp: try at($0.0), counts: $0.1) }
}

extension Meter.ID {
    static let first = Meter.ID(rawValue: 1)
    static let second = Meter.ID(rawValue: 2)
}

/// A folder of its own that goes away with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tanfeng-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
