import FoundationEssentials

/// Base64 in the letters of addresses and without padding (RFC 4648 §5).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" }.map { ["+": "-", "/": "_"][$0] ?? $0 })
    }
}
