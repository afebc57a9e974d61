import Carbon
import Testing
import Units

@Suite("Choice of factors")
struct FactorChoiceTests {
    @Test("the factor of the region and year itself comes without a word")
    func exact() {
        let library = FactorLibrary.fixture(
            .fixture("a", year: 2022),
            .fixture("b"),
            .fixture("c", region: "grid-east")
        )
        #expect(library.grid()?.factor.id == "b")
        #expect(library.grid()?.findings == [])
    }

    @Test("the nearest year of the region comes before another region, and says which years")
    func nearestYear() {
        let library = FactorLibrary.fixture(
            .fixture("a", year: 2018),
            .fixture("b", year: 2021),
            .fixture("c", region: "grid-east", year: 2025)
        )
        let choice = library.grid(2025)
        #expect(choice?.factor.id == "b")
        #expect(choice?.rules == ["carbon.factor.otherYear"])
        #expect(choice?.findings.first?.severity == .warning)
        #expect(choice?.findings.first?.subject == "electricity")
        #expect(choice?.findings.first?.evidence == ["2025", "2021"])
    }

    @Test("of two years equally near the earlier one is taken", arguments: [true, false])
    func tie(isEarlierFirst: Bool) {
        let factors: [EmissionFactor] = [.fixture("a", year: 2024), .fixture("z", year: 2022)]
        let ordered = isEarlierFirst ? factors : factors.reversed()
        #expect(FactorLibrary.fixture(ordered[0], ordered[1]).grid(2023)?.factor.source.year == 2022)
    }

    @Test("the parent region stands in, with the year said after the region")
    func parentRegion() {
        let library = FactorLibrary.fixture(
            .fixture("a", region: "grid-east", year: 2022),
            .fixture("b", region: "CN"),
            .fixture("c", region: "330000")
        )
        let choice = library.grid()
        #expect(choice?.factor.id == "a")
        #expect(choice?.rules == ["carbon.factor.parentRegion", "carbon.factor.otherYear"])
        #expect(choice?.findings.map(\.evidence) == [["江苏", "华东区域电网"], ["2023", "2022"]])
    }

    @Test("the nation stands in where neither province nor grid has a factor")
    func nation() {
        let choice = FactorLibrary.fixture(.fixture("a", region: "CN"), .fixture("b", region: "330000")).grid()
        #expect(choice?.factor.id == "a")
        #expect(choice?.rules == ["carbon.factor.national"])
        #expect(choice?.findings.first?.evidence == ["江苏", "全国"])
    }

    @Test("a region that nobody knows falls back to the nation under its own code")
    func unknownRegion() {
        let choice = FactorLibrary.fixture(.fixture("a", region: "CN")).grid(region: "990000")
        #expect(choice?.findings.first?.evidence == ["990000", "全国"])
    }

    @Test("a factor without a year is the guidance default, after every dated one")
    func guidanceDefault() {
        let undated = EmissionFactor.fixture("a", region: "CN", year: nil)
        #expect(FactorLibrary.fixture(undated).grid()?.rules == ["carbon.factor.guidanceDefault"])
        #expect(FactorLibrary.fixture(undated).grid()?.findings.first?.evidence == ["Document of a"])
        let choice = FactorLibrary.fixture(undated, .fixture("b", region: "CN", year: 2010)).grid()
        #expect(choice?.factor.id == "b")
        #expect(choice?.rules == ["carbon.factor.national", "carbon.factor.otherYear"])
    }

    @Test("of two guidance defaults the nearer region's is taken")
    func nearerDefault() {
        let library = FactorLibrary.fixture(
            .fixture("a", region: "CN", year: nil),
            .fixture("b", region: "320000", year: nil)
        )
        #expect(library.grid()?.factor.id == "b")
        #expect(library.grid(region: "330000")?.factor.id == "a")
    }

    @Test("what the bureau verified comes before everything published")
    func verified() {
        let library = FactorLibrary.fixture(
            .fixture("a"),
            .fixture("b", year: 2020, verifiedBy: "节能处"),
            .fixture("c", region: "grid-east")
        )
        #expect(library.grid()?.factor.id == "b")
        #expect(library.grid()?.rules == ["carbon.factor.otherYear"])
        #expect(library.grid(2020)?.findings == [])
    }

    @Test("of two verified factors the nearer region's is taken, whatever their ids")
    func nearerVerified() {
        let library = FactorLibrary.fixture(
            .fixture("a", region: "CN", verifiedBy: "x"),
            .fixture("b", region: "320000", verifiedBy: "x")
        )
        #expect(library.grid()?.factor.id == "b")
        #expect(library.grid(region: "330000")?.factor.id == "a")
    }

    @Test("what was verified for another province is not used here")
    func verifiedElsewhere() {
        let library = FactorLibrary.fixture(.fixture("a"), .fixture("b", region: "330000", verifiedBy: "x"))
        #expect(library.grid()?.factor.id == "a")
    }

    @Test("a factor from memory says so, last of all", arguments: [2023, nil] as [Int?])
    func lowConfidence(year: Int?) {
        let choice = FactorLibrary.fixture(.fixture("a", region: "CN", year: year, confidence: .low)).grid()
        let step = year == nil ? "carbon.factor.guidanceDefault" : "carbon.factor.national"
        #expect(choice?.rules == [step, "carbon.factor.lowConfidence"])
        #expect(choice?.findings.last?.evidence == ["Document of a"])
    }

    @Test("all reservations come in the order of the steps")
    func order() {
        let choice = FactorLibrary.fixture(
            .fixture("a", region: "grid-east", year: 2010, confidence: .low)
        ).grid()
        #expect(
            choice?.rules == ["carbon.factor.parentRegion", "carbon.factor.otherYear", "carbon.factor.lowConfidence"]
        )
    }

    @Test("kinds and carriers are never mixed")
    func noMixing() {
        let library = FactorLibrary.fixture(
            .fixture("a", kind: .heat),
            .fixture("b", carrier: .gas),
            .fixture("c", kind: .coalEquivalent)
        )
        #expect(library.grid() == nil)
        #expect(
            library.choose(.coalEquivalent, for: .electricity, region: "320000", year: CivilYear(2023))?.factor.id
                == "c"
        )
    }

    @Test("standard coal hardly changes from year to year, so its year is no reservation")
    func coalYear() {
        let library = FactorLibrary.fixture(.fixture("c", kind: .coalEquivalent, region: "320000", year: 2020))
        #expect(
            library.choose(.coalEquivalent, for: .electricity, region: "320000", year: CivilYear(2023))?.findings == []
        )
    }

    @Test("regions that name each other as parents end in the nation")
    func circle() {
        let library = FactorLibrary(
            factors: [.fixture("a", region: "CN")],
            regions: [
                FactorRegion(code: "x", name: "x", englishName: "x", parent: "y"),
                FactorRegion(code: "y", name: "y", englishName: "y", parent: "x"),
            ]
        )
        #expect(library.grid(region: "x")?.factor.id == "a")
    }

    @Test(
        "the province of a division is its first two digits",
        arguments: [("320706", "320000"), ("120116", "120000")]
    )
    func provinces(division: String, province: String) {
        #expect(FactorRegion.province(ofDivision: division) == province)
    }
}
