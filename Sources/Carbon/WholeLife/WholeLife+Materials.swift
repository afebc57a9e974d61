import Units

/// A row of the bill as the formulas need it.
struct MaterialFigure {
    let amount: Given<Double>
    let factor: Given<Double>
    let mass: Given<Double>
    let isConcrete: Bool
}

extension WholeLifeCalculation {
    /// Carbon of materials per floor area, chapter 6.
    mutating func materials(area: FloorArea) -> Given<Double>? {
        let rows = project.materials.enumerated().compactMap { index, row in
            material(row, "materials[\(index)]", needsMass: true).map { (index: index, row: row, figure: $0) }
        }
        let recovered = (project.recovered ?? []).enumerated().compactMap { index, row in
            material(row, "recovered[\(index)]", needsMass: false)
        }
        var distances: [Given<Double>] = []
        var vehicles: [Given<Double>] = []
        for (index, row, figure) in rows {
            if let way = transport(row, figure, "materials[\(index)]") {
                distances.append(way.distance)
                vehicles.append(way.vehicle)
            }
        }
        guard problems.isEmpty, let rate = policyShare("policy.gb51366.recycled_rate") else { return nil }
        coverage(rows.map(\.figure.mass))
        guard
            let production = figure(
                "materials/production",
                Formulas.materialProduction,
                Given(rows.map(\.figure.amount)),
                Given(rows.map(\.figure.factor))
            ),
            let taken = figure(
                "materials/recovered",
                Formulas.recoveredWaste,
                rate,
                Given(recovered.map(\.amount)),
                Given(recovered.map(\.factor))
            ),
            let transport = figure(
                "materials/transport",
                Formulas.materialTransport,
                Given(rows.map(\.figure.mass)),
                Given(distances),
                Given(vehicles)
            )
        else { return nil }
        if taken.number > production.number {
            problems.append(ProjectProblem("recovered", "carbon.project.recoveredBeyondProduction"))
        }
        return figure(
            "materials/perArea",
            Formulas.materialPerArea,
            production,
            taken,
            transport,
            Given(area.squareMetres)
        )
    }

    /// A share that a rule sets in percent.
    private mutating func policyShare(_ id: String) -> Given<Double>? {
        guard let entry = entry(id, .policy, at: "") else { return nil }
        return Given(
            entry.value.doubleValue / 100,
            sources: [entry.reference],
            findings: entry.reservations
        )
    }

    private mutating func material(_ row: ProjectMaterial, _ path: String, needsMass: Bool) -> MaterialFigure? {
        guard let factor = factor(row, path), check(row.quantity, path + ".quantity"),
            let amount = amount(row, factor.unit, path)
        else { return nil }
        let mass = needsMass ? mass(row, path) : 0
        guard let mass else { return nil }
        let isConcrete = row.is_concrete ?? row.material?.hasPrefix("mat.concrete") ?? false
        return MaterialFigure(amount: amount, factor: factor.given, mass: mass, isConcrete: isConcrete)
    }

    /// The factor of a row: declared, recycled or from the catalogue.
    private mutating func factor(_ row: ProjectMaterial, _ path: String) -> (given: Given<Double>, unit: String)? {
        if let declaration = row.declaration {
            guard let document = declaration.document, !document.isEmpty else {
                problems.append(ProjectProblem(path + ".declaration", "carbon.project.noDocument", declaration.name))
                return nil
            }
            guard let value = FixedPoint(declaration.value), value.mantissa >= 0,
                CatalogueEntry.Category.material.units?.contains(declaration.unit) ?? false
            else {
                problems.append(
                    ProjectProblem(
                        path + ".declaration",
                        "carbon.project.declarationUnit",
                        declaration.value,
                        declaration.unit
                    )
                )
                return nil
            }
            findings.append(notice("carbon.project.declared", path, declaration.name, document))
            return (Given(value.doubleValue), declaration.unit)
        }
        if let id = row.replaces {
            guard let virgin = entry(id, .material, at: path + ".replaces"),
                let rate = policyShare("policy.gb51366.recycled_rate"),
                let factor = figure(
                    path.replacing("[", with: "/").replacing("]", with: "") + "/recycled",
                    Formulas.recycledFeedstock,
                    row.is_low_value_waste == true ? 0 : rate,
                    Given(virgin)
                )
            else { return nil }
            return (factor, virgin.unit)
        }
        guard let id = row.material else {
            problems.append(ProjectProblem(path + ".material", "carbon.project.missingField"))
            return nil
        }
        return entry(id, .material, at: path + ".material").map { (Given($0), $0.unit) }
    }

    /// The quantity in the unit of the factor.
    private mutating func amount(_ row: ProjectMaterial, _ factorUnit: String, _ path: String) -> Given<Double>? {
        let unit = factorUnit.split(separator: "/").last.map(String.init) ?? ""
        let tonnes = ["t": 1, "kg": 0.001]
        switch (tonnes[row.unit], tonnes[unit]) {
        case _ where row.unit == unit: return Given(row.quantity)
        case (let own?, let other?): return Given(row.quantity * own / other)
        // Tonnes of what is counted by volume or area need the mass of a unit, and the other way round. The table of
        // densities serves transport only: here an error would go straight into the carbon of the material.
        case (let own?, nil) where ["m3", "m2"].contains(unit):
            guard let density = density(row, path) else { return nil }
            return Given(row.quantity * own / density)
        case (nil, let other?) where ["m3", "m2"].contains(row.unit):
            guard let density = density(row, path) else { return nil }
            return Given(row.quantity * density / other)
        default:
            problems.append(ProjectProblem(path + ".unit", "carbon.project.unit", row.unit, unit))
            return nil
        }
    }

    private mutating func density(_ row: ProjectMaterial, _ path: String) -> Double? {
        guard let density = row.density_t_per_unit else {
            problems.append(ProjectProblem(path + ".density_t_per_unit", "carbon.project.noDensity", row.unit))
            return nil
        }
        return check(density, path + ".density_t_per_unit", .positive) ? density : nil
    }

    /// The mass of a row. [t]
    private mutating func mass(_ row: ProjectMaterial, _ path: String) -> Given<Double>? {
        switch row.unit {
        case "t": return Given(row.quantity)
        case "kg": return Given(row.quantity / 1_000)
        default: break
        }
        if row.density_t_per_unit != nil { return density(row, path).map { Given(row.quantity * $0) } }
        let id = (row.material ?? row.replaces ?? "").replacing("mat.", with: "density.")
        guard let entry = catalogue.entry(id, .density), entry.unit == "t/\(row.unit)" else {
            problems.append(ProjectProblem(path + ".density_t_per_unit", "carbon.project.noDensity", row.unit))
            return nil
        }
        findings.append(notice("carbon.project.defaultDensity", path, entry.value.description, entry.unit))
        return Given(
            row.quantity * entry.value.doubleValue,
            sources: [entry.reference],
            findings: entry.reservations
        )
    }

    /// How far a row travels, and by what.
    private mutating func transport(
        _ row: ProjectMaterial,
        _ figure: MaterialFigure,
        _ path: String
    ) -> (distance: Given<Double>, vehicle: Given<Double>)? {
        guard let way = row.transport ?? project.transport else {
            problems.append(ProjectProblem(path + ".transport", "carbon.project.missingField"))
            return nil
        }
        guard let vehicle = entry(way, .transport, at: path + ".transport") else { return nil }
        if let distance = row.distance_km {
            return check(distance, path + ".distance_km") ? (Given(distance), Given(vehicle)) : nil
        }
        let id = figure.isConcrete ? "trans.default_distance_concrete" : "trans.default_distance_other"
        guard let distance = entry(id, .transportDistance, at: path + ".distance_km") else { return nil }
        findings.append(notice("carbon.project.defaultDistance", path, distance.value.description))
        return (Given(distance), Given(vehicle))
    }

    /// Says whether the bill covers enough of the mass, and which rows it could do without.
    private mutating func coverage(_ masses: [Given<Double>]) {
        guard let least = policyShare("policy.gb51366.material_mass_coverage") else { return }
        guard let total = project.total_mass_t else {
            findings.append(warning("carbon.project.coverageUnknown", "total_mass_t"))
            return
        }
        guard check(total, "total_mass_t", .positive),
            let share = figure("materials/coverage", Formulas.massCoverage, Given(masses), Given(total))
        else { return }
        if share.number > 1.000_001 {
            problems.append(ProjectProblem("total_mass_t", "carbon.project.coverageBeyondTotal", percent(share.number)))
        } else if share.number < least.number {
            findings.append(
                warning(
                    "carbon.project.coverageLow",
                    "materials",
                    percent(share.number),
                    percent(least.number)
                )
            )
        }
    }

    func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
