/// What is drawn and what it moves (抽样方案).
///
/// An input is one number between 0 and 1 a draw: of a parameter, of a group of them, or of how far a measure is carried out. A
/// slot turns an input into a factor by the distribution of a range; parameters of one group and one range share a slot.
struct DrawPlan {
    struct Slot: Hashable {
        let input: Int
        let shape: DeviationRange.Shape
        let low: Double
        let high: Double
    }

    /// Names of inputs, in the order of the file.
    let inputs: [String]
    private(set) var slots: [Slot] = []
    /// The slot of each parameter; `nil` where nothing is drawn.
    let ofParameter: [Int?]
    /// The slot of each measure.
    let ofMeasure: [Int?]

    init(_ parameters: [Parameter], _ measures: [Measure]) {
        let inputs = Self.names(parameters, measures)
        let places = Dictionary(uniqueKeysWithValues: zip(inputs, 0...))
        var slots: [Slot] = []
        func slot(_ range: DeviationRange?, _ name: String) -> Int? {
            guard let range, let input = places[range.group ?? name] else { return nil }
            let slot = Slot(input: input, shape: range.shape, low: range.low, high: range.high)
            if let place = slots.firstIndex(of: slot) { return place }
            slots.append(slot)
            return slots.count - 1
        }
        ofParameter = parameters.map { slot($0.range, $0.key) }
        ofMeasure = measures.map { slot($0.range, "measures." + $0.id) }
        self.inputs = inputs
        self.slots = slots
    }

    /// Names of all inputs, each once.
    static func names(_ parameters: [Parameter], _ measures: [Measure]) -> [String] {
        var seen: Set<String> = []
        let all =
            parameters.compactMap { parameter in parameter.range.map { $0.group ?? parameter.key } }
            + measures.compactMap { measure in measure.range.map { $0.group ?? "measures." + measure.id } }
        return all.filter { seen.insert($0).inserted }
    }
}
