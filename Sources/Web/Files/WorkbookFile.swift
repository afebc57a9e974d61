import Documents
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Texts

/// A workbook to take along (电子表格文件): a sheet of rows, and one that says what they are.
struct WorkbookFile: ~Copyable {
    /// The most rows of one file; more of them are for CSV or for pages of JSON.
    static let mostRows = 200_000
    static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    private let name: String
    private let texts: Localizer
    private let folder: URL
    private let path: String
    private var writer: WorkbookWriter
    private var count = 0
    private var isCut = false

    /// Begins a file in a folder that goes away with the value.
    init(name: String, headings: [String], texts: Localizer) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tanfeng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "rows.xlsx").path
        do {
            writer = try WorkbookWriter(path: path, sheet: texts["export.workbook.rows"], headings: headings)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
        (self.name, self.texts, self.folder, self.path) = (name, texts, folder, path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Adds a row; false, and nothing added, where there are too many.
    mutating func write(_ cells: [WorkbookCell]) -> Bool {
        guard count < Self.mostRows else {
            isCut = true
            return false
        }
        writer.write(cells)
        count += 1
        return true
    }

    /// The file as an answer; one that was cut says so on its second sheet and in its name.
    mutating func response() throws -> Response {
        let numbers = texts.numbers
        try writer.add(sheet: texts["export.workbook.notes"], headings: [texts["export.workbook.notes"]])
        writer.write([.text(texts["export.workbook.count", numbers.integer(count)])])
        if isCut { writer.write([.text(texts["export.workbook.cut", numbers.integer(Self.mostRows)])]) }
        try writer.finish()
        let file = "\(name)\(isCut ? "-first-\(Self.mostRows)" : "").xlsx"
        return Response(
            status: .ok,
            headers: [.contentType: Self.mediaType, .contentDisposition: "attachment; filename=\"\(file)\""],
            body: ResponseBody(
                byteBuffer: ByteBuffer(bytes: try Data(contentsOf: URL(fileURLWithPath: path)))
            )
        )
    }
}
