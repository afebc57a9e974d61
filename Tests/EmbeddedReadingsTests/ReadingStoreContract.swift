import Metering
import Testing
import Units

@Suite("Contract of reading stores")
struct ReadingStoreContract {
    @Test("an empty store has nothing and finds nothing wrong", arguments: StoreKind.allCases)
    func empty(kind: StoreKind) async throws {
        let tested = try kind.open()
        let today = try day("2025-01-01")
        #expect(try await tested.all() == [])
        #expect(try await tested.store.lastReading(of: .first, before: today) == nil)
        #expect(try await tested.store.firstReading(of: .first, from: today) == nil)
        #expect(try await tested.store.dayTotals(of: .first, in: today..<today.adding(days: 9)) == [])
        #expect(try await tested.store.changes(after: 0, limit: 10) == ReadingChanges(days: [:], sequence: 0))
        #expect(try await tested.store.statistics().size == [0, 0, 0])
        #expect(try await tested.store.verify() == [])
    }

    @Test("readings come back in order of time, whatever order they came in", arguments: StoreKind.allCases)
    func order(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(("2025-01-01 10:00", 3), ("2025-01-02 10:00", 4), ("2025-01-05 00:15", 9))
        let result = try await tested.append([values[2], values[0], values[1]])
        #expect(result.inserted == 3)
        #expect(result.superseded == 0)
        #expect(result.unchanged == 0)
        #expect(try await tested.all() == values)
    }

    @Test("ranges are half-open, and midnight closes the day that ends there", arguments: StoreKind.allCases)
    func ranges(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(
            ("2025-01-01", 1),
            ("2025-01-01 00:00:01", 2),
            ("2025-01-01 24:00", 3),
            ("2025-01-02 00:00:01", 4),
            ("2025-01-02 24:00", 5)
        )
        try await tested.append(values)
        let first = try day("2025-01-01")
        let second = try day("2025-01-02")
        #expect(try await tested.store.readings(of: .first, in: first..<second) == [values[1], values[2]])
        #expect(
            try await tested.store.readings(of: .first, in: second..<second.adding(days: 1)) == [values[3], values[4]]
        )
        #expect(try await tested.store.readings(of: .first, in: first..<first) == [])
        #expect(try await tested.store.readings(of: .first, in: first.adding(days: -1)..<first) == [values[0]])
    }

    @Test("meters do not mix", arguments: StoreKind.allCases)
    func meters(kind: StoreKind) async throws {
        let tested = try kind.open()
        let one = try readings(("2025-01-01 10:00", 1))
        let two = try readings(("2025-01-01 10:00", 2), ("2025-01-01 11:00", 3))
        _ = try await tested.store.append(ReadingBatch(readings: [.first: one, .second: two], source: 1))
        #expect(try await tested.all(.first) == one)
        #expect(try await tested.all(.second) == two)
        #expect(try await tested.all(Meter.ID(rawValue: 3)) == [])
    }

    @Test("neighbours are found over gaps and not within the day itself", arguments: StoreKind.allCases)
    func neighbours(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(
            ("2024-03-01 10:00", 1),
            ("2024-03-01 11:00", 2),
            ("2025-01-01 09:00", 3),
            ("2025-01-01 10:00", 4)
        )
        try await tested.append(values)
        let (old, new) = (try day("2024-03-01"), try day("2025-01-01"))
        #expect(try await tested.store.lastReading(of: .first, before: new) == values[1])
        #expect(try await tested.store.lastReading(of: .first, before: new.adding(days: 1)) == values[3])
        #expect(try await tested.store.lastReading(of: .first, before: old) == nil)
        #expect(try await tested.store.firstReading(of: .first, from: old) == values[0])
        #expect(try await tested.store.firstReading(of: .first, from: old.adding(days: 1)) == values[2])
        #expect(try await tested.store.firstReading(of: .first, from: new.adding(days: 1)) == nil)
    }

    @Test("totals hold a day's count, ends and extremes", arguments: StoreKind.allCases)
    func dayTotals(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(
            ("2025-01-01 10:00", 5),
            ("2025-01-01 11:00", 1),
            ("2025-01-01 12:00", 7),
            ("2025-01-03 12:00", 2)
        )
        try await tested.append(values)
        let first = try day("2025-01-01")
        let totals = try await tested.store.dayTotals(of: .first, in: first..<first.adding(days: 3))
        #expect(
            totals
                == [
                    MeterDayTotal(day: first, readings: Array(values[..<3])),
                    MeterDayTotal(day: first.adding(days: 2), readings: [values[3]]),
                ].compactMap { $0 }
        )
    }

    @Test("the last writer wins, and what it replaced is kept with who replaced it", arguments: StoreKind.allCases)
    func lastWriterWins(kind: StoreKind) async throws {
        let tested = try kind.open()
        let old = try readings(("2025-01-01 10:00", 1), ("2025-01-01 11:00", 2))
        try await tested.append(old)
        let new = [Reading(stamp: old[0].stamp, counts: 9), old[1]]
        let result = try await tested.append(new, source: 7)
        #expect(result.inserted == 0)
        #expect(result.superseded == 1)
        #expect(result.unchanged == 1)
        #expect(try await tested.all() == new)
        let kept = try await tested.superseded()
        #expect(kept.map(\.reading) == [old[0]] && kept.map(\.source) == [7] && kept.map(\.sequence) == [2])
    }

    @Test("another quality is another value", arguments: StoreKind.allCases)
    func quality(kind: StoreKind) async throws {
        let tested = try kind.open()
        let stamp = try at("2025-01-01 10:00")
        try await tested.append([Reading(stamp: stamp, counts: 1)])
        let result = try await tested.append([Reading(stamp: stamp, counts: 1, quality: .suspect)])
        #expect(result.superseded == 1)
        #expect(try await tested.all() == [Reading(stamp: stamp, counts: 1, quality: .suspect)])
    }

    @Test(
        "of several values with one stamp in a batch the last wins and each other one is kept",
        arguments: StoreKind.allCases
    )
    func sameStamp(kind: StoreKind) async throws {
        let tested = try kind.open()
        let stamp = try at("2025-01-01 10:00")
        let values = [1, 2, 2, 3].map { Reading(stamp: stamp, counts: $0) }
        let result = try await tested.append(values)
        #expect(result.inserted == 1)
        #expect(result.superseded == 2)
        #expect(result.unchanged == 1)
        #expect(try await tested.all() == [values[3]])
        #expect(Set(try await tested.superseded().map(\.reading)) == [values[0], values[1]])
    }

    @Test("the same batch with repeated stamps again changes nothing", arguments: StoreKind.allCases)
    func sameStampAgain(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(("2025-01-01 10:00", 1), ("2025-01-01 10:00", 2), ("2025-01-01 09:00", 0))
        try await tested.append(values)
        let sequence = try await tested.store.statistics().sequence
        let result = try await tested.append(values)
        #expect(result.unchanged == 3)
        #expect(result.inserted + result.superseded == 0)
        #expect(try await tested.superseded().count == 1)
        #expect(try await tested.store.changes(after: sequence, limit: 10).days == [:])
    }

    @Test("a repeated stamp may bring the stored value back", arguments: StoreKind.allCases)
    func backToStored(kind: StoreKind) async throws {
        let tested = try kind.open()
        let stamp = try at("2025-01-01 10:00")
        try await tested.append([Reading(stamp: stamp, counts: 1)])
        let sequence = try await tested.store.statistics().sequence
        try await tested.append([Reading(stamp: stamp, counts: 2), Reading(stamp: stamp, counts: 1)])
        #expect(try await tested.all().map(\.counts) == [1])
        #expect(try await tested.superseded().map(\.reading.counts) == [2])
        #expect(try await tested.store.changes(after: sequence, limit: 10).days == [:])
    }

    @Test("a batch that brings nothing new leaves every day's number alone", arguments: StoreKind.allCases)
    func unchanged(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(("2025-01-01 10:00", 1), ("2025-01-02 10:00", 2))
        try await tested.append(values)
        let reached = try await tested.store.changes(after: 0, limit: 10).sequence
        let result = try await tested.append(values)
        #expect(result.unchanged == 2)
        #expect(
            try await tested.store.changes(after: reached, limit: 10) == ReadingChanges(days: [:], sequence: reached)
        )
    }

    @Test("a late reading changes its own day and no other", arguments: StoreKind.allCases)
    func lateReading(kind: StoreKind) async throws {
        let tested = try kind.open()
        try await tested.append(try readings(("2025-01-01 10:00", 1), ("2025-01-02 10:00", 2), ("2025-01-03 10:00", 3)))
        let reached = try await tested.store.changes(after: 0, limit: 10).sequence
        try await tested.append(try readings(("2025-01-02 11:00", 3)))
        #expect(try await tested.store.changes(after: reached, limit: 10).days == [.first: [day("2025-01-02")]])
    }

    @Test(
        "changes come by number and never in parts of one, however small the limit",
        arguments: StoreKind.allCases,
        [1, 2, 3, 7]
    )
    func changes(kind: StoreKind, limit: Int) async throws {
        let tested = try kind.open()
        let start = try at("2025-01-01 10:00")
        func reading(_ day: Int64) -> Reading { Reading(stamp: start.adding(seconds: day * 86_400), counts: day) }
        try await tested.append([0, 1, 2].map(reading))
        _ = try await tested.store.append(
            ReadingBatch(readings: [.first: [reading(5)], .second: [reading(4), reading(3)]], source: 1)
        )
        try await tested.append([reading(7)])
        var steps: [Int] = []
        var sequence: Int64 = 0
        while true {
            let next = try await tested.store.changes(after: sequence, limit: limit)
            guard next.sequence > sequence else { break }
            #expect(next.days.values.allSatisfy { $0 == $0.sorted() })
            steps.append(next.days.values.reduce(0) { $0 + $1.count })
            sequence = next.sequence
        }
        #expect(steps == [1: [3, 3, 1], 2: [3, 3, 1], 3: [3, 3, 1], 7: [7]][limit])
        #expect(sequence == 3)
    }

    @Test("the largest and smallest values and every quality come back as they were", arguments: StoreKind.allCases)
    func extremes(kind: StoreKind) async throws {
        let tested = try kind.open()
        let start = try at("2025-01-01")
        let counts: [Int64] = [.max, .min, 0, -1, 1, 999_999_999_999_999]
        let values = counts.enumerated().map { index, counts in
            Reading(
                stamp: start.adding(seconds: index == 5 ? 86_400 : Int64(index + 1)),
                counts: counts,
                quality: Reading.Quality.allCases[index % 3]
            )
        }
        try await tested.append(values)
        #expect(try await tested.all() == values)
        #expect(try await tested.store.verify() == [])
        let first = try day("2025-01-01")
        let total = try #require(await tested.store.dayTotals(of: .first, in: first..<first.adding(days: 1)).first)
        #expect(total.total.minimum == .min)
        #expect(total.total.maximum == .max)
    }

    @Test("days before 1970 are days like any other", arguments: StoreKind.allCases)
    func longAgo(kind: StoreKind) async throws {
        let tested = try kind.open()
        let values = try readings(("1969-12-30 10:00", 1), ("1969-12-31 24:00", 2), ("1970-01-01 08:00", 3))
        try await tested.append(values)
        #expect(try await tested.all() == values)
        #expect(try await tested.store.lastReading(of: .first, before: day("1970-01-01")) == values[1])
    }

    @Test("appending at the same time loses nothing", arguments: StoreKind.allCases)
    func concurrent(kind: StoreKind) async throws {
        let tested = try kind.open()
        let start = try at("2025-01-01")
        let store = tested.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let values = (0..<20).map {
                        Reading(stamp: start.adding(seconds: Int64(writer + $0 * 8 + 1)), counts: 1)
                    }
                    _ = try await store.append(ReadingBatch(readings: [.first: values], source: Int64(writer)))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await tested.all().count == 160)
        #expect(try await store.statistics().size == [160, 1, 8])
    }
}
