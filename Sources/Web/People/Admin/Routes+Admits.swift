import Access
import HTTPTypes

extension Routes {
    /// Whether the roles of somebody open a page.
    static func admits(_ principal: Principal, to path: String) -> Bool {
        all.contains { $0.method == .get && $0.path == path && principal.scope(for: $0.roles) != nil }
    }
}
