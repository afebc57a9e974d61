/// What a building is heated, cooled and run with (能源品种), as delivered to it.
public enum Fuel: String, Sendable, CaseIterable {
    /// Electricity from the grid or the own roof (电力).
    case electricity
    /// Heat from a network (集中供热).
    case districtHeat = "district_heat"
    /// Natural gas (天然气).
    case naturalGas = "natural_gas"
    /// Liquefied petroleum gas (液化石油气).
    case liquefiedGas = "lpg"
    /// Coal burnt in the building (散煤).
    case coal
    /// Oil products (油品).
    case oil
    /// Straw, wood and biogas, counted without carbon (生物质).
    case biomass
    /// Heat of the sun (太阳能热).
    case solar

    /// Fuels that are burnt where they are used and have a factor of their own.
    static let burnt: [Fuel] = [.naturalGas, .liquefiedGas, .coal, .oil]

    /// Its place among all.
    var index: Int { Self.places[self] ?? 0 }
    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}

/// What energy is used for (终端用途).
public enum EndUse: String, Sendable, CaseIterable {
    /// Heating in towns of the north, by network or own boiler (北方城镇供暖).
    case northHeating = "north_heating"
    /// Heating elsewhere (其他供暖).
    case heating
    /// Cooling (供冷).
    case cooling
    /// Hot water (生活热水).
    case hotWater = "hot_water"
    /// Cooking (炊事).
    case cooking
    /// Lighting and appliances (照明与电器).
    case lightingAppliances = "lighting_appliances"
    /// Lifts, pumps, corridors (公共设备).
    case publicServices = "public_services"
}

/// The four usual classes of energy use in buildings (建筑用能四类).
public enum BuildingSector: String, Sendable, CaseIterable {
    /// 北方城镇供暖, of homes and public buildings together.
    case northHeating = "north_urban_heating"
    /// 城镇住宅, without heating in the north.
    case urbanHomes = "urban_homes"
    /// 公共建筑, without heating in the north.
    case publicBuildings = "public_buildings"
    /// 农村住宅.
    case ruralHomes = "rural_homes"
}

/// What a building is for (建筑类型).
public enum BuildingUse: String, Sendable, CaseIterable {
    /// 城镇住宅.
    case urbanHomes = "urban_homes"
    /// 农村住宅, farm houses.
    case ruralHomes = "rural_homes"
    /// 办公.
    case offices
    /// 商场.
    case retail
    /// 旅馆.
    case hotels
    /// 学校.
    case schools
    /// 医院.
    case hospitals
    /// 其他公共建筑.
    case otherPublic = "other_public"

    /// The class that its energy counts to, by what it is used for.
    public func sector(of use: EndUse) -> BuildingSector {
        if use == .northHeating { return .northHeating }
        return switch self {
        case .urbanHomes: .urbanHomes
        case .ruralHomes: .ruralHomes
        default: .publicBuildings
        }
    }
}

/// Where carbon is counted (碳排放范围).
public enum EmissionScope: String, Sendable, CaseIterable {
    /// Burnt in buildings, on sites and in municipal works (直接).
    case direct
    /// Of electricity from the grid (电力).
    case electricity
    /// Of heat from networks (热力).
    case heat
    /// Of building materials and demolition (隐含).
    case embodied
}

/// Which emissions a total counts (核算边界).
public enum EmissionBoundary: String, Sendable, CaseIterable {
    /// What is burnt in buildings, on sites and in municipal works.
    case direct
    /// The running of buildings alone: burnt, electricity and heat, without sites and municipal works.
    case operation
    /// Buildings, building sites and municipal works: burnt, electricity and heat.
    case sector
    /// The sector with materials and demolition.
    case wholeProcess = "whole_process"
}
