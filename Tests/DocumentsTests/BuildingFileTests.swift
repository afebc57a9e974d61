import Buildings
import Documents
import Testing
import Units

@Suite("Building register files")
struct BuildingFileTests {
    @Test("a file as an office fills it in becomes registrations and rejections")
    func register() throws {
        let file = try TemporaryFile(
            """
            建筑编码*，建筑名称，建筑类型，建筑面积（平方米），竣工年份，备注
            ３２０７００Ａ００１，大厦（一期），办公建筑，１２０００．５，１９９８，
            320700B002，商场，b，"12,345.6"，，旧
            320700C003，酒店，宾馆，一万，98，
            """
        )
        var reader = try CSVReader(path: file.path)
        let table = try BuildingTable(header: reader.header)
        #expect(table.findings.map(\.subject) == ["备注"])
        var registrations: [BuildingRegistration] = []
        var rejections: [RowRejection] = []
        while try reader.next() {
            let (registration, problems) = BuildingRow.parse(reader.buildingValues(table))
            if let registration { registrations.append(registration) }
            for problem in problems { rejections.append(reader.rejection(problem, in: table)) }
        }
        #expect(registrations.map(\.code) == ["320700A001", "320700B002"])
        #expect(registrations.map(\.name) == ["大厦（一期）", "商场"])
        #expect(registrations.map(\.kind) == [.office, .retail])
        #expect(registrations.map(\.grossFloorArea.squareMetres) == [12_000.5, 12_345.6])
        #expect(registrations.map(\.completedYear) == [CivilYear(1998), nil])
        #expect(rejections.map(\.rule) == ["import.number.invalid", "import.number.outOfRange"])
        #expect(rejections.map(\.column) == ["建筑面积（平方米）", "竣工年份"])
        #expect(rejections.map(\.line) == [4, 4])
        #expect(rejections.first?.evidence == ["一万"])
    }

    @Test("a problem of a column that the file does not have names no column")
    func absentColumn() throws {
        let file = try TemporaryFile("code,name,kind,area,owner credit code\n1,x,A,5,914403001922038216\n")
        var reader = try CSVReader(path: file.path)
        let table = try BuildingTable(header: reader.header)
        _ = try reader.next()
        let problems = BuildingRow.parse(reader.buildingValues(table)).1
        let rejection = problems.first.map { reader.rejection($0, in: table) }
        #expect(rejection?.rule == "import.party.nameMissing")
        #expect(rejection?.column == nil)
    }
}
