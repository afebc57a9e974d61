/// A column of a building register file (登记表列); the raw value is its canonical key, which is also its heading in
/// files that the platform writes.
public enum BuildingColumn: String, Sendable, CaseIterable {
    /// 建筑编码: the register's code, 1 to 32 letters, digits, hyphens or underscores. Required.
    case code = "building_code"
    /// 建筑名称: the name. Required.
    case name = "building_name"
    /// 建筑类型: a letter A to H, a Chinese or an English word; see ``Building/Kind``. Required.
    case kind = "building_kind"
    /// 建筑面积: the gross floor area, above 0, at most 5 000 000. Required. [m²]
    case grossFloorArea = "gross_floor_area_m2"
    /// 供暖面积: the heated floor area, at most the gross one. [m²]
    case heatedFloorArea = "heated_floor_area_m2"
    /// 竣工年份: the year of completion, 1800 to 2100.
    case completedYear = "completed_year"
    /// 地上层数: the floors above ground, 1 to 200.
    case floorsAbove = "floors_above"
    /// 地址: the postal address.
    case address
    /// 行政区划代码: the district's six digits of GB/T 2260.
    case divisionCode = "division_code"
    /// 区县: the district's name, for files without its code.
    case districtName = "district_name"
    /// 功能板块: the functional zone's name.
    case functionalZone = "functional_zone"
    /// 产权单位: the owner's name.
    case ownerName = "owner_name"
    /// 产权单位统一社会信用代码: the owner's code.
    case ownerCreditCode = "owner_credit_code"
    /// 使用单位: the user's name.
    case userName = "user_name"
    /// 使用单位统一社会信用代码: the user's code.
    case userCreditCode = "user_credit_code"
    /// 责任单位: the name of the party that answers for the building's energy.
    case responsibleName = "responsible_name"
    /// 责任单位统一社会信用代码: that party's code.
    case responsibleCreditCode = "responsible_credit_code"
    /// 经度: degrees east, 73 to 136; only together with the latitude. [°]
    case longitude
    /// 纬度: degrees north, 3 to 54. [°]
    case latitude
}

extension BuildingColumn {
    /// What stands in a column, which decides how its text is made uniform before it is understood.
    public enum Content: Sendable {
        /// Words, kept as they are.
        case words
        /// A code or a word of a list: full-width letters and digits mean the same as half-width ones.
        case code
        /// A number.
        case number
    }

    /// What stands in the column.
    public var content: Content {
        switch self {
        case .name, .address, .districtName, .functionalZone, .ownerName, .userName, .responsibleName: .words
        case .code, .kind, .divisionCode, .ownerCreditCode, .userCreditCode, .responsibleCreditCode: .code
        case .grossFloorArea, .heatedFloorArea, .completedYear, .floorsAbove, .longitude, .latitude: .number
        }
    }

    /// Whether a file must have the column, and a row a value in it.
    public var isRequired: Bool {
        switch self {
        case .code, .name, .kind, .grossFloorArea: true
        default: false
        }
    }

    /// The Chinese headings that are understood; the first is the one that templates use.
    public var chineseHeadings: [String] {
        switch self {
        case .code: ["建筑编码", "建筑编号", "建筑代码", "建筑ID", "建筑物编码", "建筑唯一编码"]
        case .name: ["建筑名称", "建筑物名称", "楼宇名称", "单体名称", "名称"]
        case .kind: ["建筑类型", "建筑类别", "建筑功能", "建筑性质", "使用功能"]
        case .grossFloorArea: ["建筑面积", "总建筑面积", "建筑总面积", "建筑面积㎡", "建筑面积平方米"]
        case .heatedFloorArea: ["供暖面积", "采暖面积", "供热面积", "供暖面积㎡", "采暖面积㎡"]
        case .completedYear: ["竣工年份", "竣工年度", "建成年份", "建成年代", "建筑年代", "建造年份"]
        case .floorsAbove: ["地上层数", "地上楼层数", "地上层", "建筑层数", "层数"]
        case .address: ["地址", "建筑地址", "详细地址", "坐落", "建筑坐落"]
        case .divisionCode: ["行政区划代码", "区划代码", "行政区代码", "区县代码"]
        case .districtName: ["区县", "所属区县", "县区", "所在区县", "行政区", "行政区划"]
        case .functionalZone: ["功能板块", "所属功能板块", "功能区", "板块"]
        case .ownerName: ["产权单位", "产权人", "业主单位", "业主", "所有权人"]
        case .ownerCreditCode: ["产权单位统一社会信用代码", "产权单位信用代码", "业主统一社会信用代码"]
        case .userName: ["使用单位", "使用人"]
        case .userCreditCode: ["使用单位统一社会信用代码", "使用单位信用代码"]
        case .responsibleName: ["责任单位", "责任主体", "用能责任单位"]
        case .responsibleCreditCode: ["责任单位统一社会信用代码", "责任单位信用代码"]
        case .longitude: ["经度", "东经"]
        case .latitude: ["纬度", "北纬"]
        }
    }

    /// The English headings that are understood, besides the canonical key.
    public var englishHeadings: [String] {
        switch self {
        case .code: ["building code", "building id", "code"]
        case .name: ["building name", "name"]
        case .kind: ["building kind", "building type", "kind", "type", "use"]
        case .grossFloorArea: ["gross floor area", "floor area", "area", "gfa"]
        case .heatedFloorArea: ["heated floor area", "heated area"]
        case .completedYear: ["completed year", "year completed", "year built"]
        case .floorsAbove: ["floors above", "floors above ground", "floors", "storeys"]
        case .address: ["address"]
        case .divisionCode: ["division code", "district code"]
        case .districtName: ["district name", "district", "county"]
        case .functionalZone: ["functional zone", "zone"]
        case .ownerName: ["owner name", "owner"]
        case .ownerCreditCode: ["owner credit code"]
        case .userName: ["user name", "user", "occupant"]
        case .userCreditCode: ["user credit code"]
        case .responsibleName: ["responsible name", "responsible party"]
        case .responsibleCreditCode: ["responsible credit code"]
        case .longitude: ["longitude", "lon", "lng"]
        case .latitude: ["latitude", "lat"]
        }
    }
}

extension BuildingColumn {
    /// What may stand in brackets behind a heading without changing its meaning.
    ///
    /// These are the units in which values are read, and marks for the person who fills in the file. Ten thousand square
    /// metres, for one, is not among them.
    static let ignoredBrackets: Set<String> = [
        "m²", "㎡", "m2", "m^2", "平方米", "平米", "年", "层", "度", "°", "必填", "选填", "可选", "required", "optional",
    ]
}

extension Building.Kind {
    /// The Chinese and English words that are understood for each kind, besides its letter and its raw value.
    ///
    /// A word may end in the Chinese for "building"; see ``init(word:)``.
    public static let words: [(kind: Building.Kind, words: [String])] = [
        (.office, ["办公", "写字楼", "办公楼", "机关办公", "国家机关办公", "offices"]),
        (.retail, ["商场", "商业", "商店", "商贸", "shop", "shopping", "mall", "commercial"]),
        (.hotel, ["宾馆饭店", "宾馆", "饭店", "酒店", "旅馆", "hotels"]),
        (.education, ["文化教育", "教育", "文教", "学校", "文化", "school", "culture"]),
        (.healthcare, ["医疗卫生", "医疗", "卫生", "医院", "hospital", "health"]),
        (.sports, ["体育", "体育场馆", "sport"]),
        (.mixedUse, ["综合", "综合体", "商业综合体", "mixed"]),
        (.otherPublic, ["其它", "其他", "其它公共", "其他公共", "other"]),
        (.residential, ["居住", "住宅", "城镇住宅", "居民住宅", "residence", "housing", "home"]),
        (.ruralHouse, ["农房", "农村住宅", "农村住房", "农村居住", "rural", "rural home"]),
    ]

    /// The endings that a Chinese word for a kind may have without meaning anything else.
    static let wordEndings = ["建筑", "类", "用房"]
}
