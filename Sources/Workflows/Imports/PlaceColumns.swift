import Documents
import Units

/// The columns of a list of places (辖区名录).
enum PlaceColumn: String, Sendable, CaseIterable {
    /// 行政区划代码: six digits, GB/T 2260; the place is known by it.
    case code
    /// 名称: the full name, as titles of plans have it. Required.
    case name
    /// 英文名称: the Chinese one where blank.
    case englishName = "english_name"
    /// 类型: city, district or functional zone. Required.
    case kind
    /// 上级区划代码: that of the city.
    case parentCode = "parent_code"
    /// 上级名称: the name of the city; the city of the file where both are blank.
    case parentName = "parent_name"
    /// 设立日期: the first day; blank where older than anyone asks.
    case validFrom = "valid_from"
    /// 撤销日期: the first day without it; blank while it exists.
    case validTo = "valid_to"
    /// 前身: codes or names of the places it was made from.
    case predecessors

    /// Whether a file without it is refused.
    var isRequired: Bool { self == .name || self == .kind }

    /// The headings it goes by besides its own name.
    var headings: [String] {
        switch self {
        case .code: ["行政区划代码", "区划代码", "代码", "division code"]
        case .name: ["名称", "区划名称", "全称", "place name", "place"]
        case .englishName: ["英文名称", "英文名", "english name"]
        case .kind: ["类型", "类别", "级别", "type", "level"]
        case .parentCode: ["上级区划代码", "上级代码", "所属城市代码", "parent code", "city code"]
        case .parentName: ["上级名称", "上级", "所属城市", "parent name", "parent", "city"]
        case .validFrom: ["设立日期", "生效日期", "启用日期", "valid from"]
        case .validTo: ["撤销日期", "失效日期", "停用日期", "valid to"]
        case .predecessors: ["前身", "前身代码", "原区划代码", "predecessor codes", "predecessor"]
        }
    }
}

extension PlaceColumn {
    private static let separators: Set<Character> = [";", "；", ",", "，", "、", "/", "|", "\n"]
    private static let endings: Set<Character> = ["市", "区", "县", "旗", "州", "盟"]

    /// The codes or names of a field that holds several, each once.
    static func list(_ text: String) -> [String] {
        var seen: Set<String> = [""]
        return text.split(whereSeparator: separators.contains).map { FieldParser.folded(String($0)) }
            .filter { seen.insert($0).inserted }
    }

    /// Whether a name can be the full one of a city or a district; titles of plans have no other.
    static func isFullName(_ name: String) -> Bool { name.count > 1 && name.last.map(endings.contains) ?? false }
}

extension Jurisdiction.Kind {
    /// The kind a word stands for, such as `city`, `县级市`, `功能板块`; `nil` for those that no file may hold.
    init?(word: String) {
        switch word.lowercased().replacing("_", with: " ") {
        case "city", "市", "城市", "地级市", "直辖市", "副省级市", "自治州", "盟", "地区": self = .city
        case "district", "county", "区", "县", "区县", "县区", "市辖区", "县级市", "旗", "自治县", "自治旗": self = .district
        case "functional zone", "zone", "功能板块", "功能区", "板块", "开发区", "新区": self = .functionalZone
        default: return nil
        }
    }
}
