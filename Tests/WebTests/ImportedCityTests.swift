import Access
import Buildings
import Foundation
import HTTPTypes
import PeakPlanning
import Testing
import Units
import Workflows

@testable import Web

/// A city that does not ship with the program (导入的城市): its places came in by file, codes of GB/T 2260.
@Suite("A city that came in by file")
struct ImportedCityTests {
    private static let places = """
        行政区划代码,名称,英文名称,类型
        320600,南通市,Nantong,城市
        320612,通州区,Tongzhou,区
        320623,如东县,Rudong,县
        320681,启东市,Qidong,县级市

        """
    private static let plan = """
        南通市城乡建设领域碳达峰实施方案

        一、重点任务
        1.推广绿色建筑。到2030年，装配式建筑占同期新开工建筑面积的比例达到55%以上。（市住房城乡建设局负责）
        2.减少建筑垃圾。到2030年，城市建筑垃圾资源化利用率达到60%。（市城管局负责）

        南通市住房和城乡建设局
        2025年3月1日
        """
    private static let buildings = """
        building_code,building_name,building_kind,gross_floor_area_m2,division_code
        320612A001,市政大楼,A,10000,320612
        320623B002,商场,B,20000,320623

        """
    private static let meters = """
        meter,building,item,kind,unit,decimals,digits,valid_from
        E1,320612A001,01000,register,kWh,0,9,2026-04-01

        """
    private static let readings = "meter,time,value\nE1,2026-04-01 00:00,0\nE1,2026-05-01 00:00,5000\n"

    @Test("has all pages of a plan, and a map once there are readings", arguments: [false, true], ["zh", "en"])
    func pages(isMetered: Bool, language: String) async throws {
        let registers: [(kind: Job.Kind, text: String)] = [
            (.importBuildings, Self.buildings), (.importMeters, Self.meters), (.importReadings, Self.readings),
        ]
        let city = try await TestCity.of(
            [(.importPlaces, Self.places), (.importPlan, Self.plan)] + (isMetered ? registers : [])
        )
        for path in [
            "/", "/plan", "/plan/text", "/plan/review", "/plan/tasks/1", "/indicators", "/reports", "/carbon", "/jobs",
            "/buildings", "/api/v1/jurisdictions", "/api/v1/plan",
        ] {
            let answer = try await city.client.get("\(path)?lang=\(language)")
            #expect(answer.status == .ok, "\(path)")
            // The clauses of indicators name the plans they were written for.
            let isForeign = path != "/indicators" && answer.body.contains("连云港")
            #expect(!answer.body.contains("Optional(") && !isForeign, "\(path)")
        }
        let overview = try await city.client.get("/?lang=\(language)").body
        #expect(overview.contains(language == "zh" ? "南通" : "Nantong"))
        #expect(!overview.contains("tanfeng demo"))
        #expect(overview.contains(language == "zh" ? "通州区" : "Tongzhou") == isMetered)
        let ground = try await city.client.get("/api/v1/map/ground")
        #expect(ground.status == .ok && ground.body.contains("\"ground\":\"grid\""))
        #expect(["通州区", "如东县", "启东市"].allSatisfy(ground.body.contains))
    }

    @Test("says on the map that its squares are not by position", arguments: ["zh", "en"])
    func note(language: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tanfeng-grid-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["maplibre-gl.js", "maplibre-gl.css"] {
            try Data("x".utf8).write(to: folder.appending(path: name))
        }
        let made = try await TestCity.of([
            (.importPlaces, Self.places), (.importBuildings, Self.buildings), (.importMeters, Self.meters),
            (.importReadings, Self.readings),
        ])
        let city = try TestCity(made.platform, assets: folder.path)
        let body = try await city.client.get("/?lang=\(language)").body
        #expect(body.contains(language == "zh" ? "示意，不按方位" : "Schematic: not by position"))
    }

    @Test("can be sent as a file by whoever may send buildings, and the page names it")
    func upload() async throws {
        let city = try TestCity.empty()
        #expect(try await city.client.get("/jobs").body.contains("value=\"places\""))
        let link = try await city.platform.addPerson(login: "wang", name: "王", email: nil, actor: .console)
        let client = city.client.as(.of(.operatorEngineer, person: link.person))
        let answer = try await client.send(
            .post,
            "/api/v1/imports?kind=places&name=places.csv",
            [.fetchSite: "same-origin"],
            body: Self.places
        )
        #expect(answer.status == .accepted)
        while try await city.platform.runJob() {}
        let job = try answer.decoded(as: JobResponse.self)
        #expect(try await city.platform.job(job.id)?.accepted == 4)
        let log = try await city.client.as(.of(.auditor)).get("/audit?lang=zh")
        #expect(log.status == .ok && log.body.contains("导入新辖区") && log.body.contains("320681"))
    }
}
