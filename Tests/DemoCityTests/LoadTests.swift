import Buildings
import DemoCity
import Metering
import Testing
import Units

@Suite("Load shapes")
struct LoadTests {
    /// Yearly electricity by kind. [kWh/(m²·a)]
    private static let bands: [Building.Kind: ClosedRange<Double>] = [
        .office: 60...110, .retail: 120...220, .hotel: 110...165, .education: 30...60, .healthcare: 120...190,
        .sports: 55...110, .mixedUse: 85...160, .otherPublic: 50...105, .residential: 25...45,
    ]

    @Test("a year's use lies where such buildings lie", arguments: DemoCity.City.allCases)
    func intensities(city: DemoCity.City) throws {
        let city = try DemoCity.bundled(city, buildings: 16, from: "2025-01-01", days: 365)
        for building in city.buildings {
            let registration = building.registration
            let area = registration.grossFloorArea.squareMetres
            let (first, last) = building.ends()
            for (position, meter) in building.meters.enumerated() where meter.fault == nil {
                let device = meter.devices[0]
                guard device.kind == .register else { continue }
                let scale = try #require(device.microPerCount(in: meter.item.carrier.unit))
                let amount = Double((last[position] - first[position]) * scale) / 1e6
                switch meter.item.rawValue {
                case "01000":
                    let band = try #require(Self.bands[registration.kind])
                    #expect(band.contains(amount / area), "\(meter.code) \(amount / area)")
                case "02000": #expect(0.4...3.5 ~= amount / area, "\(meter.code)")
                case "03000": #expect(0.5...8 ~= amount / area, "\(meter.code)")
                case "04000":
                    let heated = try #require(registration.heatedFloorArea?.squareMetres)
                    // [MJ/(m²·a)]
                    #expect(150...380 ~= amount / heated, "\(meter.code) \(amount / heated)")
                default: break
                }
            }
        }
    }

    private func amounts(of item: String, in kind: Building.Kind, from: String, days: Int) throws -> [CivilDay: Double]
    {
        let city = try DemoCity.bundled(.tianjin, buildings: 24, from: from, days: days)
        let building = try #require(
            city.buildings.first { $0.registration.kind == kind && $0.position(of: item) != nil }
        )
        return try building.consumption()[try #require(building.position(of: item))]
    }

    @Test("offices work on a Sunday that is exchanged and rest on holidays")
    func office() throws {
        let amounts = try amounts(of: "01A00", in: .office, from: "2025-09-20", days: 20)
        let weekday = try #require(amounts[try day("2025-09-25")])
        for date in ["2025-09-28", "2025-09-29"] {
            #expect(try #require(amounts[try day(date)]) > 0.8 * weekday, "\(date)")
        }
        for date in ["2025-09-21", "2025-10-01", "2025-10-08"] {
            #expect(try #require(amounts[try day(date)]) < 0.6 * weekday, "\(date)")
        }
    }

    @Test("shops are busier on days off, schools hardly used in the summer")
    func others() throws {
        let shop = try amounts(of: "01A00", in: .retail, from: "2025-09-20", days: 12)
        #expect(try #require(shop[try day("2025-10-01")]) > (shop[try day("2025-09-25")] ?? 0))
        let school = try amounts(of: "01A00", in: .education, from: "2025-06-20", days: 30)
        #expect(try #require(school[try day("2025-07-16")]) < 0.6 * (school[try day("2025-06-25")] ?? 0))
    }

    @Test("air conditioning peaks in summer, district heat is supplied in the season only")
    func seasons() throws {
        let summer = try amounts(of: "01B00", in: .office, from: "2025-07-21", days: 5).values.reduce(0, +)
        let spring = try amounts(of: "01B00", in: .office, from: "2025-04-21", days: 5).values.reduce(0, +)
        #expect(summer > 3 * spring)
        let heat = try amounts(of: "04000", in: .office, from: "2025-11-10", days: 10)
        #expect(heat[try day("2025-11-14")] == 0)
        #expect(try #require(heat[try day("2025-11-16")]) > 0)
        let end = try amounts(of: "04000", in: .office, from: "2025-03-10", days: 10)
        #expect(try #require(end[try day("2025-03-15")]) > 0)
        #expect(end[try day("2025-03-16")] == 0)
    }

    @Test("an office is busy at ten in the morning and nearly empty at three at night")
    func hours() throws {
        let city = try DemoCity.bundled(.tianjin, buildings: 24, from: "2025-10-14", days: 1)
        let building = try #require(city.buildings.first { $0.registration.kind == .office })
        let position = try #require(building.position(of: "01000"))
        let counts = building.readings(ofMeterAt: position).map(\.counts)
        #expect(counts.count == 97)
        let night = counts[16] - counts[12]
        let morning = counts[44] - counts[40]
        #expect(morning > 3 * night)
        #expect(night > 0)
    }
}
