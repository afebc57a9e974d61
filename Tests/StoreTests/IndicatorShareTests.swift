import Buildings
import GRDB
import Testing
import Units

@testable import Store

@Suite("Shares of a place")
struct IndicatorShareTests {
    private let city = IndicatorCity.city
    private let haizhou = IndicatorCity.haizhou
    private let lianyun = IndicatorCity.lianyun

    /// What `v_place_share` says of green among all communities of the city in 2025, in order.
    private func shares(_ place: IndicatorCity) async throws -> [String] {
        try await place.store.writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT kind, subject, part, whole FROM v_place_share
                    WHERE place_id = 1 AND year = 2025 AND scope = ''
                        AND part_quantity = 'community.green' AND whole_quantity = 'community.total'
                    ORDER BY kind, CAST(subject AS INTEGER)
                    """
            ).map { "\($0[0] as String) \($0[1] as String): \($0[2] as Double) of \($0[3] as Double)" }
        }
    }

    /// Reports a quantity for buildings of a district.
    private func report(
        _ quantity: String,
        _ values: [Int64: Double],
        in district: Jurisdiction.ID,
        to place: IndicatorCity
    ) async throws {
        let source = try await place.store.syntheticSource(name: "test", now: IndicatorCity.now)
        try await place.store.writer.write { db in
            for id in values.keys {
                try db.execute(sql: "INSERT OR IGNORE INTO building VALUES (?, 0)", arguments: [id])
            }
        }
        let reports = values.map { id, value in
            ReportedValue(
                quantity: quantity,
                jurisdiction: district,
                building: .init(rawValue: id),
                year: 2025,
                value: value,
                reporter: "业主"
            )
        }
        try await place.store.report(reports, source: source, now: IndicatorCity.now)
    }

    @Test("a building without the part counts with none of it, only where its district reported the part")
    func buildings() async throws {
        let place = try IndicatorCity()
        try await report("community.total", [1: 10, 2: 20], in: haizhou, to: place)
        try await report("community.total", [3: 40], in: lianyun, to: place)
        #expect(try await shares(place) == [])
        try await report("community.green", [1: 4], in: haizhou, to: place)
        #expect(try await shares(place) == ["building 1: 4.0 of 10.0", "building 2: 0.0 of 20.0"])
        // The other district reports the part for itself: so much is known of its building too.
        try await place.report("community.green", 2025, [lianyun: 5])
        #expect(
            try await shares(place)
                == ["building 1: 4.0 of 10.0", "building 2: 0.0 of 20.0", "building 3: 0.0 of 40.0"]
        )
    }

    @Test("a district counts with both numbers or not at all, with the latest of each")
    func districts() async throws {
        let place = try IndicatorCity()
        try await place.report("community.total", 2025, [haizhou: 30, lianyun: 10])
        try await place.report("community.green", 2024, [lianyun: 9])
        try await place.report("community.green", 2025, [haizhou: 18])
        try await place.report("community.green", 2025, [haizhou: 12])
        #expect(try await shares(place) == ["jurisdiction 2: 12.0 of 30.0"])
    }

    @Test("what the city reported of one number is not set beside what its districts reported of the other")
    func wholeCity() async throws {
        let place = try IndicatorCity()
        try await place.report("community.total", 2025, [haizhou: 30, lianyun: 10])
        try await place.report("community.green", 2025, [haizhou: 18, lianyun: 2, city: 25])
        try await report("community.total", [1: 10], in: haizhou, to: place)
        #expect(try await shares(place) == [])
        try await place.report("community.total", 2025, [city: 50])
        #expect(try await shares(place) == ["jurisdiction 1: 25.0 of 50.0"])
    }

    @Test("reports are found by their quantity, however many others there are")
    func plan() async throws {
        let place = try IndicatorCity()
        let steps = try await place.store.writer.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT sum(part), sum(whole) FROM v_place_share
                    WHERE place_id = 1 AND year = 2025 AND scope = '' AND part_quantity = 'a' AND whole_quantity = 'b'
                    """
            ).map { $0["detail"] as String }
        }
        let reports = steps.filter { $0.contains(" report ") || $0.hasSuffix(" report") }
        #expect(!reports.isEmpty)
        #expect(reports.allSatisfy { $0.contains("reported_value_key (quantity=? AND scope=? AND year=?") })
    }
}
