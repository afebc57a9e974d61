import Foundation
public import Metering
import Units

/// Names of metered items (分项字典), a data file per city.
public struct ItemDictionary: Sendable {
    private let names: [EnergyItemCode: (zh: String, en: String)]

    init(json: Data) throws {
        struct File: Decodable {
            struct Item: Decodable {
                var code: String
                var name: String
                var english_name: String
            }
            var items: [Item]
        }
        let items = try JSONDecoder().decode(File.self, from: json).items
        names = Dictionary(
            items.compactMap { item in
                EnergyItemCode(rawValue: item.code).map { ($0, (zh: item.name, en: item.english_name)) }
            }
        ) { first, _ in first }
    }

    /// The item's names; its code where the dictionary does not know it.
    public func name(of item: EnergyItemCode) -> (zh: String, en: String) {
        names[item] ?? (item.rawValue, item.rawValue)
    }
}

/// The jurisdiction tree that ships with the program.
struct JurisdictionFile: Decodable {
    struct Entry: Decodable {
        var id: Int64
        var kind: String
        var code: String?
        var name: String
        var english_name: String
        var parent: Int64?
        var valid_from: String?
        var valid_to: String?
        var predecessors: [Int64]?
    }

    var jurisdictions: [Entry]

    init(json: Data) throws { self = try JSONDecoder().decode(Self.self, from: json) }

    var tree: [Jurisdiction] {
        jurisdictions.compactMap { entry in
            guard let kind = Jurisdiction.Kind(rawValue: entry.kind) else { return nil }
            return Jurisdiction(
                id: Jurisdiction.ID(rawValue: entry.id),
                kind: kind,
                divisionCode: entry.code,
                name: entry.name,
                englishName: entry.english_name,
                parent: entry.parent.map(Jurisdiction.ID.init(rawValue:)),
                validFrom: entry.valid_from.flatMap(CivilDay.init(_:)),
                validTo: entry.valid_to.flatMap(CivilDay.init(_:))
            )
        }
    }

    var predecessors: [(Jurisdiction.ID, Jurisdiction.ID)] {
        jurisdictions.flatMap { entry in
            (entry.predecessors ?? []).map { (Jurisdiction.ID(rawValue: entry.id), Jurisdiction.ID(rawValue: $0)) }
        }
    }
}
