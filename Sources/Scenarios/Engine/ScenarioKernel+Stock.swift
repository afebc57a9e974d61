extension ScenarioKernel {
    /// All years of one kind of buildings: area, then energy.
    ///
    /// What must be there is persons × area per person. What is missing is built; what a curve of survival takes is demolished.
    func stock(_ index: Int, _ value: Values, _ recorder: inout some ScenarioRecorder) {
        let stock = program.stocks[index]
        let classes = stock.classCount
        let (raw, net, last) = (space.raw, space.raw + classes, space.raw + 2 * classes)
        let added = space.raw + 3 * classes
        let need0 = need(stock, 0, value)
        var stood = need0
        for retrofit in stock.retrofits.indices { space.retrofitted[retrofit] = .zero }
        for year in 0..<program.yearCount {
            let standing = space.standing + space.standingStart[index] + year * classes
            raw.update(repeating: .zero, count: classes)
            added.update(repeating: .zero, count: classes)
            for place in stock.standingClasses { raw[place] = need0 * standing[place] }
            survivors(stock, year, raw)
            var surviving = Lanes.zero
            for place in 0..<classes { surviving += raw[place] }
            let built = year == 0 ? .zero : pointwiseMax(need(stock, year, value) - surviving, .zero)
            let demolished = year == 0 ? .zero : stood - surviving
            build(stock, year, built, value, added)
            let retrofitted = year == 0 ? .zero : retrofit(stock, index, year, value, raw: raw, last: last, &recorder)
            stood = .zero
            for place in 0..<classes {
                let area = raw[place] + added[place]
                stood += area
                last[place] = area
                net[place] = area
            }
            for (place, move) in stock.retrofits.enumerated() {
                net[move.from] -= space.retrofitted[place]
                net[move.to] += space.retrofitted[place]
            }
            for place in 0..<classes {
                recorder.area(stock: index, class: place, year: year, standing: net[place], built: added[place])
            }
            recorder.area(stock: index, year: year, standing: stood, built: built, demolished: demolished)
            turnover(stock, index, year, built, demolished, retrofitted, value, &recorder)
            use(stock, index, year, stood, net, value, &recorder)
        }
    }

    /// Floor area that there must be. [Mm²]
    @inline(__always)
    private func need(_ stock: StockProgram, _ year: Int, _ value: Values) -> Lanes {
        let persons = value(program.supply.population, year)
        let urban = value(program.supply.urbanShare, year)
        let area = value(stock.area, year)
        return switch stock.driver {
        case .population: persons * area
        case .urbanPopulation: persons * urban * area
        case .ruralPopulation: persons * (1 - urban) * area
        }
    }

    /// Adds what is left of earlier years' new area. ΣN(c)·S(t−c)
    @inline(__always)
    private func survivors(_ stock: StockProgram, _ year: Int, _ raw: UnsafeMutablePointer<Lanes>) {
        let curve = space.survival + stock.survivalOfNew * space.ageCount
        for (place, stream) in stock.streams.enumerated() where stream.first < year {
            let built = space.built + place * program.yearCount
            var sum = Lanes.zero
            for cohort in stream.first...min(stream.last, year - 1) { sum += built[cohort] * curve[year - cohort] }
            raw[stream.classIndex] += sum
        }
    }

    /// Divides new area among classes: shares first, the step of the year takes the rest.
    @inline(__always)
    private func build(
        _ stock: StockProgram,
        _ year: Int,
        _ area: Lanes,
        _ value: Values,
        _ added: UnsafeMutablePointer<Lanes>
    ) {
        guard year > 0 else { return }
        var rest = area
        for (place, stream) in stock.streams.enumerated() {
            guard let share = stream.share else { continue }
            let part = pointwiseMin(area * value(share, year), rest)
            rest -= part
            space.built[place * program.yearCount + year] = part
            added[stream.classIndex] += part
        }
        for (place, stream) in stock.streams.enumerated() where stream.share == nil {
            guard stream.first <= year, year <= stream.last else { continue }
            space.built[place * program.yearCount + year] = rest
            added[stream.classIndex] += rest
        }
    }

    /// Moves area to better classes, as far as there is any left; what was moved before ages with its class.
    @inline(__always)
    private func retrofit(
        _ stock: StockProgram,
        _ index: Int,
        _ year: Int,
        _ value: Values,
        raw: UnsafeMutablePointer<Lanes>,
        last: UnsafeMutablePointer<Lanes>,
        _ recorder: inout some ScenarioRecorder
    ) -> Lanes {
        var moved = Lanes.zero
        for (place, item) in stock.retrofits.enumerated() {
            var others = Lanes.zero
            for (other, move) in stock.retrofits.enumerated() where other != place && move.from == item.from {
                // Earlier ones of this year have their new area, later ones that of last year.
                others += space.retrofitted[other]
            }
            let before = last[item.from]
            let left = (raw[item.from] / before).replacing(with: Lanes.zero, where: before .<= 0)
            let aged = space.retrofitted[place] * left
            let room = pointwiseMax(raw[item.from] - others - aged, .zero)
            let flow = pointwiseMin(value(item.area, year), room)
            space.retrofitted[place] = aged + flow
            moved += flow
            recorder.retrofit(stock: index, retrofit: place, year: year, area: flow)
        }
        return moved
    }

    /// Carbon of materials and demolition, and of building sites.
    ///
    /// The base year has no new area of its own; it gets that of the next.
    @inline(__always)
    private func turnover(
        _ stock: StockProgram,
        _ index: Int,
        _ year: Int,
        _ built: Lanes,
        _ demolished: Lanes,
        _ retrofitted: Lanes,
        _ value: Values,
        _ recorder: inout some ScenarioRecorder
    ) {
        guard year > 0 else { return }
        for year in (year == 1 ? 0 : year)...year {
            let row = space.emissions + year * EmissionRow.allCases.count
            var embodied = built * value(stock.materials, year)
            embodied += demolished * value(stock.demolition, year)
            embodied += retrofitted * value(stock.retrofitMaterials, year)
            row[EmissionRow.embodied.rawValue] += embodied
            recorder.embodied(stock: index, year: year, amount: embodied)
            let sites = program.supply.sites
            row[EmissionRow.electricityElsewhere.rawValue] +=
                built * value(sites[0], year) * value(program.supply.grid, year)
            for (place, factor) in program.supply.burnt.enumerated() {
                row[EmissionRow.burntElsewhere.rawValue] += built * value(sites[place + 1], year) * value(factor, year)
            }
        }
    }

    /// Final energy: Σ over classes of area × demand, × intensity, divided among fuels.
    @inline(__always)
    private func use(
        _ stock: StockProgram,
        _ index: Int,
        _ year: Int,
        _ standing: Lanes,
        _ area: UnsafeMutablePointer<Lanes>,
        _ value: Values,
        _ recorder: inout some ScenarioRecorder
    ) {
        let energy = space.energy + year * Fuel.allCases.count
        for (place, use) in stock.uses.enumerated() {
            var served = standing
            if !use.demand.isEmpty {
                served = .zero
                for item in 0..<stock.classCount { served += area[item] * use.demand[item] }
            }
            let useful = served * value(use.intensity, year)
            for fuel in use.fuels {
                let amount = useful * value(fuel.perUseful, year)
                energy[fuel.fuel] += amount
                recorder.energy(stock: index, use: place, fuel: fuel.fuel, year: year, amount: amount)
            }
        }
    }
}
