import Metering
import Units

/// Everything that is accepted and not in a container yet, and what is known of the containers (未封存读数).
///
/// Changed by one thread at a time, the one that commits; others read.
struct OpenReadings: Sendable {
    var meters: [MeterState] = []
    /// By position as well.
    var fronts: [MeterFront] = []
    var index = MeterIndex()
    /// What is being sealed: in the journal, perhaps in containers too.
    var frozen: FrozenReadings?
    /// Replaced values that are not in the database yet.
    var superseded: [SupersededReading] = []
    /// The same, to be found by value.
    var supersededValues: Set<ReplacedValue> = []
    /// Batches by their key that are not in the database yet.
    var keys: [BatchKey: KeptResult] = [:]
    /// Days whose readings were lost with a damaged block and have not come again.
    var lostDays: [Meter.ID: Set<Int>] = [:]
    /// Months whose readings have left for an archive.
    var archivedMonths: Set<CivilMonth> = []
    /// Readings in the runs.
    var unsealed = 0
    /// The last row of the journal.
    var journalNumber: Int64 = 0
    var journalRows = 0
    var journalBytes = 0
    /// The last change.
    var sequence: Int64 = 0
    /// Readings and meter-days of the containers.
    var sealed = StoredCounts()
    /// Readings and meter-days that came since the last freeze and have no container.
    var added = StoredCounts()
    /// When the last commit was. [Unix s]
    var time: Int64 = 0

    /// Readings and meter-days of the store.
    var counts: StoredCounts { sealed + (frozen?.added ?? StoredCounts()) + added }

    /// The position of a meter that is known.
    func position(of meter: Meter.ID) -> Int? { index[meter] }

    /// The position of a meter.
    mutating func position(adding meter: Meter.ID) -> Int {
        if let position = index[meter] { return position }
        meters.append(MeterState(meter: meter))
        fronts.append(MeterFront())
        index.insert(meter, at: meters.count - 1)
        return meters.count - 1
    }

    /// Takes heads of containers over, as they are in the database.
    mutating func take(_ heads: [ContainerHead]) {
        for head in heads {
            let position = position(adding: head.meter)
            meters[position].replace(head)
            fronts[position].reach(sealed: head.stamps.upperBound)
        }
    }

    /// Forgets a container of which nothing is left.
    mutating func remove(_ head: ContainerHead) {
        guard let position = index[head.meter] else { return }
        meters[position].heads.removeAll { $0.month == head.month }
    }

    /// Takes everything out to be sealed.
    mutating func freeze() {
        frozen = FrozenReadings(
            runs: meters.map(\.run),
            marks: meters.map(\.marks),
            superseded: superseded,
            supersededValues: supersededValues,
            keys: keys,
            journalNumber: journalNumber,
            count: unsealed,
            added: added,
            sequence: sequence
        )
        for position in meters.indices {
            // The next run will be as long as this one.
            let capacity = meters[position].run.count
            meters[position].run = []
            meters[position].run.reserveCapacity(capacity)
            meters[position].marks = []
            fronts[position].markedSequence = .min
            fronts[position].settledStamp = fronts[position].lastStamp
        }
        superseded = []
        supersededValues = []
        keys = [:]
        unsealed = 0
        added = StoredCounts()
    }

    /// The readings of a meter's days that are not in containers yet, and the containers that hold others.
    func view(of meter: Meter.ID, in days: Range<CivilDay>) -> MeterView? {
        guard let position = index[meter] else { return nil }
        let state = meters[position]
        let months = days.months
        let frozen = frozen?.run(at: position).slice(days) ?? []
        let recent = Array(frozen).overlaid(with: state.run.slice(days))
        // Readings that come again make up for lost ones, also before they are sealed.
        let lost = lostDays[meter]?.map(CivilDay.init(number:)).filter { day in
            days.contains(day) && recent.slice(day..<day.adding(days: 1)).isEmpty
        }
        return MeterView(
            heads: state.heads.filter { months.contains($0.month) },
            recent: recent,
            lostDay: lost?.min()
        )
    }
}

/// What a reader needs of one meter (单表视图).
struct MeterView {
    /// Containers of the months asked for.
    let heads: [ContainerHead]
    /// Readings that stand over those of the containers.
    let recent: [Reading]
    /// The first day asked for whose readings were lost.
    let lostDay: CivilDay?
}

/// What is being sealed (冻结读数).
struct FrozenReadings: Sendable {
    /// By position of the meter.
    let runs: [[Reading]]
    let marks: [[DayMark]]
    let superseded: [SupersededReading]
    let supersededValues: Set<ReplacedValue>
    let keys: [BatchKey: KeptResult]
    /// The last row of the journal that is in it.
    let journalNumber: Int64
    let count: Int
    let added: StoredCounts
    let sequence: Int64

    func run(at position: Int) -> [Reading] { position < runs.count ? runs[position] : [] }

    func marks(at position: Int) -> [DayMark] { position < marks.count ? marks[position] : [] }
}

/// How many readings and meter-days there are.
struct StoredCounts: Hashable, Sendable {
    var readings = 0
    var meterDays = 0

    static func + (left: Self, right: Self) -> Self {
        StoredCounts(readings: left.readings + right.readings, meterDays: left.meterDays + right.meterDays)
    }
}

/// A value of a meter that another one replaced.
struct ReplacedValue: Hashable, Sendable {
    let meter: Meter.ID
    let reading: Reading
}

/// What a source calls a batch.
struct BatchKey: Hashable, Sendable {
    let source: Int64
    let key: String
}

/// What became of a batch that has a key, and the sum of its readings.
struct KeptResult: Hashable, Sendable {
    let sum: UInt64
    let result: AppendResult
    let sequence: Int64
}

extension Range<CivilDay> {
    /// The months that the days lie in.
    var months: Range<CivilMonth> {
        guard !isEmpty else { return lowerBound.month..<lowerBound.month }
        return lowerBound.month..<upperBound.adding(days: -1).month.adding(months: 1)
    }
}
