import Texts
import Units
import Workflows

extension IndicatorExplanation {
    /// The districts that did not report, where others did.
    func silentPlaces(among places: [Jurisdiction]) -> [Jurisdiction] {
        let reported = Set(
            parts.compactMap {
                if case .jurisdiction(let id) = $0.subject { Jurisdiction.ID(rawValue: id) } else { nil }
            }
        )
        let districts = places.filter { $0.kind == .district }
        guard jurisdiction.kind == .city, districts.contains(where: { reported.contains($0.id) }) else { return [] }
        return districts.filter { !reported.contains($0.id) }
    }
}

extension IndicatorPage.Input {
    init(_ input: IndicatorInput, _ display: Display) {
        name = display.name(input.quantity.name)
        nameTag = display.foreignTag(display.name(input.quantity.name))
        mean = input.isMean ? display.texts["indicator.input.mean"] : nil
        scope = input.scope.isEmpty ? nil : input.scope
        value = display.quantity(input.value)
        unit = display.name(input.quantity.unit)
        count = display.numbers.integer(input.count)
        // Departments are named as they are, joined as they would join them.
        reporters = input.reporters.joined(separator: "\u{3001}")
        evidence = input.evidence.isEmpty ? nil : input.evidence.prefix(10).joined(separator: "\u{FF1B}")
    }
}

extension IndicatorPage.Part {
    init(_ part: IndicatorPart, path: IndicatorPath, in view: IndicatorExplanation, _ display: Display) {
        switch part.subject {
        case .building(let id):
            name = display.name(part.name)
            href = display.link("/buildings/\(id)")
        case .jurisdiction(let id):
            name = display.name(part.name)
            let isOwn = view.jurisdiction.id.rawValue == id
            href = isOwn ? nil : path.link(place: Jurisdiction.ID(rawValue: id))
        case .segment(let code):
            name = display.word("segment", code, else: part.name)
            href = nil
        case .carrier(let code):
            name = display.word("carrier", code, else: part.name)
            href = nil
        }
        nameTag = display.foreignTag(name)
        value = display.quantity(part.contribution)
        weight = part.weight.map(display.quantity) ?? NumberStyle.none
        let isPercent = view.indicator.unit == "%"
        let ratio = part.weight.flatMap { $0 > 0 ? part.contribution / $0 : nil }
        self.ratio = isPercent ? display.numbers.percent(ratio) : display.numbers.decimal(ratio, decimals: 2)
    }
}
