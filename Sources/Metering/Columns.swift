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

/// The columns of a list of how meters stand to each other (计量结构表).
public enum StructureColumn: String, Sendable, CaseIterable {
    /// 计量点编码. Required.
    case meter
    /// 生效日期: the first day on which it stands so. Required.
    case validFrom = "valid_from"
    /// 上级计量点: the code of the meter above; blank where the items say it, `-` where there is none.
    case above
    /// 用途: charging, server room, tenant, check.
    case purpose
    /// 计入建筑总能耗: yes or no; blank where it is as the branch above.
    case counted
    /// 支路最大功率: carrier units an hour, kW for electricity.
    case ratedPower = "rated_power"
    /// 公式: makes it a virtual meter; `-` ends it.
    case formula
    /// 建筑编码: for a new virtual meter.
    case building
    /// 分项编码: for a new virtual meter.
    case item

    /// The headings it goes by besides its own name.
    public var headings: [String] {
        switch self {
        case .meter: MeterColumn.code.headings
        case .validFrom: ["生效日期", "启用日期", "valid from"]
        case .above: ["上级计量点", "上级表", "上级", "parent", "parent meter"]
        case .purpose: ["用途", "use"]
        case .counted: ["计入建筑总能耗", "计入总能耗", "是否计入", "counts"]
        case .ratedPower: ["支路最大功率", "最大功率", "额定功率", "rated power"]
        case .formula: ["公式", "计算公式", "虚拟表公式"]
        case .building: MeterColumn.building.headings
        case .item: MeterColumn.item.headings
        }
    }
}

/// The columns of a list of repairs (修复表).
public enum RepairColumn: String, Sendable, CaseIterable {
    /// 计量点编码. Required.
    case meter
    /// 处理: invalid, register, swap, estimate or undo. Required.
    case action
    /// 开始时间, or the time of a register or swap; not for `undo`.
    case from
    /// 结束时间: of what is invalid or estimated.
    case to
    /// 数值: a register, the old device's last one, or an estimated amount in the carrier's unit.
    case value
    /// 新表起码: of a swap.
    case start
    /// 修复编号: of the repair that is taken back.
    case repair
    /// 理由. Required.
    case reason

    /// The headings it goes by besides its own name.
    public var headings: [String] {
        switch self {
        case .meter: MeterColumn.code.headings
        case .action: ["处理", "处理方式", "修复方式"]
        case .from: ["开始时间", "时间", "时刻", "begin", "time"]
        case .to: ["结束时间", "end"]
        case .value: ["数值", "底数", "旧表止码", "用量"]
        case .start: ["新表起码", "新表起度", "start register"]
        case .repair: ["修复编号", "repair id"]
        case .reason: ["理由", "原因"]
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

extension MeterPurpose {
    /// The purpose a word stands for, such as `ev_charging`, `充电桩`.
    public init?(word: String) {
        switch word.lowercased() {
        case "ev_charging", "ev charging", "充电桩", "充电": self = .evCharging
        case "server_room", "server room", "机房", "数据中心": self = .serverRoom
        case "tenant", "租户", "出租", "转供": self = .tenant
        case "check", "校核", "校核表": self = .check
        default: return nil
        }
    }
}

extension StructureColumn {
    /// Whether a word says that there is none.
    public static func isNone(_ word: String) -> Bool { ["-", "—", "无", "none"].contains(word.lowercased()) }

    /// What a word says, yes or no; `nil` for any other.
    public static func flag(_ word: String) -> Bool? {
        if ["是", "yes", "y", "true", "1", "√"].contains(word.lowercased()) { return true }
        return ["否", "no", "n", "false", "0", "×"].contains(word.lowercased()) ? false : nil
    }
}

/// What a row of a list of repairs asks for (修复方式).
public enum RepairAction: String, Sendable, CaseIterable {
    /// 作废.
    case invalid
    /// 补录底数.
    case register
    /// 补录换表底数.
    case swap
    /// 采用估算.
    case estimate
    /// 撤销.
    case undo

    /// The action a word stands for, such as `invalid`, `作废`.
    public init?(word: String) {
        let words: [String: RepairAction] = [
            "作废": .invalid, "补录底数": .register, "补录换表底数": .swap, "换表": .swap, "采用估算": .estimate, "撤销": .undo,
        ]
        guard let action = RepairAction(rawValue: word.lowercased()) ?? words[word] else { return nil }
        self = action
    }
}
