import Testing
import Units

@Suite("Quantities")
struct QuantityTests {
    @Test("energy goes through its units without a factor of its own")
    func energy() {
        #expect(Energy.gigajoules(3.6).kilowattHours == 1_000)
        #expect(Energy.kilowattHours(1).megajoules == 3.6)
        #expect(Energy.kilowattHours(2) + .kilowattHours(3) - .kilowattHours(1) == .kilowattHours(4))
        #expect(Energy.kilowattHours(6) / .kilowattHours(4) == 1.5)
        #expect(Energy.kilowattHours(6) * 0.5 == .kilowattHours(3))
        #expect(Energy.zero.kilowattHours == 0)
        #expect(Energy.kilowattHours(1) < .kilowattHours(2))
    }

    @Test("intensities are amounts per floor area")
    func intensities() {
        let area = FloorArea.squareMetres(200)
        #expect((Energy.kilowattHours(1_000) / area).kilowattHoursPerSquareMetre == 5)
        #expect((CarbonMass.tonnes(1) / area).kilogramsPerSquareMetre == 5)
    }

    @Test("tonnes and kilograms agree")
    func masses() {
        #expect(CarbonMass.tonnes(1.5).kilograms == 1_500)
        #expect(CarbonMass.kilograms(2_500).tonnes == 2.5)
        #expect(CoalEquivalent.kilograms(1_250).tonnes == 1.25)
    }

    @Test("amounts add without a rounding difference")
    func amounts() {
        let tenth = Amount(micro: 100_000)
        let sum = (0..<10).reduce(Amount.zero) { total, _ in total + tenth }
        #expect(sum.value == 1)
        #expect(sum - tenth < sum)
    }

    @Test("carriers are numbered as the guideline lists them")
    func carriers() {
        #expect(EnergyCarrier.allCases.count == 13)
        #expect(EnergyCarrier.electricity.itemPrefix == "01")
        #expect(EnergyCarrier.heat.itemPrefix == "04")
        #expect(EnergyCarrier.renewable.itemPrefix == "13")
        for carrier in EnergyCarrier.allCases { #expect(EnergyCarrier(itemPrefix: carrier.itemPrefix) == carrier) }
        #expect(EnergyCarrier.electricity < .water)
    }

    @Test("refuses prefixes that no carrier has", arguments: ["", "1", "00", "14", "0A", "001"])
    func noSuchPrefix(prefix: String) {
        #expect(EnergyCarrier(itemPrefix: prefix) == nil)
    }
}
