import Workflows

extension FormFields {
    /// The item that a form is about, as its author saw it.
    func reference(in text: Int64) throws -> ReviewReference {
        guard let item = self["item"].flatMap({ Int64($0) }), let revision = self["revision"].flatMap({ Int64($0) })
        else { throw WebError.badParameter("item") }
        return ReviewReference(item: item, text: text, revision: revision)
    }

    /// The items that were ticked off together, each as its author saw it.
    func picks(in text: Int64) -> [ReviewReference] {
        all("pick").compactMap { pick in
            let parts = pick.split(separator: ".").compactMap { Int64($0) }
            return parts.count == 2 ? ReviewReference(item: parts[0], text: text, revision: parts[1]) : nil
        }
    }
}
