import Documents
import Foundation
import Testing
import Units

@Suite("Bad workbooks")
struct BadWorkbookTests {
    private static func problem(_ bytes: [UInt8], _ limits: ProseLimits = Workbook.limits) -> DocumentError? {
        do {
            _ = try Table(bytes, limits: limits)
            return nil
        } catch let error as DocumentError {
            return error
        } catch {
            Issue.record(error)
            return nil
        }
    }

    private static func isNotProse(_ error: DocumentError?, _ problem: ProseProblem) -> Bool {
        if case .notProse(_, problem) = error { true } else { false }
    }

    @Test("an archive without a workbook, a workbook without a table")
    func noWorkbook() throws {
        for bytes in [try zip([("a.txt", "x")]), try docx(paragraph("x"))] {
            guard case .notText(_, .zip) = Self.problem(bytes) else {
                Issue.record("not refused")
                continue
            }
        }
        if case .empty = Self.problem(try xlsx("")) {} else { Issue.record("not empty") }
    }

    @Test("cut off, with a document type, cells out of order, rows out of order")
    func damaged() throws {
        let row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
        let whole = try xlsx(row)
        #expect(Self.problem(whole) == nil)
        #expect(Self.isNotProse(Self.problem(Array(whole[..<(whole.count / 2)])), .damaged))
        let back = "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"
        #expect(Self.isNotProse(Self.problem(try xlsx(back)), .damaged))
        #expect(Self.isNotProse(Self.problem(try xlsx(row + row)), .damaged))
        #expect(Self.isNotProse(Self.problem(try xlsx("<row r=\"1048577\"><c><v>1</v></c></row>")), .damaged))
        let entity = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]>"
        #expect(Self.isNotProse(Self.problem(try xlsx(row, type: entity)), .damaged))
    }

    @Test("much out of little: parts that unpack to too much, texts that are used again and again")
    func bombs() throws {
        var limits = Workbook.limits
        limits.unsuspiciousBytes = 1 << 20
        let blanks = String(repeating: " ", count: 4 << 20)
        #expect(Self.isNotProse(Self.problem(try xlsx("<row>\(blanks)</row>"), limits), .unpackedTooLarge))
        limits.outputBytes = 1 << 20
        let text = String(repeating: "长", count: 1_000)
        let rows = (1...1_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>" }.joined()
        #expect(Self.isNotProse(Self.problem(try xlsx(rows, string: text), limits), .unpackedTooLarge))
    }

    @Test("bytes changed at random are read or refused, never more")
    func random() throws {
        let path = try #require(Bundle.module.path(forResource: "readings", ofType: "xlsx", inDirectory: "Fixtures"))
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        var random = SplitMix64(seed: 11)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = Self.problem(bytes)
        }
    }
}
