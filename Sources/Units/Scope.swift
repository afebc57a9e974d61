/// Which part of the city a reader may see (数据范围); every read on a person's behalf takes one.
public struct Scope: Hashable, Sendable {
    /// The jurisdictions with all that lies below them, or `nil` for the whole city.
    public let jurisdictions: Set<Jurisdiction.ID>?

    /// The whole city.
    public static let all = Scope(jurisdictions: nil)

    /// Creates a scope of some jurisdictions; an empty set sees nothing.
    public init(jurisdictions: Set<Jurisdiction.ID>?) { self.jurisdictions = jurisdictions }
}
