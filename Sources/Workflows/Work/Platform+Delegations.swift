package import Access
package import Store
package import Units

extension Platform {
    /// Lets somebody act for the reader over some days, the last one included.
    ///
    /// - Throws: ``DelegationRefusal`` or a database error.
    package func delegate(
        to delegate: Person.ID,
        days: ClosedRange<CivilDay>,
        note: String?,
        by actor: Actor,
        as reader: Principal
    ) async throws {
        guard let person = reader.person else { throw DelegationRefusal.unknownPerson }
        guard days.upperBound.number - days.lowerBound.number < 366 else { throw DelegationRefusal.badDays }
        guard try await colleagues(of: reader).contains(where: { $0.id == delegate }) else {
            throw DelegationRefusal.unknownPerson
        }
        let note = note.map { String($0.prefix(Self.noteLimit)) }
        try await store.delegate(from: person, to: delegate, days: days, note: note, by: actor, now: now())
    }

    /// Ends a delegation of the reader's own.
    package func withdrawDelegation(_ id: Int64, by actor: Actor, as reader: Principal) async throws {
        guard let person = reader.person else { throw DelegationRefusal.notFound }
        try await store.withdrawDelegation(id, of: person, by: actor, now: now())
    }

    /// Delegations by and to the reader that hold today or will.
    package func delegations(of reader: Principal) async throws -> [Delegation] {
        guard let person = reader.person else { return [] }
        return try await store.delegations(of: person, from: CivilDay(containing: now()))
    }
}
