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
}
