/// A heading of a table reduced to what matters when headings are compared (表头归一): lower case, half-width, without
/// blanks, joints, the asterisk of required columns, and a trailing remark in brackets such as a unit.
public struct Heading: Hashable, Sendable {
    private let text: String

    /// Reduces a heading.
    public init(_ heading: String) {
        var scalars: [Unicode.Scalar] = []
        for scalar in heading.lowercased().unicodeScalars {
            let folded = Self.halfWidth(scalar)
            if !Self.isIgnored(folded) { scalars.append(folded) }
        }
        if let last = scalars.last, let opening = Self.openings[last], let start = scalars.lastIndex(of: opening), start > 0 {
            scalars.removeSubrange(start...)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        text = String(view)
    }

    private static let openings: [Unicode.Scalar: Unicode.Scalar] = [")": "(", "]": "[", "\u{3011}": "\u{3010}"]

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar
    }

    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "_" || scalar == "-" || scalar == "*" || scalar == ":"
            || scalar.value == 0xFEFF || scalar.value == 0x200B
    }
}
