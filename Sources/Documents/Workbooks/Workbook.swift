/// A table in a workbook (.xlsx), taken out as CSV whose lines are the rows of the sheet (电子表格).
///
/// The first visible worksheet counts. Shared and inline strings, dates by number format, cached values of formulas and
/// numbers kept as text come out as people see them, numbers with 15 significant digits at most.
///
/// ## References
/// 1. ECMA-376 part 1, SpreadsheetML, clause 18.
package enum Workbook {
    /// The sheet that was read.
    package struct Sheet: Sendable, Equatable {
        /// Its name.
        package let name: String
        /// The names of other visible worksheets, which were not read.
        package let others: [String]

        /// What a cell is called, such as `C17`, counted from row 1 and column 0.
        package static func cell(row: Int, column: Int) -> String {
            var letters = ""
            var rest = column + 1
            while rest > 0 {
                letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
                rest = (rest - 1) / 26
            }
            return "\(letters)\(row)"
        }
    }

    /// How much of a workbook is read.
    package static var limits: ProseLimits {
        var limits = ProseLimits()
        limits.partBytes = 256 << 20
        limits.outputBytes = 512 << 20
        return limits
    }

    /// Writes the rows of a workbook to a CSV file; `nil`, and no file, where the first bytes are no archive.
    ///
    /// - Throws: ``DocumentError`` where the archive holds no workbook, is damaged, empty or beyond the limits.
    package static func writeRows(
        of path: String,
        to output: String,
        limits: ProseLimits = Workbook.limits
    ) throws(DocumentError) -> Sheet? {
        let file = try InputFile(path: path)
        guard ContentKind(try file.opening(min(file.size, 4)), isWhole: file.size <= 4) == .zip else { return nil }
        guard file.size <= limits.packedBytes else { throw .tooLarge(path: path, limit: limits.packedBytes) }
        let package = try ZipPackage(try file.opening(file.size), path: path, limits: limits)
        let main = try package.relations(of: "").first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard let index = try package.part(main) else { throw .notText(path: path, .zip) }
        let relations = try package.relations(of: main)
        let contents = try WorkbookContents(index, path: path)
        let targets = Dictionary(relations.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) }) { first, _ in
            first
        }
        let sheets = contents.sheets.filter { targets[$0.relation] != nil }
        guard let chosen = sheets.first, let target = targets[chosen.relation], let body = try package.part(target)
        else { throw .notText(path: path, .zip) }
        func part(_ kind: String) throws(DocumentError) -> [UInt8]? {
            guard let name = relations.first(where: { $0.kind == kind })?.target else { return nil }
            return try package.part(name)
        }
        var rows = WorksheetRows(
            strings: try SharedStrings(try part("sharedStrings"), path: path).texts,
            styles: try WorkbookStyles(try part("styles"), path: path),
            epoch: contents.epoch,
            file: try OutputFile(path: output),
            limit: limits.outputBytes
        )
        try XMLEvents.read(body, path: path, depth: limits.depth) { (event) throws(DocumentError) in
            try rows.take(event, path: path)
        }
        guard try rows.finish() else { throw .empty(path: path) }
        return Sheet(name: chosen.name, others: sheets.dropFirst().map(\.name))
    }
}

/// What a workbook says about its sheets.
struct WorkbookContents {
    /// The visible sheets in order.
    private(set) var sheets: [(name: String, relation: String)] = []
    /// The day that serial number 0 stands for, in days since 1970-01-01.
    private(set) var epoch = WorkbookDate.epoch1900

    init(_ bytes: [UInt8], path: String) throws(DocumentError) {
        var sheets: [(name: String, relation: String)] = []
        var epoch = self.epoch
        try XMLEvents.read(bytes, path: path, depth: 20) { event in
            guard case .start(let element) = event else { return }
            if element.name == "workbookPr", ["1", "true"].contains(element["date1904"]) {
                epoch = WorkbookDate.epoch1904
            }
            if element.name == "sheet", element["state"] ?? "visible" == "visible" {
                sheets.append((element["name"] ?? "", element["id"] ?? ""))
            }
        }
        self.sheets = sheets
        self.epoch = epoch
    }
}
