import Store
import Testing
import Units

@testable import Workflows

@Suite("Rules for lists of places")
struct PlaceListTests {
    private static let known = [
        place(1, .city, "320700", "连云港市", parent: nil), place(2, .district, "320706", "海州区", parent: 1),
        place(1_000_000, .city, "320600", "南通市", parent: nil),
        place(1_000_001, .district, "320612", "通州区", parent: 1_000_000),
        place(1_000_002, .functionalZone, nil, "示范区", parent: 1_000_000),
        place(1_000_003, .district, nil, "港闸区", parent: 1_000_000, until: CivilDay("2020-01-01")),
    ]

    private static func place(
        _ id: Int64,
        _ kind: Jurisdiction.Kind,
        _ code: String?,
        _ name: String,
        parent: Int64?,
        until: CivilDay? = nil
    ) -> Jurisdiction {
        Jurisdiction(
            id: Jurisdiction.ID(rawValue: id),
            kind: kind,
            divisionCode: code,
            name: name,
            englishName: name,
            parent: parent.map(Jurisdiction.ID.init(rawValue:)),
            validTo: until
        )
    }

    /// A row as `code name kind parent from to predecessors`, with `-` for what is blank.
    private static func row(_ text: String) throws -> PlaceRow.Parsed {
        let words = text.split(separator: " ").map { $0 == "-" ? nil : String($0) }
        func word(_ index: Int) -> String? { index < words.count ? words[index] : nil }
        let parent = word(3)
        let isCode = parent?.allSatisfy(\.isNumber) ?? false
        return PlaceRow.Parsed(
            code: word(0),
            name: try #require(word(1)),
            kind: try #require(word(2).flatMap(Jurisdiction.Kind.init(word:))),
            parentCode: isCode ? parent : nil,
            parentName: isCode ? nil : parent,
            validFrom: word(4).flatMap(CivilDay.init(_:)),
            validTo: word(5).flatMap(CivilDay.init(_:)),
            predecessors: word(6).map { $0.split(separator: "+").map(String.init) } ?? []
        )
    }

    private static func rules(_ rows: [String], city: Int64?) throws -> [String] {
        var list = PlaceList(known: known, city: known.first { $0.id.rawValue == city })
        return list.verdicts(on: try rows.map(row)).map { verdict in
            switch verdict {
            case .shipped: "shipped"
            case .kept(let draft): "\(draft.place.id.rawValue)"
            case .refused(let problem): "\(problem.column.rawValue) \(problem.rule.dropFirst("import.place.".count))"
            }
        }
    }

    @Test(
        "a row is refused for what is wrong with it",
        arguments: [
            ("320614 海门区 district 320500", "parent_code parentUnknown"),
            ("320614 海门区 district 320614", "parent_code parentNotCity"),
            ("320614 海门区 district 320612", "parent_code parentNotCity"),
            ("320614 海门区 district 连云港市", "parent_name elsewhere"),
            ("320714 海门区 district 320600", "code codeElsewhere"), ("320612 通州区 zone 320600", "kind kindDiffers"),
            ("320600 南通市 district -", "code codeTaken"), ("320699 通州区 district -", "name nameTaken"),
            ("320600 南通市 city 320000", "parent_code cityParent"), ("320500 苏州市 city", "code elsewhere"),
            ("320614 海门区 district - 2020-01-01 - 海门市", "predecessors predecessorUnknown"),
            ("320614 海门区 district - 2019-01-01 - 港闸区", "predecessors predecessorLater"),
            ("320614 海门区 district - - - 港闸区", "predecessors predecessorLater"),
            ("320612 通州区 district - - - 320612", "predecessors predecessorLater"),
        ]
    )
    func refused(row: String, rule: String) throws {
        #expect(try Self.rules([row], city: 1_000_000) == [rule])
    }

    @Test("a row finds its place by code, or by name where it has none; others get the next ids")
    func found() throws {
        let rows = [
            "320614 海门区 district 320600 2020-01-01 - 港闸区", "- 示范区 zone 南通市", "320612 新通州区 district -",
            "- 新区 zone -", "320600 南通市 city -",
        ]
        #expect(
            try Self.rules(rows, city: 1_000_000) == ["1000004", "1000002", "1000001", "1000005", "1000000"]
        )
    }

    @Test("the first city of a file is the file's, wherever it stands")
    func firstCity() throws {
        let rows = [
            "320506 吴中区 district -", "320500 苏州市 city -", "320400 常州市 city -", "320402 天宁区 district 320400",
        ]
        #expect(
            try Self.rules(rows, city: nil) == ["1000005", "1000004", "code elsewhere", "parent_code parentUnknown"]
        )
        #expect(try Self.rules(["320506 吴中区 district -"], city: nil) == ["parent_code noCity"])
        #expect(try Self.rules(["320706 海州区 district 320700"], city: nil) == ["shipped"])
        #expect(try Self.rules(["320799 新区 district 320700"], city: nil) == ["name shipped"])
    }

    @Test("no circle of predecessors closes, and a refused row is nobody's predecessor")
    func predecessors() throws {
        let circle = ["320691 甲区 district - 2001-01-01 2002-01-01 乙区", "320692 乙区 district - 2001-01-01 2002-01-01 甲区"]
        let later = "predecessors predecessorLater"
        #expect(try Self.rules(circle, city: 1_000_000).contains(later))
        let chain = ["320691 甲区 district - 2003-01-01 - 乙区", "320692 乙区 district - 2001-01-01 2002-01-01 丙区"]
        #expect(
            try Self.rules(chain, city: 1_000_000)
                == ["predecessors predecessorUnknown", "predecessors predecessorUnknown"]
        )
    }
}
