public import Access
import Foundation
import Store
public import Units

/// A source of readings as pages show it (采集来源).
public struct IngestSourceView: Sendable {
    /// The source.
    public let source: IngestSource
    /// The name of the organisation or building that it may write for; `nil` for the city and its places.
    public let reachName: String?
    /// Whether its tokens open nothing any more.
    public let isClosed: Bool
    /// When its last batch came in.
    public let lastAt: Instant?
    /// Readings accepted so far, those that were there already among them.
    public let readings: Int64
    /// Rows refused so far.
    public let refused: Int64
    /// When its last token ends; `nil` where none can be used.
    public let tokenExpires: Instant?
}

/// A source to be registered.
public struct IngestSourceRequest: Sendable {
    /// Its name.
    public var name: String
    /// What it is.
    public var kind: IngestSource.Kind
    /// Whose meters it may write to.
    public var reach: IngestSource.Reach
    /// For how many days its token opens the door.
    public var days: Int

    /// Creates a request.
    public init(name: String, kind: IngestSource.Kind, reach: IngestSource.Reach, days: Int) {
        self.name = name
        self.kind = kind
        self.reach = reach
        self.days = days
    }
}

extension Platform {
    /// For how many days a token of a source may open the door.
    public static let sourceTokenDays = 1...366

    /// All sources, those in use first, by name.
    public func ingestSources() async throws -> [IngestSourceView] {
        let pending = intake.pending
        let records = try await store.ingestSources(now: now())
        var names: [IngestSource.Reach: String] = [:]
        for record in records {
            switch record.source.reach {
            case .organisation(let id):
                names[record.source.reach] = try await store.names(of: .organisation, [id.rawValue])[id.rawValue]
            case .building(let id): names[record.source.reach] = try await store.names(of: .building, [id])[id]
            case .city, .jurisdiction: break
            }
        }
        return records.map { IngestSourceView($0, names[$0.source.reach], pending[$0.source.id]) }
    }

    /// Registers a source; the text of its token is handed out here and never again.
    ///
    /// - Throws: `PeopleRefusal` where the name is empty, too long or taken, the reach names nothing, or the token would
    ///   end today or after more than a year.
    public func addIngestSource(
        _ request: IngestSourceRequest,
        actor: Actor
    ) async throws -> (id: Int64, token: String, expires: Instant) {
        let name = request.name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...100).contains(name.count), !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw PeopleRefusal.name
        }
        let (token, expires) = try newSourceToken(days: request.days)
        let id = try await store.addIngestSource(
            name: name,
            kind: request.kind,
            reach: request.reach,
            tokenHash: token.hash,
            expires: expires,
            by: actor,
            now: now()
        )
        return (id, token.text, expires)
    }

    /// Gives a source another token; those before it open the door for another day.
    public func renewToken(
        ofSource id: Int64,
        days: Int,
        actor: Actor
    ) async throws -> (token: String, expires: Instant) {
        let (token, expires) = try newSourceToken(days: days)
        try await store.addIngestToken(token.hash, of: id, expires: expires, by: actor, now: now())
        return (token.text, expires)
    }

    /// Closes a source at once; what it sent stays.
    public func closeIngestSource(_ id: Int64, actor: Actor) async throws {
        defer {
            entrance.forget()
            intake.forget()
        }
        try await store.closeIngestSource(id, by: actor, now: now())
    }

    private func newSourceToken(days: Int) throws -> (OpenToken, Instant) {
        guard Self.sourceTokenDays.contains(days) else { throw PeopleRefusal.tokenExpiry }
        return (OpenToken(prefix: OpenToken.sourcePrefix), now().adding(seconds: Int64(days) * 86_400))
    }
}

extension IngestSourceView {
    fileprivate init(_ record: IngestSourceRecord, _ name: String?, _ pending: IngestSum?) {
        source = record.source
        reachName = name
        isClosed = record.closedAt != nil
        lastAt = pending?.lastAt ?? record.lastAt
        readings = record.readings + (pending?.readings ?? 0)
        refused = record.refused + (pending?.refused ?? 0)
        tokenExpires = record.tokenExpires
    }
}
