import Access
import Foundation
import HTTPTypes
import NIOCore
import Testing
import Units
import Workflows

@testable import Web

@Suite("Live load")
struct LiveLoadTests {
    @Test("quarters come to what the readings say, and to what the accounts say of the day")
    func sums() async throws {
        // 1 kWh in the first quarter, 3 kWh over the next two; the sub-meter is seen by the one above it.
        let city = try await TestCity.of([
            (
                .importBuildings,
                "building_code,building_name,building_kind,gross_floor_area_m2,division_code\nB,House,A,1,320706\n"
            ),
            (
                .importMeters,
                """
                meter,building,item,kind,unit,decimals,digits,valid_from
                E1,B,01000,register,kWh,2,9,2026-06-01
                E2,B,01A00,register,kWh,2,9,2026-06-01
                """
            ),
            (
                .importReadings,
                """
                meter,time,value
                E1,2026-06-14 00:00,100
                E1,2026-06-14 00:15,101
                E1,2026-06-14 00:45,104
                E2,2026-06-14 00:00,7
                E2,2026-06-14 00:15,7.5
                """
            ),
        ])
        let load: LoadResponse = try await city.client.get("/api/v1/metering/load").decoded()
        #expect(load.day == "2026-06-14" && load.meterCount == 1)
        #expect(load.quarters.map(\.loadKw) == [4, 6, 6])
        #expect(load.quarters.map(\.shareKnown) == [1, 1, 1])
        #expect(load.quarters.first?.start == "2026-06-14T00:00:00+08:00")
    }

    @Test("the stream begins with the curve that the API gives, and no proxy may hold it back")
    func stream() async throws {
        let city = try await TestCity.sample()
        let load = try await city.client.get("/api/v1/metering/load")
        let stream = try await city.client.get("/metering/events")
        #expect(stream.headers[.contentType] == "text/event-stream")
        #expect(stream.headers[.accelBuffering] == "no" && stream.headers[.cacheControl] == "no-store")
        let lines = stream.body.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].hasPrefix("id: ") && lines[1] == "event: load")
        #expect(lines[2] == "data: \(load.body)")
    }

    @Test("a reader gets the part of the city that is theirs, and nothing else")
    func parts() async throws {
        let city = try await TestCity.sample()
        let district = try #require(
            try await city.platform.jurisdictions(scope: .all).first { $0.divisionCode == "320706" }
        )
        let officer = city.client.as(.of(.districtOfficer, scope: Scope(jurisdictions: [district.id])))
        let own = try await officer.get("/api/v1/metering/load")
        let asked = try await city.client.get("/api/v1/metering/load?jurisdiction=\(district.id.rawValue)")
        #expect(own.body == asked.body)
        let whole: LoadResponse = try await city.client.get("/api/v1/metering/load").decoded()
        let part: LoadResponse = try own.decoded()
        #expect(part.meterCount > 0 && part.meterCount < whole.meterCount)
        let other = try #require(
            try await city.platform.jurisdictions(scope: .all).first { $0.divisionCode == "320703" }
        )
        #expect(try await officer.get("/metering/events?jurisdiction=\(other.id.rawValue)").status == .notFound)
        #expect(try await city.client.as(.of(.securityAdministrator)).get("/metering/events").status == .forbidden)
    }

    @Test("there are so many seats, the newest pages of a reader have theirs, and each is free again")
    func seats() throws {
        var limits = LiveStreams.Limits()
        (limits.all, limits.each) = (3, 2)
        let streams = LiveStreams(limits: limits)
        var seats = [streams.seat(for: "a"), streams.seat(for: "a")]
        #expect(seats.allSatisfy { $0 != nil })
        #expect(seats.allSatisfy { $0?.isTaken == false })
        seats.append(streams.seat(for: "a"))
        #expect(seats.map { $0?.isTaken } == [true, false, false], "the oldest gives way")
        #expect(streams.count == 3)
        #expect(streams.seat(for: "c") == nil)
        seats = []
        #expect(streams.count == 0)
        #expect(streams.seat(for: "c") != nil)
    }

    @Test("a stream says that it is there when nothing changes")
    func heartbeat() async throws {
        let city = try await TestCity.sample()
        var limits = LiveStreams.Limits()
        (limits.pause, limits.heartbeat, limits.lifetime) = (.milliseconds(5), .milliseconds(20), .milliseconds(200))
        let seat = try #require(LiveStreams(limits: limits).seat(for: "a"))
        let events = LoadEvents(platform: city.platform, scope: .all, limits: limits, seat: seat)
        var texts: [String] = []
        for try await event in events { texts.append(String(buffer: event)) }
        #expect(texts.first?.hasPrefix("id: ") == true)
        #expect(texts.count > 2 && texts.dropFirst().allSatisfy { $0 == ": \n\n" })
    }
}
