import HTTPTypes
import Hummingbird
import NIOCore

/// Where a request comes from (来源地址).
enum ClientAddress {
    /// The address of the other end; behind a trusted proxy the one that the proxy itself saw.
    ///
    /// Only the last hop of `X-Forwarded-For` counts: the proxy wrote it, everything before it the client may have.
    static func of(peer: String?, forwarded: String?, trusting proxies: Set<String>) -> String? {
        guard let peer = peer.flatMap(normalised) else { return nil }
        guard proxies.contains(peer), let hop = forwarded?.split(separator: ",").last else { return peer }
        return normalised(hop.filter { !$0.isWhitespace }) ?? peer
    }

    /// One way to write an address; `nil` where it is none.
    static func normalised(_ text: String) -> String? {
        let plain = text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
        return (try? SocketAddress(ipAddress: plain, port: 0))?.ipAddress
    }

    /// Who shares a limit: an IPv4 address, or the 64 bits of an IPv6 address that one customer is given.
    static func bucket(_ address: String) -> String {
        guard address.contains(":") else { return address }
        // Before `::` stands what is not zero; groups that it leaves out count as zero.
        let sides = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let before = sides[0].split(separator: ":")
        let after = sides.count == 2 ? sides[1].split(separator: ":") : []
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - before.count - after.count))
        return (before + zeros + after).prefix(4).joined(separator: ":")
    }
}
