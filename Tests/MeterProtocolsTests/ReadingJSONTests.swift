import MeterProtocols
import Metering
import Testing
import Units

@Suite("JSON of readings")
struct ReadingJSONTests {
    /// 2026-01-01 00:15 in China.
    private static let quarter: Int64 = 1_767_197_700

    @Test("reads rows in any order of keys, with white space, short keys and unknown keys")
    func rows() throws {
        let decoded = try decode(
            json: """
                { "site": {"a": [1, {"b": null}]}, "readings": [
                  {"meter": "E-001", "time": "2026-01-01T00:15:00+08:00", "value": 12.34},
                  {"v":12.35,"t":1767197700,"m":"E-001","q":1},
                \t{"value": 7, "quality": 2, "note": "x \\" y", "time": "2025-12-31T16:15:00Z", "meter": "E-003"}\r
                ] }
                """
        )
        #expect(decoded.reasons == [])
        #expect(
            decoded.readings == [
                Sample.reading(1, Self.quarter, 1_234), Sample.reading(1, Self.quarter, 1_235, .suspect),
                Sample.reading(3, Self.quarter, 7_000, .invalid),
            ]
        )
    }

    @Test("a list of rows may stand alone, and be empty")
    func bareList() throws {
        #expect(try decode(json: "[]").rows == 0)
        #expect(try decode(json: "{\"readings\":[]}").rows == 0)
        let decoded = try decode(json: "[{\"m\":\"E-001\",\"t\":1767197700,\"v\":1}]")
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, 100)])
    }

    @Test("a frame holds many meters at one instant, wherever its time stands")
    func frames() throws {
        let expected = [Sample.reading(1, Self.quarter, 1_234), Sample.reading(3, Self.quarter, 7_500, .suspect)]
        let values = "\"values\":{\"E-001\":12.34,\"E-003\":[7.5,1]}"
        for json in [
            "{\"frames\":[{\"time\":1767197700,\(values)}]}", "{\"frames\":[{\(values),\"t\":\"2026-01-01 00:15\"}]}",
        ] {
            let decoded = try decode(json: json)
            #expect(decoded.readings == expected)
            #expect(decoded.reasons == [])
        }
    }

    @Test("a refused frame time refuses each of its values")
    func frameWithoutTime() throws {
        let decoded = try decode(
            json: "{\"frames\":[{\"values\":{\"E-001\":1,\"E-003\":2}},{\"time\":\"x\",\"values\":{\"E-001\":1}}]}"
        )
        #expect(decoded.readings == [])
        #expect(decoded.problems.map(\.problem) == [.missing, .missing, .time])
    }

    @Test(
        "understands the usual forms of time",
        arguments: [
            "\"2026-01-01T00:15:00+08:00\"", "\"2026-01-01 00:15\"", "\"2026-01-01T00:15:00.000\"",
            "\"2025-12-31T16:15:00Z\"", "\"2025-12-31t16:15z\"", "\"2025-12-31T11:15:00-05\"", "1767197700",
            "1767197700.0", "1.7671977e9", "\"2026-01-01T00:15:00+0800\"", "\"2026-01-01T0\\u0030:15:00\"",
        ]
    )
    func times(_ text: String) throws {
        let decoded = try decode(json: "[{\"m\":\"E-001\",\"t\":\(text),\"v\":1}]")
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, 100)], "\(text) \(decoded.reasons)")
    }

    @Test(
        "refuses what is no time",
        arguments: [
            "\"2026-02-29 00:15\"", "\"2026-01-01T25:00:00\"", "\"2026-01-01T00:15:00.5\"", "1767197700000",
            "1767197700.5", "null", "\"\"", "\"2026-01-01\"", "\"2026-01-01T00:15:00+08:00x\"", "true", "{}",
        ]
    )
    func badTimes(_ text: String) throws {
        let decoded = try decode(json: "[{\"m\":\"E-001\",\"t\":\(text),\"v\":1}]")
        #expect(decoded.problems.map(\.problem) == [.time], "\(text)")
        #expect(decoded.problems.first?.evidence == text)
    }

    @Test("24:00 is the next midnight")
    func midnight() throws {
        let decoded = try decode(json: "[{\"m\":\"E-001\",\"t\":\"2025-12-31 24:00\",\"v\":1}]")
        #expect(decoded.readings == [Sample.reading(1, Self.quarter - 900, 100)])
    }

    @Test(
        "keeps decimals exactly and never rounds them",
        arguments: [
            ("12.34", 1_234), ("12.3400", 1_234), ("1234e-2", 1_234), ("0.01", 1), ("1.2E1", 1_200), ("0", 0),
            ("-0.00", 0), ("0e99", 0), ("123.400000000000000000000000000", 12_340), ("1e5", 10_000_000),
            ("100000000000000000000e-18", 10_000),
        ] as [(String, Int64)]
    )
    func exactValues(_ text: String, _ counts: Int64) throws {
        let decoded = try decode(json: "[{\"m\":\"E-001\",\"t\":1767197700,\"v\":\(text)}]")
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, counts)], "\(text) \(decoded.reasons)")
    }

    @Test(
        "refuses values that no device of this kind shows",
        arguments: [
            ("12.345", .decimals), ("1e-3", .decimals), ("-1", .negative), ("1000000", .outOfRange),
            ("1e300", .outOfRange), ("1.0000000000000000001", .number), ("\"12.3\"", .number), ("null", .number),
            ("true", .number), ("[1]", .number), ("{\"a\":1}", .number),
        ] as [(String, ReadingProblem)]
    )
    func badValues(_ text: String, _ problem: ReadingProblem) throws {
        let decoded = try decode(
            json: "[{\"m\":\"E-001\",\"t\":1767197700,\"v\":\(text)},{\"m\":\"E-001\",\"t\":1767197700,\"v\":1}]"
        )
        #expect(decoded.problems.map(\.problem) == [problem])
        #expect(decoded.readings.count == 1)
    }

    @Test("names row, byte and reason of each row that is refused, and keeps the others")
    func problems() throws {
        let rows = [
            "{\"m\":\"E-001\",\"t\":1767197700,\"v\":1}", "{\"m\":\"none\",\"t\":1767197700,\"v\":1}",
            "{\"m\":\"E-001\",\"v\":1}", "{\"m\":\"E-001\",\"m\":\"E-001\",\"t\":1767197700,\"v\":1}",
            "{\"m\":\"E-001\",\"t\":1767197700,\"v\":1,\"q\":3}", "{\"m\":7,\"t\":1767197700,\"v\":1}",
            "{\"m\":\"E-001\",\"t\":1767226000,\"v\":1}", "{\"m\":\"E-001\",\"t\":1700000000,\"v\":1}",
            "{\"m\":\"E-001\",\"t\":1767198600,\"v\":2}",
        ]
        let decoded = try decode(json: "[\(rows.joined(separator: ",\n"))]")
        #expect(decoded.readings == [Sample.reading(1, Self.quarter, 100), Sample.reading(1, Self.quarter + 900, 200)])
        #expect(
            decoded.problems.map(\.problem) == [
                .unknownMeter, .missing, .repeated, .quality, .unknownMeter, .future, .beforeMeter,
            ]
        )
        #expect(decoded.problems.map(\.row) == [2, 3, 4, 5, 6, 7, 8])
        let starts = rows.indices.map { index in 1 + rows[..<index].reduce(0) { $0 + $1.utf8.count + 2 } }
        #expect(decoded.problems[0].byteOffset == starts[1] + 5)
        #expect(decoded.problems[0].evidence == "\"none\"")
        #expect(decoded.problems[1].byteOffset == starts[2])
    }

    @Test("codes may have escapes and any letters")
    func escapes() throws {
        let decoded = try decode(
            json: """
                [{"m":"\\u0045-0\\u00301","t":1767197700,"v":1},{"m":"\\u7535,表 =2","t":1767197700,"v":3},
                {"\\u006d":"E-003","t":1767197700,"v":2,"x":"\\ud83d\\ude00\\n\\/"}]
                """
        )
        #expect(decoded.readings.map(\.meter.rawValue) == [1, 2, 3])
    }

    @Test(
        "refuses as a whole what is not this JSON, and says where",
        arguments: [
            ("", 0, .truncated), ("{", 1, .truncated), ("[{\"m\":\"E-001\"", 13, .truncated), ("[1]", 1, .noReadings),
            ("{}", 0, .noReadings), ("{\"readings\":{}}", 12, .noReadings), ("null", 0, .notJSON),
            ("[] x", 3, .notJSON),
            ("[{\"m\":\"a\tb\"}]", 8, .notJSON), ("[{\"v\":01}]", 8, .notJSON), ("[{\"v\":NaN}]", 6, .notJSON),
            ("[{\"v\":1,}]", 8, .notJSON), ("[{\"v\":Infinity}]", 6, .notJSON), ("[{\"v\":1.}]", 8, .notJSON),
            ("[{\"m\":\"\\x\"}]", 8, .notJSON), ("[{\"m\":\"\\ud800\"}]", 13, .notJSON), ("[{'m':1}]", 2, .notJSON),
        ] as [(String, Int, BodyProblem.Reason)]
    )
    func broken(_ json: String, _ offset: Int, _ reason: BodyProblem.Reason) throws {
        let problem = #expect(throws: BodyProblem.self) { _ = try decode(json: json) }
        #expect(problem?.reason == reason, "\(json)")
        #expect(problem?.byteOffset == offset, "\(json)")
    }

    @Test("refuses deep nesting without a deep stack")
    func depth() throws {
        let json = "{\"x\":" + String(repeating: "[", count: 100_000)
        let problem = #expect(throws: BodyProblem.self) { _ = try decode(json: json) }
        #expect(problem?.reason == .tooDeep)
    }

    @Test("lists no more refused rows than it promises, and counts them all")
    func boundedList() throws {
        let row = "{\"m\":\"none\",\"t\":1,\"v\":1}"
        let decoded = try decode(json: "[\(Array(repeating: row, count: 1_000).joined(separator: ","))]")
        #expect(decoded.refused == 1_000)
        #expect(decoded.problems.count == DecodedReadings.listedProblems)
    }

    @Test("stamps that name the start of an interval are moved to its end, registers are not")
    func intervalStart() throws {
        let terms = ReadingTerms(directory: MeterDirectory(Sample.meters, stamps: .start), now: Sample.now)
        let json = Array("[{\"m\":\"E-003\",\"t\":1767197700,\"v\":1},{\"m\":\"E-001\",\"t\":1767197700,\"v\":1}]".utf8)
        let stamps = try json.withUnsafeBytes {
            try ReadingJSON.decode($0, terms).readings.map(\.reading.stamp.seconds)
        }
        #expect(stamps == [Self.quarter + 900, Self.quarter])
    }
}
