import Metering
import Synchronization
import Units

/// Day totals of whole months that were asked for last, as tables (月度日合计缓存).
final class TotalsCache: Sendable {
    /// A month's sealed totals of all meters that have any.
    struct Month: Sendable {
        fileprivate(set) var table: DayTotalTable
        let positions: [Meter.ID: Int]
        fileprivate var use = 0

        init(_ month: CivilMonth, _ totals: [(meter: Meter.ID, days: [SealedDay])]) {
            let sorted = totals.sorted { $0.meter < $1.meter }
            table = DayTotalTable(meters: sorted.map(\.meter), days: month.days)
            positions = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.meter, $0) })
            for (position, container) in sorted.enumerated() { set(container.days, at: position) }
        }

        fileprivate mutating func set(_ days: [SealedDay], at position: Int) {
            let first = table.cells(ofMeterAt: position).lowerBound - table.days.lowerBound.number
            for day in days { table.set(first + day.day.number, day.total) }
        }
    }

    private struct State {
        var months: [CivilMonth: Month] = [:]
        var uses = 0
        var version = 0
    }
    private let state = Mutex(State())

    /// A year and one month, so that a year's page keeps what it asks for; 16 MB each at 10,000 meters.
    private static let capacity = 13

    /// A month; read by `load` where it is not here.
    func month(_ month: CivilMonth, load: () throws -> [(meter: Meter.ID, days: [SealedDay])]) rethrows -> Month {
        let (found, version) = state.withLock { state in
            state.uses += 1
            state.months[month]?.use = state.uses
            return (state.months[month], state.version)
        }
        if let found { return found }
        var loaded = Month(month, try load())
        state.withLock { state in
            guard state.version == version else { return }
            loaded.use = state.uses
            state.months[month] = loaded
            if state.months.count > Self.capacity, let oldest = state.months.min(by: { $0.value.use < $1.value.use }) {
                state.months[oldest.key] = nil
            }
        }
        return loaded
    }

    /// The months that are here: only their changes are worth keeping.
    var heldMonths: Set<CivilMonth> { state.withLock { Set($0.months.keys) } }

    /// Containers have been written: their totals replace those that are here.
    ///
    /// A container never has fewer days than before, but one that was repaired; then, and where a month came here only
    /// after the writing began, it is read again.
    func replace(_ sealed: Containers.Sealed) {
        state.withLock { state in
            state.version += 1
            let months = Set(sealed.groups.map(\.key.month) + sealed.removed.map(\.month))
            for month in months where sealed.isRepair || !sealed.heldMonths.contains(month) {
                state.months[month] = nil
            }
            for (month, meter, days) in sealed.totals {
                if let position = state.months[month]?.positions[meter] {
                    state.months[month]?.set(days, at: position)
                } else {
                    state.months[month] = nil
                }
            }
        }
    }

    /// Forgets everything.
    func invalidate() {
        state.withLock { state in
            state.version += 1
            state.months = [:]
        }
    }
}
