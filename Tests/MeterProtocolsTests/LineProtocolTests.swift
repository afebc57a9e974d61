import MeterProtocols
import Metering
import Testing
import Units

@Suite("Line protocol")
struct LineProtocolTests {
    private static let quarter: Int64 = 1_767_197_700

    @Test(
        "reads every form of a line",
        arguments: [
            "energy,meter=E-001 value=12 1767197700", "energy,meter=E-001 value=12i 1767197700",
            "energy,meter=E-001 value=12u 1767197700", "energy,meter=E-001 value=1.2e1 1767197700",
            "energy,meter=E-001 value=+12. 1767197700", "en\\,er\\ gy,a=b,meter=E-001,c=d value=12 1767197700",
            "energy,meter=E-001 a=1,value=12,b=\"x, y=\\\"z\\\" \n2\",c=true 1767197700",
            "energy,meter=E-001  value=12  1767197700 ",
            "\n# a comment\n \nenergy,meter=E-001 value=12 1767197700\r\n", "表,meter=E-001,区=海\\ 州 value=12 1767197700",
            "energy,k\\=ey=v\\,al,meter=E-001 value=12,qu\\ x=1 1767197700",
        ]
    )
    func forms(_ line: String) {
        let decoded = decode(lines: line)
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, 1_200)], "\(line) \(decoded.reasons)")
        #expect(decoded.refused == 0)
    }

    @Test("codes with escapes, quality, and the server's time where there is none")
    func parts() {
        let decoded = decode(lines: "e,meter=电\\,表\\ \\=2 value=5,quality=1i 1767197700\ne,meter=E-003 value=.5")
        #expect(decoded.reasons == [])
        #expect(
            decoded.readings == [
                Sample.reading(2, Self.quarter, 5, .suspect), Sample.reading(3, Sample.now.seconds, 500),
            ]
        )
    }

    @Test(
        "times count in the unit that the client names; what goes beyond a second is cut off",
        arguments: [
            (nil, "1767197700999999999"), ("n", "1767197700000000000"), ("ns", "1767197700000000001"),
            ("u", "1767197700123456"), ("us", "1767197700000000"), ("ms", "1767197700999"), ("s", "1767197700"),
        ] as [(String?, String)]
    )
    func precision(_ parameter: String?, _ time: String) throws {
        let precision = try #require(LineProtocol.Precision(parameter: parameter))
        let decoded = decode(lines: "e,meter=E-001 value=1 \(time)", precision)
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, 100)])
    }

    @Test("minutes and hours")
    func coarsePrecision() {
        #expect(
            decode(lines: "e,meter=E-001 value=1 29453295", .minutes).readings == [Sample.reading(1, Self.quarter, 100)]
        )
        #expect(
            decode(lines: "e,meter=E-001 value=1 490888", .hours).readings == [Sample.reading(1, 1_767_196_800, 100)]
        )
        #expect(decode(lines: "e,meter=E-001 value=1 9223372036854775807", .hours).problems.map(\.problem) == [.time])
        #expect(LineProtocol.Precision(parameter: "fortnights") == nil)
    }

    @Test(
        "says why a line is refused",
        arguments: [
            ("energy,meter=E-001", .missing), ("energy", .syntax), ("energy value=1 1767197700", .missing),
            ("energy,meter=none value=1 1767197700", .unknownMeter),
            ("energy,meter=E-001 other=1 1767197700", .missing),
            ("energy,meter=E-001 value=true 1767197700", .number),
            ("energy,meter=E-001 value=\"12\" 1767197700", .number),
            ("energy,meter=E-001 value=NaN 1767197700", .number), ("energy,meter=E-001 value=inf 1767197700", .number),
            ("energy,meter=E-001 value=1.5i 1767197700", .number), ("energy,meter=E-001 value=-1u 1767197700", .number),
            ("energy,meter=E-001 value=12x 1767197700", .number), ("energy,meter=E-001 value=0x10 1767197700", .number),
            ("energy,meter=E-001 value= 1767197700", .number), ("energy,meter=E-001 =1 1767197700", .syntax),
            ("energy,meter= value=1 1767197700", .syntax), ("energy,meter value=1 1767197700", .syntax),
            (",meter=E-001 value=1 1767197700", .syntax), ("energy,meter=E-001 value=1 x", .time),
            ("energy,meter=E-001 value=1 1767197700 2", .time), ("energy,meter=E-001 value=1 17.5", .time),
            ("energy,meter=E-001 value=1 1767197700000", .time),
            ("energy,meter=E-001 value=1,value=2 1767197700", .repeated),
            ("energy,meter=E-001,meter=E-001 value=1 1767197700", .repeated),
            ("energy,meter=E-001 value=1,quality=3i 1767197700", .quality),
            ("energy,meter=E-001 value=1,s=\"x 1767197700", .syntax),
            ("energy,meter=E-001 value=1.234 1767197700", .decimals),
            ("energy,meter=E-001 value=-1 1767197700", .negative),
        ] as [(String, ReadingProblem)]
    )
    func refused(_ line: String, _ problem: ReadingProblem) {
        let decoded = decode(lines: "\(line)\nenergy,meter=E-001 value=1 1767197700\n")
        #expect(decoded.problems.map(\.problem) == [problem], "\(line)")
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, 100)], "\(line)")
        #expect(decoded.problems.first?.evidence == String(line.prefix(60)))
    }

    @Test("a text that looks like a line is none, though its own line is refused")
    func hiddenLine() {
        let decoded = decode(lines: "e,meter=none s=\"\ne,meter=E-001 value=1 1767197700\n\",value=1 1767197700\n")
        #expect(decoded.readings == [])
        #expect(decoded.refused == 1)
    }
}
