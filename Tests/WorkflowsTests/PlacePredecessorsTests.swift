import Store
import Testing
import Units
import Workflows

@Suite("Predecessors of imported places")
struct PlacePredecessorsTests {
    private static func imported(_ test: TestPlatform) async throws -> [Jurisdiction] {
        try await test.store.jurisdictions().filter(\.id.isImported)
    }

    @Test("a chain as long as a file may be, each row before the one it comes from, falls with its last")
    func chain() async throws {
        let first = try day("2000-01-01")
        let rows = (1...4_999).reversed().map { number in
            "园区\(number),功能板块,\(first.adding(days: number)),\(first.adding(days: number + 1)),园区\(number - 1)"
        }
        let test = try TestPlatform()
        let text = "name,kind,valid_from,valid_to,predecessors,code\n南通市,市,,,,320600\n"
        let job = try await test.load(.importPlaces, text + rows.map { $0 + ",\n" }.joined())
        #expect(job.state == .done && job.accepted == 1 && job.rejected == 4_999)
        #expect(try await Self.imported(test).map(\.name) == ["南通市"])
    }

    @Test("only what comes from a refused row falls with it")
    func branch() async throws {
        let test = try TestPlatform()
        let text = """
            name,kind,valid_from,valid_to,predecessors,code
            丁园,功能板块,2023-01-01,,丙园,
            丙园,功能板块,2022-01-01,2023-01-01,乙园,
            乙园,功能板块,2021-01-01,2022-01-01,某园,
            甲园,功能板块,2020-01-01,2021-01-01,,
            戊园,功能板块,2023-01-01,,甲园,
            南通市,市,,,,320600
            """
        let job = try await test.load(.importPlaces, text)
        #expect(job.state == .done && job.accepted == 3)
        #expect(try test.rejected(job).dropFirst().map { $0[0] }.sorted() == ["2", "3", "4"])
        #expect(try await Self.imported(test).map(\.name).sorted() == ["南通市", "戊园", "甲园"].sorted())
    }

    @Test("a correction that falls leaves the place as it was, and what names it is judged by that")
    func correction() async throws {
        let test = try TestPlatform()
        let before = """
            code,name,kind,valid_from,valid_to,predecessors
            320600,南通市,市,,,
            320602,港闸区,区,,2020-01-01,
            """
        try await test.load(.importPlaces, before)
        let known = try await Self.imported(test)
        let corrected = """
            code,name,kind,valid_from,valid_to,predecessors
            320600,南通市,市,,,
            320602,港闸区,区,,2019-01-01,某某区
            320613,崇川区,区,2020-01-01,,320602
            320611,旧崇川区,区,2019-01-01,,港闸区
            """
        let job = try await test.load(.importPlaces, corrected)
        #expect(job.accepted == 1 && job.unchanged == 1)
        #expect(try test.rejected(job).dropFirst().map { $0[0] }.sorted() == ["3", "5"])
        let places = try await Self.imported(test)
        #expect(places.dropLast() == known[...] && places.last?.name == "崇川区")
    }

    @Test("a city that is refused takes no districts")
    func city() async throws {
        let test = try TestPlatform()
        let text = """
            code,name,kind,predecessors
            430100,长沙市,市,某某市
            430102,芙蓉区,区,
            """
        let job = try await test.load(.importPlaces, text)
        #expect(job.state == .done && job.accepted == 0 && job.rejected == 2)
        #expect(try test.rejected(job).dropFirst().map { $0[0] } == ["2", "3"])
        #expect(try await Self.imported(test).isEmpty)
    }

    @Test("twenty predecessors at most, each counted once", arguments: [(20, 0), (21, 1)])
    func count(of predecessors: Int, rejected: Int64) async throws {
        let test = try TestPlatform()
        let names = (1...predecessors).map { "老城\($0)园" }
        let rows = names.map { ",\($0),功能板块,,2020-01-01,\n" }.joined()
        let list = (names + ["老城1园"]).joined(separator: "、")
        let text = "code,name,kind,valid_from,valid_to,predecessors\n320600,南通市,市,,,\n\(rows)"
        let job = try await test.load(.importPlaces, text + ",新城,功能板块,2020-01-01,,\(list)\n")
        #expect(job.rejected == rejected && job.accepted == Int64(predecessors) + 2 - rejected)
    }
}
