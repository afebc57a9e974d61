import Store
import Units

extension PlaceList {
    /// Finds the predecessors of all rows; a row that names none is refused, and may have been another's predecessor.
    mutating func settlePredecessors(of rows: [PlaceRow.Parsed], in verdicts: inout [Int: Verdict]) {
        var isSettled = false
        while !isSettled {
            isSettled = true
            for index in rows.indices {
                guard case .kept(let draft) = verdicts[index] else { continue }
                do throws(Problem) {
                    let found = try predecessors(of: rows[index], draft.place)
                    verdicts[index] = .kept(PlaceDraft(draft.place, predecessors: found))
                } catch {
                    verdicts[index] = .refused(error)
                    places[draft.place.id] = known[draft.place.id]
                    isSettled = false
                }
            }
        }
    }

    private func predecessors(
        of row: PlaceRow.Parsed,
        _ place: Jurisdiction
    ) throws(Problem) -> Set<Jurisdiction.ID> {
        var found: Set<Jurisdiction.ID> = []
        for named in row.predecessors {
            let all = places.values.filter { [$0.divisionCode, $0.name].contains(named) && $0.parent == place.parent }
            guard !all.isEmpty else { throw Problem(.predecessors, "import.place.predecessorUnknown", named) }
            // Whoever ends before the other begins cannot come after it again, so that no circle closes.
            let earlier = all.filter { other in
                other.id != place.id && other.validTo.flatMap { to in place.validFrom.map { to <= $0 } } ?? false
            }
            guard earlier.count == 1, let predecessor = earlier.first else {
                throw Problem(.predecessors, "import.place.predecessorLater", named, place.name)
            }
            found.insert(predecessor.id)
        }
        return found
    }
}
