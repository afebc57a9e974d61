import Testing
import Units

@Suite("Data share")
struct DataShareTests {
    @Test(
        "sums to one, with what is open counted as missing",
        arguments: [
            (0.5, 0.2, 0.1, 0.1), (0, 0, 0, 0), (1, 0, 0, 0), (0.25, 0.25, 0.25, 0.25),
        ] as [(Double, Double, Double, Double)]
    )
    func sum(measured: Double, billed: Double, statistical: Double, estimated: Double) {
        let share = DataShare(measured: measured, billed: billed, statistical: statistical, estimated: estimated)
        let sum = share.measured + share.billed + share.statistical + share.estimated + share.missing
        #expect(abs(sum - 1) < 1e-12)
        #expect(abs(share.known - (measured + billed + statistical + estimated)) < 1e-12)
    }

    @Test("splits expected seconds into measured, estimated and missing")
    func seconds() {
        let share = DataShare(covered: 75, estimated: 25, expected: 100)
        #expect(share.measured == 0.5)
        #expect(share.estimated == 0.25)
        #expect(share.missing == 0.25)
    }

    @Test(
        "never promises more than the whole",
        arguments: [(0, 0, 0), (200, 0, 100), (200, 200, 100)] as [(Int64, Int64, Int64)]
    )
    func bounds(covered: Int64, estimated: Int64, expected: Int64) {
        let share = DataShare(covered: covered, estimated: estimated, expected: expected)
        #expect((0...1).contains(share.measured))
        #expect((0...1).contains(share.known))
        #expect(share.missing == (covered == 0 ? 1 : 0))
    }
}

@Suite("Jurisdiction")
struct JurisdictionTests {
    @Test("exists from its first day until the day before its end")
    func validity() throws {
        let from = try #require(CivilDay("2014-01-01"))
        let to = try #require(CivilDay("2020-01-01"))
        let district = Jurisdiction(
            id: .init(rawValue: 1),
            kind: .district,
            divisionCode: "320706",
            name: "海州区",
            englishName: "Haizhou",
            parent: nil,
            validFrom: from,
            validTo: to
        )
        #expect(!district.isValid(on: from.adding(days: -1)))
        #expect(district.isValid(on: from))
        #expect(district.isValid(on: to.adding(days: -1)))
        #expect(!district.isValid(on: to))
    }

    @Test("exists always where no day is known")
    func unbounded() {
        let city = Jurisdiction(
            id: .init(rawValue: 1),
            kind: .city,
            divisionCode: "320700",
            name: "连云港市",
            englishName: "Lianyungang",
            parent: nil
        )
        #expect(city.isValid(on: CivilDay(number: -100_000)))
        #expect(city.isValid(on: CivilDay(number: 100_000)))
    }
}
