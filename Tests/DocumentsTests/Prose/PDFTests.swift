import Foundation
import Testing

@testable import Documents

@Suite("a PDF document") struct PDFTests {
    private static func word(_ text: String, _ left: Double, _ top: Double, width: Double? = nil) -> PDFWord {
        let right = left + (width ?? Double(text.count) * 10)
        return PDFWord(
            box: PDFBox(["xmin": "\(left)", "xmax": "\(right)", "ymin": "\(top)", "ymax": "\(top + 12)"]),
            text: text
        )
    }

    private static let full = String(repeating: "字", count: 30)

    private static func paragraphs(_ pages: [[[PDFWord]]]) -> [String] {
        PDFParagraphs(RunningLines.removed(from: pages.map(PDFRow.rows))).texts
    }

    @Test("goes on over the margin and the page, until a row is short, indented or numbered")
    func paragraphs() {
        let full = Self.full
        let first = [
            [Self.word("（一）" + full.dropFirst(5), 70, 100)], [Self.word(full, 50, 120)], [Self.word("短。", 50, 140)],
            [Self.word(full.dropFirst(2) + "", 70, 160)],
        ]
        let second = [
            [Self.word(full.dropLast() + "。", 50, 100)], [Self.word("1.推进" + full.dropFirst(4), 50, 120)],
            [Self.word(String(full.dropLast(3)), 50, 140)], [Self.word("2024年", 50, 160)],
        ]
        let texts = Self.paragraphs([first, second])
        #expect(texts.map(\.count) == [30 - 5 + 3 + 30 + 2, 28 + 30, 30 + 27, 5])
        #expect(texts[2].hasPrefix("1.推进"))
    }

    @Test("loses page numbers and running heads, not the title that says the same")
    func runningLines() {
        let pages = (1...4).map { page in
            let head = Self.word("某市方案", 200, 20)
            let body = (0..<6).map { [Self.word(Self.full, 50, 100 + Double($0) * 20)] }
            let title = page == 1 ? [[Self.word("某市方案", 150, 60, width: 80)]] : []
            return [[head]] + title + body + [
                [Self.word("—", 200, 800), Self.word("\(page)", 215, 800), Self.word("—", 230, 800)]
            ]
        }
        let texts = Self.paragraphs(pages)
        #expect(texts.count == 2)
        #expect(texts.first == "某市方案")
    }

    @Test("has what stands side by side in one row, in cells where the gap is wide")
    func rows() {
        let rows = PDFRow.rows([
            [Self.word("市发改委", 200, 101)], [Self.word("市住建委", 50, 100)],
            [Self.word("到", 50, 130), Self.word("2025", 61, 130), Self.word("年", 90, 130)],
            [Self.word("GB", 50, 150), Self.word("55015", 74, 150)],
        ])
        #expect(rows.map(\.text) == ["市住建委\t市发改委", "到2025年", "GB 55015"])
        #expect(rows.map(\.hasCells) == [true, false, false])
    }

    @Test("is not read without the program that reads it, nor where that program fails, lingers or never ends")
    func converter() throws {
        let path = Fixtures.path("scan.pdf")
        let script = { (text: String) throws -> String in
            let path = TemporaryFile.freshPath()
            try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
            return path
        }
        for (text, problem) in [
            ("exit 1", ProseProblem.damaged), ("exit 99", .converterFailed), ("kill -9 $$", .converterFailed),
            ("while :; do echo yyyyyyyyyyyyyyyy; done", .unpackedTooLarge),
        ] {
            let program = try script(text)
            defer { try? FileManager.default.removeItem(atPath: program) }
            var limits = ProseLimits()
            limits.convertedBytes = 1 << 10
            #expect(throws: DocumentError.notProse(path: path, problem), "\(text)") {
                try ProseDocument.read(path: path, limits: limits, converter: ["/nowhere", program])
            }
        }
        // It has said all and stays.
        let lingering = try script("exec > /dev/null 2>&1; exec /usr/bin/sleep 30")
        defer { try? FileManager.default.removeItem(atPath: lingering) }
        var limits = ProseLimits()
        limits.converterSeconds = 1
        #expect(throws: DocumentError.notProse(path: path, .converterSlow)) {
            try ProseDocument.read(path: path, limits: limits, converter: [lingering])
        }
        limits.converterSeconds = 0
        #expect(throws: DocumentError.notProse(path: path, .converterSlow)) {
            try ProseDocument.read(path: path, limits: limits, converter: ["/usr/bin/yes"])
        }
        #expect(throws: DocumentError.notProse(path: path, .converterMissing)) {
            try ProseDocument.read(path: path, converter: ["/nowhere"])
        }
    }

    @Test("is given to a program that gets nothing else of ours")
    func environment() throws {
        setenv("TANFENG_SECRET", "1", 1)
        let child = ChildProgram(program: "/usr/bin/env", arguments: [], outputLimit: 1 << 10, seconds: 30)
        let file = try TemporaryFile("x")
        let input = open(file.path, O_RDONLY)
        defer { close(input) }
        let answer = try child.run(input: input)
        #expect(String(decoding: answer.output, as: UTF8.self) == "LC_ALL=C.UTF-8\n")
        let open = ChildProgram(program: "/bin/ls", arguments: ["/proc/self/fd"], outputLimit: 1 << 10, seconds: 30)
        // The fourth is the folder that is listed.
        #expect(String(decoding: try open.run(input: input).output, as: UTF8.self) == "0\n1\n2\n3\n")
    }
}
