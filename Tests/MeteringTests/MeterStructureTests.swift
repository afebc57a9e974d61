import Metering
import Testing
import Units

/// A meter's number.
private func id(_ number: Int64) -> Meter.ID { Meter.ID(rawValue: number) }

@Suite("Meter tree, what counts, balances")
struct MeterStructureTests {
    private let electric: [Meter.ID: EnergyCarrier] = Dictionary(
        uniqueKeysWithValues: (1...9).map { (id($0), .electricity) }
    )

    private func position(
        _ meter: Int64,
        below above: Int64? = nil,
        from: String = "2025-01-01",
        _ purpose: MeterPurpose? = nil,
        counted: Bool? = nil
    ) throws -> MeterPosition {
        MeterPosition(
            meter: id(meter),
            from: try day(from),
            above: above.map { $0 == 0 ? .supply : .meter(id($0)) } ?? .item,
            purpose: purpose,
            isCounted: counted
        )
    }

    private func branches(
        _ items: [Int64: String],
        _ positions: [MeterPosition],
        on date: String = "2025-06-01"
    ) throws -> BranchedMeters {
        BranchedMeters(
            Dictionary(uniqueKeysWithValues: try items.map { (id($0), try #require(EnergyItemCode(rawValue: $1))) }),
            tree: try MeterTree(positions, carriers: electric),
            on: try day(date)
        )
    }

    private func signs(_ branches: BranchedMeters) -> [Int64: String] {
        Dictionary(uniqueKeysWithValues: branches.counting.map { ($0.rawValue, "\($1.sign) \($1.reason)") })
    }

    private let items: [Int64: String] = [1: "01000", 2: "01A00", 3: "01D00", 4: "01D60", 5: "01B10"]

    @Test("where nothing was said, items decide as in the breakdown")
    func byItem() throws {
        #expect(
            signs(try branches(items, [])) == [1: "1 supply", 2: "0 below", 3: "0 below", 4: "0 below", 5: "0 below"]
        )
        let withoutTotal = items.filter { $0.key != 1 }
        #expect(
            signs(try branches(withoutTotal, [])) == [2: "1 supply", 3: "1 supply", 4: "0 below", 5: "1 supply"]
        )
    }

    @Test("what is left out is taken off the meter above that counts, once, from its day on")
    func leftOut() throws {
        let positions = [try position(4, from: "2025-03-01", .evCharging, counted: false)]
        #expect(try branches(items, positions).counting[id(4)]?.sign == -1)
        #expect(try branches(items, positions).counting[id(4)]?.reason == .deducted)
        #expect(try branches(items, positions).counting[id(4)]?.above == id(3))
        #expect(try branches(items, positions).counting[id(4)]?.purpose == .evCharging)
        #expect(try branches(items, positions).counting[id(4)]?.since == day("2025-03-01"))
        #expect(try branches(items, positions, on: "2025-02-28").counting[id(4)]?.sign == 0)
        // Below a branch that is left out it is left out already.
        let both = positions + [try position(3, .tenant, counted: false)]
        #expect(try branches(items, both).counting[id(3)]?.sign == -1)
        #expect(try branches(items, both).counting[id(4)]?.reason == .leftOutBelow)
        #expect(try branches(items, both).counting[id(4)]?.sign == 0)
    }

    @Test("a supply of its own adds, or is left out without being taken off")
    func supply() throws {
        #expect(try branches(items, [position(4, below: 0)]).counting[id(4)]?.sign == 1)
        let charging = try branches(items, [position(4, below: 0, .evCharging, counted: false)]).counting[id(4)]
        #expect(charging?.sign == 0)
        #expect(charging?.reason == .leftOut)
    }

    @Test("what is brought back on a branch that is left out counts again")
    func broughtBack() throws {
        let counting = try branches(items, [position(3, counted: false), position(4, counted: true)]).counting
        #expect(counting[id(3)]?.sign == -1)
        #expect(counting[id(4)]?.sign == 1)
        #expect(counting[id(4)]?.reason == .broughtBack)
    }

    @Test("a check counts for nothing, nor do meters stand below it")
    func check() throws {
        let branched = try branches(items, [position(3, .check), position(4, below: 3)])
        #expect(branched.counting[id(3)]?.reason == .check)
        #expect(branched.parents[id(4)] == id(1))
        #expect(branched.children[id(1)]?.contains(id(3)) == false)
    }

    @Test("whatever the tree, signs sum to what is included and seen nowhere else", arguments: UInt64(1)...200)
    func telescoping(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var positions: [MeterPosition] = []
        for meter in Int64(1)...9 {
            let flags: [Bool?] = [nil, nil, true, false]
            let above = Int64.random(in: 0..<meter, using: &generator)
            let counted = flags.randomElement(using: &generator) ?? nil
            positions.append(try position(meter, below: above, counted: counted))
        }
        // Each meter sees a load of its own, 2^n, and what those below it see.
        var seen: [Int64: Int64] = [:]
        var expected: Int64 = 0
        for meter in stride(from: Int64(9), through: 1, by: -1) {
            seen[meter, default: 0] += 1 << meter
            var current: Int64? = meter
            var isIncluded = true
            while let number = current {
                let position = positions[Int(number) - 1]
                if let flag = position.isCounted {
                    isIncluded = flag
                    break
                }
                if case .meter(let above) = position.above { current = above.rawValue } else { current = nil }
            }
            if isIncluded { expected += 1 << meter }
            if case .meter(let above) = positions[Int(meter) - 1].above {
                seen[above.rawValue, default: 0] += seen[meter] ?? 0
            }
        }
        let nine = Dictionary(uniqueKeysWithValues: (1...9).map { (Int64($0), "01000") })
        let counting = try branches(nine, positions).counting
        let total = counting.reduce(0) { $0 + $1.value.sign * (seen[$1.key.rawValue] ?? 0) }
        #expect(total == expected, "seed \(seed)")
        let branched = try branches(nine, positions)
        let own = branched.own(Dictionary(uniqueKeysWithValues: seen.map { (id($0), Amount(micro: $1)) }))
        let tops = own.filter { branched.parents[$0.key] == nil }
        #expect(tops.reduce(0) { $0 + $1.value.micro } == expected, "seed \(seed)")
    }

    @Test("a branch that is left out is taken off the next meter above that was heard of, a check off none")
    func own() throws {
        let branched = try branches(items, [position(4, counted: false), position(2, .check)])
        func amounts(_ values: [Int64: Int64]) -> [Int64: Int64] {
            let own = branched.own(Dictionary(uniqueKeysWithValues: values.map { (id($0), Amount(micro: $1)) }))
            return Dictionary(uniqueKeysWithValues: own.map { ($0.rawValue, $1.micro) })
        }
        #expect(amounts([1: 100, 2: 30, 3: 40, 4: 15, 5: 20]) == [1: 85, 3: 25, 4: 0, 5: 20])
        #expect(amounts([1: 100, 4: 15]) == [1: 85, 4: 0])
        #expect(amounts([1: 100, 3: 40]) == [1: 100, 3: 40])
    }

    @Test("stretches of days on which a meter counts are cut where it is left out, by itself or from above")
    func counted() throws {
        let tree = try MeterTree(
            [
                position(3, from: "2025-02-01", counted: false), position(4, below: 3, from: "2025-01-10"),
                position(3, from: "2025-03-01", counted: true), position(5, from: "2025-01-20", .check),
            ],
            carriers: electric
        )
        func text(_ meter: Int64) throws -> [String] {
            try tree.counted(of: id(meter), from: day("2025-01-01"), to: day("2025-04-01")).map {
                "\($0.from) \($0.to?.description ?? "")"
            }
        }
        #expect(try text(4) == ["2025-01-01 2025-02-01", "2025-03-01 2025-04-01"])
        #expect(try text(5) == ["2025-01-01 2025-01-20"])
        #expect(try text(1) == ["2025-01-01 2025-04-01"])
        #expect(try tree.counted(of: id(1), from: day("2025-01-01"), to: nil).map(\.to) == [nil])
    }

    @Test("positions that make no tree are refused")
    func refused() throws {
        #expect(throws: MeterTreeProblem.cycle([id(1), id(3), id(2), id(1)], from: try day("2025-02-01"))) {
            try MeterTree(
                [position(2, below: 1), position(3, below: 2), position(1, below: 3, from: "2025-02-01")],
                carriers: electric
            )
        }
        #expect(throws: MeterTreeProblem.cycle([id(1), id(1)], from: try day("2025-01-01"))) {
            try MeterTree([position(1, below: 1)], carriers: electric)
        }
        #expect(throws: MeterTreeProblem.unknownMeter(id(12))) {
            try MeterTree([position(1, below: 12)], carriers: electric)
        }
        var mixed = electric
        mixed[id(2)] = .water
        #expect(throws: MeterTreeProblem.otherCarrier(id(2), below: id(1))) {
            try MeterTree([position(2, below: 1)], carriers: mixed)
        }
        // Items that contradict what was said give way.
        #expect(try branches([1: "01000", 2: "01A00"], [position(1, below: 2)]).parents == [id(1): id(2)])
    }

    private func balance(
        _ amounts: [Int64: Int64],
        covered: Int64 = 86_400,
        digits: Int = 2
    ) throws -> (MeterBalance?, DatedFinding?) {
        let branched = try branches([1: "01000", 2: "01A00", 3: "01D00"], [])
        let days = Dictionary(
            uniqueKeysWithValues: try amounts.map { number, amount in
                let meter = Meter(
                    id: id(number),
                    code: "M\(number)",
                    item: .total(of: .electricity),
                    devices: [try .fixture(decimals: digits)]
                )
                let consumption = DayConsumption(
                    day: try day("2025-06-01"),
                    amount: Amount(micro: amount * 1_000_000),
                    coveredSeconds: number == 2 ? covered : 86_400
                )
                return (id(number), MeteredDay(meter: meter, consumption: consumption))
            }
        )
        let rules = try QualityRules.shipped.get()
        let balance = branched.balances(of: days, rules: rules)[id(1)]
        let finding = balance.flatMap { balance in days[id(1)].flatMap { balance.finding(of: $0.meter, rules: rules) } }
        return (balance, finding)
    }

    @Test(
        "a balance is said beyond five percent, in either direction",
        arguments: [
            (100, 60, 40, nil), (100, 60, 45, nil), (100, 60, 46, "metering.tree.imbalance"), (100, 60, 35, nil),
            (100, 60, 34, "metering.tree.unmetered"), (0, 0, 0, nil), (0, 1, 0, "metering.tree.imbalance"),
        ] as [(Int64, Int64, Int64, String?)]
    )
    func balances(parent: Int64, one: Int64, other: Int64, rule: String?) throws {
        let (balance, finding) = try balance([1: parent, 2: one, 3: other])
        #expect(balance?.residual.value == Double(parent - one - other))
        #expect(finding?.finding.rule == rule)
    }

    @Test("what lies within the last digits of the devices is not said")
    func resolution() throws {
        // Whole kilowatt-hours: three devices tell three of them together.
        #expect(try balance([1: 0, 2: 3, 3: 0], digits: 0).1 == nil)
        #expect(
            try balance([1: 0, 2: 4, 3: 0], digits: 0).1?.finding.evidence == ["2025-06-01", "0", "4", "-4", "kWh"]
        )
    }

    @Test("a day that one of them did not see nearly throughout is not balanced")
    func partial() throws {
        #expect(try balance([1: 100, 2: 60, 3: 1], covered: 82_079).0 == nil)
        #expect(try balance([1: 100, 2: 60, 3: 1], covered: 82_080).0 != nil)
        #expect(try balance([1: 100, 2: 60]).0 == nil)
    }

    @Test("a meter that is silent below a silent one is not said again")
    func suppressed() throws {
        let branched = try branches(items, [])
        #expect(branched.suppressed(silent: [id(1), id(2), id(4)]) == [id(2)])
        #expect(branched.suppressed(silent: [id(2)]) == [])
    }
}
