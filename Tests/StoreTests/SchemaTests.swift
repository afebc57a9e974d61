import GRDB
import Testing
import Units

@testable import Store

@Suite("Schema")
struct SchemaTests {
    @Test("every table of ours is strict")
    func strict() async throws {
        let test = try await TestStore()
        let loose = try await test.store.writer.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND NOT strict"
            )
        }
        #expect(Set(loose).subtracting(["sqlite_schema", "grdb_migrations", "sqlite_sequence"]) == [])
    }

    @Test("a fresh database has the latest schema and nothing wrong with it")
    func fresh() async throws {
        let store = try Store(DatabaseQueue())
        #expect(try await store.integrityProblems() == [])
        #expect(try await store.generation() == 0)
        #expect(try await store.consumedSequence() == 0)
        #expect(try await store.city() == nil)
        #expect(try await store.consumptionSpan() == nil)
    }

    @Test("opening again keeps what is there")
    func reopen() async throws {
        let folder = try TemporaryFolder()
        let first = try Store(directory: folder.path)
        let job = try await first.createJob(kind: "import.readings", input: "{}", now: TestStore.now)
        let second = try Store(directory: folder.path)
        #expect(try await second.job(job)?.kind == "import.readings")
    }

    @Test("what the bureau decides is on disk: the writer waits for it")
    func synchronous() throws {
        let folder = try TemporaryFolder()
        let store = try Store(directory: folder.path)
        // 2 is FULL; GRDB itself would leave 1, NORMAL.
        #expect(try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try store.writer.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test("a database written by a later version is refused and left alone")
    func newerSchema() throws {
        let queue = try DatabaseQueue()
        _ = try Store(queue)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2099-01-01 from the future')") }
        #expect(throws: StoreError.newerSchema) { try Store(queue) }
    }

    @Test(
        "a row that breaks a rule is refused, whoever writes it",
        arguments: [
            "INSERT INTO jurisdiction (kind, name, english_name) VALUES ('planet', 'x', 'x')",
            "INSERT INTO jurisdiction (kind, name, english_name, division_code) VALUES ('city', 'x', 'x', '3207')",
            "INSERT INTO jurisdiction (kind, name, english_name, parent_id) VALUES ('city', 'x', 'x', 999)",
            "INSERT INTO jurisdiction (kind, name, english_name, valid_from, valid_to) VALUES ('city', 'x', 'x', 5, 5)",
            "INSERT INTO jurisdiction_predecessor VALUES (2, 2)",
            "INSERT INTO building_code VALUES (1, 'register', 'A1', NULL, NULL)",
            "INSERT INTO building_place VALUES (1, 'statistical', 3, NULL, NULL)",
            "INSERT INTO building_place VALUES (1, 'postal', 3, NULL, 5)",
            "INSERT INTO building_party VALUES (1, 'owner', 999, NULL, NULL)",
            "INSERT INTO meter (item_code) VALUES ('0100')",
            "INSERT INTO meter_code VALUES (1, 'register', 'M1', NULL, NULL)",
            "INSERT INTO meter_building VALUES (1, 999, 5, NULL)",
            "INSERT INTO meter_building VALUES (1, 1, 9, 8)",
            "INSERT INTO energy_day VALUES (1, 5, 1, '01000', 1, 0, 86401, 0)",
            "INSERT INTO energy_day VALUES (1, 5, 1, '01000', 1, 0, 100, 101)",
            "INSERT INTO energy_day VALUES (1, 5, 1, '01000', 'much', 0, 0, 0)",
            "INSERT INTO energy_day VALUES (999, 5, 1, '01000', 1, 0, 0, 0)",
            "INSERT INTO energy_finding VALUES (1, 5, 0, 'r', 'terrible', 's', '[]')",
            "INSERT INTO energy_finding VALUES (1, 5, 0, 'r', 'error', 's', 'not json')",
            "INSERT INTO consumption_state VALUES (2, 0, 0)",
            "INSERT INTO job (kind, input, created_at) VALUES ('k', 'not json', 0)",
            "INSERT INTO job (kind, input, created_at, state) VALUES ('k', '{}', 0, 'lost')",
            "INSERT INTO job (kind, input, created_at) VALUES ('k', '{}', 'now')",
            "INSERT INTO work_item (kind, object_kind, object_id, state, created_at) VALUES ('k', 'job', 1, 'x', 0)",
            "INSERT INTO building_record SELECT building_id, 2, '', kind, 1, 1, 1, 1, '', 1, 1, source_id, 0 FROM building_record",
            "INSERT INTO building_record SELECT building_id, 2, name, kind, 0, NULL, 1, 1, '', 1, 1, source_id, 0 FROM building_record",
            "INSERT INTO building_record SELECT building_id, 2, name, kind, 9, 10, 1, 1, '', 1, 1, source_id, 0 FROM building_record",
            "INSERT INTO building_record SELECT building_id, 0, name, kind, 9, 1, 1, 1, '', 1, 1, source_id, 0 FROM building_record",
            "INSERT INTO meter_device_record SELECT 1, 5, 1, 'guess', 'kWh', 2, 8, 1, 0, 900, NULL, NULL, 1",
            "INSERT INTO meter_device_record SELECT 1, 5, 1, 'register', 'kWh', 7, 8, 1, 0, 900, NULL, NULL, 1",
            "INSERT INTO meter_device_record SELECT 1, 5, 1, 'register', 'kWh', 2, 16, 1, 0, 900, NULL, NULL, 1",
            "INSERT INTO meter_device_record SELECT 1, 5, 1, 'register', 'kWh', 2, 8, 0, 0, 900, NULL, NULL, 1",
            "INSERT INTO meter_device_record SELECT 1, 5, 1, 'register', 'kWh', 2, 8, 1, 0, 59, NULL, NULL, 1",
            "DELETE FROM building", "DELETE FROM jurisdiction WHERE id = 2",
        ]
    )
    func refused(statement: String) async throws {
        let test = try await TestStore()
        _ = try await test.meter("M1", in: try await test.building("A1"))
        await #expect(throws: DatabaseError.self) { try await test.execute(statement) }
    }

    @Test(
        "evidence and published figures can be added and never changed or taken away",
        arguments: [
            "source_record", "building_record", "meter_device_record", "work_item_record", "published_figure",
            "published_figure_input",
        ],
        ["UPDATE %@ SET rowid = rowid", "DELETE FROM %@"]
    )
    func appendOnly(table: String, statement: String) async throws {
        let test = try await TestStore()
        let building = try await test.building("A1")
        _ = try await test.meter("M1", in: building)
        try await test.store.openWorkItem(WorkItemDraft(kind: "k", object: ("job", 1)), now: TestStore.now)
        try await test.execute("INSERT INTO published_figure VALUES (1, 'f', 's', '2025', 1, 1.5, 'kg', 'r', 'a', 0)")
        try await test.execute("INSERT INTO published_figure_input VALUES (1, 1, 5, 'gas', '03000', 1, 'f', '1')")
        let error = await #expect(throws: DatabaseError.self) {
            try await test.execute(statement.replacing("%@", with: table))
        }
        #expect(error?.message == "\(table) is append only")
        #expect(try await test.count("SELECT count(*) FROM \(table)") > 0)
    }

    @Test("every table whose name promises it is append only")
    func everyEvidenceTable() async throws {
        let test = try await TestStore()
        let unguarded = try await test.store.writer.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master t WHERE type = 'table' AND (name GLOB '*_record' OR name GLOB 'published_*')
                    AND (SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = t.name) < 2
                    """
            )
        }
        #expect(unguarded == [])
    }

    @Test("the jurisdiction tree can be seeded again under the same ids")
    func seed() async throws {
        let test = try await TestStore()
        let renamed = Jurisdiction(
            id: TestStore.haizhou,
            kind: .district,
            divisionCode: "320706",
            name: "新海州区",
            englishName: "New Haizhou",
            parent: TestStore.city,
            validFrom: try day("2014-01-01")
        )
        try test.store.seed(jurisdictions: [renamed], predecessors: [(TestStore.haizhou, TestStore.lianyun)])
        let places = try await test.store.jurisdictions()
        #expect(places.count == 4)
        #expect(places.first { $0.id == TestStore.haizhou } == renamed)
    }

    @Test("a database of the release before is upgraded with all it holds")
    func upgrade() async throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue, upTo: "2026-11-21 first schema")
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO jurisdiction VALUES (18, 'city', '320700', 'L', 'L', NULL, NULL, NULL);
                    INSERT INTO setting VALUES ('city', '18');
                    INSERT INTO source_record VALUES (1, 'import', 'buildings.csv', 0);
                    INSERT INTO building VALUES (1, 0);
                    INSERT INTO building_record VALUES (1, 1, 'A', 'office', 10, NULL, NULL, NULL, NULL, NULL, NULL, 1, 0);
                    """
            )
        }
        let store = try Store(queue)
        #expect(try await store.city()?.id.rawValue == 18)
        #expect(try await store.buildingNames().count == 1)
        #expect(try await store.currentPlan() == nil)
        #expect(try await store.integrityProblems() == [])
    }

    @Test("plans, reports, statistics and boundaries are append only")
    func appendOnly() async throws {
        let store = try await TestStore().store
        let triggers = try await store.writer.read { db in
            try Set(String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        }
        for table in [
            "plan_record", "plan_task_record", "plan_actor_record", "plan_indicator_record", "reported_value",
            "statistical_cell", "jurisdiction_boundary_record",
        ] {
            #expect(triggers.contains("\(table)_no_update") && triggers.contains("\(table)_no_delete"))
        }
    }
}
