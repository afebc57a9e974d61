import Buildings
import Testing
import Units

@Suite("Building row")
struct BuildingRowTests {
    private static let minimum: [BuildingColumn: String] = [
        .code: "320700A001", .name: "市政府办公楼", .kind: "办公", .grossFloorArea: "12000.50",
    ]

    private func rules(_ changes: [BuildingColumn: String]) -> [String] {
        let (registration, problems) = BuildingRow.parse(Self.minimum.merging(changes) { $1 })
        #expect((registration == nil) == !problems.isEmpty)
        return problems.map(\.rule)
    }

    @Test("takes a row with nothing but the required columns")
    func minimum() throws {
        let (parsed, problems) = BuildingRow.parse(Self.minimum)
        let registration = try #require(parsed)
        #expect(problems.isEmpty)
        #expect(registration.code == "320700A001")
        #expect(registration.kind == .office)
        #expect(registration.grossFloorArea == .squareMetres(12_000.5))
        #expect(registration.heatedFloorArea == nil)
        #expect(registration.owner == nil)
        #expect(registration.location == nil)
    }

    @Test("takes every column")
    func full() throws {
        let (parsed, _) = BuildingRow.parse(
            Self.minimum.merging([
                .heatedFloorArea: "12000.5", .completedYear: "1998", .floorsAbove: "12", .address: "海州区朝阳东路",
                .divisionCode: "320706", .districtName: "海州区", .functionalZone: "高新区", .ownerName: "华为技术有限公司",
                .ownerCreditCode: "914403001922038216", .userName: "小米", .responsibleName: "小米",
                .responsibleCreditCode: "91110108551385082q", .longitude: "119.221", .latitude: "34.596",
            ]) { $1 }
        )
        let registration = try #require(parsed)
        #expect(registration.heatedFloorArea == registration.grossFloorArea)
        #expect(registration.completedYear == CivilYear(1998))
        #expect(registration.floorsAbove == 12)
        #expect(registration.address == "海州区朝阳东路")
        #expect(registration.divisionCode == "320706")
        #expect(registration.districtName == "海州区")
        #expect(registration.functionalZone == "高新区")
        #expect(registration.owner?.creditCode?.text == "914403001922038216")
        #expect(registration.user == Party(name: "小米"))
        #expect(registration.responsibleParty?.creditCode?.text == "91110108551385082Q")
        #expect(registration.location == GeographicPoint(longitude: 119.221, latitude: 34.596))
    }

    @Test("collects all problems of a row")
    func all() {
        let (registration, problems) = BuildingRow.parse([
            .name: "", .kind: "工业", .grossFloorArea: "0", .completedYear: "1998.5", .divisionCode: "3207",
        ])
        #expect(registration == nil)
        let expected: [BuildingColumn: String] = [
            .code: "import.field.missing", .name: "import.field.missing", .kind: "import.kind.unknown",
            .grossFloorArea: "import.area.outOfRange", .completedYear: "import.number.notWhole",
            .divisionCode: "import.divisionCode.invalid",
        ]
        #expect(Dictionary(uniqueKeysWithValues: problems.map { ($0.column, $0.rule) }) == expected)
    }

    @Test(
        "keeps the floor area within what a building can have",
        arguments: [
            ("0.01", true), ("5000000", true), ("5000000.00", true), ("5000000.01", false), ("0", false),
            ("0.00", false),
            ("-5", false),
        ]
    )
    func area(text: String, isValid: Bool) {
        #expect(rules([.grossFloorArea: text]) == (isValid ? [] : ["import.area.outOfRange"]))
    }

    @Test("refuses a number that is none", arguments: ["12,000", "一万", "12m2", "1e4"])
    func number(text: String) {
        #expect(rules([.grossFloorArea: text]) == ["import.number.invalid"])
    }

    @Test("refuses a heated area above the gross one, and says both")
    func heated() {
        let (_, problems) = BuildingRow.parse(Self.minimum.merging([.heatedFloorArea: "12000.51"]) { $1 })
        let expected = FieldProblem(
            column: .heatedFloorArea,
            rule: "import.area.heatedExceedsGross",
            evidence: ["12000.51", "12000.50"]
        )
        #expect(problems == [expected])
    }

    @Test(
        "keeps years and floors in range",
        arguments: [
            (.completedYear, "1800", []), (.completedYear, "2100", []),
            (.completedYear, "1799", ["import.number.outOfRange"]),
            (.completedYear, "98", ["import.number.outOfRange"]), (.floorsAbove, "0", ["import.number.outOfRange"]),
            (.floorsAbove, "6.0", []), (.floorsAbove, "201", ["import.number.outOfRange"]),
            (.floorsAbove, "1.5", ["import.number.notWhole"]),
        ] as [(BuildingColumn, String, [String])]
    )
    func ranges(column: BuildingColumn, text: String, expected: [String]) {
        #expect(rules([column: text]) == expected)
    }

    @Test(
        "takes any code of up to 32 letters, digits and joints",
        arguments: [
            ("320700A001", true), ("440300W001", true), ("LYG-2024_007", true),
            (String(repeating: "9", count: 32), true),
            ("320700 A001", false), ("甲001", false), ("=1+1", false),
        ]
    )
    func code(text: String, isValid: Bool) {
        #expect(rules([.code: text]) == (isValid ? [] : ["import.buildingCode.invalid"]))
    }

    @Test("refuses texts that are too long")
    func length() {
        #expect(rules([.code: String(repeating: "9", count: 33)]) == ["import.field.tooLong"])
        #expect(rules([.name: String(repeating: "楼", count: 200)]).isEmpty)
        #expect(rules([.name: String(repeating: "楼", count: 201)]) == ["import.field.tooLong"])
    }

    @Test("tells a slip in a credit code from something that is none")
    func creditCode() {
        let slip = BuildingRow.parse(
            Self.minimum.merging([.ownerName: "甲", .ownerCreditCode: "914403001922038217"]) { $1 }
        ).1
        #expect(slip.map(\.rule) == ["import.creditCode.check"])
        #expect(slip.first?.evidence == ["914403001922038217", "6"])
        #expect(rules([.ownerName: "甲", .ownerCreditCode: "无"]) == ["import.creditCode.invalid"])
        #expect(rules([.userCreditCode: "914403001922038216"]) == ["import.party.nameMissing"])
    }

    @Test(
        "refuses places outside China and notices exchanged coordinates",
        arguments: [
            ("119.2", "34.6", []), ("73", "3", []), ("136", "54", []), ("34.6", "119.2", ["import.location.swapped"]),
            ("0", "0", ["import.location.outside"]), ("119.2", "", ["import.location.incomplete"]),
            ("", "34.6", ["import.location.incomplete"]), ("119.2", "北", ["import.number.invalid"]),
            ("-119.2", "34.6", ["import.location.outside"]),
        ]
    )
    func location(longitude: String, latitude: String, expected: [String]) {
        #expect(rules([.longitude: longitude, .latitude: latitude]) == expected)
    }

    @Test("a building is told by its id alone, its content by its registration")
    func identity() {
        let registration = BuildingRegistration(
            code: "1",
            name: "1",
            kind: .hotel,
            grossFloorArea: .squareMetres(1)
        )
        let building = Building(id: Building.ID(rawValue: 7), registration: registration)
        #expect(building.id < Building.ID(rawValue: 8))
        #expect(building.registration == registration)
    }
}
