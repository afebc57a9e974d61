import Metering
import Synchronization
import Units

/// Day totals of whole months that were asked for last, those of readings that no container holds included
/// (月度日合计缓存).
///
/// A month is read from containers once and then kept up with what changes.
final class TotalsCache: Sendable {
    /// A month's totals of all meters that have any.
    struct Month: Sendable {
        fileprivate(set) var table: DayTotalTable
        private(set) var positions: [Meter.ID: Int]
        /// All changes up to this one are in the table.
        fileprivate var sequence = Int64.min
        /// The last day of each meter that had readings in memory.
        fileprivate var lastDays: [Meter.ID: MeterDayTotal] = [:]
        fileprivate var use = 0

        init(_ month: CivilMonth, _ totals: [(meter: Meter.ID, days: [SealedDay])]) {
            let sorted = totals.sorted { $0.meter < $1.meter }
            table = DayTotalTable(meters: sorted.map(\.meter), days: month.days)
            positions = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1.meter, $0) })
            for (position, container) in sorted.enumerated() {
                for day in container.days { set(day.day, day.total, at: position) }
            }
        }

        fileprivate mutating func set(_ day: CivilDay, _ total: ReadingTotal, at position: Int) {
            table.set(table.cells(ofMeterAt: position).lowerBound + day.number - table.days.lowerBound.number, total)
        }

        /// Makes room for meters that had no readings in the month.
        fileprivate mutating func add(_ meters: [Meter.ID]) {
            guard !meters.isEmpty else { return }
            let old = table
            table = DayTotalTable(meters: (old.meters + meters).sorted(), days: old.days)
            for (position, meter) in table.meters.enumerated() {
                if let source = positions[meter] {
                    table.copy(old, from: old.cells(ofMeterAt: source), to: table.cells(ofMeterAt: position).lowerBound)
                }
                positions[meter] = position
            }
        }
    }

    /// What a month's table knows already.
    struct Known: Sendable {
        /// Changes up to this one.
        let sequence: Int64
        let lastDays: [Meter.ID: MeterDayTotal]
        /// Told to ``take(_:through:into:_:)``.
        fileprivate let version: Int
    }

    private struct State {
        var months: [CivilMonth: Month] = [:]
        var uses = 0
        var version = 0
    }
    private let state = Mutex(State())

    /// A year and one month, so that a year's page keeps what it asks for; 16 MB each at 10,000 meters.
    private static let capacity = 13

    /// What is known of a month; read by `load` from containers where nothing is.
    func known(_ month: CivilMonth, load: () throws -> [(meter: Meter.ID, days: [SealedDay])]) rethrows -> Known {
        let (found, version) = state.withLock { state in
            state.uses += 1
            state.months[month]?.use = state.uses
            return (state.months[month].map { Known($0, state.version) }, state.version)
        }
        if let found { return found }
        var loaded = Month(month, try load())
        return state.withLock { state in
            // Where containers were written meanwhile it is not believed; whoever asked asks again.
            guard state.version == version else { return Known(loaded, version) }
            loaded.use = state.uses
            state.months[month] = loaded
            if state.months.count > Self.capacity, let oldest = state.months.min(by: { $0.value.use < $1.value.use }) {
                state.months[oldest.key] = nil
            }
            return Known(loaded, version)
        }
    }

    /// Takes the totals of changed days over.
    ///
    /// - Parameters:
    ///   - totals: the days that changed since what was known.
    ///   - sequence: the last change that is in them.
    ///   - month: the month that they belong to.
    ///   - known: what was known of it when these were asked for.
    /// - Returns: the month; `nil` where containers were written since ``known(_:load:)``, so that it is not known whether
    ///   these were all.
    func take(
        _ totals: [(meter: Meter.ID, days: [MeterDayTotal])],
        through sequence: Int64,
        into month: CivilMonth,
        _ known: Known
    ) -> Month? {
        state.withLock { state in
            guard state.version == known.version, let held = state.months[month]?.sequence else { return nil }
            // Another one, who asked later, was faster.
            guard held <= sequence else { return state.months[month] }
            let positions = state.months[month]?.positions ?? [:]
            state.months[month]?.add(totals.map(\.meter).filter { positions[$0] == nil })
            for (meter, days) in totals {
                guard let position = state.months[month]?.positions[meter] else { continue }
                for day in days { state.months[month]?.set(day.day, day.total, at: position) }
                state.months[month]?.lastDays[meter] = days.last
            }
            state.months[month]?.sequence = sequence
            return state.months[month]
        }
    }

    /// The months that are here: only their changes are worth keeping.
    var heldMonths: Set<CivilMonth> { state.withLock { Set($0.months.keys) } }

    /// Containers have been written: their totals replace those that are here, and what changed since is asked for again.
    ///
    /// A container never has fewer days than before, but one that was repaired; then, and where a month came here only
    /// after the writing began, it is read again.
    func replace(_ sealed: Containers.Sealed) {
        state.withLock { state in
            state.version += 1
            for month in state.months.keys where sealed.isRepair || !sealed.heldMonths.contains(month) {
                state.months[month] = nil
            }
            for (month, meter, days) in sealed.totals {
                guard let position = state.months[month]?.positions[meter] else {
                    state.months[month] = nil
                    continue
                }
                for day in days { state.months[month]?.set(day.day, day.total, at: position) }
            }
            for month in state.months.keys {
                state.months[month]?.sequence = sealed.sequence
                state.months[month]?.lastDays = [:]
            }
        }
    }
}

extension TotalsCache.Known {
    fileprivate init(_ month: TotalsCache.Month, _ version: Int) {
        self.init(sequence: month.sequence, lastDays: month.lastDays, version: version)
    }
}
