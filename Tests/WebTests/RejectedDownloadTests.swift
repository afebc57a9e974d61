import Access
import Documents
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Testing
import Units
import Workflows

@testable import Web

@Suite("The list of rejected rows")
struct RejectedDownloadTests {
    /// Counts what an answer writes at a time.
    private final class Pieces {
        var sizes: [Int] = []
        var bytes: [UInt8] = []
    }

    private struct Counter: ResponseBodyWriter {
        let pieces: Pieces
        mutating func write(_ buffer: ByteBuffer) async throws {
            pieces.sizes.append(buffer.readableBytes)
            pieces.bytes += buffer.readableBytesView
        }
        consuming func finish(_ trailers: HTTPFields?) async throws {}
    }

    private static let header =
        "building_code,building_name,building_kind,gross_floor_area_m2,division_code"

    /// A city with one import, and what comes when its list is downloaded.
    private static func download(_ rows: [String]) async throws -> Pieces {
        let city = try await TestCity.of([(.importBuildings, ([header] + rows).joined(separator: "\n") + "\n")])
        let path = "/api/v1/jobs/1/rejected.csv"
        let request = Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "localhost:8080", path: path),
            body: RequestBody(buffer: ByteBuffer())
        )
        var context = WebContext(logger: Logger(label: "test"), peer: nil)
        context.principal = .of(.operatorEngineer)
        let response = try await city.client.responder.respond(to: request, context: context)
        #expect(response.status == .ok && response.body.contentLength == nil)
        let pieces = Pieces()
        try await response.body.write(Counter(pieces: pieces))
        return pieces
    }

    private static func read(_ pieces: Pieces) throws -> [[String]] {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(pieces.bytes).write(to: URL(filePath: path))
        var reader = try CSVReader(path: path)
        var rows: [[String]] = []
        while try reader.next() { rows.append(reader.texts) }
        return rows
    }

    @Test("leaves in pieces while it is read, complete and in the order of the file")
    func streamed() async throws {
        // Every third row is good; of the others one half is wrong by itself, the other repeats a code.
        let rows = (0..<9_000).map { number in
            switch number % 3 {
            case 0: "G\(number),楼,A,1000,320706"
            case 1: "B\(number),楼 \(number),A,many,320706"
            default: "G\(number - 2),楼,A,1000,999999"
            }
        }
        let pieces = try await Self.download(rows)
        #expect(pieces.sizes.count > 3 && pieces.sizes.allSatisfy { $0 <= 1 << 16 })
        let found = try Self.read(pieces)
        let wanted = (0..<9_000).filter { $0 % 3 != 0 }
        #expect(found.map { $0[0] } == wanted.map { "\($0 + 2)" })
        #expect(found.map { $0[3] } == wanted.map { $0 % 3 == 1 ? "B\($0)" : "G\($0 - 2)" })
    }

    @Test("runs no formula in a spreadsheet", arguments: ["=1+1", "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1"])
    func formulas(text: String) async throws {
        let pieces = try await Self.download(["B1,\(text),A,many,320706"])
        let row = try #require(try Self.read(pieces).first)
        #expect(row[4] == "'" + text)
        let body = String(decoding: pieces.bytes, as: UTF8.self)
        #expect(!body.contains(",\(text)"))
    }
}
