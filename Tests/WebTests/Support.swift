import Access
import DemoCity
import EmbeddedReadings
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Store
import Testing
import Units
import Workflows

@testable import Web

/// Asks the server's responder directly, without a socket.
struct TestClient: Sendable {
    /// What came back.
    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let bytes: [UInt8]
        var body: String { String(decoding: bytes, as: UTF8.self) }

        func decoded<Body: Decodable>(as type: Body.Type = Body.self) throws -> Body {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(type, from: Data(body.utf8))
        }
    }

    let responder: RouterResponder<WebContext>
    /// Who asks; `nil` leaves that to the request's own cookie or token.
    var principal: Principal? = .cityOfficer
    /// Where the connection comes from.
    var peer: String?

    /// The same server, asked by somebody else.
    func `as`(_ principal: Principal?, from peer: String? = nil) -> TestClient {
        TestClient(responder: responder, principal: principal, peer: peer)
    }

    func get(_ path: String, _ headers: HTTPFields = [:], host: String = "localhost:8080") async throws -> Answer {
        try await send(.get, path, headers, host: host)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:],
        host: String = "localhost:8080",
        body: String = ""
    ) async throws -> Answer {
        try await send(method, path, headers, host: host, bytes: Array(body.utf8))
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ headers: HTTPFields = [:],
        host: String = "localhost:8080",
        bytes: [UInt8]
    ) async throws -> Answer {
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        logger[metadataKey: "hb.request.id"] = "test-request"
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: bytes)))
        var context = WebContext(logger: logger, peer: peer)
        context.principal = principal
        let response = try await responder.respond(to: request, context: context)
        let collector = Collector()
        try await response.body.write(BodyWriter(collector: collector))
        return Answer(
            status: response.status,
            headers: response.headers,
            bytes: collector.bytes
        )
    }

    private final class Collector {
        var bytes: [UInt8] = []
    }

    private struct BodyWriter: ResponseBodyWriter {
        let collector: Collector
        mutating func write(_ buffer: ByteBuffer) async throws { collector.bytes += buffer.readableBytesView }
        consuming func finish(_ trailers: HTTPFields?) async throws {}
    }
}

extension Principal {
    /// An officer of the city, as most tests ask.
    static let cityOfficer = of(.cityOfficer)

    /// Somebody with one role.
    static func of(_ role: Role, scope: Scope = .all, person: Int64? = nil) -> Principal {
        Principal(
            person: person.map(Person.ID.init(rawValue:)),
            name: role.rawValue,
            proof: role == .public ? .none : .console,
            grants: role == .public ? [] : [RoleGrant(id: 1, role: role, scope: scope)]
        )
    }
}

extension WebSettings {
    /// Those of a server that tests may ask as often as they like.
    static func patient(assets: String? = nil) -> WebSettings {
        var settings = WebSettings(assets: assets)
        settings.limits.refusalDelay = .zero
        settings.limits.requests = RateLimit(perSecond: 1_000_000, burst: 1_000_000)
        settings.limits.signIns = settings.limits.requests
        // A stream of events ends after its first look.
        settings.streams.lifetime = .zero
        settings.streams.pause = .milliseconds(1)
        return settings
    }
}

/// A small generated city and a server over it; made once, since tests only read it.
struct TestCity: Sendable {
    static let now = Instant(seconds: 1_781_481_600)  // 2026-06-15 08:00
    static let days = CivilMonth(year: 2026, month: 4).firstDay..<CivilMonth(year: 2026, month: 6).firstDay

    let platform: Platform
    let client: TestClient

    init(_ platform: Platform, assets: String? = nil) throws {
        try self.init(platform, settings: .patient(assets: assets))
    }

    init(_ platform: Platform, settings: WebSettings) throws {
        self.platform = platform
        client = TestClient(
            responder: try buildResponder(platform: platform, settings: settings, now: { Self.now })
        )
    }

    /// A city without any data.
    static func empty() throws -> TestCity { try TestCity(try platform()) }

    /// A city of seven buildings and two months of readings.
    static func sample() async throws -> TestCity { try await shared.value }

    /// All tests wait for the same city.
    private static let shared = Task { try await make() }

    private static func make() async throws -> TestCity {
        let platform = try platform()
        let request = DemoRequest(city: .lianyungang, buildings: 7, days: days)
        try await platform.buildDemo(request) { _ in }
        // Files that came in by hand: two without rows, one whose only row was refused.
        let header = "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n"
        for (name, rows) in [("a", ""), ("b", ""), ("c", "320706A999,,A,many,320706\n")] {
            let path = "\(platform.dataDirectory)/\(name).csv"
            try Data((header + rows).utf8).write(to: URL(filePath: path))
            _ = try await platform.submit(
                ImportRequest(kind: .importBuildings, path: path, isSynthetic: true),
                by: .console
            )
            while try await platform.runJob() {}
        }
        _ = try await publishedFigure(of: nil, on: platform)
        return try TestCity(platform)
    }

    /// A figure of April 2026, asked for by one person and agreed to by another.
    static func publishedFigure(
        of place: Jurisdiction.ID?,
        on platform: Platform
    ) async throws -> (decision: Int64, figure: Int64) {
        var people: [Actor] = []
        for name in ["asker", "decider"] {
            let login = "\(name)\(place?.rawValue ?? 0)"
            let link = try await platform.addPerson(login: login, name: name, email: nil, actor: .console)
            people.append(Actor(kind: .person, person: link.person.map(Person.ID.init(rawValue:))))
        }
        let city = try await platform.jurisdictions(scope: .all).first?.id
        let request = DecisionRequest(
            kind: .publish,
            jurisdiction: try #require(place ?? city),
            period: .month(CivilMonth(year: 2026, month: 4)),
            reason: "sample"
        )
        let id = try await platform.ask(request, actor: people[0], scope: .all)
        try await platform.approve(decision: id, note: nil, actor: people[1], scope: .all)
        return (id, try #require(try await platform.decision(id, scope: .all)?.decision.figure))
    }

    /// A city of exactly these files.
    static func of(_ files: [(kind: Job.Kind, text: String)]) async throws -> TestCity {
        let platform = try platform()
        for (kind, text) in files {
            let path = "\(platform.dataDirectory)/\(kind.rawValue).csv"
            try Data(text.utf8).write(to: URL(filePath: path))
            _ = try await platform.submit(ImportRequest(kind: kind, path: path), by: .console)
            while try await platform.runJob() {}
        }
        return try TestCity(platform)
    }

    static func platform() throws -> Platform {
        let all = FileManager.default.temporaryDirectory.appending(path: "tanfeng-web-tests")
        removeOld(in: all)
        let folder = all.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try Platform(
            dataDirectory: folder,
            store: Store(directory: folder),
            readings: EmbeddedReadings(directory: folder),
            resources: ResourceDirectory(override: nil),
            people: .quick,
            now: { now }
        )
    }

    /// Folders of runs that are long over; those of this run stay open until it ends.
    private static func removeOld(in folder: URL) {
        let keys: Set<URLResourceKey> = [.creationDateKey, .contentModificationDateKey]
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))
        for run in found ?? [] {
            let changed = try? run.resourceValues(forKeys: keys).contentModificationDate
            if let changed, changed.timeIntervalSinceNow < -3_600 { try? FileManager.default.removeItem(at: run) }
        }
    }
}
