import Metering
import Units

/// The readings of one building, made day by day as they are asked for (读数流).
///
/// Each day holds 96 readings a meter, stamped at the ends of the quarters of an hour, the last one at the next
/// midnight. On the very first day registers have one more, at the first midnight, so that the day is whole.
public struct DemoReadings: Sequence, IteratorProtocol, Sendable {
    private let building: DemoBuilding
    private var day: Range<Int>
    private var states: [MeterState]
    private let used: [Bool]
    private var amounts: [[Int64]]

    init(_ building: DemoBuilding) {
        self.building = building
        day = building.days.lowerBound.number..<building.days.upperBound.number
        states = building.meters.map(MeterState.init)
        amounts = [[Int64]](repeating: [Int64](repeating: 0, count: Load.slots), count: building.loads.count + 1)
        var used = building.loads.map { _ in false }
        for meter in building.meters {
            switch meter.source {
            case .load(let load), .part(let load, _): used[load] = true
            case .total(let loads, _): for load in loads { used[load] = true }
            }
        }
        self.used = used
    }

    /// The next day; `nil` after the last one.
    public mutating func next() -> DemoDay? {
        guard let number = day.first else { return nil }
        day = (number + 1)..<day.upperBound
        let today = CivilDay(number: number)
        let conditions = building.climate.conditions(on: today)
        let years = Double(number - BuildingWriter.normalYear.days.lowerBound.number) / 365
        for load in building.loads.indices where used[load] {
            building.loads[load].fill(&amounts[load], on: conditions, years: years)
        }
        let isFirst = today == building.days.lowerBound
        let readings = building.meters.indices.map { index in
            let meter = building.meters[index]
            let position = position(of: meter.source)
            return states[index].readings(of: amounts[position], on: today, meter: meter, isFirst: isFirst)
        }
        return DemoDay(day: today, readings: readings)
    }

    /// Where the amounts of a source stand; what is no load is worked out in the last place.
    private mutating func position(of source: DemoMeter.Source) -> Int {
        let last = amounts.count - 1
        switch source {
        case .load(let load): return load
        case .part(let load, let permille):
            for slot in 0..<Load.slots { amounts[last][slot] = amounts[load][slot] * permille / 1_000 }
        case .total(let loads, let unmetered):
            for slot in 0..<Load.slots { amounts[last][slot] = 0 }
            for load in loads {
                for slot in 0..<Load.slots { amounts[last][slot] += amounts[load][slot] }
            }
            for slot in 0..<Load.slots { amounts[last][slot] += amounts[last][slot] * unmetered / 1_000 }
        }
        return last
    }
}
