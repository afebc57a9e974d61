import Access
import Archives
import Buildings
import Foundation
import Store
import Units

/// Everything behind a published figure in one file (证据包): no database is needed to read it.
struct EvidencePack: Codable {
    struct Figure: Codable, Equatable {
        let id: Int64
        let formula: String
        let subject: String
        let subject_name: String
        let period: String
        let revision: Int
        let value: Double
        let unit: String
        let reason: String
        let published_at: String
    }

    struct Input: Codable, Equatable {
        let building_id: Int64
        let month: String
        let carrier: String
        let item: String
        let amount_micro: Int64
        let factor_id: String
        let factor_value: String

        init(_ input: FigureInput) {
            building_id = input.building.rawValue
            month = "\(input.month)"
            carrier = input.carrier
            item = input.item
            amount_micro = input.micro
            factor_id = input.factor
            factor_value = input.factorValue
        }
    }

    struct Factor: Codable {
        let id: String
        let name: String
        let value: String
        let unit: String
        let region: String
        let document: String
        let year: Int?
        let verified_by: String?
    }

    struct DecisionEntry: Codable {
        let id: Int64
        let kind: String
        let state: String
        let reason: String
        let asked_by: Int64
        let asked_at: String
        let decided_by: Int64?
        let decided_at: String?
        let note: String?
        let value_seen: Double?
    }

    static let format = "tanfeng-evidence-1"

    let format: String
    let made_at: String
    /// The version of the program that computed and sealed.
    let program: String
    let figure: Figure
    let inputs: [Input]
    let factors: [Factor]
    let decisions: [DecisionEntry]
    let audit: [StoredAuditEntry]
    let head: AuditAnchor?
}

/// The file: the pack's bytes, and beside them the seal over exactly these bytes.
enum EvidenceFile {
    struct Seal: Codable {
        let algorithm: String
        let digest: String
    }

    private static let opening = Array("{\"pack\":".utf8)
    private static let middle = Array(",\"seal\":".utf8)

    /// The bytes of a pack, keys in order, as they are sealed.
    static func canonical(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    static func sealed(_ pack: EvidencePack) throws -> (bytes: [UInt8], digest: String) {
        let bytes = try canonical(pack)
        let digest = sha256Hex(bytes)
        let seal = try canonical(Seal(algorithm: "SHA-256", digest: digest))
        return (opening + bytes + middle + seal + Array("}\n".utf8), digest)
    }

    /// The pack with its computed and its stated digest; `nil` where the file is none of ours.
    static func read(_ bytes: [UInt8]) -> (pack: EvidencePack, computed: String, stated: String)? {
        guard bytes.starts(with: opening),
            let split = bytes.indices.reversed().first(where: { bytes[$0...].starts(with: middle) }),
            split > opening.count,
            let end = bytes.lastIndex(of: UInt8(ascii: "}"))
        else { return nil }
        let body = Array(bytes[opening.count..<split])
        let rest = bytes[(split + middle.count)..<end]
        guard let pack = try? JSONDecoder().decode(EvidencePack.self, from: Data(body)),
            let seal = try? JSONDecoder().decode(Seal.self, from: Data(rest)), seal.algorithm == "SHA-256"
        else { return nil }
        return (pack, sha256Hex(body), seal.digest)
    }
}
