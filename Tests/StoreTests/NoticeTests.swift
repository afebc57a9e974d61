import Access
import Testing
import Units

@testable import Store

@Suite("Notices of work items")
struct NoticeTests {
    private func waiting(_ bureau: Bureau, after seconds: Int64 = 0) async throws -> [WaitingNotice] {
        let now = Bureau.now.adding(seconds: seconds)
        return try await bureau.store.waitingNotices([.mail, .webhook], limit: 99, now: now)
    }

    @Test("without a way to send, none are made")
    func off() async throws {
        let bureau = try await Bureau()
        try await bureau.open(person: .wang)
        #expect(try await bureau.test.count("SELECT count(*) FROM notice") == 0)
    }

    @Test("mail goes to whom an item lies with, where they want it and have an address")
    func mail() async throws {
        let bureau = try await Bureau()
        try await bureau.store.open(channels: [.mail])
        try await bureau.open(role: .districtOfficer, in: TestStore.haizhou, copies: [.zhang])
        #expect(try await waiting(bureau).map(\.address) == ["wang@example.cn"])
        try await bureau.open("k", 2, person: .li)
        try await bureau.test.execute("UPDATE person SET wants_mail = 0 WHERE id = 4")
        try await bureau.open("k", 3, role: .departmentOfficer, department: 1)
        try await bureau.open("k", 4, role: .cityOfficer, askedBy: .zhang)
        #expect(try await waiting(bureau).count == 1)
    }

    @Test("a delegate is told as well, and whoever an item is handed to")
    func handedOn() async throws {
        let bureau = try await Bureau()
        try await bureau.store.open(channels: [.mail, .webhook])
        try await bureau.store.delegate(
            from: .wang,
            to: .zhang,
            days: Bureau.today...Bureau.today,
            note: nil,
            by: .system,
            now: Bureau.now
        )
        let item = try await bureau.open(person: .wang)
        let first = try await waiting(bureau)
        #expect(Set(first.compactMap(\.address)) == ["wang@example.cn", "zhang@example.cn"])
        #expect(first.filter { $0.channel == .webhook }.count == 1)
        try await bureau.act(.assigned(.zhao), on: item, as: .wang)
        let all = try await waiting(bureau, after: 60)
        #expect(all.filter { $0.address == "zhao@example.cn" }.count == 1)
        #expect(all.filter { $0.channel == .webhook }.count == 1)
        // Administration is not delegated along.
        try await bureau.test.execute("INSERT INTO role_grant (person_id, role) VALUES (2, 'security_administrator')")
        try await bureau.open("k", 2, role: .securityAdministrator)
        let last = try await waiting(bureau, after: 60).compactMap(\.address)
        #expect(last.filter { $0 == "wang@example.cn" }.count == 2)
        #expect(last.filter { $0 == "zhang@example.cn" }.count == 1)
    }

    @Test("what was sent never waits again; what failed waits its turn; what is given up is owed once a day")
    func states() async throws {
        let bureau = try await Bureau()
        try await bureau.store.open(channels: [.mail])
        for object in 1...3 { try await bureau.open("k", Int64(object), person: .wang) }
        let notices = try await waiting(bureau)
        try await bureau.store.noticeSent(notices[0].id, now: Bureau.now)
        try await bureau.store.noticeFailed(
            notices[1].id,
            error: "timed out",
            next: Bureau.now.adding(seconds: 60),
            now: Bureau.now
        )
        #expect(try await waiting(bureau).map(\.id) == [notices[2].id])
        #expect(try await waiting(bureau, after: 60).map(\.id) == [notices[2].id, notices[1].id])
        #expect(try await waiting(bureau, after: 60).last?.attempts == 1)
        for notice in notices.dropFirst() {
            try await bureau.store.noticeFailed(notice.id, error: "refused 550", next: nil, now: Bureau.now)
        }
        #expect(try await waiting(bureau, after: 9_999).isEmpty)
        let owed = try await bureau.store.openWorkItems(limit: 9, reach: .everything).filter {
            $0.kind == "notice.failed"
        }
        #expect(owed.map(\.role) == [.systemAdministrator])
    }
}
