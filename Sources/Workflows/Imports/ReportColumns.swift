import Texts

/// The columns of a file of reported values (填报值).
enum ReportColumn: String, Sendable, CaseIterable {
    /// 填报量编码: the id of the quantity, such as `community.green`. Required.
    case quantity
    /// 填报量: its name, which is for the reader only.
    case name
    /// 口径: the population, by code or name; blank where there is only one.
    case population
    /// 辖区: the place, by division code or full name. Required.
    case place
    /// 建筑编码: the register code, where the value is one building's.
    case building
    /// 年份. Required.
    case year
    /// 单位: where given it must be the quantity's own.
    case unit
    /// 数值: rows without one are passed over. Required.
    case value
    /// 填报单位: who reports; the place where blank.
    case reporter
    /// 依据: the document it stands in. Required.
    case evidence
    /// 更正理由: why it replaces another value.
    case reason
    /// 确认无误: yes where a value looks wrong and is right.
    case confirmed

    /// Whether a file without it is refused.
    var isRequired: Bool {
        switch self {
        case .quantity, .place, .year, .value, .evidence: true
        case .name, .population, .building, .unit, .reporter, .reason, .confirmed: false
        }
    }

    /// The headings it goes by besides its own name; the first of each language is the template's.
    var headings: [String] {
        switch self {
        case .quantity: ["填报量编码", "指标编码", "quantity id"]
        case .name: ["填报量", "填报量名称", "quantity name"]
        case .population: ["口径", "population", "scope"]
        case .place: ["辖区", "区县", "行政区划代码", "place", "district", "division code"]
        case .building: ["建筑编码", "建筑编号", "building code"]
        case .year: ["年份", "年度", "year"]
        case .unit: ["计量单位", "单位", "unit"]
        case .value: ["数值", "填报值", "value"]
        case .reporter: ["填报单位", "reporter"]
        case .evidence: ["依据", "依据文件", "evidence", "document"]
        case .reason: ["更正理由", "理由", "reason"]
        case .confirmed: ["确认无误", "confirmed"]
        }
    }

    /// The heading that a template gives it.
    func heading(_ language: Language) -> String {
        language == .zhHans ? headings.first ?? rawValue : rawValue.replacing("_", with: " ")
    }

    /// Whether a field says yes.
    static func isYes(_ text: String) -> Bool { ["是", "yes", "y", "true", "1", "√"].contains(text.lowercased()) }
}
