import Store
import Units

extension PlaceList {
    /// Finds the predecessors of districts and zones; a row that names none is refused, and may have been another's.
    ///
    /// Of a row that falls only those are looked at again which it touches, so that a chain of thousands falls in one go.
    /// A city has its own by now: nothing else in the file can be one of them.
    mutating func settlePredecessors(of rows: [PlaceRow.Parsed], in verdicts: inout [Int: Verdict]) {
        var queue = rows.indices.filter { rows[$0].kind != .city }
        var naming: [String: [Int]] = [:]
        for index in queue {
            for word in rows[index].predecessors { naming[word, default: []].append(index) }
        }
        var position = 0
        while position < queue.count {
            let index = queue[position]
            position += 1
            guard case .kept(let draft) = verdicts[index] else { continue }
            do throws(Problem) {
                let found = try predecessors(of: rows[index], draft.place)
                verdicts[index] = .kept(PlaceDraft(draft.place, predecessors: found))
            } catch {
                verdicts[index] = .refused(error)
                queue += touched(by: draft.place, naming, verdicts)
                drop(draft.place)
            }
        }
    }

    /// The rows made from a place that falls; and where it was known before, those that name what it becomes again.
    private func touched(by place: Jurisdiction, _ naming: [String: [Int]], _ verdicts: [Int: Verdict]) -> [Int] {
        let followers = place.words.flatMap { naming[$0, default: []] }.filter { index in
            guard case .kept(let draft) = verdicts[index] else { return false }
            return draft.predecessors.contains(place.id)
        }
        let before = known[place.id]?.words ?? []
        return Set(followers + before.flatMap { naming[$0, default: []] }).sorted()
    }

    /// The places that a row was made from.
    func predecessors(of row: PlaceRow.Parsed, _ place: Jurisdiction) throws(Problem) -> Set<Jurisdiction.ID> {
        var found: Set<Jurisdiction.ID> = []
        for named in row.predecessors {
            let all = places.places(called: named).filter { $0.parent == place.parent }
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
