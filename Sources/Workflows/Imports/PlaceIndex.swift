import Units

/// The places that are known, found by id, code or name without looking at all of them (辖区索引).
struct PlaceIndex {
    private var places: [Jurisdiction.ID: Jurisdiction] = [:]
    private var called: [String: Set<Jurisdiction.ID>] = [:]

    /// Begins with places of different ids.
    init(_ places: [Jurisdiction]) {
        for place in places { self[place.id] = place }
    }

    /// The place of an id.
    subscript(id: Jurisdiction.ID) -> Jurisdiction? {
        get { places[id] }
        set {
            for word in places[id]?.words ?? [] { called[word]?.remove(id) }
            places[id] = newValue
            for word in newValue?.words ?? [] { called[word, default: []].insert(id) }
        }
    }

    /// The places whose code or name a word is, in no order.
    func places(called word: String) -> [Jurisdiction] {
        called[word, default: []].compactMap { places[$0] }
    }

    /// The places of a code, in no order.
    func places(code: String) -> [Jurisdiction] { places(called: code).filter { $0.divisionCode == code } }

    /// The places of a name, in no order.
    func places(name: String) -> [Jurisdiction] { places(called: name).filter { $0.name == name } }
}

extension Jurisdiction {
    /// What a row can call it by: its code and its name.
    var words: Set<String> { Set([divisionCode, name].compactMap(\.self)) }
}
