import Units

/// The running state of a whole-life calculation: figures so far, and what is wrong with the project.
struct WholeLifeCalculation {
    let project: Project
    let library: FactorLibrary
    let catalogue: FactorCatalogue
    var figures: [WholeLifeAccount.Figure] = []
    var findings: [DataFinding] = []
    var problems: [ProjectProblem] = []

    init(project: Project, library: FactorLibrary, catalogue: FactorCatalogue) {
        self.project = project
        self.library = library
        self.catalogue = catalogue
    }

    /// The account; `nil` where a problem keeps a figure from being computed.
    mutating func account() -> WholeLifeAccount? {
        guard let (years, area) = frame() else { return nil }
        checkMethods()
        let operation = operation(years: years, area: area)
        let construction = works(project.construction, .construction, area: area)
        let demolition = works(project.demolition, .demolition, area: area)
        let materials = materials(area: area)
        guard let operation, let construction, let demolition, let materials, problems.isEmpty,
            let total = figure("total", Formulas.wholeLife, operation.perArea, construction, demolition, materials)
        else { return nil }
        func carbon(_ perArea: Double) -> LifeCarbon {
            LifeCarbon(perArea: .kilogramsPerSquareMetre(perArea), years: years, area: area)
        }
        let stages = [operation.perArea, construction, demolition, materials]
        let parts = zip(LifeStage.allCases, stages).map { stage, perArea in
            WholeLifeAccount.Part(stage: stage, carbon: carbon(perArea.number), path: "\(stage.rawValue)/perArea")
        }
        let comparison = comparison(design: parts.first?.carbon.perAreaAndYear)
        return problems.isEmpty
            ? WholeLifeAccount(
                name: project.name,
                total: carbon(total.number),
                parts: parts,
                sink: carbon(operation.sinkPerYear * years / area.squareMetres),
                comparison: comparison,
                figures: figures,
                findings: collected
            ) : nil
    }

    /// Life and area, on which everything hangs.
    private mutating func frame() -> (years: Double, area: FloorArea)? {
        let area = project.floor_area_m2
        if !(area.isFinite && area > 0) {
            problems.append(ProjectProblem("floor_area_m2", "carbon.project.notPositive", "\(area)"))
        }
        var years = project.design_life_years
        if years == nil, let standard = policy("policy.gb51366.design_life_default") {
            years = standard
            findings.append(notice("carbon.project.defaultLife", "design_life_years", "\(Int(standard))"))
        }
        if let years, !(years.isFinite && years > 0) {
            problems.append(ProjectProblem("design_life_years", "carbon.project.notPositive", "\(years)"))
        }
        if library.regions[project.region] == nil {
            problems.append(ProjectProblem("region", "carbon.project.unknownRegion", project.region))
        }
        guard problems.isEmpty, let years else { return nil }
        return (years, .squareMetres(area))
    }

    /// All reservations of the figures and of the project, each once.
    private var collected: [DataFinding] {
        var seen: Set<DataFinding> = []
        return (findings + figures.flatMap(\.explained.findings)).filter { seen.insert($0).inserted }
    }
}

// MARK: - what the chapters share

extension WholeLifeCalculation {
    /// A number that a rule sets.
    mutating func policy(_ id: String) -> Double? {
        guard let entry = catalogue.entry(id, .policy) else {
            problems.append(ProjectProblem("", "carbon.project.unknownEntry", id, "policy"))
            return nil
        }
        return entry.value.doubleValue
    }

    /// A row of the catalogue of the category that is meant; a problem at a path where there is none.
    mutating func entry(_ id: String, _ category: CatalogueEntry.Category, at path: String) -> CatalogueEntry? {
        guard let entry = catalogue.entry(id, category) else {
            problems.append(ProjectProblem(path, "carbon.project.unknownEntry", id, category.rawValue))
            return nil
        }
        return entry
    }

    /// The carrier of a name; a problem where there is none.
    mutating func carrier(_ name: String, at path: String) -> EnergyCarrier? {
        guard let carrier = EnergyCarrier(rawValue: name), carrier.scope != nil else {
            problems.append(ProjectProblem(path, "carbon.project.unknownCarrier", name))
            return nil
        }
        return carrier
    }

    /// The carbon factor of a carrier in the project's region and year.
    mutating func factor(_ carrier: EnergyCarrier, at path: String) -> Given<Double>? {
        let choice = library.choose(
            carrier.factorKind,
            for: carrier,
            region: project.region,
            year: CivilYear(project.year)
        )
        guard let choice else {
            problems.append(ProjectProblem(path, "carbon.project.noFactor", carrier.rawValue, "\(project.year)"))
            return nil
        }
        return Given(choice)
    }

    /// Computes a figure, keeps it under its path and hands it on; a problem there where it has no result.
    ///
    /// Where the formula leaves the unit to the carrier, the carrier says it.
    mutating func figure<each Argument: FormulaArgument>(
        _ path: String,
        of carrier: EnergyCarrier? = nil,
        _ formula: Formula<repeat each Argument>,
        _ given: repeat Given<each Argument>
    ) -> Given<Double>? {
        do throws(FormulaError) {
            let explained = try formula(repeat each given)
            let unit = carrier.map { formula.unit.replacing("unit", with: $0.unit.rawValue) } ?? formula.unit
            figures.append(WholeLifeAccount.Figure(path: path, explained: explained, unit: unit))
            return Given(explained, path: path)
        } catch {
            problems.append(ProjectProblem(formula: error, at: path))
            return nil
        }
    }

    /// Whether a number is zero or more; a problem at its path where it is not.
    mutating func check(_ value: Double, _ path: String, _ bounds: FormulaBounds = .notNegative) -> Bool {
        guard !bounds.contains(value) else { return true }
        problems.append(ProjectProblem(path, "carbon.project.outOfBounds", "\(value)", bounds.rawValue))
        return false
    }

    func notice(_ rule: String, _ subject: String, _ evidence: String...) -> DataFinding {
        DataFinding(rule: rule, severity: .notice, subject: subject, evidence: evidence)
    }

    func warning(_ rule: String, _ subject: String, _ evidence: String...) -> DataFinding {
        DataFinding(rule: rule, severity: .warning, subject: subject, evidence: evidence)
    }
}

extension ProjectProblem {
    /// What a formula refused, at the path of its figure.
    init(formula error: FormulaError, at path: String) {
        switch error {
        case .outOfBounds(let symbol, let value, let bounds):
            self.init("\(path): \(symbol)", "carbon.project.outOfBounds", "\(value)", bounds.rawValue)
        default: self.init(path, "carbon.project.noResult")
        }
    }
}
