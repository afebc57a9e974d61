import Store
import Units

/// Brings the rows of a list of places together with the places that are known (辖区名录归并).
///
/// A place is known by its code, or by name and city where it has none. One file is about one city: the installation's
/// own, or before that is decided the first one of the file.
struct PlaceList {
    /// Why a row cannot be taken: the column to blame, a rule, and its evidence.
    struct Problem: Error, Hashable {
        let column: PlaceColumn
        let rule: String
        let evidence: [String]

        init(_ column: PlaceColumn, _ rule: String, _ evidence: String...) {
            self.column = column
            self.rule = rule
            self.evidence = evidence
        }
    }

    /// What becomes of a row.
    enum Verdict: Hashable {
        /// It says what ships with the program.
        case shipped
        /// It is a place to keep.
        case kept(PlaceDraft)
        /// It cannot be taken.
        case refused(Problem)
    }

    /// What was known before the file.
    let known: [Jurisdiction.ID: Jurisdiction]
    /// What is known with the rows so far.
    var places: PlaceIndex
    private var next: Int64
    /// The city of the file.
    private var city: Jurisdiction?

    /// Begins with what is known, and with the city of the installation where it is decided.
    init(known: [Jurisdiction], city: Jurisdiction?) {
        self.known = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        places = PlaceIndex(known)
        self.city = city
        let last = known.map(\.id).filter(\.isImported).max()
        next = last.map { $0.rawValue + 1 } ?? Jurisdiction.ID.firstImported.rawValue
    }

    /// What becomes of each row.
    mutating func verdicts(on rows: [PlaceRow.Parsed]) -> [Verdict] {
        var verdicts: [Int: Verdict] = [:]
        // The city before what belongs to it, wherever it stands.
        let order = rows.indices.filter { rows[$0].kind == .city } + rows.indices.filter { rows[$0].kind != .city }
        for index in order {
            do throws(Problem) {
                verdicts[index] = try rows[index].kind == .city ? cityVerdict(rows[index]) : verdict(rows[index])
            } catch {
                verdicts[index] = .refused(error)
            }
        }
        settlePredecessors(of: rows, in: &verdicts)
        return rows.indices.compactMap { verdicts[$0] }
    }

    private mutating func cityVerdict(_ row: PlaceRow.Parsed) throws(Problem) -> Verdict {
        if let parent = row.parentCode ?? row.parentName {
            throw Problem(row.parentCode == nil ? .parentName : .parentCode, "import.place.cityParent", parent)
        }
        let found = row.code.flatMap(place(code:))
        if let found, found.kind != .city { throw Problem(.kind, "import.place.kindDiffers", found.name) }
        if let city, city.id != found?.id { throw Problem(.code, "import.place.elsewhere", row.name, city.name) }
        if places.places(name: row.name).contains(where: { $0.kind == .city && $0.id != found?.id }) {
            throw Problem(.name, "import.place.nameTaken", row.name)
        }
        if let found, !found.id.isImported {
            city = found
            return try shippedVerdict(row, found)
        }
        let place = keep(row, as: found, in: nil)
        do throws(Problem) {
            // At once, since a city that is refused takes no districts.
            let draft = PlaceDraft(place, predecessors: try predecessors(of: row, place))
            city = place
            return .kept(draft)
        } catch {
            drop(place)
            throw error
        }
    }

    private mutating func verdict(_ row: PlaceRow.Parsed) throws(Problem) -> Verdict {
        let city = try self.city(of: row)
        if let code = row.code, !Self.belongs(code, to: city) {
            throw Problem(.code, "import.place.codeElsewhere", code, city.name, city.divisionCode ?? "")
        }
        let found = row.code.map(place(code:)) ?? place(name: row.name, in: city)
        if let found, found.parent != city.id {
            throw Problem(.code, "import.place.codeTaken", row.code ?? "", found.name)
        }
        if let found, found.kind != row.kind { throw Problem(.kind, "import.place.kindDiffers", found.name) }
        guard city.id.isImported else { return try shippedVerdict(row, found) }
        let twin = places.places(name: row.name).contains {
            $0.parent == city.id && $0.id != found?.id && $0.overlaps(row)
        }
        if twin { throw Problem(.name, "import.place.nameTaken", row.name) }
        return .kept(PlaceDraft(keep(row, as: found, in: city), predecessors: []))
    }

    /// What ships with the program is the program's: a row may repeat it, not change it.
    private func shippedVerdict(_ row: PlaceRow.Parsed, _ found: Jurisdiction?) throws(Problem) -> Verdict {
        guard let found, found.says(row) else { throw Problem(.name, "import.place.shipped", row.name) }
        return .shipped
    }

    private mutating func keep(
        _ row: PlaceRow.Parsed,
        as found: Jurisdiction?,
        in city: Jurisdiction?
    ) -> Jurisdiction {
        let place = Jurisdiction(
            id: found?.id ?? Jurisdiction.ID(rawValue: next),
            kind: row.kind,
            divisionCode: row.code,
            name: row.name,
            englishName: row.englishName ?? row.name,
            parent: city?.id,
            validFrom: row.validFrom,
            validTo: row.validTo
        )
        if found == nil { next += 1 }
        places[place.id] = place
        return place
    }

    /// Takes a place of the file back: it is what it was before, or nothing.
    mutating func drop(_ place: Jurisdiction) { places[place.id] = known[place.id] }
}

// MARK: - finding places

extension PlaceList {
    /// The city that a row names, or else that of the file.
    private mutating func city(of row: PlaceRow.Parsed) throws(Problem) -> Jurisdiction {
        let column: PlaceColumn = row.parentCode == nil && row.parentName != nil ? .parentName : .parentCode
        guard let named = row.parentCode ?? row.parentName else {
            guard let city else { throw Problem(column, "import.place.noCity") }
            return city
        }
        if let city, (row.parentCode == nil ? city.name : city.divisionCode) == named { return city }
        let found = row.parentCode == nil ? places.places(name: named) : places.places(code: named)
        guard let other = found.filter({ $0.kind == .city }).min(by: { $0.id < $1.id }) else {
            let isPlace = !found.isEmpty || named == row.code || named == row.name
            throw Problem(column, isPlace ? "import.place.parentNotCity" : "import.place.parentUnknown", named)
        }
        if let city { throw Problem(column, "import.place.elsewhere", row.name, city.name) }
        city = other
        return other
    }

    /// Whether the digits of a code put it under a city: four of them, two under a municipality (GB/T 2260).
    private static func belongs(_ code: String, to city: Jurisdiction) -> Bool {
        guard let own = city.divisionCode, own.hasSuffix("00") else { return true }
        return code.hasPrefix(own.prefix(own.hasSuffix("0000") ? 2 : 4))
    }

    /// The place of a code; where several had it in turn, the one that still exists.
    private func place(code: String) -> Jurisdiction? {
        let all = places.places(code: code).sorted { $0.id < $1.id }
        return all.first { $0.validTo == nil } ?? all.last
    }

    /// The place of a name that has no code.
    private func place(name: String, in city: Jurisdiction) -> Jurisdiction? {
        places.places(name: name).first { $0.parent == city.id && $0.divisionCode == nil }
    }
}

extension Jurisdiction {
    /// Whether it exists on a day on which the place of a row does.
    fileprivate func overlaps(_ row: PlaceRow.Parsed) -> Bool {
        let beginsInTime = validFrom.flatMap { from in row.validTo.map { from < $0 } } ?? true
        let endsInTime = validTo.flatMap { to in row.validFrom.map { $0 < to } } ?? true
        return beginsInTime && endsInTime
    }

    /// Whether it is what a row says, as far as that says anything.
    fileprivate func says(_ row: PlaceRow.Parsed) -> Bool {
        name == row.name && kind == row.kind && row.englishName.map { $0 == englishName } ?? true
            && row.validFrom.map { $0 == validFrom } ?? true && row.validTo.map { $0 == validTo } ?? true
    }
}
