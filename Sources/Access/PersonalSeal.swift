public import Crypto
import FoundationEssentials

/// Personal data under the key of the person it belongs to (个人信息封存): without the key it cannot be read again.
public enum PersonalSeal {
    private static let mark = "sealed:"

    /// Seals a text with AES-256-GCM.
    public static func seal(_ text: String, key: SymmetricKey) throws -> String {
        let box = try AES.GCM.seal(Data(text.utf8), using: key)
        return mark + Data(box.nonce + box.ciphertext + box.tag).base64EncodedString()
    }

    /// Whether a text is sealed.
    public static func isSealed(_ text: String) -> Bool { text.hasPrefix(mark) }

    /// Opens a sealed text; `nil` where the key is not the one it was sealed with or the text was changed.
    public static func open(_ text: String, key: SymmetricKey) -> String? {
        guard isSealed(text), let data = Data(base64Encoded: String(text.dropFirst(mark.count))),
            let box = try? AES.GCM.SealedBox(combined: data), let bytes = try? AES.GCM.open(box, using: key)
        else { return nil }
        return String(bytes: bytes, encoding: .utf8)
    }
}
