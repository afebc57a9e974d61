import Access
import HTTPTypes

extension Routes {
    /// Whether the roles of somebody open the page at an address.
    static func admits(_ principal: Principal, to path: String) -> Bool {
        let asked = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        return all.contains { route in
            let parts = route.path.split(separator: "/")
            guard route.method == .get, parts.count == asked.count, principal.scope(for: route.roles) != nil else {
                return false
            }
            return zip(parts, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }
}
