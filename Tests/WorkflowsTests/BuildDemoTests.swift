import Access
import DemoCity
import EmbeddedReadings
import Foundation
import Metering
import Synchronization
import Testing
import Units
import Workflows

@Suite("a generated city")
struct BuildDemoTests {
    static func request(_ city: DemoCity.City = .lianyungang, buildings: Int = 6) throws -> DemoRequest {
        DemoRequest(city: city, buildings: buildings, days: try day("2025-12-28")..<day("2026-01-08"))
    }

    @Test("is whole, verifies, and is labelled synthetic", arguments: DemoCity.City.allCases)
    func whole(city: DemoCity.City) async throws {
        let test = try TestPlatform()
        let request = try Self.request(city, buildings: 8)
        let stages = Stages()
        try await test.platform.buildDemo(request) { stages.note($0) }
        #expect(stages.all == DemoProgress.Stage.allCases.map(\.rawValue))
        let verification = try await test.platform.verify()
        #expect(verification.problems == [])
        #expect(verification.readings > 8 * 5 * 96 * 10)
        let state = try await test.platform.dataState(scope: .all)
        #expect(state.years.map(\.number) == [2025, 2026])
        #expect(state.lastDay == (try day("2026-01-07")))
        #expect(state.isSynthetic)
        #expect(state.buildingCount == 8)
        #expect(state.city?.divisionCode == city.divisionCode)
        #expect(state.planTargetCount > 20)
    }

    @Test("made twice, it is what it was")
    func twice() async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(Self.request()) { _ in }
        let before = try await (test.readings.statistics(), test.platform.targetReport(scope: .all))
        try await test.platform.buildDemo(Self.request()) { _ in }
        let after = try await (test.readings.statistics(), test.platform.targetReport(scope: .all))
        #expect(before.0.readings == after.0.readings)
        #expect(before.1?.targets.map(\.value) == after.1?.targets.map(\.value))
        #expect(try await test.platform.plan(jurisdiction: nil, scope: .all)?.facts.revision == 1)
    }

    @Test("is not made on top of another demo, of a plan or of real buildings")
    func refused() async throws {
        let other = try TestPlatform()
        try await other.platform.buildDemo(Self.request()) { _ in }
        for request in [
            try Self.request(.tianjin), try Self.request(buildings: 7),
            DemoRequest(city: .lianyungang, buildings: 6, days: try day("2025-12-28")..<day("2026-01-09")),
        ] {
            await #expect { try await other.platform.buildDemo(request) { _ in } } throws: {
                if case .holdsOtherDemo = $0 as? DemoError { true } else { false }
            }
        }
        let real = try await TestPlatform.city()
        await #expect(throws: DemoError.holdsOtherData) { try await real.platform.buildDemo(Self.request()) { _ in } }
        let planned = try TestPlatform()
        _ = try await planned.platform.importPlan(path: "\(PlanTests.shipped)/lianyungang-2024.txt", actor: .console)
        await #expect(throws: DemoError.holdsOtherData) {
            try await planned.platform.buildDemo(Self.request()) { _ in }
        }
    }
}

/// The stages in the order they were told.
private final class Stages: Sendable {
    private let seen = Mutex<[String]>([])

    var all: [String] { seen.withLock { $0 } }

    func note(_ progress: DemoProgress) {
        seen.withLock { if $0.last != progress.stage.rawValue { $0.append(progress.stage.rawValue) } }
    }
}
