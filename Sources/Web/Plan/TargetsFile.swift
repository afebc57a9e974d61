import Documents
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PeakPlanning
import Texts
import Workflows

/// The targets as a table for a spreadsheet (指标表): one row a target, numbers without grouping.
struct TargetsFile: Sendable {
    static let name = "targets.csv"

    let header: [String]
    let rows: [[String]]

    init(_ view: PlanView, query: PlanQuery, display: Display) {
        let columns = [
            "task", "section", "target", "scope", "comparator", "goal", "upperGoal", "unit", "goalYear", "qualifier",
            "current", "currentYear", "gap", "forecast", "status", "lead", "reporter", "indicatorID", "odds",
            "forecastLow", "forecastHigh", "verdict",
        ]
        header = columns.map { display.texts[TextKey("column.\($0)")] }
        rows = view.sections.flatMap { section in
            section.targets.filter(query.matches).map { Self.row($0, section: section.heading, display) }
        }
    }

    private static func row(_ line: TargetLine, section: String, _ display: Display) -> [String] {
        // Goal and unit are those that the values are compared with.
        let indicator = line.judged
        let judged = line.measurement?.value(upTo: indicator.year)
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        return [
            line.task, section, indicator.name, indicator.scope, indicator.comparator?.rawValue ?? "",
            indicator.value.map { "\($0)" } ?? "", indicator.upperValue.map { "\($0)" } ?? "", indicator.unit ?? "",
            indicator.year.map(String.init) ?? "", indicator.qualifier, text(judged?.value),
            judged.map { "\($0.year)" } ?? "", text(line.progress.gap), text(line.progress.forecast),
            display.word(line.progress.status), line.lead ?? "", line.reporter ?? "",
            line.measurement?.indicator.id ?? "", text(line.progress.odds),
            text(line.progress.outlook?.interval?.lowerBound), text(line.progress.outlook?.interval?.upperBound),
            line.progress.verdict.map { display.texts[TextKey("target.verdict.\($0.rawValue)")] } ?? "",
        ]
    }

    /// The file as an answer.
    func response() throws -> Response {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tanfeng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: Self.name)
        var writer = try CSVWriter(path: file.path)
        try writer.write(header)
        for row in rows { try writer.write(row) }
        try writer.finish()
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8",
            .contentDisposition: "attachment; filename=\"\(Self.name)\"",
        ]
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try Data(contentsOf: file)))
        )
    }
}
