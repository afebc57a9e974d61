public import FoundationEssentials

/// Somebody invented, to show what a role sees (示例人员).
public struct DemoPerson: Decodable, Sendable {
    /// What they would sign in with.
    public let login: String
    /// Their name.
    public let name: String
    /// Their role, as roles are stored.
    public let role: String
    /// Which district of the city, by code, an officer of a district works for.
    public let district: Int?
    /// What their organisation is to the first building.
    public let party: String?
    /// What their organisation acts as.
    public let capacity: String?

    private struct File: Decodable { let people: [DemoPerson] }

    /// Reads `people.json`.
    public static func all(json: Data) throws -> [DemoPerson] { try JSONDecoder().decode(File.self, from: json).people }
}
