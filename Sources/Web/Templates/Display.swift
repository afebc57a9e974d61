import Carbon
import Metering
import Texts
import Units
import Workflows

/// Turns values into the words and numbers of a page: one language, one screen.
struct Display: Sendable {
    let texts: Localizer
    let isWall: Bool
    /// The last day with data and the first year, which tell whole periods from started ones.
    var firstDay: CivilDay?
    var lastDay: CivilDay?
    var firstYear: CivilYear?
    /// Names of factor regions by code and by Chinese name.
    var regions: [String: String] = [:]

    var numbers: NumberStyle { texts.numbers }
    var dates: DateStyle { texts.dates }

    /// A link inside the site; on the wall it stays on the wall.
    func link(_ path: String) -> String {
        guard isWall else { return path }
        let fragment = path.firstIndex(of: "#") ?? path.endIndex
        let address = path[..<fragment]
        return "\(address)\(address.contains("?") ? "&" : "?")display=wall\(path[fragment...])"
    }

    /// A place's name.
    func name(_ jurisdiction: Jurisdiction) -> String {
        texts.language == .en ? jurisdiction.englishName : jurisdiction.name
    }

    /// Whichever of two names the language wants; Chinese where there is no English one.
    func name(_ chinese: String, _ english: String) -> String {
        texts.language == .en && !english.isEmpty ? english : chinese
    }

    /// The name of a carrier.
    func name(_ carrier: EnergyCarrier) -> String { texts[TextKey("carrier.\(carrier.rawValue)")] }
    /// The name of a scope.
    func name(_ scope: EmissionScope) -> String { texts[TextKey("scope.\(scope.rawValue)")] }

    /// The name of a factor region.
    func region(_ code: String) -> String { regions[code] ?? code }

    /// The words of a finding.
    func words(_ finding: DataFinding) -> String {
        texts.text(TextKey("finding.\(finding.rule)"), finding.evidence.map { region(Self.shortened($0)) })
    }

    /// An instant without its seconds where those are zero; anything else as it is.
    private static func shortened(_ text: String) -> String {
        let isInstant = text.utf8.count == 19 && text.hasSuffix(":00") && text.dropFirst(10).first == " "
        return isInstant ? String(text.dropLast(3)) : text
    }

    /// The short name of a rule, where no evidence is at hand.
    func name(rule: String) -> String { texts[TextKey("rule.\(rule)")] }

    /// A list of words with the comma of the language.
    func joined(_ words: [String]) -> String { words.joined(separator: texts["list.comma"]) }
}

/// A number with its unit, ready to print.
struct Figure: Sendable, Equatable {
    let number: String
    let unit: String?

    init(_ number: String, _ unit: String? = nil) {
        self.number = number
        self.unit = number == NumberStyle.none ? nil : unit
    }

    /// Number and unit on one line, for a title or a label.
    var line: String { unit.map { "\(number) \($0)" } ?? number }
}

/// A figure with what it is and a remark.
struct Fact: Sendable {
    let name: String
    let figure: Figure
    let note: String?
    /// Compound units need their own spacing; words do not.
    let noteStyle: String

    init(name: String, figure: Figure, note: String?) {
        self.name = name
        self.figure = figure
        self.note = note
        noteStyle = note?.contains("·a)") == true ? "un" : "words"
    }
}

/// One scale and one unit for all numbers of a column or chart.
struct Column: Sendable {
    let scale: NumberScale
    let unit: String
    let decimals: Int
    let base: Double
    private let style: NumberStyle

    /// Fits a column to its largest number.
    ///
    /// - Parameters:
    ///   - largest: the largest number in the column. [stored unit]
    ///   - base: how many stored units one shown unit holds, such as 1,000 kg for a tonne.
    ///   - unit: the name of the shown unit.
    ///   - texts: the language.
    init(largest: Double, base: Double = 1, unit: String, texts: Localizer) {
        let shown = abs(largest) / base
        style = texts.numbers
        scale = style.scale(for: shown)
        self.base = base
        let scaled = shown / scale.factor
        decimals = scaled < 10 ? 2 : scaled < 10_000 ? 1 : 0
        self.unit = scale.key.map { "\(texts[$0])\(texts.language == .zhHans ? " " : "")\(unit)" } ?? unit
    }

    /// How many stored units one shown unit holds, scale included.
    var factor: Double { base * scale.factor }

    func text(_ value: Double?) -> String {
        style.decimal(value.map { $0 / base }, in: scale, decimals: decimals)
    }

    func figure(_ value: Double?) -> Figure { Figure(text(value), unit) }
}

extension Display {
    /// A column of emissions. [kg]
    func carbonColumn(_ largest: CarbonMass) -> Column {
        largest.kilograms.magnitude < 1_000
            ? Column(largest: largest.kilograms, unit: texts["unit.kgCO2"], texts: texts)
            : Column(largest: largest.kilograms, base: 1_000, unit: texts["unit.tCO2"], texts: texts)
    }

    func carbon(_ mass: CarbonMass) -> Figure { carbonColumn(mass).figure(mass.kilograms) }

    /// A column of amounts of one carrier, in the carrier's unit.
    func amountColumn(_ carrier: EnergyCarrier, largest: Double) -> Column {
        switch carrier.unit {
        case .kilowattHour: Column(largest: largest, unit: texts["unit.kWh"], texts: texts)
        case .cubicMetre: Column(largest: largest, unit: texts["unit.m3"], texts: texts)
        case .megajoule: Column(largest: largest, base: 1_000, unit: texts["unit.GJ"], texts: texts)
        case .kilogram: Column(largest: largest, base: 1_000, unit: texts["unit.t"], texts: texts)
        }
    }

    func amount(_ amount: Amount, of carrier: EnergyCarrier) -> Figure {
        amountColumn(carrier, largest: amount.value).figure(amount.value)
    }

    func areaColumn(_ largest: FloorArea) -> Column {
        Column(largest: largest.squareMetres, unit: texts["unit.m2"], texts: texts)
    }

    func area(_ area: FloorArea) -> Figure {
        area > .zero ? areaColumn(area).figure(area.squareMetres) : Figure(NumberStyle.none)
    }

    func coal(_ coal: CoalEquivalent) -> Figure {
        Column(largest: coal.kilograms, base: 1_000, unit: texts["unit.tce"], texts: texts).figure(coal.kilograms)
    }

    func intensity(_ intensity: CarbonIntensity?, in year: CivilYear) -> Figure {
        Figure(numbers.decimal(intensity?.kilogramsPerSquareMetre), carbonIntensityUnit(year))
    }

    func intensity(_ intensity: EnergyIntensity?, in year: CivilYear) -> Figure {
        Figure(numbers.decimal(intensity?.kilowattHoursPerSquareMetre), energyIntensityUnit(year))
    }

    /// Per year only where the year is whole.
    func carbonIntensityUnit(_ year: CivilYear) -> String {
        texts[isWhole(year) ? "unit.kgPerM2Year" : "unit.kgPerM2"]
    }

    /// Per year only where the year is whole.
    func energyIntensityUnit(_ year: CivilYear) -> String {
        texts[isWhole(year) ? "unit.kWhPerM2Year" : "unit.kWhPerM2"]
    }

    func percent(_ share: Double?, decimals: Int = 1) -> Figure {
        Figure(numbers.percent(share, decimals: decimals), "%")
    }

    func count(_ value: Int, _ unit: TextKey? = nil) -> Figure {
        Figure(numbers.integer(value), unit.map { texts[$0, numbers.integer(value)] })
    }
}
