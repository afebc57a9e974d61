import Metering
import Testing
import Units

/// A code that is known to be well formed.
private func code(_ text: String) throws -> EnergyItemCode { try #require(EnergyItemCode(rawValue: text)) }

@Suite("Energy item code")
struct EnergyItemCodeTests {
    @Test(
        "each code has its parent up to the carrier's total",
        arguments: [
            ("01B1A", "01B10"), ("01B10", "01B00"), ("01B00", "01000"), ("01000", nil), ("10000", nil),
            ("10A00", "10000"),
            ("13000", nil), ("01A0A", "01A00"), ("12300", "12000"), ("01C4X", "01C40"), ("01000", nil),
        ] as [(String, String?)]
    )
    func parents(child: String, parent: String?) throws {
        #expect(try code(child).parent?.rawValue == parent)
    }

    @Test("knows its carrier and whether it is the whole of it", arguments: EnergyCarrier.allCases)
    func carriers(carrier: EnergyCarrier) throws {
        let total = EnergyItemCode.total(of: carrier)
        #expect(total.isTotal)
        #expect(total.carrier == carrier)
        #expect(try code(carrier.itemPrefix + "A10").carrier == carrier)
        #expect(try !code(carrier.itemPrefix + "A10").isTotal)
    }

    @Test(
        "refuses what is no code",
        arguments: ["", "0100", "010000", "00000", "14000", "01b00", "01 00", "０１０００", "01A-0"]
    )
    func refused(text: String) {
        #expect(EnergyItemCode(rawValue: text) == nil)
    }

    @Test("codes sort as the dictionary lists them")
    func order() throws {
        let codes = try ["02000", "01B1A", "01000", "01B00", "01A00"].map(code)
        #expect(codes.sorted().map(\.rawValue) == ["01000", "01A00", "01B00", "01B1A", "02000"])
    }
}

@Suite("Item breakdown")
struct ItemBreakdownTests {
    private func breakdown(_ values: [String: Int64], of carrier: EnergyCarrier = .electricity) throws -> ItemBreakdown
    {
        ItemBreakdown(
            carrier: carrier,
            metered: Dictionary(uniqueKeysWithValues: try values.map { (try code($0.key), Amount(micro: $0.value)) })
        )
    }

    @Test("a total meter is the total, and what no item saw stays an item of its own")
    func residual() throws {
        let result = try breakdown(["01000": 100, "01A00": 40, "01B00": 50])
        #expect(result.total.micro == 100)
        #expect(result.residual.micro == 10)
        #expect(result.items.map(\.code.rawValue) == ["01A00", "01B00"])
        #expect(result.items.map(\.amount.micro) == [40, 50])
        #expect(result.counted.map(\.rawValue) == ["01000"])
    }

    @Test("items that exceed the total meter leave a negative residual, which is shown and not spread")
    func negativeResidual() throws {
        let result = try breakdown(["01000": 80, "01A00": 40, "01B00": 50])
        #expect(result.total.micro == 80)
        #expect(result.residual.micro == -10)
    }

    @Test("without a total meter the total is the sum of the items")
    func sum() throws {
        let result = try breakdown(["01A00": 40, "01B00": 50])
        #expect(result.total.micro == 90)
        #expect(result.residual == .zero)
        #expect(result.counted.map(\.rawValue).sorted() == ["01A00", "01B00"])
    }

    @Test("an item without a meter is the sum of its sub-items; one with a meter stands for them")
    func subItems() throws {
        let result = try breakdown(["01B1A": 5, "01B1C": 20, "01B20": 7, "01C00": 9, "01C10": 4])
        #expect(result.items.map(\.code.rawValue) == ["01B00", "01C00"])
        #expect(result.items.map(\.amount.micro) == [32, 9])
        #expect(result.total.micro == 41)
        #expect(result.counted.map(\.rawValue).sorted() == ["01B1A", "01B1C", "01B20", "01C00"])
    }

    @Test("a meter below a metered item is never counted twice")
    func metersBelow() throws {
        let result = try breakdown(["01B00": 30, "01B10": 20, "01B1A": 5])
        #expect(result.total.micro == 30)
        #expect(result.counted.map(\.rawValue) == ["01B00"])
    }

    @Test("a total meter alone has no items and no residual")
    func totalOnly() throws {
        let result = try breakdown(["01000": 100])
        #expect(result.total.micro == 100)
        #expect(result.items.isEmpty)
        #expect(result.residual == .zero)
    }

    @Test("other carriers stay out of it")
    func otherCarriers() throws {
        let values: [String: Int64] = ["01000": 100, "03000": 7, "02000": 3]
        #expect(try breakdown(values).total.micro == 100)
        #expect(try breakdown(values, of: .gas).total.micro == 7)
        #expect(try breakdown(values, of: .heat).total == .zero)
        #expect(try breakdown(values, of: .heat).counted.isEmpty)
    }

    @Test("breakdowns that count other meters are not equal")
    func equality() throws {
        #expect(try breakdown(["01A00": 40]) == breakdown(["01A00": 40]))
        #expect(try breakdown(["01A00": 40]) != breakdown(["01A10": 40]))
        #expect(try breakdown(["01000": 100, "01A00": 40]) != breakdown(["01000": 100, "01A00": 50]))
    }

    @Test("items and residual always sum to the total", arguments: UInt64(1)...60)
    func conservation(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let codes = ["01000", "01A00", "01A10", "01A20", "01B00", "01B10", "01B1A", "01B1B", "01C20", "01D60"]
        var values: [String: Int64] = [:]
        for item in codes where Bool.random(using: &generator) {
            values[item] = .random(in: 0...1_000, using: &generator)
        }
        let result = try breakdown(values)
        let items = result.items.reduce(Int64(0)) { $0 + $1.amount.micro }
        #expect(result.total.micro == items + result.residual.micro || result.items.isEmpty, "seed \(seed)")
        #expect(result.total.micro == result.counted.reduce(0) { $0 + (values[$1.rawValue] ?? 0) }, "seed \(seed)")
    }
}
