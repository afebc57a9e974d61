import Access
import Metering
import Store
import Units

extension Platform {
    /// So long is looked back. [d]
    private static let faultDays = 60
    /// What only a person can put right, by a repair or a record of the device.
    private static let faultRules: [QualityRule.ID] = [.swap, .reset, .backwards, .twoMeters]

    /// Makes meters whose readings a person must look at work items (待修复读数), and settles those that are in order.
    ///
    /// - Parameter meter: only this meter; all where `nil`.
    /// - Returns: how many were noted.
    /// - Throws: a database error.
    @discardableResult
    func checkFaults(of meter: Meter.ID? = nil) async throws -> Int {
        let kind = "meter.faults"
        let today = CivilDay(containing: now())
        let found = try await store.faults(
            of: Self.faultRules.map(\.rawValue),
            days: today.adding(days: -Self.faultDays)..<today.adding(days: 1),
            meter: meter
        )
        var count = 0
        for (id, fault) in found.sorted(by: { $0.key < $1.key }) {
            let draft = WorkItemDraft(
                kind: kind,
                object: ("meter", id.rawValue),
                evidence: [fault.code, String(fault.count)],
                role: .operatorEngineer
            )
            if try await store.openWorkItem(draft, now: now()) != nil { count += 1 }
        }
        let open = try await store.openObjects(of: kind)
        for id in open where (meter == nil || meter?.rawValue == id) && found[Meter.ID(rawValue: id)] == nil {
            try await store.closeWorkItem(kind: kind, object: ("meter", id), by: .system, now: now())
        }
        return count
    }
}
