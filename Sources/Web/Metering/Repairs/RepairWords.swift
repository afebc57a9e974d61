import Metering
import Texts
import Units
import Workflows

/// Says what repairs do, in the numbers of the devices that they are about (修复用语).
struct RepairWords: Sendable {
    let devices: [MeterDevice]
    let carrier: EnergyCarrier
    let display: Display

    /// What is decided.
    func change(_ change: Repair.Change) -> String {
        let texts = display.texts
        switch change {
        case .markInvalid(let interval):
            return texts["repair.words.invalid", minute(interval.lowerBound), minute(interval.upperBound)]
        case .enterRegister(let instant, let counts):
            let device = devices.last { $0.validFrom < instant } ?? devices.first
            return texts["repair.words.register", minute(instant), shown(counts, by: device)]
        case .enterSwap(let instant, let end, let start):
            let index = devices.firstIndex { $0.validFrom == instant }
            return texts[
                "repair.words.swap",
                minute(instant),
                shown(end, by: index.flatMap { $0 > 0 ? devices[$0 - 1] : nil }),
                shown(start, by: index.map { devices[$0] })
            ]
        case .acceptEstimate(let interval, nil):
            return texts["repair.words.split", minute(interval.lowerBound), minute(interval.upperBound)]
        case .acceptEstimate(let interval, let amount?):
            let amount = display.amount(amount, of: carrier).line
            return texts["repair.words.estimate", minute(interval.lowerBound), minute(interval.upperBound), amount]
        }
    }

    /// What was decided, by whom, when and why.
    func title(_ repair: MeterRepair) -> String {
        let words = display.texts["repair.title", "\(repair.id.rawValue)", change(repair.repair.change)]
        return [words, decided(repair), repair.reason].joined(separator: " · ")
    }

    /// Who decided it, when.
    func decided(_ repair: MeterRepair) -> String {
        "\(repair.by == nil ? display.texts["inbox.system"] : display.name(repair.by)) \(minute(repair.at))"
    }

    /// Who took it back, when and why; `nil` while it is in force.
    func undone(_ repair: MeterRepair) -> String? {
        repair.undo.map { undo in
            let who = undo.by == nil ? display.texts["inbox.system"] : display.name(undo.by)
            return display.texts["repair.undone", who, minute(undo.at), undo.reason]
        }
    }

    private func minute(_ instant: Instant) -> String { display.dates.minute(instant) }

    private func shown(_ counts: Int64?, by device: MeterDevice?) -> String {
        counts.map { display.number(FixedPoint(mantissa: $0, exponent: -(device?.decimals ?? 0))) } ?? NumberStyle.none
    }
}
