/// A heading of a table reduced to what matters when headings are compared (表头归一): lower case, half-width, without
/// blanks, joints, the asterisk of required columns, and a trailing remark in brackets that changes nothing.
public struct Heading: Hashable, Sendable {
    private let text: String

    /// Reduces a heading.
    ///
    /// - Parameters:
    ///   - heading: the heading as it stands in the file.
    ///   - remarks: what may stand in brackets behind it without changing its meaning, such as the unit in which the
    ///     values are read; lower case.
    public init(_ heading: String, ignoring remarks: Set<String> = []) {
        var scalars: [Unicode.Scalar] = []
        for scalar in heading.lowercased().unicodeScalars {
            let folded = Self.halfWidth(scalar)
            if !Self.isIgnored(folded) { scalars.append(folded) }
        }
        if let last = scalars.last, let opening = Self.openings[last], let start = scalars.lastIndex(of: opening),
            remarks.contains(Self.string(scalars[(start + 1)...].dropLast()))
        {
            scalars.removeSubrange(start...)
        }
        text = Self.string(scalars[...])
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
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
