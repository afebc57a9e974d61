import Metering
import Units
import Workflows

/// The repairs of one meter, those taken back among them.
struct MeterRepairsResponse: APIResponse {
    let meterId: Int64
    let repairs: [MeterRepairResponse]
}

/// What somebody decided about readings that are wrong or missing.
struct MeterRepairResponse: APIResponse {
    let id: Int64
    let action: String
    let from: String
    let to: String
    /// Of a register, and the old device's last one at a swap. [counts of the device's last digit]
    let counts: Int64?
    /// The new device's first register at a swap. [counts]
    let startCounts: Int64?
    /// Of an estimate, in the carrier's unit; absent where the even split was accepted.
    let amount: Double?
    let reason: String
    let person: String?
    let at: String
    let undoneAt: String?
    let undoneReason: String?
    let undonePerson: String?

    init(_ repair: MeterRepair) {
        id = repair.id.rawValue
        from = repair.repair.interval.lowerBound.iso8601
        to = repair.repair.interval.upperBound.iso8601
        switch repair.repair.change {
        case .markInvalid: (action, counts, startCounts, amount) = (RepairAction.invalid.rawValue, nil, nil, nil)
        case .enterRegister(_, let value):
            (action, counts, startCounts, amount) = (RepairAction.register.rawValue, value, nil, nil)
        case .enterSwap(_, let end, let start):
            (action, counts, startCounts, amount) = (RepairAction.swap.rawValue, end, start, nil)
        case .acceptEstimate(_, let value):
            (action, counts, startCounts, amount) = (RepairAction.estimate.rawValue, nil, nil, value?.value)
        }
        reason = repair.reason
        person = repair.by?.name
        at = repair.at.iso8601
        undoneAt = repair.undo?.at.iso8601
        undoneReason = repair.undo?.reason
        undonePerson = repair.undo?.by?.name
    }
}

/// A repair of readings behind a building's figure.
struct FigureRepairResponse: APIResponse {
    let meterId: Int64
    let meter: String
    let repair: MeterRepairResponse

    init(_ behind: FigureRepair) {
        meterId = behind.meter.rawValue
        meter = behind.code
        repair = MeterRepairResponse(behind.repair)
    }
}
