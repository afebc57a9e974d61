import Access
import Buildings
import Foundation
import Metering
import Store
import Testing
import Units
import Workflows

@Suite("Import of buildings")
struct ImportBuildingsTests {
    @Test("Chinese headings and words are understood")
    func chinese() async throws {
        let test = try TestPlatform()
        let job = try await test.load(
            .importBuildings,
            """
            建筑编码,建筑名称,建筑类型,建筑面积（㎡）,区县,功能板块,产权单位,竣工年份
            A001,市政大楼,办公建筑,"12,500.5",海州区,,市机关事务局,１９９８
            A002,港口酒店,宾馆饭店,８０００,连云区,徐圩新区,,
            """
        )
        #expect(job.state == .done)
        let reasons = try test.rejectedReasons(job)
        #expect(job.accepted == 2, "\(reasons)")
        let detail = try #require(await test.platform.building(test.building("A001"), year: nil, scope: .all))
        #expect(detail.building.registration.grossFloorArea.squareMetres == 12_500.5)
        #expect(detail.building.registration.completedYear == CivilYear(1998))
        #expect(detail.building.registration.owner?.name == "市机关事务局")
        #expect(detail.building.jurisdiction?.divisionCode == "320706")
        let other = try #require(await test.platform.building(test.building("A002"), year: nil, scope: .all))
        #expect(other.functionalZone?.name == "徐圩新区")
    }

    @Test("bad rows are refused one by one")
    func rejected() async throws {
        let test = try TestPlatform()
        let job = try await test.load(
            .importBuildings,
            """
            building_code,building_name,building_kind,gross_floor_area_m2,division_code,functional_zone
            A001,一号楼,A,1000,320706,
            A001,又一号楼,A,1000,320706,
            A003,三号楼,A,1000,999999,
            A004,四号楼,Q,1000,320706,
            A005,五号楼,A,0,320706,
            A006,,A,1000,320706,
            A007,七号楼,A,1000,,
            A008,八号楼,A,1000,320706,月球新区
            A009,九号楼,A,1000
            A010,十号楼,A,1000,320700,
            """
        )
        #expect(job.accepted == 1)
        #expect(job.rejected == 9)
        let rows = try test.rejected(job)
        #expect(
            rows.dropFirst().map { Array($0[0...1]) } == [
                ["3", "building_code"], ["4", "division_code"], ["5", "building_kind"], ["6", "gross_floor_area_m2"],
                ["7", "building_name"], ["8", ""], ["9", "functional_zone"], ["10", ""], ["11", "division_code"],
            ]
        )
        #expect(rows[1][3...] == ["A001", "又一号楼", "A", "1000", "320706", ""])
        #expect(try await test.store.buildingIDs().count == 1)
    }

    @Test("importing twice changes nothing, a changed row is one revision")
    func twice() async throws {
        let test = try TestPlatform()
        try await test.load(.importBuildings, City.buildings)
        let second = try await test.load(.importBuildings, City.buildings)
        #expect(second.accepted == 0)
        #expect(second.unchanged == 3)
        let third = try await test.load(.importBuildings, City.buildings.replacing("海滨商场", with: "滨海商场"))
        #expect(third.accepted == 1)
        #expect(third.unchanged == 2)
        let detail = try #require(await test.platform.building(test.building(City.mall), year: nil, scope: .all))
        #expect(detail.building.revision == 2)
    }

    @Test("a building of another city is refused, from the second file on and within the first")
    func otherCity() async throws {
        let test = try TestPlatform()
        try await test.load(.importBuildings, City.buildings)
        let header = "building_code,building_name,building_kind,gross_floor_area_m2,division_code\n"
        let job = try await test.load(.importBuildings, header + "T1,津楼,A,1000,120101\n")
        #expect(job.rejected == 1)
        #expect(try test.rejected(job)[1][2].contains("和平区"))
        let mixed = try TestPlatform()
        let first = try await mixed.load(
            .importBuildings,
            header + "L1,连楼,A,1000,320706\nT1,津楼,A,1000,120101\n"
        )
        #expect(first.accepted == 1)
        #expect(first.rejected == 1)
    }

    @Test("what was generated is labelled so on every page")
    func synthetic() async throws {
        let test = try TestPlatform()
        let path = "\(test.folder.path)/b.csv"
        try Data(City.buildings.utf8).write(to: URL(fileURLWithPath: path))
        let id = try await test.platform.submit(
            ImportRequest(kind: .importBuildings, path: path, isSynthetic: true),
            by: .console
        )
        _ = try await test.platform.runJob(id)
        #expect(try await test.platform.dataState(scope: .all).isSynthetic)
        #expect(
            try await test.platform.building(test.building(City.mall), year: nil, scope: .all)?.building.isSynthetic
                == true
        )
    }
}

@Suite("Import of meters")
struct ImportMetersTests {
    @Test("Chinese headings and words are understood")
    func chinese() async throws {
        let test = try TestPlatform()
        try await test.load(.importBuildings, City.buildings)
        let job = try await test.load(
            .importMeters,
            """
            计量点编码,所属建筑,分项编码,读数类型,计量单位,小数位数,总位数,倍率,启用时间,采集间隔
            总表１,320706A001,01000,累计,度,2,8,"1,000",2025/1/1 8:30,60
            气表,320706A001,03000,区间,立方米,3,8,,2025-01-01,
            """
        )
        let reasons = try test.rejectedReasons(job)
        #expect(job.accepted == 2, "\(reasons)")
        let device = try #require(
            await test.store.meters(scope: .all).first { $0.meter.item.rawValue == "01000" }?.meter.devices.first
        )
        #expect(device.ratio == FixedPoint(mantissa: 1_000))
        #expect(device.interval == 3_600)
        #expect(device.validFrom == (try at("2025-01-01 08:30")))
        #expect(try await test.meter("气表").meter.devices.first?.kind == .interval)
        #expect(try await test.meter("气表").meter.devices.first?.interval == 900)
    }

    @Test(
        "a bad field is refused and named",
        arguments: [
            ("E9,320706A009,01000,register,kWh,2,8,1,2025-01-01,,", "building"),
            ("E9,320706A001,99000,register,kWh,2,8,1,2025-01-01,,", "item"),
            ("E9,320706A001,01000,guess,kWh,2,8,1,2025-01-01,,", "kind"),
            ("E9,320706A001,01000,register,furlong,2,8,1,2025-01-01,,", "unit"),
            ("E9,320706A001,01000,register,m3,2,8,1,2025-01-01,,", "unit"),
            ("E9,320706A001,01000,register,kWh,7,8,1,2025-01-01,,", "decimals"),
            ("E9,320706A001,01000,register,kWh,2,16,1,2025-01-01,,", "digits"),
            ("E9,320706A001,01000,register,kWh,1.5,8,1,2025-01-01,,", "decimals"),
            ("E9,320706A001,01000,register,kWh,2,8,0,2025-01-01,,", "ratio"),
            ("E9,320706A001,01000,register,kWh,2,8,-1,2025-01-01,,", "ratio"),
            ("E9,320706A001,01000,register,kWh,6,8,0.5,2025-01-01,,", "ratio"),
            ("E9,320706A001,01000,register,kWh,0,15,10000000000,2025-01-01,,", "ratio"),
            ("E9,320706A001,01000,register,kWh,2,8,1,soon,,", "valid_from"),
            ("E9,320706A001,01000,register,kWh,2,8,1,2025-01-01,1.005,", "previous_end"),
            ("E9,320706A001,01000,register,kWh,2,8,1,2025-01-01,,1000000", "start"),
            (",320706A001,01000,register,kWh,2,8,1,2025-01-01,,", "meter"),
        ]
    )
    func rejected(row: String, column: String) async throws {
        let test = try await TestPlatform.city()
        let job = try await test.load(.importMeters, City.meterHeader + "\n" + row)
        #expect(job.rejected == 1)
        #expect(job.accepted == 0)
        let refused = try test.rejected(job)[1]
        #expect(refused[1] == column)
        #expect(refused[3...].joined(separator: ",") == row)
    }

    @Test("importing twice changes nothing, also where a meter moved or was swapped")
    func twice() async throws {
        let meters =
            City.meters + """

                E1,320706A001,01000,register,kWh,2,9,1,2025-02-01,500,0
                W1,320706D003,02000,register,m3,3,9,1,2025-02-01,5,0
                """
        let test = try await TestPlatform.city(meters: meters)
        let stays = try await test.store.meterStays().count
        let second = try await test.load(.importMeters, meters)
        #expect(second.state == .done)
        #expect(second.unchanged == 10)
        #expect(second.accepted == 0)
        #expect(try await test.store.meterStays().count == stays)
    }

    @Test("a meter cannot come to measure something else")
    func itemDiffers() async throws {
        let test = try await TestPlatform.city()
        let row = "E1,320706A001,01A00,register,kWh,2,9,1,2025-01-01,,"
        let job = try await test.load(.importMeters, City.meterHeader + "\n" + row)
        #expect(job.rejected == 1)
        #expect(try test.rejected(job)[1][3...].joined(separator: ",") == row)
    }
}
