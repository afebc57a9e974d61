import Access
import Buildings
import Carbon
import Documents
import EmbeddedReadings
import Foundation
import Metering
import Store
import Testing
import Units
import Workflows

/// The instant of a civil time such as `2025-01-03 00:15`; hour 24 is the next midnight.
func at(_ text: String) throws -> Instant {
    let parts = text.split(separator: " ")
    let clock = parts.dropFirst().joined().split(separator: ":").compactMap { Int64($0) }
    let seconds = zip(clock, [3_600, 60, 1]).reduce(Int64(0)) { $0 + $1.0 * $1.1 }
    return try day(String(parts[0])).start.adding(seconds: seconds)
}

/// The civil day of a date such as `2025-01-03`.
func day(_ text: String) throws -> CivilDay { try #require(CivilDay(text)) }

/// A month such as `2025-01`.
func month(_ text: String) throws -> CivilMonth { try #require(CivilMonth(text)) }

/// Whether two figures agree to a millionth.
func agree(_ figure: Double, _ expected: Double, within relative: Double = 1e-6) -> Bool {
    abs(figure - expected) <= abs(expected) * relative
}

/// A folder of its own that goes away with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tanfeng-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: path + "/resources", withIntermediateDirectories: true)
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Sources"
        )
        for target in ["Units", "Texts", "PeakPlanning", "Metering", "Carbon", "Scenarios", "DemoCity", "Store"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(path)/resources/\(target)",
                withDestinationPath: sources.standardizedFileURL.appendingPathComponent("\(target)/Resources").path
            )
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A platform over files in a temporary folder.
struct TestPlatform {
    let folder: TemporaryFolder
    let store: Store
    let readings: EmbeddedReadings
    let platform: Platform

    /// Opens a platform on 1 July 2026, in a new folder unless one is given.
    init(folder: TemporaryFolder? = nil, now: (@Sendable () -> Instant)? = nil) throws {
        let noon = try at("2026-07-01 12:00")
        self.folder = try folder ?? TemporaryFolder()
        store = try Store(directory: self.folder.path)
        readings = try EmbeddedReadings(directory: self.folder.path)
        platform = try Platform(
            dataDirectory: self.folder.path,
            store: store,
            readings: readings,
            resources: ResourceDirectory(override: self.folder.path + "/resources"),
            people: .quick,
            now: now ?? { noon }
        )
    }

    /// Writes a file and queues its import.
    func submit(_ kind: Job.Kind, _ bytes: Data, stamp: IntervalStamp = .end) async throws -> Int64 {
        let path = "\(folder.path)/\(UUID().uuidString).csv"
        try bytes.write(to: URL(fileURLWithPath: path))
        return try await platform.submit(ImportRequest(kind: kind, path: path, stamp: stamp), by: .console)
    }

    /// Imports bytes to the end.
    @discardableResult
    func load(_ kind: Job.Kind, bytes: Data, stamp: IntervalStamp = .end) async throws -> Job {
        let id = try await submit(kind, bytes, stamp: stamp)
        #expect(try await platform.runJob(id))
        return try #require(await platform.job(id))
    }

    /// Imports text to the end.
    @discardableResult
    func load(_ kind: Job.Kind, _ text: String, stamp: IntervalStamp = .end) async throws -> Job {
        try await load(kind, bytes: Data(text.utf8), stamp: stamp)
    }

    /// A platform with two buildings in two districts and the given meters.
    static func city(
        meters: String = City.meters,
        folder: TemporaryFolder? = nil,
        now: (@Sendable () -> Instant)? = nil
    ) async throws -> TestPlatform {
        let test = try TestPlatform(folder: folder, now: now)
        let buildings = try await test.load(.importBuildings, City.buildings)
        #expect(buildings.accepted == 3 && buildings.rejected == 0)
        let job = try await test.load(.importMeters, meters)
        #expect(job.rejected == 0 && job.state == .done)
        return test
    }

    /// The rows that a job refused, heading first.
    func rejected(_ job: Job) throws -> [[String]] {
        let path = try #require(platform.rejectedFile(job: job.id))
        var reader = try CSVReader(path: path)
        var rows = [reader.header]
        while try reader.next() { rows.append(reader.texts) }
        return rows
    }

    func building(_ code: String) async throws -> Building.ID { try #require(await store.buildingIDs()[code]) }

    func meter(_ code: String) async throws -> PlacedMeter {
        try #require(await store.meters(scope: .all).first { $0.meter.code == code })
    }

    /// A meter's kilowatt-hours (or other units) by date.
    func days(_ code: String) async throws -> [String: Double] {
        let meter = try await meter(code).meter.id
        let all = try await store.dayConsumption(of: meter, days: day("2000-01-01")..<day("2100-01-01"))
        return Dictionary(uniqueKeysWithValues: all.map { ($0.day.description, $0.amount.value) })
    }

    /// A building's emissions in a month, as its page shows them. [kg]
    func carbon(_ code: String, _ text: String) async throws -> Double {
        let month = try month(text)
        let detail = try #require(
            await platform.building(building(code), year: CivilYear(month.year), scope: .all)
        )
        return try #require(detail.months.first { $0.month == month }).account.total.kilograms
    }
}

/// The small city that most tests import.
enum City {
    static let office = "320706A001"
    static let mall = "320703B002"
    static let school = "320706D003"

    static let buildings = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code
        320706A001,市政大楼,A,10000,320706
        320703B002,海滨商场,B,20000,320703
        320706D003,实验学校,D,5000,320706
        """

    static let meterHeader = "meter,building,item,kind,unit,decimals,digits,ratio,valid_from,previous_end,start"

    static let meters = """
        \(meterHeader)
        E1,320706A001,01000,register,kWh,2,9,1,2025-01-01,,
        E1A,320706A001,01A00,register,kWh,2,9,1,2025-01-01,,
        G1,320706A001,03000,register,m3,3,9,1,2025-01-01,,
        W1,320706A001,02000,register,m3,3,9,1,2025-01-01,,
        E2,320703B002,01000,interval,kWh,1,6,40,2025-01-01,,
        H2,320703B002,04000,register,GJ,3,9,1,2025-01-01,,
        E3A,320706D003,01A00,register,kWh,2,9,1,2025-01-01,,
        E3B,320706D003,01B00,register,kWh,2,9,1,2025-01-01,,
        """
}
