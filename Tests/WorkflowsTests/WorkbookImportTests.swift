import Documents
import Foundation
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Import of workbooks")
struct WorkbookImportTests {
    private func load(
        _ test: TestPlatform,
        _ kind: Job.Kind,
        _ headings: [String],
        _ rows: [[WorkbookCell]]
    ) async throws -> Job {
        let path = "\(test.folder.path)/\(UUID().uuidString).xlsx"
        var writer = try WorkbookWriter(path: path, sheet: "数据", headings: headings)
        for row in rows { writer.write(row) }
        try writer.add(sheet: "说明", headings: ["x"])
        try writer.finish()
        return try await test.load(kind, bytes: try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test("readings: good rows are taken, bad ones listed by the name of their cell")
    func readings() async throws {
        let test = try await TestPlatform.city()
        let value = FixedPoint(mantissa: 10_000, exponent: -2)
        let job = try await load(
            test,
            .importReadings,
            ["计量点编码", "时间", "读数"],
            [
                [.text("E1"), .time(try at("2025-03-01 00:00")), .number(value)],
                [.text("E1"), .time(try at("2025-03-01 24:00")), .number(FixedPoint(mantissa: 350_50, exponent: -2))],
                [.text("E9"), .time(try at("2025-03-01 24:00")), .number(value)],
                [.text("E1"), .text("昨天"), .number(value)],
                [.text("E1"), .time(try at("2025-03-02 12:00")), .text("很多")],
                [.text("W1"), .text("2025-03-01 00:00"), .text("7.125")],
            ]
        )
        #expect(job.state == .done && job.accepted == 3 && job.rejected == 3)
        #expect(try await test.days("E1") == ["2025-03-01": 250.5])
        let rejected = try test.rejected(job)
        #expect(rejected.dropFirst().map { $0[0] } == ["4", "5", "6"])
        #expect(rejected.dropFirst().map { $0[1] } == ["A4 计量点编码", "B5 时间", "C6 读数"])
        #expect(rejected.last?.suffix(3) == ["E1", "2025-03-02 12:00:00", "很多"])
        #expect(job.findings.map(\.rule) == ["import.workbook.sheets"])
        #expect(job.findings.first?.evidence == ["数据", "说明"])
        let names = try FileManager.default.contentsOfDirectory(atPath: test.folder.path)
        #expect(!names.contains { $0.hasSuffix(".rows") || $0.hasSuffix(".part") })
    }

    @Test("registers come in the same way")
    func meters() async throws {
        let test = try await TestPlatform.city()
        let headings = ["meter", "building", "item", "kind", "unit", "decimals", "digits", "ratio", "valid_from"]
        let row: [WorkbookCell] = [
            .text("X1"), .text(City.office), .text("01B00"), .text("register"), .text("kWh"),
            .number(FixedPoint(mantissa: 2)), .number(FixedPoint(mantissa: 8)),
            .number(FixedPoint(mantissa: 15, exponent: -1)), .time(try at("2025-05-01 08:30")),
        ]
        let job = try await load(test, .importMeters, headings, [row, row])
        #expect(job.state == .done && job.accepted == 1 && job.rejected == 1)
        let device = try #require(try await test.meter("X1").meter.devices.first)
        #expect(device.validFrom == (try at("2025-05-01 08:30")) && device.ratio.doubleValue == 1.5)
    }
}
