/// Which part of the city a reader may see (数据范围); every read on a person's behalf takes one.
public struct Scope: Hashable, Sendable {
    /// The jurisdictions with all that lies below them, or `nil` for the whole city.
    public let jurisdictions: Set<Jurisdiction.ID>?
    /// Organisations whose buildings are visible wherever they stand: those they own, use or answer for today.
    public let organisations: Set<Organisation.ID>
    /// Register numbers of single buildings that are visible wherever they stand.
    public let buildings: Set<Int64>

    /// The whole city.
    public static let all = Scope(jurisdictions: nil)
    /// Nothing at all.
    public static let none = Scope(jurisdictions: [])

    /// Creates a scope; without jurisdictions, organisations and buildings it sees nothing.
    public init(
        jurisdictions: Set<Jurisdiction.ID>?,
        organisations: Set<Organisation.ID> = [],
        buildings: Set<Int64> = []
    ) {
        self.jurisdictions = jurisdictions
        self.organisations = organisations
        self.buildings = buildings
    }

    /// What either of two scopes sees.
    public func union(_ other: Scope) -> Scope {
        guard let mine = jurisdictions, let theirs = other.jurisdictions else { return .all }
        return Scope(
            jurisdictions: mine.union(theirs),
            organisations: organisations.union(other.organisations),
            buildings: buildings.union(other.buildings)
        )
    }
}
