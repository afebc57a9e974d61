import Units

extension WholeLifeCalculation {
    /// Carbon of construction or demolition per floor area, chapter 5.
    mutating func works(_ works: ProjectWorks, _ stage: LifeStage, area: FloorArea) -> Given<Double>? {
        var amounts: [Given<Double>] = []
        var factors: [Given<Double>] = []
        func add(_ amount: Given<Double>, _ factor: Given<Double>) {
            amounts.append(amount)
            factors.append(factor)
        }
        switch works.method {
        case .total:
            for (index, row) in (works.total ?? []).enumerated() {
                let path = "\(stage.rawValue).total[\(index)]"
                guard let carrier = carrier(row.carrier, at: path + ".carrier"), check(row.amount, path + ".amount"),
                    let factor = factor(carrier, at: path)
                else { continue }
                add(Given(row.amount), factor)
            }
        case .machines:
            for (carrier, energy) in machines(works, stage) {
                guard let factor = factor(carrier, at: "\(stage.rawValue)/\(carrier.rawValue)") else { continue }
                add(energy, factor)
            }
        case .share:
            if stage == .demolition, let construction = constructionTotal(area),
                let carbon = figure(
                    "demolition/share",
                    Formulas.demolitionByShare,
                    Given(works.share_of_construction ?? 0),
                    construction
                )
            {
                add(carbon, 1)
            } else {
                problems.append(
                    ProjectProblem("\(stage.rawValue).share_of_construction", "carbon.project.shareWithoutConstruction")
                )
            }
        case nil:
            let methods = "total, items, share_of_construction"
            problems.append(ProjectProblem(stage.rawValue, "carbon.project.oneMethod", methods))
        }
        if stage == .demolition { for haul in haulage() { add(haul, 1) } }
        guard problems.isEmpty else { return nil }
        let formula = stage == .construction ? Formulas.constructionPerArea : Formulas.demolitionPerArea
        return figure(
            "\(stage.rawValue)/perArea",
            formula,
            Given(amounts),
            Given(factors),
            Given(area.squareMetres)
        )
    }

    /// What machines and tools use, by carrier. [the carrier's unit]
    private mutating func machines(_ works: ProjectWorks, _ stage: LifeStage) -> [(EnergyCarrier, Given<Double>)] {
        let items = energy(of: works.items ?? [], stage, "items")
        let measures = energy(of: works.measures ?? [], stage, "measures")
        return Set(items.keys).union(measures.keys).sorted().compactMap { carrier in
            let path = "\(stage.rawValue)/\(carrier.rawValue)"
            func sum(_ uses: [ItemEnergy]?, _ name: String, _ formula: Formula<[Double], [Double]>) -> Given<Double>? {
                guard let uses else { return 0 }
                return figure(
                    "\(path)/\(name)",
                    of: carrier,
                    formula,
                    Given(uses.map { Given($0.quantity) }),
                    Given(uses.map(\.perQuantity))
                )
            }
            if stage == .demolition {
                return sum(items[carrier], "items", Formulas.demolitionEnergy).map { (carrier, $0) }
            }
            guard let work = sum(items[carrier], "items", Formulas.workItems),
                let measure = sum(measures[carrier], "measures", Formulas.measures),
                let all = figure(path, of: carrier, Formulas.constructionEnergy, work, measure)
            else { return nil }
            return (carrier, all)
        }
    }

    private struct ItemEnergy {
        let quantity: Double
        let perQuantity: Given<Double>
    }

    /// What each item uses of each carrier per quantity.
    private mutating func energy(
        of items: [ProjectWorks.Item],
        _ stage: LifeStage,
        _ field: String
    ) -> [EnergyCarrier: [ItemEnergy]] {
        var result: [EnergyCarrier: [ItemEnergy]] = [:]
        for (index, item) in items.enumerated() {
            let path = "\(stage.rawValue).\(field)[\(index)]"
            guard check(item.quantity, path + ".quantity") else { continue }
            var shifts: [EnergyCarrier: [(shifts: Given<Double>, energy: Given<Double>)]] = [:]
            var tools: [EnergyCarrier: Double] = [:]
            for (number, row) in (item.machines ?? []).enumerated() {
                let place = "\(path).machines[\(number)]"
                guard let machine = entry(row.machine, .machineShift, at: place + ".machine"),
                    check(row.shifts_per_unit, place + ".shifts_per_unit"), let carrier = machine.carrier
                else { continue }
                shifts[carrier, default: []].append((Given(row.shifts_per_unit), Given(machine)))
            }
            for (number, row) in (item.tools ?? []).enumerated() {
                let place = "\(path).tools[\(number)]"
                guard let carrier = carrier(row.carrier, at: place + ".carrier"), check(row.amount, place + ".amount")
                else { continue }
                tools[carrier, default: 0] += row.amount
            }
            for carrier in Set(shifts.keys).union(tools.keys).sorted() {
                let machines = shifts[carrier] ?? []
                let figurePath = "\(stage.rawValue)/\(field)/\(index)/\(carrier.rawValue)"
                let counts = Given(machines.map(\.shifts))
                let energies = Given(machines.map(\.energy))
                let other = Given(tools[carrier] ?? 0)
                let perQuantity =
                    if field == "measures" {
                        figure(figurePath, of: carrier, Formulas.measure, counts, energies)
                    } else {
                        figure(
                            figurePath,
                            of: carrier,
                            stage == .demolition ? Formulas.demolitionItem : Formulas.workItem,
                            counts,
                            energies,
                            other
                        )
                    }
                guard let perQuantity else { continue }
                result[carrier, default: []].append(ItemEnergy(quantity: item.quantity, perQuantity: perQuantity))
            }
        }
        return result
    }

    /// Carbon of construction in all. [kg]
    private mutating func constructionTotal(_ area: FloorArea) -> Given<Double>? {
        guard let perArea = figures.last(where: { $0.path == "construction/perArea" }) else { return nil }
        return figure(
            "construction/total",
            Formulas.totalOfArea,
            Given(perArea.explained, path: perArea.path),
            Given(area.squareMetres)
        )
    }

    /// Haulage of waste, by the formula for materials. [kg]
    private mutating func haulage() -> [Given<Double>] {
        (project.waste ?? []).enumerated().compactMap { index, row in
            let path = "waste[\(index)]"
            guard let vehicle = entry(row.transport, .transport, at: path + ".transport") else { return nil }
            return figure(
                "demolition/waste/\(index)",
                Formulas.materialTransport,
                [Given(row.mass_t)],
                [Given(row.distance_km)],
                [Given(vehicle)]
            )
        }
    }
}
