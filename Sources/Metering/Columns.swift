import Units

/// The columns of a meter list (计量点台账).
public enum MeterColumn: String, Sendable, CaseIterable {
    /// 计量点编码: the code that readings use. Required.
    case code = "meter"
    /// 建筑编码: the register code of its building. Required.
    case building
    /// 分项编码: five characters, see ``EnergyItemCode``. Required.
    case item
    /// 读数类型: `register` or `interval`. Required.
    case kind
    /// 计量单位: see ``MeteredUnit``. Required.
    case unit
    /// 小数位数: decimals of a reading, 0…6. Required.
    case decimals
    /// 总位数: digits of a reading with its decimals, 1…15; a register rolls over at 10^digits counts. Required.
    case digits
    /// 倍率: CT × PT still to be applied, 1 where blank.
    case ratio
    /// 启用时间: when this device was put in. Required.
    case validFrom = "valid_from"
    /// 采集间隔: minutes between two readings, 15 where blank.
    case intervalMinutes = "interval_minutes"
    /// 旧表止码: what the device before it showed when it was taken out.
    case previousEnd = "previous_end"
    /// 新表起码: what this device showed when it was put in.
    case start

    /// Whether a list without it is refused.
    public var isRequired: Bool {
        switch self {
        case .ratio, .intervalMinutes, .previousEnd, .start: false
        default: true
        }
    }

    /// The headings it goes by besides its own name.
    public var headings: [String] {
        switch self {
        case .code: ["计量点编码", "表计编号", "表号", "仪表编号", "计量点", "meter code", "meter id"]
        case .building: ["建筑编码", "建筑编号", "所属建筑", "building code", "building id"]
        case .item: ["分项编码", "能耗编码", "分类分项编码", "item code"]
        case .kind: ["读数类型", "类型", "reading kind", "type"]
        case .unit: ["计量单位", "单位"]
        case .decimals: ["小数位数", "小数位"]
        case .digits: ["总位数", "位数"]
        case .ratio: ["倍率", "变比", "ct/pt", "multiplier"]
        case .validFrom: ["启用时间", "安装时间", "启用日期", "valid from", "installed"]
        case .intervalMinutes: ["采集间隔", "采集周期", "interval minutes", "interval"]
        case .previousEnd: ["旧表止码", "旧表止度", "previous end", "old end"]
        case .start: ["新表起码", "新表起度", "start register", "new start"]
        }
    }
}

/// The columns of readings in long form (长表: 一行一个读数).
public enum ReadingColumn: String, Sendable, CaseIterable {
    /// 计量点编码.
    case meter
    /// 时间: instant of a register, end (or start, as asked) of an interval.
    case time
    /// 读数.
    case value

    /// The headings it goes by besides its own name.
    public var headings: [String] {
        switch self {
        case .meter: MeterColumn.code.headings
        case .time: ["时间", "采集时间", "数据时间", "读数时间", "日期时间", "timestamp", "datetime", "date time"]
        case .value: ["读数", "数值", "值", "示数", "用量", "reading"]
        }
    }
}

/// What may stand in brackets behind a heading without changing its meaning.
private let ignoredRemarks: Set<String> = ["分钟", "min", "位", "必填", "选填", "可选", "required", "optional"]

/// Which field of a row holds which column (列对应).
public struct ColumnMap<Column: Hashable & Sendable>: Sendable {
    /// The position of each column that was found.
    public let positions: [Column: Int]
    /// The positions of headings that stand for no column.
    public let unknown: [Int]
    /// Columns that several headings stand for.
    public let repeated: Set<Column>

    /// Finds columns by their headings.
    public init(header: [String], names: [Column: [String]]) {
        var byHeading: [Heading: Column] = [:]
        for (column, headings) in names { for heading in headings { byHeading[Heading(heading)] = column } }
        var positions: [Column: Int] = [:]
        var unknown: [Int] = []
        var repeated: Set<Column> = []
        for (index, heading) in header.enumerated() {
            guard let column = byHeading[Heading(heading, ignoring: ignoredRemarks)] else {
                unknown.append(index)
                continue
            }
            if positions.updateValue(index, forKey: column) != nil { repeated.insert(column) }
        }
        self.positions = positions
        self.unknown = unknown
        self.repeated = repeated
    }
}

extension ColumnMap where Column == MeterColumn {
    /// Finds the columns of a meter list.
    public init(header: [String]) {
        self.init(
            header: header,
            names: Dictionary(MeterColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first }
        )
    }
}

extension ColumnMap where Column == ReadingColumn {
    /// Finds the columns of readings.
    public init(header: [String]) {
        self.init(
            header: header,
            names: Dictionary(ReadingColumn.allCases.map { ($0, [$0.rawValue] + $0.headings) }) { first, _ in first }
        )
    }
}

extension MeteredUnit {
    /// The unit a word stands for, such as `kWh`, `度`, `m³`, `立方米`.
    public init?(word: String) {
        let folded = word.lowercased().replacing("·", with: "").replacing("³", with: "3")
        guard let unit = Self.words[folded] ?? Self.allCases.first(where: { $0.rawValue.lowercased() == folded }) else {
            return nil
        }
        self = unit
    }

    private static let words: [String: MeteredUnit] = [
        "度": .kilowattHour, "千瓦时": .kilowattHour, "兆瓦时": .megawattHour, "立方米": .cubicMetre, "方": .cubicMetre,
        "nm3": .cubicMetre, "㎥": .cubicMetre, "升": .litre, "吉焦": .gigajoule, "兆焦": .megajoule, "千克": .kilogram,
        "公斤": .kilogram, "吨": .tonne,
    ]
}

extension MeterDevice.Kind {
    /// The kind a word stands for, such as `register`, `累计`, `区间`.
    public init?(word: String) {
        switch word.lowercased() {
        case "register", "cumulative", "累计", "累计值", "底数", "示数": self = .register
        case "interval", "区间", "区间值", "用量", "增量": self = .interval
        default: return nil
        }
    }
}
