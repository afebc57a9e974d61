import Buildings
import Documents
import HTTPTypes
import Hummingbird
import Metering
import NIOCore
import Units
import Workflows

/// Readings and consumption for programs and spreadsheets (读数导出): pages of JSON by cursor, or one stream of CSV.
enum ExportController {
    /// Rows of a page where nobody says how many: a month of one meter by quarters of an hour.
    static let rows = 3_000
    static let mostRows = 10_000

    static func readings(_ exchange: Exchange) async throws -> Response {
        try await page(exchange, "readings") { platform, meter, days in
            try await platform.readings(of: meter, in: days).map { ($0.stamp, .reading($0)) }
        }
    }

    static func consumption(_ exchange: Exchange) async throws -> Response {
        let step = try exchange.step()
        return try await page(exchange, "consumption") { platform, meter, days in
            try await platform.consumption(of: meter, in: days, by: step).map { ($0.start, .slot($0)) }
        }
    }

    static func readingsFile(_ exchange: Exchange) async throws -> Response {
        try await file(exchange, "readings", headings: readingHeadings) { platform, meter, days in
            try await platform.readings(of: meter, in: days).map(Row.reading)
        }
    }

    static func consumptionFile(_ exchange: Exchange) async throws -> Response {
        let step = try exchange.step()
        return try await file(exchange, "consumption-\(step.rawValue)", headings: slotHeadings) {
            platform,
            meter,
            days in
            try await platform.consumption(of: meter, in: days, by: step).map(Row.slot)
        }
    }

    static func readingsWorkbook(_ exchange: Exchange) async throws -> Response {
        try await workbook(exchange, "readings", headings: readingHeadings) { platform, meter, days in
            try await platform.readings(of: meter, in: days).map(Row.reading)
        }
    }

    static func consumptionWorkbook(_ exchange: Exchange) async throws -> Response {
        let step = try exchange.step()
        return try await workbook(exchange, "consumption-\(step.rawValue)", headings: slotHeadings) {
            platform,
            meter,
            days in
            try await platform.consumption(of: meter, in: days, by: step).map(Row.slot)
        }
    }

    private static let readingHeadings = ["meter", "time", "value", "quality"]
    private static let slotHeadings = ["meter", "start", "amount", "estimated_amount", "covered_s", "unit"]

    fileprivate enum Row: Sendable {
        case reading(Reading)
        case slot(SlotConsumption)
    }

    /// A page of JSON; the cursor names the last row by meter and instant, so that what comes in meanwhile moves nothing.
    private static func page(
        _ exchange: Exchange,
        _ list: String,
        _ read: (Platform, ExportedMeter, Range<CivilDay>) async throws -> [(at: Instant, row: Row)]
    ) async throws -> Response {
        let query = try exchange.readingQuery()
        let platform = exchange.site.platform
        guard let meters = try await platform.exportedMeters(query, scope: exchange.scope) else {
            throw WebError.notFound
        }
        let limit = try exchange.integer("limit", in: 1...mostRows) ?? rows
        let after = try exchange.exportCursor()
        var text = RowText()
        text.append(Array("{\"\(list)\":[".utf8))
        var count = 0
        var last = ""
        var next: String?
        meters: for meter in meters where after.map({ meter.meter.id.rawValue >= $0.meter }) ?? true {
            let words = try MeterText(meter.meter)
            let isResumed = after?.meter == meter.meter.id.rawValue
            for days in try await platform.readDays(of: meter, in: query.days) {
                if isResumed, let after, days.upperBound <= CivilDay(containing: after.at) { continue }
                for (at, row) in try await read(platform, meter, days) {
                    if isResumed, let after, at <= after.at { continue }
                    guard count < limit else {
                        next = last
                        break meters
                    }
                    if count > 0 { text.append(",") }
                    text.json(row, of: words)
                    count += 1
                    last = "\(meter.meter.id.rawValue).\(at.seconds)"
                }
            }
        }
        text.append("],\"next_cursor\":")
        text.append(next.map { Array("\"\($0)\"".utf8) } ?? Array("null".utf8))
        text.append("}")
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "private, no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: text.bytes))
        )
    }

    /// CSV as it is read, a month of one meter at a time.
    private static func file(
        _ exchange: Exchange,
        _ name: String,
        headings: [String],
        _ read: @escaping @Sendable (Platform, ExportedMeter, Range<CivilDay>) async throws -> [Row]
    ) async throws -> Response {
        let query = try exchange.readingQuery()
        let platform = exchange.site.platform
        guard let meters = try await platform.exportedMeters(query, scope: exchange.scope) else {
            throw WebError.notFound
        }
        let body = ResponseBody { writer in
            var text = RowText()
            // The mark lets spreadsheets take the file for what it is.
            text.append([0xEF, 0xBB, 0xBF] + Array("\(headings.joined(separator: ","))\r\n".utf8))
            for meter in meters {
                let words = try MeterText(meter.meter)
                for days in try await platform.readDays(of: meter, in: query.days) {
                    for row in try await read(platform, meter, days) { text.csv(row, of: words) }
                    guard text.bytes.count > 1 << 16 else { continue }
                    try await writer.write(ByteBuffer(bytes: text.bytes))
                    text.removeAll()
                }
            }
            try await writer.write(ByteBuffer(bytes: text.bytes))
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)-\(query.name).csv\"",
            ],
            body: body
        )
    }

    /// The same rows as a workbook, the first ``WorkbookFile/mostRows`` of them.
    private static func workbook(
        _ exchange: Exchange,
        _ name: String,
        headings: [String],
        _ read: (Platform, ExportedMeter, Range<CivilDay>) async throws -> [Row]
    ) async throws -> Response {
        let query = try exchange.readingQuery()
        let platform = exchange.site.platform
        guard let meters = try await platform.exportedMeters(query, scope: exchange.scope) else {
            throw WebError.notFound
        }
        var file = try WorkbookFile(name: "\(name)-\(query.name)", headings: headings, texts: exchange.texts)
        meters: for meter in meters {
            let text = try MeterText(meter.meter)
            for days in try await platform.readDays(of: meter, in: query.days) {
                for row in try await read(platform, meter, days) {
                    guard file.write(row.cells(of: text)) else { break meters }
                }
            }
        }
        return try file.response()
    }
}

extension RowText {
    fileprivate mutating func json(_ row: ExportController.Row, of text: MeterText) {
        switch row {
        case .reading(let reading): json(reading, of: text)
        case .slot(let slot): json(slot, of: text)
        }
    }

    fileprivate mutating func csv(_ row: ExportController.Row, of text: MeterText) {
        switch row {
        case .reading(let reading): csv(reading, of: text)
        case .slot(let slot): csv(slot, of: text)
        }
    }
}

extension ExportController.Row {
    /// The row as cells.
    fileprivate func cells(of text: MeterText) -> [WorkbookCell] {
        switch self {
        case .reading(let reading):
            [
                .text(text.meter.code), .time(reading.stamp),
                .number(FixedPoint(mantissa: reading.counts, exponent: -text.decimals(of: reading))),
                .number(FixedPoint(mantissa: Int64(reading.quality.rawValue))),
            ]
        case .slot(let slot):
            [
                .text(text.meter.code), .time(slot.start), .number(slot.amount.fixedPoint),
                .number(slot.estimated.fixedPoint), .number(FixedPoint(mantissa: slot.coveredSeconds)),
                .text(text.meter.item.carrier.unit.rawValue),
            ]
        }
    }
}

extension Amount {
    /// The amount without the zeros at its end.
    fileprivate var fixedPoint: FixedPoint {
        var (micro, decimals) = (micro, 6)
        while decimals > 0, micro % 10 == 0 { (micro, decimals) = (micro / 10, decimals - 1) }
        return FixedPoint(mantissa: micro, exponent: -decimals)
    }
}

extension ReadingQuery {
    /// The days as they stand in the names of files.
    fileprivate var name: String { "\(days.lowerBound)_\(days.upperBound.adding(days: -1))" }
}

extension Exchange {
    /// The days asked for, from the first to the last.
    func days() throws -> Range<CivilDay> {
        guard let from = query("from").flatMap({ CivilDay($0) }) else { throw WebError.badParameter("from") }
        guard let to = query("to").flatMap({ CivilDay($0) }), from <= to, to.number - from.number <= 36_600 else {
            throw WebError.badParameter("to")
        }
        return from..<to.adding(days: 1)
    }

    fileprivate func readingQuery() throws -> ReadingQuery {
        let building = try integer("building", in: 1...Int.max).map { Building.ID(rawValue: Int64($0)) }
        return ReadingQuery(meter: query("meter"), building: building, days: try days())
    }

    fileprivate func step() throws -> ConsumptionStep {
        guard let text = query("by") else { return .day }
        guard let step = ConsumptionStep(rawValue: text) else { throw WebError.badParameter("by") }
        return step
    }

    fileprivate func exportCursor() throws -> (meter: Int64, at: Instant)? {
        guard let text = query("cursor") else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let meter = parts[0], let at = parts[1], stamps.contains(at) else {
            throw WebError.badParameter("cursor")
        }
        return (meter, Instant(seconds: at))
    }
}

/// Instants of the years 1 … 9999. [s]
private let stamps: ClosedRange<Int64> = -62_135_596_800...253_402_271_999

/// A page of readings; pass `next_cursor` as `cursor` to go on.
///
/// Its rows may be sent to `POST /api/v1/readings` as they are.
struct ReadingsResponse: APIResponse {
    let readings: [ReadingRow]
    let nextCursor: Nullable<String>

    /// One reading, in the unit of its device.
    struct ReadingRow: APIResponse {
        let meter: String
        let time: String
        let value: Double
        let quality: Int
    }
}

/// A page of consumption; pass `next_cursor` as `cursor` to go on.
struct ConsumptionResponse: APIResponse {
    let consumption: [ConsumptionRow]
    let nextCursor: Nullable<String>

    /// What a meter consumed within one slot, in the carrier's unit.
    struct ConsumptionRow: APIResponse {
        let meter: String
        let start: String
        let amount: Double
        let estimatedAmount: Double
        let coveredS: Int64
        let unit: String
    }
}
