import FoundationEssentials

/// Under which address people reach the server from elsewhere (对外地址), such as `https://carbon.example.gov.cn`.
package struct PublicAddress: Hashable, Sendable {
    /// The host as a browser names it, the port included where it is not the scheme's own.
    package let authority: String
    /// Whether people come over TLS: cookies are then sent over nothing else.
    package let isSecure: Bool

    /// Reads an address; `nil` where it is none of a server, or says more than scheme, host and port.
    package init?(_ text: String) {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), let host = url.host, !host.isEmpty,
            ["http", "https"].contains(scheme), ["", "/"].contains(url.path), url.query == nil, url.fragment == nil,
            url.user == nil, host.utf8.allSatisfy({ Self.isHostCharacter($0) })
        else { return nil }
        isSecure = scheme == "https"
        let port = url.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
        authority = host.lowercased() + port
    }

    /// What browsers send as `Origin`.
    package var origin: String { (isSecure ? "https://" : "http://") + authority }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
