import Buildings
import GRDB
import Metering
import Testing
import Units

@testable import Store

@Suite("Meters in the store")
struct MeterRegisterTests {
    @Test("a meter is added once, then unchanged")
    func added() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        #expect(try await test.register(meter: "M1", in: building, device: .fixture()) == .added)
        #expect(try await test.register(meter: "M1", in: building, device: .fixture()) == .unchanged)
        #expect(try await test.store.staleMeters().isEmpty)
        let placed = try await test.placed("M1")
        #expect(placed.meter.devices == [try MeterDevice.fixture()])
        #expect(placed.places == [MeterPlace(building: building, from: try day("2025-01-01"), to: nil)])
    }

    @Test("everything about a device comes back")
    func roundTrip() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let device = MeterDevice(
            kind: .interval,
            unit: .megawattHour,
            decimals: 3,
            digits: 9,
            ratio: FixedPoint(mantissa: 125, exponent: -2),
            interval: 3_600,
            validFrom: Instant(seconds: 1_735_700_000),
            previousEnd: 12,
            start: 34
        )
        try await test.register(meter: "M1", in: building, device: device)
        #expect(try await test.placed("M1").meter.devices == [device])
        #expect(try await test.register(meter: "M1", in: building, device: device) == .unchanged)
    }

    @Test("a later start is a swap; both devices stay, and the meter is to be derived again")
    func swap() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let meter = try await test.meter("M1", in: building).meter.id
        let new = try MeterDevice.fixture(from: "2025-03-01", previousEnd: 500, start: 0)
        #expect(try await test.register(meter: "M1", in: building, device: new) == .revised)
        #expect(try await test.placed("M1").meter.devices == [try .fixture(), new])
        #expect(try await test.store.staleMeters().keys.map { $0 } == [meter])
    }

    @Test("the same start with other values is a new revision of that device's record")
    func revision() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        _ = try await test.meter("M1", in: building)
        #expect(try await test.register(meter: "M1", in: building, device: .fixture(digits: 6)) == .revised)
        #expect(try await test.placed("M1").meter.devices == [try .fixture(digits: 6)])
        #expect(try await test.count("SELECT count(*) FROM meter_device_record") == 2)
    }

    @Test("a meter never changes what it measures")
    func itemDiffers() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        _ = try await test.meter("M1", in: building)
        #expect(try await test.register(meter: "M1", in: building, item: "01A00", device: .fixture()) == .itemDiffers)
        #expect(try await test.placed("M1").meter.item.rawValue == "01000")
    }

    @Test("a meter that moved belongs to its old building until that day")
    func moved() async throws {
        let test = try await TestStore()
        let (one, two) = (try await test.building("A1"), try await test.building("A2"))
        _ = try await test.meter("M1", in: one)
        #expect(try await test.register(meter: "M1", in: two, device: .fixture(from: "2025-03-01")) == .revised)
        let march = try day("2025-03-01")
        #expect(
            try await test.placed("M1").places == [
                MeterPlace(building: one, from: try day("2025-01-01"), to: march),
                MeterPlace(building: two, from: march, to: nil),
            ]
        )
        #expect(try await test.store.meterStays().count == 2)
    }

    @Test(
        "the list of a meter that moved can be imported again, and in any order",
        arguments: [[0, 1, 0, 1], [1, 0], [1, 0, 1], [0, 0, 1, 1]]
    )
    func anyOrder(order: [Int]) async throws {
        let test = try await TestStore()
        let buildings = [try await test.building("A1"), try await test.building("A2")]
        let dates = ["2025-01-01", "2025-03-01"]
        for index in order {
            try await test.register(meter: "M1", in: buildings[index], device: .fixture(from: dates[index]))
        }
        let march = try day("2025-03-01")
        #expect(
            try await test.placed("M1").places == [
                MeterPlace(building: buildings[0], from: try day("2025-01-01"), to: march),
                MeterPlace(building: buildings[1], from: march, to: nil),
            ]
        )
        for index in [0, 1] {
            let outcome = try await test.register(
                meter: "M1",
                in: buildings[index],
                device: .fixture(from: dates[index])
            )
            #expect(outcome == .unchanged)
        }
    }

    @Test("an older device that is entered later makes the stay longer")
    func olderDevice() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        _ = try await test.meter("M1", in: building)
        #expect(try await test.register(meter: "M1", in: building, device: .fixture(from: "2024-01-01")) == .revised)
        #expect(
            try await test.placed("M1").places == [MeterPlace(building: building, from: try day("2024-01-01"), to: nil)]
        )
    }

    @Test("a building entered wrongly is replaced, not ended after zero days")
    func corrected() async throws {
        let test = try await TestStore()
        let (one, two) = (try await test.building("A1"), try await test.building("A2"))
        _ = try await test.meter("M1", in: one)
        #expect(try await test.register(meter: "M1", in: two, device: .fixture()) == .revised)
        #expect(try await test.placed("M1").places == [MeterPlace(building: two, from: try day("2025-01-01"), to: nil)])
    }

    @Test("a stay in the middle divides the one it falls into")
    func middle() async throws {
        let test = try await TestStore()
        let ids = [try await test.building("A1"), try await test.building("A2"), try await test.building("A3")]
        try await test.register(meter: "M1", in: ids[0], device: .fixture(from: "2025-01-01"))
        try await test.register(meter: "M1", in: ids[2], device: .fixture(from: "2025-05-01"))
        try await test.register(meter: "M1", in: ids[1], device: .fixture(from: "2025-03-01"))
        let days = try ["2025-01-01", "2025-03-01", "2025-05-01"].map(day)
        #expect(
            try await test.placed("M1").places == [
                MeterPlace(building: ids[0], from: days[0], to: days[1]),
                MeterPlace(building: ids[1], from: days[1], to: days[2]),
                MeterPlace(building: ids[2], from: days[2], to: nil),
            ]
        )
    }

    @Test("a mark of staleness that is set again meanwhile stays")
    func staleMarks() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let meter = try await test.meter("M1", in: building)
        try await test.register(meter: "M1", in: building, device: .fixture(digits: 7))
        let marks = try await test.store.staleMeters()
        try await test.register(meter: "M1", in: building, device: .fixture(digits: 6))
        try await test.store.replaceConsumption([], freshened: marks)
        #expect(try await test.store.staleMeters().keys.map { $0 } == [meter.meter.id])
        try await test.store.replaceConsumption([], freshened: test.store.staleMeters())
        #expect(try await test.store.staleMeters().isEmpty)
    }

    @Test("a building that moves makes its meters stale, a new name does not")
    func staleByMove() async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        let meter = try await test.meter("M1", in: building)
        try await test.register(.fixture("A1", name: "新楼"))
        #expect(try await test.store.staleMeters().isEmpty)
        try await test.register(.fixture("A1", name: "新楼"), in: TestStore.lianyun)
        #expect(try await test.store.staleMeters().keys.map { $0 } == [meter.meter.id])
    }

    @Test("meters are listed by code")
    func lists() async throws {
        let test = try await TestStore()
        let (one, two) = (try await test.building("A1"), try await test.building("A2"))
        for (code, building) in [("M3", one), ("M1", two), ("M2", one)] { _ = try await test.meter(code, in: building) }
        #expect(try await test.store.meters(scope: .all).map(\.meter.code) == ["M1", "M2", "M3"])
    }
}
