import Texts
import Units

/// The colour scale of the map as a histogram: how many buildings fall into each step (图例).
struct MapLegend: Sendable {
    /// One step of the scale.
    struct Step: Sendable, Equatable {
        /// The colour, `s1` to `s7`.
        let style: String
        let x: String
        let width: String
        /// The bar above the scale.
        let top: String
        let height: String
        /// What the step holds, in words.
        let tip: String
    }

    /// A limit between two steps.
    struct Limit: Sendable, Equatable {
        let x: String
        let text: String
    }

    static let width = 240.0
    private static let bars = 4.0...30.0

    let steps: [Step]
    let limits: [Limit]
    /// Everything in words, for those who do not see it.
    let label: String
    /// How many buildings have no value; `nil` where all have one.
    let unknown: String?

    /// Creates a legend.
    ///
    /// - Parameters:
    ///   - values: the buildings' intensities, `nil` where unknown. [kgce/m²]
    ///   - breaks: ascending limits, at most six; a value on a limit belongs to the step above it.
    ///   - unit: the unit in words.
    ///   - display: language and screen.
    init(_ values: [Double?], breaks: [Double], unit: String, display: Display) {
        let texts = display.texts
        let known = values.compactMap(\.self)
        var counts = Array(repeating: 0, count: breaks.count + 1)
        for value in known { counts[breaks.count { $0 <= value }] += 1 }
        let most = max(counts.max() ?? 0, 1)
        let styles = Self.styles(counts.count)
        let span = Self.width / Double(counts.count)
        let words = breaks.map { display.numbers.decimal($0, decimals: Self.decimals(breaks)) }
        steps = (known.isEmpty ? [] : counts).enumerated().map { index, count in
            let share = Double(count) / Double(most)
            let height = count == 0 ? 0 : max(1, share * (Self.bars.upperBound - Self.bars.lowerBound))
            return Step(
                style: styles[index],
                x: ShareBar.coordinate(span * Double(index)),
                width: ShareBar.coordinate(span - 1),
                top: ShareBar.coordinate(Self.bars.upperBound - height),
                height: ShareBar.coordinate(height),
                tip: texts["map.step", Self.range(index, words, texts), unit, display.numbers.integer(count)]
            )
        }
        limits = words.enumerated().map { Limit(x: ShareBar.coordinate(span * Double($0 + 1) - 0.5), text: $1) }
        label = texts["map.legend.label", display.joined(steps.map(\.tip))]
        let missing = values.count - known.count
        unknown = missing > 0 ? texts["map.legend.unknown", display.numbers.integer(missing)] : nil
    }

    /// The colours of so many steps: all seven where there are as many, else spread over them.
    static func styles(_ count: Int) -> [String] {
        (0..<count).map { index in
            count < 2 ? "s4" : "s\(1 + Int((Double(index) * 6 / Double(count - 1)).rounded()))"
        }
    }

    /// As few decimals as tell all limits.
    private static func decimals(_ breaks: [Double]) -> Int {
        (0...2).first { decimals in
            let factor = [1.0, 10, 100][decimals]
            return breaks.allSatisfy { abs($0 * factor - ($0 * factor).rounded()) < 1e-6 }
        } ?? 3
    }

    private static func range(_ index: Int, _ limits: [String], _ texts: Localizer) -> String {
        guard let last = limits.last else { return texts["map.step.all"] }
        if index == 0 { return texts["map.step.below", limits[0]] }
        return index < limits.count
            ? texts["map.step.between", limits[index - 1], limits[index]] : texts["map.step.above", last]
    }
}
