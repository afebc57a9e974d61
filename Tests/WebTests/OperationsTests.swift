import Access
import Foundation
import HTTPTypes
import Testing
import Workflows

@testable import Web

@Suite("Operations")
struct OperationsTests {
    @Test(
        "say to everybody whether the server is alive and ready, and nothing else",
        arguments: ["/healthz", "/readyz"]
    )
    func health(path: String) async throws {
        let answer = try await TestCity.sample().client.as(.anonymous).get(path)
        #expect(answer.status == .ok)
        #expect(answer.body == "ok\n")
        #expect(answer.headers[.cacheControl] == "no-store")
    }

    @Test("name what failed when the server is not ready")
    func notReady() async throws {
        let city = try TestCity.empty()
        try FileManager.default.removeItem(atPath: city.platform.dataDirectory)
        let answer = try await city.client.as(.anonymous).get("/readyz")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.body == "failed: disk\n")
        #expect(answer.headers[.retryAfter] == "10")
    }

    @Test(
        "show figures to the machine, to who runs it and to nobody else",
        arguments: [
            (Principal.anonymous, "127.0.0.1", [:], HTTPResponse.Status.ok), (.anonymous, "::1", [:], .ok),
            (.anonymous, "203.0.113.7", [:], .seeOther),
            (.anonymous, "127.0.0.1", [.forwardedFor: "203.0.113.7"], .seeOther),
            (.of(.operatorEngineer), "203.0.113.7", [:], .ok), (.of(.systemAdministrator), "203.0.113.7", [:], .ok),
            (.of(.cityOfficer), "203.0.113.7", [:], .forbidden), (.of(.organisation), "203.0.113.7", [:], .forbidden),
        ] as [(Principal, String, HTTPFields, HTTPResponse.Status)]
    )
    func metricsAreGuarded(
        principal: Principal,
        peer: String,
        headers: HTTPFields,
        status: HTTPResponse.Status
    ) async throws {
        let client = try await TestCity.sample().client.as(principal, from: peer)
        #expect(try await client.get("/metrics", headers).status == status)
    }

    @Test("write metrics that Prometheus can read")
    func exposition() async throws {
        let city = try await TestCity.sample()
        _ = try await city.client.get("/buildings")
        _ = try await city.client.get("/nowhere?name=secret")
        let answer = try await city.client.as(.of(.operatorEngineer)).get("/metrics")
        #expect(answer.headers[.contentType] == Exposition.contentType)
        #expect(ExpositionCheck.problems(answer.body) == [])
        #expect(answer.body.contains("tanfeng_requests_total{route=\"buildings\",status=\"2xx\"}"))
        #expect(answer.body.contains("tanfeng_requests_total{route=\"unknown\",status=\"4xx\"}"))
        #expect(answer.body.contains("tanfeng_jobs{state=\"done\"}"))
        #expect(!answer.body.contains("secret") && !answer.body.contains("nowhere"))
    }

    @Test("bring back what was observed")
    func histogram() {
        var page = Exposition()
        var histogram = Histogram(buckets: 2)
        for value in [0.5, 1, 3] { histogram.observe(value, bounds: [1, 2]) }
        page.add("x_seconds", "A \"help\".", bounds: [1, 2], [([("a", "q\"\\\n")], histogram)])
        #expect(
            page.text == """
                # HELP x_seconds A "help".
                # TYPE x_seconds histogram
                x_seconds_bucket{a="q\\"\\\\\\n",le="1"} 2
                x_seconds_bucket{a="q\\"\\\\\\n",le="2"} 2
                x_seconds_bucket{a="q\\"\\\\\\n",le="+Inf"} 3
                x_seconds_sum{a="q\\"\\\\\\n"} 4.5
                x_seconds_count{a="q\\"\\\\\\n"} 3

                """
        )
        #expect(ExpositionCheck.problems(page.text) == [])
    }

    @Test(
        "tell in the log where a request came from, but not from whom",
        arguments: [
            ("127.0.0.1", AddressClass.machine), ("::1", .machine), ("::ffff:127.0.0.9", .machine),
            ("10.1.2.3", .network), ("172.31.0.1", .network), ("172.32.0.1", .internet), ("192.168.9.9", .network),
            ("fd00::1", .network), ("8.8.8.8", .internet), ("2001:db8::1", .internet), (nil, .unknown),
        ] as [(String?, AddressClass)]
    )
    func addresses(address: String?, expected: AddressClass) {
        #expect(AddressClass(address) == expected)
    }
}

/// The rules of the text format, and those of naming, that a page must keep.
enum ExpositionCheck {
    static func problems(_ text: String) -> [String] {
        var problems: [String] = text.hasSuffix("\n") ? [] : ["no line end"]
        var types: [String: String] = [:]
        var helped: Set<String> = []
        var series: Set<Substring> = []
        var current = ""
        for line in text.split(separator: "\n") {
            if let help = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .+/) {
                if !helped.insert(String(help.output.1)).inserted { problems.append("HELP twice: \(line)") }
                current = String(help.output.1)
            } else if let type = line.wholeMatch(of: /# TYPE ([a-zA-Z0-9_:]+) (counter|gauge|histogram)/) {
                let name = String(type.output.1)
                if types.updateValue(String(type.output.2), forKey: name) != nil {
                    problems.append("TYPE twice: \(line)")
                }
                if name != current { problems.append("TYPE without its HELP: \(line)") }
            } else if let sample = line.wholeMatch(
                of: /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.*\})? (-?[0-9.e+\-]+|NaN|[+\-]Inf)/
            ) {
                let name = String(sample.output.1)
                let isPart = types[current] == "histogram" && name.wholeMatch(of: /.*_(bucket|sum|count)/) != nil
                let family = isPart ? String(name[..<(name.lastIndex(of: "_") ?? name.endIndex)]) : name
                if family != current { problems.append("sample outside its family: \(line)") }
                if types[family] == "counter", !name.hasSuffix("_total") { problems.append("counter name: \(name)") }
                if !series.insert(line[..<(line.lastIndex(of: " ") ?? line.endIndex)]).inserted {
                    problems.append("series twice: \(line)")
                }
            } else {
                problems.append("unreadable: \(line)")
            }
        }
        return problems
    }
}
