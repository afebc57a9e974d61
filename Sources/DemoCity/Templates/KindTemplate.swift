import Buildings
import Metering

/// What buildings of one kind have in common.
struct KindTemplate: Decodable, Sendable {
    /// What the building is used for.
    let kind: Building.Kind
    /// The letter in its code.
    let letter: String
    /// The name, to be followed by a number.
    let name: String
    /// How many of all buildings are of this kind. [1]
    let share: Double
    /// The smallest and the largest floor area. [m²]
    let area: [Double]
    /// Floor area of one floor. [m²]
    let areaPerFloor: Double
    /// Who owns, uses and answers for it; each name is to be followed by a number.
    let owner: String
    let user: String
    let responsible: String
    /// Electric loads.
    let electricity: [LoadTemplate]
    /// Gas, where there is a connection. [m³/(m²·a)]
    let gas: Double
    /// How many have a gas connection. [1]
    let gasShare: Double
    /// Water. [m³/(m²·a)]
    let water: Double
    /// Use by hour, of the most there is, on a working day, a day off and a day of school holidays. [1]
    let workday: [Double]
    let dayOff: [Double]
    let vacation: [Double]

    private enum CodingKeys: String, CodingKey {
        case kind, letter, name, share, area, owner, user, responsible, electricity, gas, water, workday, vacation
        case areaPerFloor = "area_per_floor"
        case gasShare = "gas_share"
        case dayOff = "day_off"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func malformed(_ key: CodingKeys) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: "unknown kind or wrong number of values")
        }
        func hours(_ key: CodingKeys) throws -> [Double] {
            let values = try container.decode([Double].self, forKey: key)
            guard values.count == 24, values.allSatisfy({ 0...1.5 ~= $0 }) else { throw malformed(key) }
            return values
        }
        guard let kind = Building.Kind(rawValue: try container.decode(String.self, forKey: .kind)) else {
            throw malformed(.kind)
        }
        self.kind = kind
        letter = try container.decode(String.self, forKey: .letter)
        name = try container.decode(String.self, forKey: .name)
        share = try container.decode(Double.self, forKey: .share)
        area = try container.decode([Double].self, forKey: .area)
        guard area.count == 2, 0 < area[0], area[0] <= area[1] else { throw malformed(.area) }
        areaPerFloor = try container.decode(Double.self, forKey: .areaPerFloor)
        owner = try container.decode(String.self, forKey: .owner)
        user = try container.decode(String.self, forKey: .user)
        responsible = try container.decode(String.self, forKey: .responsible)
        electricity = try container.decode([LoadTemplate].self, forKey: .electricity)
        gas = try container.decode(Double.self, forKey: .gas)
        gasShare = try container.decode(Double.self, forKey: .gasShare)
        water = try container.decode(Double.self, forKey: .water)
        workday = try hours(.workday)
        dayOff = try hours(.dayOff)
        vacation = try container.contains(.vacation) ? hours(.vacation) : workday
    }
}
