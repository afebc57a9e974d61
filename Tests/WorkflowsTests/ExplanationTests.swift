import Buildings
import Carbon
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Explanations")
struct ExplanationTests {
    private let test: TestPlatform

    init() async throws {
        test = try await TestPlatform.city()
        try await test.load(.importReadings, AccountsTests.readings)
    }

    private func explanation(_ subject: FigureSubject, _ period: String) async throws -> FigureExplanation {
        let period = try #require(Period(period))
        return try #require(await test.platform.explanation(subject, period: period, scope: .all))
    }

    private func place(_ code: String) async throws -> FigureSubject {
        .jurisdiction(try #require(await test.platform.jurisdictions(scope: .all).first { $0.divisionCode == code }).id)
    }

    private func office() async throws -> FigureSubject { .building(try await test.building(City.office)) }

    @Test("a building's month names its amounts, factors and revision, and its meters")
    func buildingMonth() async throws {
        let id = try await test.building(City.office).rawValue
        let explained = try await explanation(office(), "2025-02")
        #expect(explained.figure.formula.rawValue == "carbon.operation.month.v1")
        #expect(explained.parts.isEmpty)
        #expect(
            explained.figure.inputs.map { "\($0.kind) \($0.key)" } == [
                "building \(id)", "activity buildings/\(id)/2025-02/electricity", "factor grid.prov.Jiangsu.2023",
                "activity buildings/\(id)/2025-02/gas", "factor fuel.natural_gas",
            ]
        )
        #expect(agree(explained.figure.value.kilograms, 15_000 * 0.5827 + 350 * 2.1622, within: 1e-9))
        #expect(
            explained.meters.map { "\($0.code) \($0.amount.value) \($0.isCounted)" }.sorted() == [
                "E1 15000.0 true", "E1A 5000.0 false", "G1 350.0 true", "W1 40.0 true",
            ]
        )
        #expect(explained.readingCount == 3)
        #expect(explained.floorArea.squareMetres == 10_000)
        #expect(!explained.figure.findings.isEmpty)
    }

    @Test("counted meters times their factors are the figure")
    func metersSum() async throws {
        let explained = try await explanation(office(), "2025-02")
        for line in explained.account.lines {
            let meters = explained.meters.filter { $0.isCounted && $0.item.carrier == line.activity.carrier }
            #expect(meters.reduce(Amount.zero) { $0 + $1.amount } == line.activity.amount, "\(line.activity.carrier)")
        }
        let lines = explained.account.lines.reduce(0) { sum, line in
            sum + line.activity.amount.value * (line.factor?.value.doubleValue ?? 0)
        }
        #expect(agree(lines, explained.figure.value.kilograms, within: 1e-12))
    }

    @Test("parts sum to the figure, whatever it is the figure of", arguments: ["2025", "2025-01", "2025-03"], 0..<3)
    func partsSum(period: String, subject: Int) async throws {
        let subjects = [try await office(), try await place("320706"), try await place("320700")]
        let explained = try await explanation(subjects[subject], period)
        if subject == 0, period.count > 4 {
            #expect(explained.parts.isEmpty)
            return
        }
        #expect(!explained.parts.isEmpty)
        #expect(explained.figure.formula.rawValue == "carbon.operation.sum.v1")
        let sum = explained.parts.reduce(0) { $0 + $1.emissions.kilograms }
        #expect(agree(sum, explained.figure.value.kilograms, within: 1e-12))
        #expect(explained.figure.inputs.map(\.key) == explained.parts.map { "\($0.subject.path)/\($0.period)" })
        #expect(explained.account.total == explained.figure.value)
    }

    @Test("each part can be opened and has the figure that was promised", arguments: ["2025", "2025-02"])
    func partsOpen(period: String) async throws {
        var open: [FigureSubject: FigureExplanation] = [:]
        var waiting = [(try await explanation(place("320700"), period))]
        while let explained = waiting.popLast() {
            for part in explained.parts where open[part.subject] == nil {
                let next = try #require(
                    await test.platform.explanation(part.subject, period: part.period, scope: .all)
                )
                #expect(
                    agree(next.figure.value.kilograms, part.emissions.kilograms, within: 1e-12)
                        || part.emissions == .zero
                )
                #expect(next.figure.share == part.share)
                if next.subject != explained.subject { open[part.subject] = next }
                if next.subject != explained.subject { waiting.append(next) }
            }
        }
        // Two districts with buildings, three buildings.
        #expect(open.count == 5)
    }

    @Test("every factor that a figure refers to is in the library")
    func factorsExist() async throws {
        let ids = Set(test.platform.factors.factors.map(\.id))
        for code in [City.office, City.mall, City.school] {
            let explained = try await explanation(.building(try await test.building(code)), "2025-01")
            let factors = explained.figure.inputs.filter { $0.kind == .factor }.map(\.key)
            #expect(!factors.isEmpty)
            #expect(ids.isSuperset(of: factors))
        }
    }

    @Test("a figure says into which larger ones it goes")
    func uses() async throws {
        let month = try await explanation(office(), "2025-02")
        let haizhou = try await place("320706")
        #expect(
            month.uses.map { "\($0.subject.path) \($0.period)" } == [
                "\(try await office().path) 2025", "\(haizhou.path) 2025-02",
            ]
        )
        for use in month.uses {
            let larger = try #require(await test.platform.explanation(use.subject, period: use.period, scope: .all))
            #expect(larger.figure.value == use.emissions)
            #expect(larger.parts.contains { $0.subject == month.subject })
        }
        let district = try await explanation(haizhou, "2025")
        #expect(district.uses.map(\.subject) == [try await place("320700")])
        #expect(try await explanation(place("320700"), "2025").uses.isEmpty)
    }

    @Test("an unknown subject has no explanation")
    func unknown() async throws {
        let period = try #require(Period("2025"))
        #expect(
            try await test.platform.explanation(.building(.init(rawValue: 999)), period: period, scope: .all) == nil
        )
        #expect(
            try await test.platform.explanation(.jurisdiction(.init(rawValue: 999)), period: period, scope: .all) == nil
        )
    }

    @Test("a period without data explains a figure of zero")
    func emptyPeriod() async throws {
        let explained = try await explanation(office(), "2024-02")
        #expect(explained.figure.value == .zero)
        #expect(explained.meters.isEmpty)
    }
}

@Suite("Period")
struct PeriodTests {
    @Test("a month or a year is written as it is read", arguments: ["2025", "2025-01", "2025-12", "1999", "2024-02"])
    func roundTrip(text: String) throws {
        #expect(try #require(Period(text)).description == text)
    }

    @Test(
        "anything else is no period",
        arguments: [
            "", "25", "20255", "2025-13", "2025-00", "2025-1-1", "2025-01-01", "abcd", "1899", "2025/01", "-2025",
            "2025-",
        ]
    )
    func refused(text: String) {
        #expect(Period(text) == nil)
    }

    @Test("knows its months, days and year")
    func parts() throws {
        let month = try #require(Period("2024-02"))
        #expect(month.months.count == 1)
        #expect(month.days.count == 29)
        #expect(month.year == CivilYear(2024))
        let year = try #require(Period("2024"))
        #expect(year.months.count == 12)
        #expect(year.days.count == 366)
        #expect(year.year == CivilYear(2024))
    }
}
