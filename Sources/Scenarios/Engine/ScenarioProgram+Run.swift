extension ScenarioProgram {
    /// The pathway with everything as planned.
    ///
    /// - Parameter strengths: how far each measure is carried out, in their order; as in the file where left out.
    /// - Returns: area, energy and carbon of every year.
    public func run(strengths: [Double]? = nil) -> Pathway {
        let given = (strengths ?? scenario.measures.map(\.strength)) + draws.slots.map { _ in 1 }
        return runs([given])[0]
    }

    /// Pathways of several variants, each given strengths and factors.
    func runs(_ variants: [[Double]]) -> [Pathway] {
        let kernel = ScenarioKernel(program: self, space: Workspace(self))
        return stride(from: 0, to: variants.count, by: Lanes.scalarCount).flatMap { start in
            let batch = Array(variants[start..<min(variants.count, start + Lanes.scalarCount)])
            for input in 0..<inputCount {
                var lanes = Lanes(repeating: batch[0][input])
                for (lane, variant) in batch.enumerated() { lanes[lane] = variant[input] }
                kernel.space.inputs[input] = lanes
            }
            var record = PathwayRecord(self)
            kernel.run(recording: &record)
            let emissions = kernel.space.emissions
            return batch.indices.map { lane in
                let rows = (0..<yearCount * EmissionRow.allCases.count).map { emissions[$0][lane] }
                return Pathway(scenario, rows: rows, record: record, lane: lane)
            }
        }
    }

    /// How far the use of each fuel was scaled to meet a given total, and what is left of the difference.
    public var calibrationReport: [(fuel: Fuel, given: Double, computed: Double, factor: Double, isBounded: Bool)] {
        guard !scenario.calibration.isEmpty else { return [] }
        let computed = run().finalEnergy(inYear: 0)
        return scenario.calibration.map { total in
            let factor = calibration[total.fuel.index]
            let given = scenario.parameters[total.amount].path[0]
            let isBounded = abs(computed[total.fuel.index] - given) > 1e-6 * max(1, given)
            return (total.fuel, given, computed[total.fuel.index], factor, isBounded)
        }
    }
}
