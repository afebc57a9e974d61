import Access
import Documents
import HTTPTypes
import Hummingbird
import NIOCore
import Texts
import Units
import Workflows

/// The auditor's tools (审计工具): figures as of a day, who did what past the ordinary way, samples, evidence.
enum AuditToolsController {
    static func page(_ exchange: Exchange) async throws -> Response {
        let platform = exchange.site.platform
        let today = CivilDay(containing: exchange.site.now())
        let day = try exchange.query("on").map { text in
            guard let day = CivilDay(text) else { throw WebError.badParameter("on") }
            return day
        }
        let drawn = try await sample(exchange)
        let model = AuditToolsPage(
            day: day ?? today,
            figures: try await platform.publishedFigures(on: day ?? today, scope: exchange.scope),
            tallies: try await platform.tallies(),
            flags: try await platform.ownDataFlags(),
            sample: drawn,
            display: exchange.display
        )
        let head = PageHead(
            section: .admin,
            title: exchange.texts["audit.tools"],
            crumbs: exchange.adminCrumbs(
                Link(href: exchange.display.link("/audit"), text: exchange.texts["audit.title"])
            )
        )
        return try await exchange.freshPage("audittools", head, model)
    }

    /// The sample that the address asks for; `nil` where it asks for none.
    private static func sample(_ exchange: Exchange) async throws -> StratifiedSample? {
        guard let seed = try exchange.integer("seed", in: 0...Int.max) else { return nil }
        return try await exchange.site.platform.stratifiedSample(
            seed: UInt64(seed),
            perStratum: try exchange.integer("each", in: 1...100) ?? 3,
            scope: exchange.scope
        )
    }

    static func sampleFile(_ exchange: Exchange) async throws -> Response {
        guard let sample = try await sample(exchange) else { throw WebError.badParameter("seed") }
        let texts = exchange.texts
        let header = ["column.district", "column.kind", "audit.tools.code", "column.building"].map {
            texts[TextKey($0)]
        }
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + CSVWriter.line(header)
        for line in sample.lines {
            bytes += CSVWriter.line([
                exchange.display.name(line.jurisdiction), exchange.display.name(buildingKind: line.kind), line.code,
                line.name,
            ])
        }
        return file(bytes, "text/csv; charset=utf-8", "sample-\(sample.seed)-\(sample.perStratum).csv")
    }

    static func evidence(_ exchange: Exchange) async throws -> Response {
        let pack = try await exchange.site.platform.evidencePack(
            figure: try exchange.number("id"),
            actor: exchange.actor,
            scope: exchange.scope
        )
        guard let pack else { throw WebError.notFound }
        return file(pack.bytes, "application/json", pack.name)
    }

    private static func file(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
        let headers: HTTPFields = [
            .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Display {
    /// The words of a building kind as it is stored.
    func name(buildingKind kind: String) -> String { texts[TextKey("building.kind.\(kind)")] }
}
