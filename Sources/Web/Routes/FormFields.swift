import Foundation

/// The fields of a form (表单字段), `application/x-www-form-urlencoded`.
struct FormFields: Sendable {
    private var values: [String: [String]] = [:]

    /// Reads a body; what is not well formed counts as absent.
    init(_ body: String) {
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = parts.map { String($0.replacing("+", with: "%20")).removingPercentEncoding }
            guard let name = texts.first ?? nil, !name.isEmpty else { continue }
            values[name, default: []].append((texts.count == 2 ? texts[1] : nil) ?? "")
        }
    }

    /// A field without the white space around it; `nil` where it is absent or empty.
    subscript(name: String) -> String? {
        guard let text = values[name]?.last?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else {
            return nil
        }
        return text
    }

    /// A field exactly as it was typed, such as a password; empty where absent.
    func raw(_ name: String) -> String { values[name]?.last ?? "" }

    /// All values of a field that may occur several times.
    func all(_ name: String) -> [String] { values[name] ?? [] }
}
