public import Access
import Store
public import Units

/// A list that remembers when each person last looked at it (上次查看).
public enum LookedList: String, Sendable, CaseIterable {
    /// 待办.
    case inbox
    /// 建筑.
    case buildings
    /// 目标任务.
    case plan
    /// 任务.
    case jobs
    /// 监测.
    case metering
    /// 人员.
    case people
    /// 单位.
    case organisations
    /// 双人审批.
    case decisions
    /// 填报.
    case reports
}

extension Platform {
    /// Remembers that somebody looks at a list, and answers with the look before; `nil` at the first, and for programs.
    public func look(at list: LookedList, as reader: Principal) async throws -> Instant? {
        guard let person = reader.person, case .session = reader.proof else {
            return try await lastLook(at: list, as: reader)
        }
        do {
            return try await store.look(at: list.rawValue, by: person, now: now())
        } catch {
            // A full or read-only disk must not keep anybody from reading.
            return try await lastLook(at: list, as: reader)
        }
    }

    /// The look that changes are compared with.
    func lastLook(at list: LookedList, as reader: Principal) async throws -> Instant? {
        guard let person = reader.person else { return nil }
        return try await store.lastLook(at: list.rawValue, by: person, now: now())
    }
}
