import Access
import Carbon
import DemoCity
import Foundation
import PeakPlanning
import Store
import Testing
import Units
import Workflows

@Suite("plans")
struct PlanTests {
    static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Sources/PeakPlanning/Resources/Plans").standardizedFileURL.path

    private static func imported(_ text: String, on test: TestPlatform) async throws -> PlanImport {
        let path = "\(test.folder.path)/\(UUID().uuidString).txt"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try await test.platform.importPlan(path: path, actor: .console)
    }

    @Test("both published plans come in whole", arguments: [("lianyungang-2024", 24, 27), ("tianjin-2023", 42, 32)])
    func published(name: String, tasks: Int, targets: Int) async throws {
        let test = try TestPlatform()
        let result = try await test.platform.importPlan(path: "\(Self.shipped)/\(name).txt", actor: .console)
        #expect(result.failure == [])
        #expect(result.isNew)
        #expect(result.tasks == tasks)
        #expect(result.targets == targets)
        let recorded = try #require(try await test.store.lastAuditEntry(action: "plan.import"))
        #expect(recorded.actor == .console && recorded.changes.contains(#""after":"\#(tasks)","field":"tasks""#))
        let view = try #require(await test.platform.plan(jurisdiction: nil, scope: .all))
        #expect(view.sections.flatMap(\.tasks).count == tasks)
        #expect(view.targets.count == targets)
        // Nothing has been reported: every target says so, due or not, and who must report it.
        #expect(view.targets.allSatisfy { [.noData, .noEvidence, .incentive].contains($0.progress.status) })
        // What is stored is what was read.
        let stored = try #require(await test.store.currentPlan())
        guard
            case .success(let read) = try PlanFile.read(
                path: "\(Self.shipped)/\(name).txt",
                resources: ResourceDirectory(override: test.folder.path + "/resources")
            )
        else {
            Issue.record("unreadable")
            return
        }
        var kept = stored.plan
        for task in kept.tasks.indices {
            for row in kept.tasks[task].indicators.indices {
                // Items are given by the import.
                #expect(kept.tasks[task].indicators[row].item != nil)
                kept.tasks[task].indicators[row].item = nil
            }
        }
        // In which province a city lies is known from the places themselves.
        kept.province = read.province
        #expect(kept == read)
    }

    @Test("the same text again changes nothing; another one is a new revision")
    func revisions() async throws {
        let test = try TestPlatform()
        let text = try String(contentsOfFile: "\(Self.shipped)/lianyungang-2024.txt", encoding: .utf8)
        #expect(try await Self.imported(text, on: test).revision == 1)
        let again = try await Self.imported(text, on: test)
        #expect(again.revision == 1)
        #expect(!again.isNew)
        let changed = try await Self.imported(text.replacingOccurrences(of: "35%以上", with: "38%以上"), on: test)
        #expect(changed.revision == 2)
        let task = try #require(await test.platform.task("14", scope: .all))
        #expect(task.targets.first?.indicator.value == FixedPoint(mantissa: 38))
        #expect(task.facts.revision == 2)
    }

    @Test(
        "a text that is no plan imports nothing and says why",
        arguments: [
            ("", "file.empty"), ("  \n\n", "file.empty"), ("meter,time,value\nE1,2025-01-01,3\n", "plan.notAPlan"),
            ("今天天气很好，市民到公园散步。记者看到，花都开了。", "plan.notAPlan"),
            ("PK\u{3}\u{4}zip", "document.damaged"),
            ("某某市城乡建设领域碳达峰实施方案\n一、总体要求\n1.加强领导。要重视。\n2.多做宣传。要宣传。\n", "plan.noDepartments"),
        ]
    )
    func noPlan(text: String, failure: String) async throws {
        let test = try TestPlatform()
        let result = try await Self.imported(text, on: test)
        #expect(result.failure.first == failure)
        #expect(try await test.platform.plan(jurisdiction: nil, scope: .all) == nil)
        #expect(try await test.store.city() == nil)
    }

    @Test("a plan of an unknown city, or of another one than the data's, is refused")
    func otherCity() async throws {
        let test = try TestPlatform()
        let text = try String(contentsOfFile: "\(Self.shipped)/lianyungang-2024.txt", encoding: .utf8)
        let unknown = try await Self.imported(text.replacingOccurrences(of: "连云港市", with: "无名市"), on: test)
        #expect(unknown.failure.first == "plan.cityUnknown")
        _ = try await Self.imported(text, on: test)
        let other = try await test.platform.importPlan(path: "\(Self.shipped)/tianjin-2023.txt", actor: .console)
        #expect(other.failure.first == "plan.otherCity")
        #expect(try await test.platform.plan(jurisdiction: nil, scope: .all)?.facts.title.hasPrefix("连云港市") == true)
    }

    @Test("broken numbering imports nothing, until somebody says that it was published so; then nothing is lost")
    func numbering() async throws {
        let test = try TestPlatform()
        let text = try String(contentsOfFile: "\(Self.shipped)/lianyungang-2024.txt", encoding: .utf8)
        let path = "\(test.folder.path)/broken.txt"
        try Data(text.replacingOccurrences(of: "\n14.促进垃圾", with: "\n13.促进垃圾").utf8)
            .write(to: URL(fileURLWithPath: path))
        let refused = try await test.platform.importPlan(path: path, actor: .console)
        #expect(refused.failure.first == "plan.numbering")
        #expect(refused.failure.last?.contains("13") == true)
        #expect(try await test.store.currentPlan() == nil)
        let accepted = try await test.platform.importPlan(
            path: path,
            choices: PlanChoices(isAsPublished: true),
            actor: .console
        )
        #expect(accepted.failure == [])
        #expect(accepted.tasks == 24)
        #expect(!accepted.findings.isEmpty)
    }

    @Test("a file in GB18030 is the same plan")
    func encodings() async throws {
        let test = try TestPlatform()
        let text = try String(contentsOfFile: "\(Self.shipped)/lianyungang-2024.txt", encoding: .utf8)
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        let path = "\(test.folder.path)/gb.txt"
        try #require(text.data(using: gb18030)).write(to: URL(fileURLWithPath: path))
        #expect(try await test.platform.importPlan(path: path, actor: .console).targets == 27)
    }
}

@Suite("the demo's plan")
struct DemoPlanTests {
    @Test("every target of the generated cities is answered as designed", arguments: DemoCity.City.allCases)
    func answered(city: DemoCity.City) async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(BuildDemoTests.request(city)) { _ in }
        let view = try #require(await test.platform.plan(jurisdiction: nil, scope: .all))
        // Some are met, some are missed, some wait for a report: a demo that shows everything in green shows nothing.
        let shown = Set(view.targets.map(\.progress.status))
        #expect(shown.contains(.done) && !shown.isDisjoint(with: [.behind, .missed]))
        #expect(!shown.isDisjoint(with: [.noData, .noEvidence]))
        #expect(view.targets.count { $0.measurement != nil } >= 18)
        #expect(view.targets.allSatisfy { $0.measurement?.failure == nil })
        #expect(
            view.targets.filter { [.noData, .noEvidence].contains($0.progress.status) }.allSatisfy {
                $0.reporter != nil
            }
        )
    }

    @Test("what an indicator says of its parts sums to the whole, and its districts to the city")
    func parts() async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(BuildDemoTests.request(buildings: 40)) { _ in }
        for indicator in try await test.platform.indicators(scope: .all).indicators {
            let found = try #require(
                await test.platform.indicator(indicator.id, year: nil, jurisdiction: nil, variant: nil, scope: .all)
            )
            guard let numerator = found.numerator else { continue }
            #expect(agree(found.parts.reduce(0) { $0 + $1.contribution }, numerator), "\(indicator.id)")
        }
        let roofs = try #require(
            await test.platform.indicator("roof-pv-coverage", year: 2025, jurisdiction: nil, variant: nil, scope: .all)
        )
        #expect(roofs.variant?.id == "usable")
        #expect(roofs.parts.contains { if case .building = $0.subject { true } else { false } })
    }

    @Test("the yearly emissions are the statistics times their factors, scope by scope")
    func emissions() async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(BuildDemoTests.request()) { _ in }
        let history = try #require(await test.platform.emissionHistory(scope: .all))
        #expect(history.boundary == .direct)
        #expect(history.years.map(\.year) == Array(2015...2025))
        #expect(history.peakYear == 2024)
        // By hand, apart from the account: amount × the factor the library chooses, summed over direct carriers.
        let cells = try await test.store.statistics(series: StatisticalCell.energyUse).filter { $0.year == 2024 }
        var direct = 0.0
        for cell in cells {
            let carrier = try #require(EnergyCarrier(rawValue: cell.carrier))
            guard carrier.scope == .direct else { continue }
            let factor = try #require(
                test.platform.factors.choose(carrier.factorKind, for: carrier, region: "320000", year: CivilYear(2024))
            )
            direct += cell.amount * factor.factor.value.doubleValue
        }
        let year = try #require(history.years.first { $0.year == 2024 })
        #expect(agree(year.total(.direct).kilograms, direct))
        #expect(year.total(.sector) > year.total(.direct))
    }

    @Test("the peak of a district is that of its own emissions")
    func scoped() async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(BuildDemoTests.request()) { _ in }
        let districts = try await test.platform.jurisdictions(scope: .all).filter { $0.kind == .district }
        var sum = CarbonMass.zero
        for district in districts {
            let own = try #require(await test.platform.emissionHistory(scope: Scope(jurisdictions: [district.id])))
            sum = sum + (own.years.last?.total(.sector) ?? .zero)
        }
        let all = try #require(await test.platform.emissionHistory(scope: .all))
        #expect(agree(sum.kilograms, try #require(all.years.last).total(.sector).kilograms))
    }

    @Test("a file of the bureau that reads a base table, writes, or is no file at all harms nothing and is listed")
    func ownIndicators() async throws {
        let folder = try TemporaryFolder()
        let own = folder.path + "/indicators"
        try FileManager.default.createDirectory(atPath: own + "/folder.sql", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: own + "/gone.sql", withDestinationPath: own + "/nowhere")
        let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Store/Resources/Indicators/green-communities.sql")
        let text = try String(contentsOf: shipped, encoding: .utf8)
        let table = text.replacingOccurrences(of: "v_place_report", with: "reported_value")
        try table.write(toFile: own + "/table.sql", atomically: true, encoding: .utf8)
        try "DROP TABLE person".write(toFile: own + "/drop.sql", atomically: true, encoding: .utf8)
        let gb18030 = String.Encoding(rawValue: 0x8000_0632)
        let renamed = text.replacingOccurrences(of: "id: green-communities", with: "id: own-communities")
        try #require(renamed.data(using: gb18030)).write(to: URL(fileURLWithPath: own + "/OWN.SQL"))
        let test = try TestPlatform(folder: folder)
        try await test.platform.buildDemo(BuildDemoTests.request()) { _ in }
        let list = try await test.platform.indicators(scope: .all)
        #expect(Set(list.refusals.map(\.file)) == ["table.sql", "drop.sql", "folder.sql", "gone.sql"])
        #expect(list.indicators.contains { $0.id == "green-communities" && !$0.isOwn })
        #expect(list.indicators.first { $0.id == "own-communities" }?.name.zh.contains("绿色社区") == true)
        #expect(try await test.platform.verify().problems == [])
    }

    @Test("the city's own statistics and reports stand for its districts, in every figure alike")
    func cityReports() async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(BuildDemoTests.request()) { _ in }
        let before = try #require(await test.platform.emissionHistory(scope: .all))
        let city = try #require(await test.store.city())
        let cells = try await test.store.statistics(series: StatisticalCell.energyUse).filter { $0.year == 2025 }
        let sums = Dictionary(grouping: cells) { [$0.segment, $0.carrier] }.map { key, cells in
            StatisticalCell(
                jurisdiction: city.id,
                year: 2025,
                segment: key[0],
                carrier: key[1],
                amount: cells.reduce(0) { $0 + $1.amount }
            )
        }
        let source = try await test.store.syntheticSource(name: "city", now: at("2026-01-01 00:00"))
        try await test.store.record(statistics: sums, source: source, now: at("2026-01-01 00:00"))
        try await test.platform.deriveEmissions()
        let after = try #require(await test.platform.emissionHistory(scope: .all))
        #expect(after.peakYear == before.peakYear)
        let total = try #require(after.years.last).total(.direct).kilograms
        #expect(agree(total, try #require(before.years.last).total(.direct).kilograms))
        let explained = try #require(
            await test.platform.sectorExplanation(year: 2025, jurisdiction: nil, scope: .all)
        )
        #expect(agree(explained.account.total.kilograms, total))
    }
}

@Suite("the sector's emissions explained")
struct SectorExplanationTests {
    @Test("lines and segments sum to the year's figure in both boundaries", arguments: DemoCity.City.allCases)
    func sums(city: DemoCity.City) async throws {
        let test = try TestPlatform()
        try await test.platform.buildDemo(BuildDemoTests.request(city)) { _ in }
        let history = try #require(await test.platform.emissionHistory(scope: .all))
        for year in history.years {
            let explained = try #require(
                await test.platform.sectorExplanation(year: year.year, jurisdiction: nil, scope: .all)
            )
            let total = year.total(history.boundary).kilograms
            #expect(agree(explained.account.total.kilograms, total))
            #expect(agree(explained.segments.reduce(0) { $0 + $1.emissions.kilograms }, total))
            #expect(explained.account.lines.allSatisfy { $0.factor != nil })
            #expect(explained.boundary == history.boundary)
        }
        #expect(try await test.platform.sectorExplanation(year: 1999, jurisdiction: nil, scope: .all) == nil)
    }
}
