import Units

/// Where somebody is on the page of the lineage, as it stands in its address.
struct LineageQuery: Sendable {
    /// What a form on the page is for.
    enum Act: String, CaseIterable, Sendable {
        case set, withdraw
    }

    var district: Jurisdiction.ID?
    var item: Int64?
    var act: Act?

    /// The address of the same page with another target or form.
    func path(item: Int64? = nil, act: Act? = nil) -> String {
        let parts = [
            district.map { "district=\($0.rawValue)" }, item.map { "item=\($0)" }, act.map { "act=\($0.rawValue)" },
        ].compactMap(\.self)
        let query = parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))"
        return "/plan/lineage\(query)\(item.map { "#i\($0)" } ?? "")"
    }
}

extension Exchange {
    /// Where somebody is, by the address or the form that was sent.
    func lineageQuery(_ value: (String) -> String?) throws -> LineageQuery {
        func number(_ name: String) throws -> Int64? {
            guard let text = value(name) else { return nil }
            guard let number = Int64(text) else { throw WebError.badParameter(name) }
            return number
        }
        let act = value("act").map(LineageQuery.Act.init(rawValue:))
        if let act, act == nil { throw WebError.badParameter("act") }
        return LineageQuery(
            district: try number("district").map(Jurisdiction.ID.init(rawValue:)),
            item: try number("item"),
            act: act ?? nil
        )
    }
}
