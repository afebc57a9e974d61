/// Which cells of a workbook show a date, by their number formats (日期格式).
///
/// ## References
/// 1. ECMA-376 part 1, clause 18.8.30: numbers of the formats that every program knows, those of East Asia included.
struct WorkbookStyles {
    private var areDates: [Bool] = []

    init(_ bytes: [UInt8]?, path: String) throws(DocumentError) {
        guard let bytes else { return }
        var codes: [Int: String] = [:]
        var formats: [Int] = []
        var isInCells = false
        try XMLEvents.read(bytes, path: path, depth: 20) { event in
            guard case .start(let element) = event else { return }
            switch element.name {
            case "numFmt": if let id = element["numFmtId"].flatMap({ Int($0) }) { codes[id] = element["formatCode"] }
            case "cellStyleXfs": isInCells = false
            case "cellXfs": isInCells = true
            case "cellStyles", "dxfs": isInCells = false
            case "xf": if isInCells { formats.append(element["numFmtId"].flatMap { Int($0) } ?? 0) }
            default: break
            }
        }
        areDates = formats.map { id in codes[id].map(Self.isDate) ?? Self.known.contains { $0.contains(id) } }
    }

    /// Numbers of formats that show a date and need no code.
    private static let known = [14...22, 27...36, 45...47, 50...58]

    /// Whether a cell of a style shows a date or time.
    func isDate(_ style: Int) -> Bool { areDates.indices.contains(style) && areDates[style] }

    /// Whether a format has a letter of a date outside quotes, brackets and escapes.
    static func isDate(_ code: String) -> Bool {
        var rest = code.lowercased()[...]
        while let sign = rest.popFirst() {
            switch sign {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[": rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            case "y", "m", "d", "h", "s": return true
            case ";": return false
            default: break
            }
        }
        return false
    }
}
