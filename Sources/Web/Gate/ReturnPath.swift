import Units

/// An address of our own to lead back to after signing in (返回地址): never one of another host.
struct ReturnPath: Hashable, Sendable {
    let path: String

    /// Checks an address; `nil` for anything but a path of ours.
    ///
    /// Browsers read a backslash as a slash, drop tabs and line ends, and take two leading slashes for a host.
    init?(_ text: String?) {
        guard let text, text.utf8.count <= 1_000, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        path = text
    }

    /// The sign-in page that leads back to an address.
    static func signIn(for text: String?) -> String {
        guard let next = ReturnPath(text), next.path != "/" else { return "/sign-in" }
        return "/sign-in?next=\(next.path.percentEncoded)"
    }
}
