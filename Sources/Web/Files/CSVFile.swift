import Documents
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A table for a spreadsheet, to take along (表格文件).
struct CSVFile: Sendable {
    let name: String
    let header: [String]
    let rows: [[String]]

    /// The file as an answer.
    func response() throws -> Response {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tanfeng-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        var writer = try CSVWriter(path: file.path)
        try writer.write(header)
        for row in rows { try writer.write(row) }
        try writer.finish()
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try Data(contentsOf: file)))
        )
    }
}
