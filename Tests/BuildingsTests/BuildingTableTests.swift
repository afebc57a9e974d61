import Buildings
import Testing
import Units

@Suite("Building table")
struct BuildingTableTests {
    private static let required = ["建筑编码", "建筑名称", "建筑类型", "建筑面积"]

    @Test("finds every column by each of its headings", arguments: BuildingColumn.allCases)
    func headings(column: BuildingColumn) {
        for heading in [column.rawValue] + column.chineseHeadings + column.englishHeadings {
            #expect(BuildingTable.column(for: heading) == column, "\(heading)")
        }
    }

    @Test("no heading stands for two columns")
    func unambiguous() {
        let headings = BuildingColumn.allCases.flatMap { $0.chineseHeadings + $0.englishHeadings }
        #expect(Set(headings).count == headings.count)
    }

    @Test(
        "ignores case, blanks, full-width forms, joints and units in brackets",
        arguments: [
            ("建筑面积(m²)", .grossFloorArea), ("建筑面积（平方米）", .grossFloorArea), ("建筑面积 ( ㎡ )", .grossFloorArea),
            ("建筑面积㎡", .grossFloorArea), (" 建筑 名称 *", .name), ("建筑编码：", .code), ("竣工年份（年）", .completedYear),
            ("Gross Floor Area [m2]", .grossFloorArea), ("GROSS_FLOOR_AREA_M2", .grossFloorArea),
            ("building-name", .name),
            ("ＢＵＩＬＤＩＮＧ　ＣＯＤＥ", .code), ("经度(°)", .longitude), ("\u{FEFF}建筑编码", .code), ("地址（选填）", .address),
        ] as [(String, BuildingColumn)]
    )
    func variants(heading: String, column: BuildingColumn) {
        #expect(BuildingTable.column(for: heading) == column)
    }

    @Test(
        "does not take another unit or another owner for the same",
        arguments: [
            "建筑面积（万平方米）", "建筑面积(亩)", "统一社会信用代码", "统一社会信用代码（产权单位）", "建筑", "", "()", ")",
        ]
    )
    func strangers(heading: String) {
        #expect(BuildingTable.column(for: heading) == nil)
    }

    @Test("reports each unknown column once and goes on")
    func unknown() throws {
        let table = try BuildingTable(header: Self.required + ["备注", "", "联系电话"])
        #expect(table.columns == [.code, .name, .kind, .grossFloorArea, nil, nil, nil])
        #expect(table.findings.map(\.subject) == ["备注", "联系电话"])
        #expect(table.findings.allSatisfy { $0.rule == "import.column.unknown" && $0.severity == .notice })
    }

    @Test("names all required columns that are missing")
    func missing() {
        #expect(throws: BuildingTableError.missingColumns([.kind, .grossFloorArea])) {
            try BuildingTable(header: ["建筑编码", "建筑名称", "地址"])
        }
    }

    @Test("refuses a column that is given twice")
    func repeated() {
        let headings = ["建筑面积", "建筑面积（㎡）"]
        #expect(throws: BuildingTableError.repeatedColumn(.grossFloorArea, headings: headings)) {
            try BuildingTable(header: Self.required + ["建筑面积（㎡）"])
        }
    }

    @Test("sorts the fields of a row by column and leaves blank ones out")
    func values() throws {
        let table = try BuildingTable(header: Self.required + ["地址"])
        let values = table.values(of: ["320700A001", "市政府", "A", "12000", ""])
        #expect(values == [.code: "320700A001", .name: "市政府", .kind: "A", .grossFloorArea: "12000"])
        #expect(table.values(of: ["320700A001"]) == [.code: "320700A001"])
    }
}
