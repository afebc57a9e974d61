import Metering
import Texts
import Units
import Workflows

/// How a building's meters stand below each other, and what each counts for (计量结构).
struct StructurePlate: Sendable {
    /// One meter.
    struct Row: Sendable {
        /// How far it stands in, at most five steps.
        let indent: String
        let code: String
        let href: String
        let item: String
        let tags: [String]
        let status: String
        let counts: String
        let reason: String
        let amount: String
        let residual: String?
        let formula: String?
    }

    let title: String
    let subtitle: String
    let rows: [Row]

    init(_ structure: BuildingStructure, _ display: Display) {
        let texts = display.texts
        title =
            texts[
                "structure.title",
                display.numbers.integer(structure.meters.count { $0.counting.sign != 0 }),
                display.numbers.integer(structure.meters.count)
            ]
        subtitle =
            texts[
                "structure.subtitle",
                display.dates.day(structure.day),
                display.dates.day(structure.days.lowerBound)
            ]
        rows = structure.meters.map { Row($0, display) }
    }
}

extension StructurePlate.Row {
    init(_ placement: MeterPlacement, _ display: Display) {
        let carrier = placement.item.carrier
        indent = "in\(min(placement.depth, 5))"
        code = placement.code
        href = display.link("/metering/\(placement.id.rawValue)")
        item = display.name(placement.itemName.zh, placement.itemName.en)
        tags = display.tags(of: placement)
        status = placement.counting.status
        counts = display.texts[placement.counting.word]
        reason = display.reason(of: placement)
        amount = placement.amount.map { display.amount($0, of: carrier).line } ?? NumberStyle.none
        residual = placement.balance.map { display.residual($0, of: carrier) }
        formula = placement.formula.map { "= \($0.text)" }
    }
}

extension MeterCounting {
    /// The sign beside the word.
    var status: String {
        switch sign {
        case 1: "st-on"
        case -1: "st-risk"
        default: "st-none"
        }
    }

    /// Whether it counts, in a word.
    var word: TextKey { sign > 0 ? "counting.yes" : sign < 0 ? "counting.minus" : "counting.no" }
}

extension Display {
    /// Why a meter counts or does not, with the meter above it.
    func reason(of placement: MeterPlacement) -> String {
        let reason = texts[TextKey("counting.reason.\(placement.counting.reason.rawValue)"), placement.above ?? ""]
        guard let since = placement.counting.since else { return reason }
        return "\(reason) · \(texts["structure.since", dates.day(since)])"
    }

    /// What it is there for, and that it is computed.
    func tags(of placement: MeterPlacement) -> [String] {
        let purpose = placement.counting.purpose.map { texts[TextKey("purpose.\($0.rawValue)")] }
        return [placement.formula.map { _ in texts["structure.virtual"] }, purpose].compactMap(\.self)
    }

    /// What a meter saw and none below it.
    func residual(_ balance: PeriodBalance, of carrier: EnergyCarrier) -> String {
        let key: TextKey = balance.residual < .zero ? "structure.over" : "structure.unmetered"
        let difference = balance.residual < .zero ? .zero - balance.residual : balance.residual
        let share = balance.above > .zero ? difference.value / balance.above.value : 0
        return texts[key, amount(difference, of: carrier).line, numbers.percent(share), numbers.integer(balance.days)]
    }
}

/// Where one meter stands, on its own page (计量位置).
struct PlacementPlate: Sendable {
    /// A part of a formula.
    struct Part: Sendable {
        let code: String
        let href: String?
        let coefficient: String
        let amount: String
    }

    let status: String
    let counts: String
    let reason: String
    let tags: [String]
    let above: Link?
    let below: [Link]
    let residual: String?
    let formula: String?
    let formulaSince: String?
    let parts: [Part]
    /// What was said of it, by date.
    let history: [String]
    /// The whole structure, on the building's page.
    let all: Link

    init?(_ id: Meter.ID, in structure: BuildingStructure, all: Link, _ display: Display) {
        guard let own = structure.meters.first(where: { $0.id == id }) else { return nil }
        let texts = display.texts
        let carrier = own.item.carrier
        func link(_ placement: MeterPlacement) -> Link {
            Link(href: display.link("/metering/\(placement.id.rawValue)"), text: placement.code)
        }
        status = own.counting.status
        counts = texts[own.counting.word]
        reason = display.reason(of: own)
        tags = display.tags(of: own)
        above = structure.meters.first { $0.id == own.counting.above }.map(link)
        below = structure.meters.filter { $0.counting.above == id }.map(link)
        residual = own.balance.map { display.residual($0, of: carrier) }
        formula = own.formula.map(\.text)
        formulaSince = own.formula.map { texts["structure.since", display.dates.day($0.since)] }
        parts = (own.formula?.parts ?? []).map { part in
            Part(
                code: part.code,
                href: part.id.map { display.link("/metering/\($0.rawValue)") },
                coefficient: display.number(part.coefficient),
                amount: part.amount.map { display.amount($0, of: carrier).line } ?? NumberStyle.none
            )
        }
        history = own.history.map { position in
            let above: String =
                switch position.above {
                case .item: texts["structure.above.item"]
                case .supply: texts["structure.above.supply"]
                case .meter(let meter): texts["structure.above.meter", own.codes[meter] ?? NumberStyle.none]
                }
            let purpose = position.purpose.map { texts[TextKey("purpose.\($0.rawValue)")] }
            let counted = position.isCounted.map { texts[$0 ? "structure.counted.yes" : "structure.counted.no"] }
            let words = [above, purpose, counted].compactMap(\.self)
            return "\(display.dates.day(position.from)): \(display.joined(words))"
        }
        self.all = all
    }
}
