import Mustache

/// A model as templates read it: fields by name.
///
/// The template engine reflects a struct anew for each field that it prints. Reflecting it once, when the page is
/// made, is what keeps long tables fast.
struct TemplateFields: MustacheParent {
    private let fields: [String: Any]

    func child(named name: String) -> Any? { fields[name] }

    /// The value with all its structs turned into fields; `nil` for an absent optional.
    static func value(of value: Any) -> Any? {
        if value is String || value is Bool { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { Self.value(of: $0.value) }
        case .collection: return mirror.children.compactMap { Self.value(of: $0.value) }
        case .struct:
            var fields: [String: Any] = [:]
            fields.reserveCapacity(mirror.children.count)
            for case (let name?, let child) in mirror.children { fields[name] = Self.value(of: child) }
            return TemplateFields(fields: fields)
        default: return value
        }
    }
}
