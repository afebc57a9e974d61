import Buildings
import DemoCity
import Metering
import Testing
import Units

@Suite("Faults on purpose")
struct FaultTests {
    private static func city() throws -> DemoCity {
        try DemoCity.bundled(.lianyungang, buildings: 20, from: "2026-10-20", days: 30)
    }

    @Test("a few, at most one meter in twenty, one of each kind", arguments: DemoCity.City.allCases)
    func few(city: DemoCity.City) throws {
        let city = try DemoCity.bundled(city, from: "2026-10-20", days: 30)
        let meters = city.buildings.flatMap(\.meters)
        #expect(Set(city.faults.map(\.kind)) == Set(DemoFault.Kind.allCases))
        #expect(city.faults.count * 20 <= meters.count)
        #expect(Set(meters.map(\.code)).isSuperset(of: city.faults.map(\.meter)))
        for fault in city.faults {
            #expect(city.days.lowerBound.start <= fault.interval.lowerBound)
            #expect(fault.interval.upperBound <= city.days.upperBound.start)
        }
    }

    @Test("few days have no room for faults")
    func short() throws {
        #expect(try DemoCity.bundled(.tianjin, buildings: 40, from: "2026-10-20", days: 5).faults.isEmpty)
    }

    @Test("a gateway that is offline leaves a gap in all its meters; what ran meanwhile is known behind it")
    func offline() throws {
        let city = try Self.city()
        let found = try city.building(with: .offline)
        let gaps = city.buildings.flatMap { building in
            building.meters.enumerated().filter { $0.element.fault?.kind == .offline }.map { (building, $0.offset) }
        }
        #expect(gaps.contains { $0.0.meters.allSatisfy { $0.fault?.kind == .offline } })
        #expect(gaps.contains { $0.0.meters.filter { $0.fault != nil }.count == 1 })
        let readings = found.building.readings(ofMeterAt: found.position)
        #expect(!readings.contains { found.fault.interval.contains($0.stamp) })
        let missing = Int((found.fault.interval.upperBound.seconds - found.fault.interval.lowerBound.seconds) / 900)
        #expect(readings.count == city.days.count * 96 + 1 - missing)
        let result = try found.building.meters[found.position].asMeter.consumption(of: readings)
        #expect(result.days.map(\.day) == Array(city.days))
    }

    @Test("a register that rolls over is told from one that falls, and nothing is lost")
    func rollover() throws {
        let found = try Self.city().building(with: .rollover)
        let meter = found.building.meters[found.position]
        let readings = found.building.readings(ofMeterAt: found.position)
        let result = try meter.asMeter.consumption(of: readings)
        #expect(result.findings.map(\.finding.rule) == ["metering.register.rollover"])
        let first = try #require(readings.first)
        let last = try #require(readings.last)
        let scale = try #require(meter.devices[0].microPerCount(in: .kilowattHour))
        let expected = (meter.devices[0].fullScale - first.counts + last.counts) * scale
        #expect(result.days.reduce(0) { $0 + $1.amount.micro } == expected)
        let fall = try #require(zip(readings, readings.dropFirst()).first { $0.counts > $1.counts })
        #expect(found.fault.interval.contains(fall.1.stamp))
    }

    @Test("a swapped meter has two devices with registers, and consumption runs through")
    func swap() throws {
        let found = try Self.city().building(with: .swap)
        let meter = found.building.meters[found.position]
        #expect(meter.devices.count == 2)
        let next = meter.devices[1]
        #expect(next.validFrom == found.fault.interval.lowerBound)
        let readings = found.building.readings(ofMeterAt: found.position)
        let old = try #require(readings.last { $0.stamp <= next.validFrom })
        let end = try #require(next.previousEnd)
        let start = try #require(next.start)
        #expect(old.stamp == next.validFrom)
        #expect(old.counts == end)
        let new = try #require(readings.first { next.validFrom < $0.stamp })
        #expect(start <= new.counts && new.counts < old.counts)
        let result = try meter.asMeter.consumption(of: readings)
        #expect(result.findings.isEmpty)
        let first = try #require(readings.first).counts
        let last = try #require(readings.last).counts
        let scale = try #require(next.microPerCount(in: .kilowattHour))
        #expect(result.days.reduce(0) { $0 + $1.amount.micro } == (end - first + last - start) * scale)
    }

    @Test("the other cities' and other days' swaps fit their registers as well", arguments: DemoCity.City.allCases)
    func otherSwaps(city: DemoCity.City) throws {
        let city = try DemoCity.bundled(city, buildings: 60, from: "2026-06-01", days: 18)
        let swapped = city.buildings.filter { $0.meters.contains { $0.devices.count > 1 } }
        #expect(swapped.count == 2)
        for building in swapped {
            let position = try #require(building.meters.firstIndex { $0.devices.count > 1 })
            let next = building.meters[position].devices[1]
            let old = building.readings(ofMeterAt: position).last { $0.stamp <= next.validFrom }
            #expect(old?.counts == next.previousEnd)
        }
    }

    @Test("a stuck register stands still for days while the building runs")
    func stuck() throws {
        let found = try Self.city().building(with: .stuck)
        let stuck = found.building.readings(ofMeterAt: found.position).filter {
            found.fault.interval.contains($0.stamp)
        }
        #expect(stuck.count == 5 * 96)
        #expect(Set(stuck.map(\.counts)).count == 1)
        let total = try #require(found.building.position(of: "01000"))
        let running = found.building.readings(ofMeterAt: total).filter { found.fault.interval.contains($0.stamp) }
        #expect(Set(running.map(\.counts)).count > 400)
        let after = found.building.readings(ofMeterAt: found.position).last?.counts ?? 0
        #expect(after > stuck[0].counts)
    }

    @Test("a spike is one interval far above every other one of its meter")
    func spike() throws {
        let found = try Self.city().building(with: .spike)
        #expect(found.building.meters[found.position].devices[0].kind == .interval)
        let readings = found.building.readings(ofMeterAt: found.position)
        let spikes = readings.filter { found.fault.interval.contains($0.stamp) }
        #expect(spikes.count == 1)
        let rest = readings.filter { !found.fault.interval.contains($0.stamp) }.map(\.counts)
        #expect(spikes[0].counts > 10 * (rest.max() ?? .max))
    }
}
