import Buildings
import Foundation
import GRDB
import Metering
import Testing
import Units

@testable import Store

/// The civil day of a date such as `2025-01-03`.
func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

/// A store in memory with one city, two districts and a functional zone.
struct TestStore {
    static let now = Instant(seconds: 1_750_000_000)
    static let city = Jurisdiction.ID(rawValue: 1)
    static let haizhou = Jurisdiction.ID(rawValue: 2)
    static let lianyun = Jurisdiction.ID(rawValue: 3)
    static let zone = Jurisdiction.ID(rawValue: 4)

    let store: Store
    let source: Int64

    init() async throws {
        store = try Store(DatabaseQueue())
        func place(_ id: Jurisdiction.ID, _ kind: Jurisdiction.Kind, _ code: String?, _ name: String) -> Jurisdiction {
            Jurisdiction(
                id: id,
                kind: kind,
                divisionCode: code,
                name: name,
                englishName: name,
                parent: id == Self.city ? nil : Self.city
            )
        }
        try store.seed(
            jurisdictions: [
                place(Self.city, .city, "320700", "连云港市"), place(Self.haizhou, .district, "320706", "海州区"),
                place(Self.lianyun, .district, "320703", "连云区"), place(Self.zone, .functionalZone, nil, "徐圩新区"),
            ],
            predecessors: [(Self.haizhou, Self.lianyun)]
        )
        let job = try await store.createJob(kind: "import.buildings", input: "{}", now: Self.now)
        source = try await store.source(kind: "import", name: "楼.csv", job: job, now: Self.now)
    }

    /// Registers one building and says what became of it.
    @discardableResult
    func register(
        _ registration: BuildingRegistration,
        in jurisdiction: Jurisdiction.ID = TestStore.haizhou,
        zone: Jurisdiction.ID? = nil,
        on text: String = "2025-06-01"
    ) async throws -> RegistrationOutcome {
        let outcomes = try await store.register(
            buildings: [PlacedRegistration(registration: registration, jurisdiction: jurisdiction, zone: zone)],
            source: source,
            day: day(text),
            now: Self.now
        )
        return try #require(outcomes.first)
    }

    /// Registers one building and gives its id.
    func building(
        _ code: String,
        in jurisdiction: Jurisdiction.ID = TestStore.haizhou,
        zone: Jurisdiction.ID? = nil
    ) async throws -> Building.ID {
        try await register(.fixture(code), in: jurisdiction, zone: zone)
        return try #require(await store.buildingIDs()[code])
    }

    /// Registers one meter and says what became of it.
    @discardableResult
    func register(
        meter code: String,
        in building: Building.ID,
        item: String = "01000",
        device: MeterDevice
    ) async throws -> RegistrationOutcome {
        let item = try #require(EnergyItemCode(rawValue: item))
        let registration = MeterRegistration(code: code, building: building, item: item, device: device)
        return try #require(try await store.register(meters: [registration], source: source).first)
    }

    /// Registers one meter and gives it back with its places.
    func meter(_ code: String, in building: Building.ID, item: String = "01000") async throws -> PlacedMeter {
        try await register(meter: code, in: building, item: item, device: .fixture())
        return try await placed(code)
    }

    func placed(_ code: String) async throws -> PlacedMeter {
        try #require(await store.meters(scope: .all).first { $0.meter.code == code })
    }

    /// Replaces consumption of a meter: kilowatt-hours by date, each a whole day measured.
    func consume(_ meter: PlacedMeter, _ days: [String: Int64], sequence: Int64? = nil) async throws {
        let consumed = try days.map { DayConsumption(day: try day($0.key), kilowattHours: $0.value) }
        let numbers = consumed.map(\.day)
        let range = try #require(numbers.min())...(try #require(numbers.max()))
        let result = ConsumptionResult(days: consumed.sorted { $0.day < $1.day })
        try await store.replaceConsumption(
            [MeterConsumption(meter: meter, days: range, result: result)],
            consumedSequence: sequence
        )
    }

    func execute(_ sql: String) async throws { try await store.writer.write { try $0.execute(sql: sql) } }

    func count(_ sql: String) async throws -> Int {
        try await store.writer.read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }
}

extension DayConsumption {
    /// A whole day of measured consumption.
    init(day: CivilDay, kilowattHours: Int64) {
        self.init(day: day, amount: Amount(micro: kilowattHours * 1_000_000), coveredSeconds: 86_400)
    }
}

extension BuildingRegistration {
    /// An office of 10 000 m².
    static func fixture(_ code: String, name: String = "办公楼") -> BuildingRegistration {
        BuildingRegistration(code: code, name: name, kind: .office, grossFloorArea: .squareMetres(10_000))
    }
}

extension MeterDevice {
    /// A register of kilowatt-hours in place since New Year 2025.
    static func fixture(
        kind: Kind = .register,
        from: String = "2025-01-01",
        digits: Int = 8,
        previousEnd: Int64? = nil,
        start: Int64? = nil
    ) throws -> MeterDevice {
        MeterDevice(
            kind: kind,
            unit: .kilowattHour,
            decimals: 2,
            digits: digits,
            validFrom: try day(from).start,
            previousEnd: previousEnd,
            start: start
        )
    }
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
