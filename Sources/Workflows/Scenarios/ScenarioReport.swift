public import Scenarios
import Units

/// What a scenario comes to, for the command line (情景结果): carbon in kt CO₂, energy in GWh, area in Mm².
public struct ScenarioReport: Codable, Sendable {
    /// One target of the plan.
    public struct Target: Codable, Sendable {
        /// Its name in the file.
        public var id: String
        /// Its name in both languages.
        public var name: String
        /// Its English name.
        public var english_name: String
        /// The number of the plan's task.
        public var task: String
        /// The year that counts.
        public var year: Int
        /// How the value must compare.
        public var comparator: String
        /// The goal, in the engine's unit.
        public var goal: Double
        /// What the pathway comes to, in the same unit.
        public var value: Double
        /// The unit of both.
        public var unit: String
        /// Whether it holds.
        public var holds: Bool
    }

    /// One measure.
    public struct Measure: Codable, Sendable {
        /// Its name in the file.
        public var id: String
        /// Its name for people.
        public var name: String
        /// Its English name.
        public var english_name: String
        /// The plan's tasks that it carries out.
        public var tasks: [String]
        /// How far it is carried out.
        public var strength: Double
        /// What it takes away, by year.
        public var reduction_ktco2: [Double]
        /// What a tonne costs; `nil` where no cost is given.
        public var cost_cny_per_tco2: Double?
    }

    /// One district.
    public struct District: Codable, Sendable {
        /// Its code.
        public var code: String
        /// Its name.
        public var name: String
        /// Its English name.
        public var english_name: String
        /// Emissions of the scenario's boundary.
        public var emissions_ktco2: [Double]
        /// The year of the highest emissions.
        public var peak_year: Int
        /// The part of draws that peak in 2029 or before; `nil` without draws.
        public var peak_by_2029: Double?
        /// The part of draws that peak in 2030 or before.
        public var peak_by_2030: Double?
    }

    /// A total of the base year that was given.
    public struct Calibration: Codable, Sendable {
        /// The fuel.
        public var fuel: String
        /// What was given.
        public var given_gwh: Double
        /// What the scaled scenario comes to.
        public var computed_gwh: Double
        /// How far use was scaled.
        public var factor: Double
        /// Whether the bounds kept it from being met.
        public var is_bounded: Bool
    }

    /// Why emissions of the running of buildings change between two years, by LMDI-I over kinds and fuels.
    public struct Drivers: Codable, Sendable {
        /// The first year.
        public var from: Int
        /// The last year.
        public var to: Int
        /// What each factor adds; the raw values of `Pathway.Driver`.
        public var effects_ktco2: [String: Double]
        /// The whole change.
        public var change_ktco2: Double
    }

    /// The name of the scenario.
    public var scenario: String
    /// Its name for people.
    public var name: String
    /// Its English name.
    public var english_name: String
    /// Code of the place.
    public var place: String
    /// The years of all lists.
    public var years: [Int]
    /// The boundary that the question of the peak is about.
    public var boundary: String
    /// The year of the highest emissions within it.
    public var peak_year: Int
    /// Emissions in that year.
    public var peak_ktco2: Double
    /// Emissions within each boundary.
    public var emissions_ktco2: [String: [Double]]
    /// Emissions of the whole process by scope.
    public var by_scope_ktco2: [String: [Double]]
    /// Emissions of the running of buildings by the four usual classes.
    public var by_class_ktco2: [String: [Double]]
    /// The same by kind of buildings.
    public var by_kind_ktco2: [String: [Double]]
    /// The same by use of energy.
    public var by_use_ktco2: [String: [Double]]
    /// The same by fuel.
    public var by_fuel_ktco2: [String: [Double]]
    /// What green spaces take up; in no total.
    public var sinks_ktco2: [Double]
    /// Final energy in buildings by fuel.
    public var energy_gwh: [String: [Double]]
    /// Floor area by kind.
    public var area_mm2: [String: [Double]]
    /// Floor area built, by kind.
    public var built_mm2: [String: [Double]]
    /// Floor area demolished, by kind.
    public var demolished_mm2: [String: [Double]]
    /// Why running emissions change from the base year to 2030.
    public var drivers: Drivers?
    /// How the known years look: the state, z and p of Mann–Kendall from the maximum on, Sen's slope; `nil` without history.
    public var history: ScenarioHistory?
    /// Totals of the base year.
    public var calibration: [Calibration]
    /// What the plan wants.
    public var targets: [Target]
    /// Targets that no choice among the measures meets together; `nil` where not all choices were tried.
    public var conflicts: [[String]]?
    /// How the difference is divided among measures: `shapley` or `ordered`.
    public var method: String
    /// Emissions without measures.
    public var without_measures_ktco2: [Double]
    /// What each measure contributes.
    public var measures: [Measure]
    /// The districts, which sum to the city.
    public var districts: [District]
    /// What many draws say; `nil` where none were asked for.
    public var odds: OddsReport?

    /// Computes a scenario.
    public init(_ program: ScenarioProgram, odds: OddsReport? = nil) {
        let (scenario, pathway) = (program.scenario, program.run())
        func all<Name: RawRepresentable & CaseIterable>(_ row: (Name) -> [Double]) -> [String: [Double]]
        where Name.RawValue == String {
            Dictionary(uniqueKeysWithValues: Name.allCases.map { ($0.rawValue, row($0)) })
        }
        func kinds(_ row: (Int) -> [Double]) -> [String: [Double]] {
            Dictionary(scenario.kinds.enumerated().map { ($1.id, row($0)) }) { first, _ in first }
        }
        self.scenario = scenario.id
        name = scenario.name.zh
        english_name = scenario.name.en
        place = scenario.place
        years = Array(scenario.years)
        boundary = scenario.boundary.rawValue
        peak_year = pathway.peakYear(scenario.boundary)
        peak_ktco2 = pathway.emissions(scenario.boundary)[peak_year - scenario.years.lowerBound]
        emissions_ktco2 = all { (boundary: EmissionBoundary) in pathway.emissions(boundary) }
        by_scope_ktco2 = all { (scope: EmissionScope) in pathway.emissions(.wholeProcess, scope: scope) }
        by_class_ktco2 = all { (sector: BuildingSector) in pathway.emissions(of: sector) }
        by_kind_ktco2 = kinds { pathway.emissions(ofKind: $0) }
        by_use_ktco2 = all { (use: EndUse) in pathway.emissions(of: use) }
        by_fuel_ktco2 = all { (fuel: Fuel) in pathway.emissions(of: fuel) }
        sinks_ktco2 = pathway.sinks
        let energy = (0..<scenario.years.count).map { pathway.finalEnergy(inYear: $0) }
        energy_gwh = all { (fuel: Fuel) in energy.map { $0[Fuel.allCases.firstIndex(of: fuel) ?? 0] } }
        area_mm2 = kinds { pathway.area(ofKind: $0) }
        built_mm2 = kinds { pathway.built(ofKind: $0) }
        demolished_mm2 = kinds { pathway.demolished(ofKind: $0) }
        drivers = Drivers(pathway)
        history = ScenarioHistory(scenario.history)
        calibration = program.calibrationReport.map {
            Calibration(
                fuel: $0.fuel.rawValue,
                given_gwh: $0.given,
                computed_gwh: $0.computed,
                factor: $0.factor,
                is_bounded: $0.isBounded
            )
        }
        targets = pathway.targetChecks.map(Target.init)
        conflicts = program.conflicts()?.map { [$0.first.id, $0.second.id] }
        let contribution = program.contributions()
        method = contribution.method.rawValue
        without_measures_ktco2 = contribution.without
        measures = scenario.measures.enumerated().map { place, measure in
            Measure(
                id: measure.id,
                name: measure.name.zh,
                english_name: measure.name.en,
                tasks: measure.tasks,
                strength: measure.strength,
                reduction_ktco2: contribution.reductions[place],
                cost_cny_per_tco2: contribution.costPerTonne(of: place, in: scenario)
            )
        }
        districts = program.districts(draws: odds?.draws ?? 0, seed: odds?.seed ?? 0).map { pathway in
            District(
                code: pathway.district.code,
                name: pathway.district.name.zh,
                english_name: pathway.district.name.en,
                emissions_ktco2: pathway.emissions,
                peak_year: pathway.peakYear,
                peak_by_2029: pathway.probability(ofPeakBy: 2_029),
                peak_by_2030: pathway.probability(ofPeakBy: 2_030)
            )
        }
        self.odds = odds
    }
}

extension ScenarioReport.Drivers {
    /// `nil` where an amount is negative, which the method does not take.
    init?(_ pathway: Pathway) {
        let (first, last) = (pathway.years.lowerBound, min(2_030, pathway.years.upperBound))
        guard let found = try? pathway.drivers(from: first, to: last) else { return nil }
        from = first
        to = last
        effects_ktco2 = Dictionary(
            uniqueKeysWithValues: zip(Pathway.Driver.allCases.map(\.rawValue), found.effects)
        )
        change_ktco2 = found.change
    }
}

extension ScenarioReport.Target {
    /// What a target comes to in a pathway.
    public init(_ check: TargetCheck) {
        let target = check.target
        id = target.id
        name = target.name.zh
        english_name = target.name.en
        task = target.task
        year = target.year
        comparator = target.comparator.rawValue
        goal = target.goal
        value = check.value
        unit = target.indicator.unit
        holds = check.holds
    }
}
