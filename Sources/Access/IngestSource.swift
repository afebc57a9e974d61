public import Units

/// Something outside that sends readings in by itself (采集来源), with how far it may write.
public struct IngestSource: Hashable, Sendable, Identifiable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A gateway or concentrator beside the meters (网关).
        case gateway
        /// Another platform that passes readings on (平台).
        case platform
        /// An organisation that sends its own (单位).
        case organisation
    }

    /// Whose meters it may write to.
    public enum Reach: Hashable, Sendable {
        /// All of the city.
        case city
        /// Those in a jurisdiction and everything below it.
        case jurisdiction(Jurisdiction.ID)
        /// Those of the buildings that an organisation owns, uses or answers for.
        case organisation(Organisation.ID)
        /// Those of one building, by its register number.
        case building(Int64)
    }

    /// Its number.
    public let id: Int64
    /// Its name, which is unique.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// Whose meters it may write to.
    public let reach: Reach
    /// How far that reaches today.
    public let scope: Scope
    /// The record of where rows come from, under which the reading store keeps what it sends.
    public let record: Int64

    /// Creates a source.
    public init(id: Int64, name: String, kind: Kind, reach: Reach, scope: Scope, record: Int64) {
        self.id = id
        self.name = name
        self.kind = kind
        self.reach = reach
        self.scope = scope
        self.record = record
    }
}

extension OpenToken {
    /// What the tokens of sources begin with; those of people open nothing for a source, nor the other way round.
    public static let sourcePrefix = "tfs_"
}
