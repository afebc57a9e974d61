import Buildings
import DemoCity
import Metering
import Testing
import Units

@Suite("Invented statistics")
struct StatisticTests {
    /// Carbon per unit, rounded: the accounts have their own. [kgCO2]
    private static let direct: [EnergyCarrier: Double] = [
        .gas: 2.16, .coal: 1.90, .liquefiedPetroleumGas: 3.10, .diesel: 3.10,
    ]
    /// Tianjin's grid, by year. [kgCO2/kWh]
    private static let grid: [Int: Double] = [
        2015: 0.8917, 2016: 0.8119, 2017: 0.8119, 2018: 0.8119, 2019: 0.8119, 2020: 0.7355, 2021: 0.7355,
        2022: 0.7041, 2023: 0.6796, 2024: 0.6796, 2025: 0.6796,
    ]

    private func city(_ city: DemoCity.City) throws -> DemoCity {
        try DemoCity.bundled(city, buildings: 1, from: "2026-10-01", days: 1)
    }

    private func byYear(_ cells: [DemoStatistic], _ factor: (DemoStatistic) -> Double) -> [Int: Double] {
        cells.reduce(into: [:]) { $0[$1.year, default: 0] += $1.amount * factor($1) }
    }

    @Test("eleven years of known segments, no cell twice, none below zero", arguments: DemoCity.City.allCases)
    func cells(city: DemoCity.City) throws {
        let cells = try self.city(city).statistics
        #expect(Set(cells.map(\.year)) == Set(2015...2025))
        #expect(
            Set(cells.map(\.segment)) == ["urban_home", "rural_home", "public_building", "construction", "municipal"]
        )
        #expect(Set(cells.map(\.carrier)) == [.electricity, .gas, .coal, .liquefiedPetroleumGas, .heat, .diesel])
        let keys = cells.map { "\($0.divisionCode) \($0.year) \($0.segment) \($0.carrier)" }
        #expect(Set(keys).count == keys.count)
        #expect(cells.allSatisfy { $0.amount > 0 && $0.amount == $0.amount.rounded() })
        #expect(Set(cells.map(\.divisionCode)).count == (city == .lianyungang ? 6 : 16))
    }

    @Test("direct emissions of Lianyungang were highest in 2024, with a dip in 2020")
    func lianyungang() throws {
        let cells = try city(.lianyungang).statistics
        let direct = byYear(cells) { Self.direct[$0.carrier] ?? 0 }.mapValues { $0 / 1e9 }
        #expect(direct.values.allSatisfy { 1.0...2.0 ~= $0 })
        #expect(direct.max { $0.value < $1.value }?.key == 2024)
        let (last, peak) = (try #require(direct[2025]), try #require(direct[2024]))
        #expect(last < 0.99 * peak)
        #expect(try #require(direct[2023]) < 0.995 * peak)
        #expect(try #require(direct[2020]) < direct[2019] ?? 0)
        let power = byYear(cells) { $0.carrier == .electricity ? 1e-9 : 0 }
        #expect(7...9 ~= power[2025] ?? 0)
        #expect(try #require(power[2025]) > power[2015] ?? 0)
        let coal = byYear(cells) { $0.carrier == .coal ? 1 : 0 }
        #expect((2016...2025).allSatisfy { coal[$0] ?? 0 < coal[$0 - 1] ?? 0 })
    }

    @Test("emissions of Tianjin were highest in 2022 and have fallen every year since")
    func tianjin() throws {
        let cells = try city(.tianjin).statistics
        let sum = byYear(cells) { cell in
            switch cell.carrier {
            case .electricity: Self.grid[cell.year] ?? 0
            case .heat: 0.11
            default: Self.direct[cell.carrier] ?? 0
            }
        }.mapValues { $0 / 1e9 }
        #expect(sum.values.allSatisfy { 30...50 ~= $0 })
        #expect(sum.max { $0.value < $1.value }?.key == 2022)
        #expect((2023...2025).allSatisfy { sum[$0] ?? 0 < sum[$0 - 1] ?? 0 })
        #expect(try #require(sum[2021]) < 0.98 * (sum[2022] ?? 0))
        let power = byYear(cells) { $0.carrier == .electricity ? 1e-9 : 0 }
        #expect(30...40 ~= power[2025] ?? 0)
        let heat = byYear(cells) { $0.carrier == .heat ? 1e-11 : 0 }
        #expect(1.1...1.3 ~= heat[2022] ?? 0)
    }
}
