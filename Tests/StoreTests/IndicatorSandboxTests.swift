import Testing

@testable import Store

@Suite("The sandbox of indicators")
struct IndicatorSandboxTests {
    private static let city = Result { try IndicatorCity() }

    /// Why a value statement is refused.
    private func refusal(_ sql: String) throws -> IndicatorRefusal.Reason? {
        let indicator = try IndicatorDefinition(file: "own.sql", text: .indicator(value: sql), isOwn: true)
        return try Self.city.get().runner.refusal(of: indicator)?.reason
    }

    @Test(
        "what would change something is refused",
        arguments: [
            "INSERT INTO person (name) VALUES ('x')", "REPLACE INTO setting VALUES ('a', 'b')", "DELETE FROM person",
            "UPDATE jurisdiction SET name = 'x'", "CREATE TABLE x (a)", "CREATE TEMP TABLE x (a)",
            "CREATE VIEW v_person AS SELECT * FROM person", "CREATE TEMP VIEW v_person AS SELECT * FROM person",
            "DROP VIEW v_building", "ALTER TABLE person RENAME TO v_person", "REINDEX", "VACUUM",
            "VACUUM INTO '/tmp/x'",
            "ANALYZE", "INSERT INTO v_building SELECT * FROM v_building", "WITH a AS (SELECT 1) DELETE FROM person",
            "CREATE VIRTUAL TABLE x USING fts5(a)",
            "CREATE TRIGGER t AFTER INSERT ON person BEGIN SELECT 1; END",
        ]
    )
    func writes(sql: String) throws {
        #expect(try refusal(sql) == .writes)
    }

    @Test(
        "other statements are refused",
        arguments: [
            ("PRAGMA table_info(person)", "PRAGMA"), ("PRAGMA writable_schema = ON", "PRAGMA"),
            ("ATTACH '/tmp/x' AS y", "ATTACH"), ("DETACH main", "DETACH"), ("BEGIN", "BEGIN"), ("COMMIT", "BEGIN"),
            ("SAVEPOINT a", "BEGIN"), ("EXPLAIN " + .plainValue, "EXPLAIN"),
            ("EXPLAIN QUERY PLAN " + .plainValue, "EXPLAIN"),
        ]
    )
    func otherStatements(sql: String, name: String) throws {
        #expect(try refusal(sql) == .forbiddenStatement(name))
    }

    @Test(
        "tables are reached through the views only",
        arguments: [
            ("SELECT name FROM person", "person"), ("SELECT count(*) FROM person", "person"),
            ("SELECT 1 FROM person", "person"), ("SELECT rowid FROM person", "person"),
            ("SELECT name FROM main.person", "person"), ("SELECT name FROM PERSON", "person"),
            ("SELECT name FROM \"person\"", "person"), ("SELECT name FROM [person]", "person"),
            ("SELECT name FROM `person`", "person"), ("SELECT name FROM 'person'", "person"),
            ("SELECT name FROM/**/person -- v_building", "person"),
            ("SELECT b.name FROM v_building b JOIN person p", "person"),
            ("SELECT (SELECT max(email) FROM person) FROM v_building", "person"),
            ("SELECT 1 FROM v_building WHERE EXISTS (SELECT 1 FROM person)", "person"),
            ("SELECT 1 FROM v_building WHERE name IN person", "person"),
            ("SELECT name FROM v_building UNION SELECT name FROM person", "person"),
            ("WITH a AS (SELECT name FROM person) SELECT * FROM a", "person"),
            ("WITH a AS (WITH b AS (SELECT name FROM person) SELECT * FROM b) SELECT * FROM a", "person"),
            ("SELECT name FROM (SELECT name FROM person) a", "person"),
            ("SELECT sum(1) OVER (ORDER BY (SELECT max(name) FROM person)) FROM v_building", "person"),
            ("SELECT value FROM reported_value", "reported_value"), ("SELECT id FROM jurisdiction", "jurisdiction"),
            ("SELECT name FROM v_jurisdiction UNION SELECT name FROM jurisdiction", "jurisdiction"),
            ("SELECT sql FROM sqlite_schema", "sqlite_master"), ("SELECT sql FROM sqlite_master", "sqlite_master"),
            ("SELECT count(*) FROM sqlite_master", "sqlite_master"),
            ("SELECT * FROM pragma_table_list", "pragma_table_list"),
            ("SELECT count(*) FROM pragma_table_info('person')", "pragma_table_info"),
            ("SELECT value FROM json_each('[1]')", "json_each"), ("SELECT atom FROM json_tree('[1]')", "json_tree"),
        ]
    )
    func baseTables(sql: String, table: String) throws {
        #expect(try refusal(sql) == .baseTable(table))
    }

    @Test(
        "a query that calls something of its own like a view is refused, however it spells the name",
        arguments: [
            "WITH v_building AS (SELECT name FROM person) SELECT * FROM v_building",
            "WITH V_Building AS (SELECT name FROM person) SELECT * FROM v_building",
            "WITH \"v_building\" AS (SELECT name FROM person) SELECT * FROM v_building",
            "WITH [v_building] AS (SELECT name FROM person) SELECT * FROM v_building",
            "WITH `v_building` AS (SELECT name FROM person) SELECT * FROM v_building",
            "WITH 'v_building' AS (SELECT name FROM person) SELECT * FROM v_building",
            "WITH/*x*/v_building/*y*/AS/*z*/(SELECT name FROM person) SELECT * FROM v_building",
            "WITH -- x\nv_building -- y\nAS MATERIALIZED (SELECT name FROM person) SELECT * FROM v_building",
            "WITH v_building AS NOT MATERIALIZED (SELECT name FROM person) SELECT * FROM v_building",
            "WITH RECURSIVE v_within (a) AS (SELECT name FROM person) SELECT * FROM v_within",
            "WITH a AS (SELECT 1), v_building (name) AS (SELECT name FROM person) SELECT * FROM v_building",
            "SELECT * FROM (WITH v_building AS (SELECT name FROM person) SELECT * FROM v_building)",
            "SELECT (WITH v_building AS (SELECT name FROM person) SELECT max(name) FROM v_building)",
            "WITH a AS (WITH v_building AS (SELECT name FROM person) SELECT * FROM v_building) SELECT * FROM a",
            "WITH v_new AS (SELECT 1) SELECT * FROM v_new", "; ;WITH v_new AS (SELECT 1) SELECT * FROM v_new",
            "SELECT name FROM person v_building",
            "SELECT name FROM person AS v_building", "SELECT name FROM person AS \"v_building\"",
            "SELECT name FROM (SELECT name FROM person) v_building", "SELECT v_building.name FROM person AS v_building",
            "SELECT name AS v_name FROM v_building", "SELECT name AS 'v_name' FROM v_building",
        ]
    )
    func borrowedNames(sql: String) throws {
        guard case .reservedName(let name) = try refusal(sql) else {
            Issue.record("not refused for its name: \(sql)")
            return
        }
        #expect(name.hasPrefix("v_"))
    }

    @Test(
        "neither may it borrow the name of a table, or of an expression inside a view",
        arguments: ["person", "jurisdiction", "above", "sqlite_master", "pragma_table_list"]
    )
    func borrowedTableNames(name: String) throws {
        let sql = "WITH \(name) AS (SELECT 1 AS parent_id) SELECT parent_id FROM \(name)"
        #expect(try refusal(sql) == .reservedName(name))
    }

    @Test(
        "functions that are not on the list are refused",
        arguments: [
            "random()", "randomblob(9)", "zeroblob(9)", "hex('a')", "char(65)", "printf('%d', 1)", "format('%d', 1)",
            "load_extension('x')", "readfile('/etc/passwd')", "writefile('/tmp/x', 'y')", "json_extract('[1]', '$[0]')",
            "strftime('%Y', 'now')", "date()", "sqlite_version()", "last_insert_rowid()", "changes()", "typeof(1)",
            "group_concat('a')", "edit('a')",
        ]
    )
    func functions(call: String) throws {
        let name = String(call.prefix { $0 != "(" })
        #expect(try refusal("SELECT \(call)") == .forbiddenFunction(name))
    }

    @Test(
        "everything else that is wrong has its reason",
        arguments: [
            (
                "SELECT 1",
                .wrongColumns(
                    section: "value",
                    expected: "numerator, denominator, value, measured, billed, statistical, estimated"
                )
            ),
            ("SELECT name FROM v_nothing", .unknownView("v_nothing")),
            ("SELECT colour FROM v_building", .unknownColumn("colour")),
            ("SELECT \"nothing\" FROM v_building", .unknownColumn("nothing")),
            ("", .notOneStatement("value")), ("-- nothing", .notOneStatement("value")),
            (.plainValue + "; DELETE FROM person", .notOneStatement("value")),
            (.plainValue + "; SELECT 1", .notOneStatement("value")),
            (.plainValue + " WHERE 1 = ?", .unknownParameter("?")),
            (.plainValue + " WHERE 1 = ?7", .unknownParameter("?7")),
            (.plainValue + " WHERE 1 = :person", .unknownParameter(":person")),
            (.plainValue + " WHERE 1 = @year", .unknownParameter("@year")),
            ("SELECT FROM", .syntax("near \"FROM\": syntax error")),
            (
                "SELECT " + String(repeating: "1 + ", count: 200) + "1",
                .syntax("Expression tree is too large (maximum depth 100)")
            ),
        ] as [(String, IndicatorRefusal.Reason)]
    )
    func other(sql: String, reason: IndicatorRefusal.Reason) throws {
        #expect(try refusal(sql) == reason)
    }

    @Test("the line of a mistake is the line of the file")
    func line() throws {
        let text = String.indicator(value: "SELECT 1 AS numerator,\n    nothing AS denominator\nFROM v_building")
        let indicator = try IndicatorDefinition(file: "own.sql", text: text, isOwn: true)
        let refusal = try #require(try Self.city.get().runner.refusal(of: indicator))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[try #require(refusal.line) - 1].contains("nothing"))
    }

    @Test(
        "what indicators need is allowed",
        arguments: [
            "SELECT count(*) FROM v_jurisdiction", "SELECT count(*) FROM v_within", "SELECT * FROM V_BUILDING",
            "SELECT main.v_building.name FROM main.v_building", "SELECT 1 FROM v_building WHERE building_id IN v_ids",
            "WITH a AS (SELECT 1) SELECT count(*) FROM a", "SELECT 'v_building' FROM v_building AS b",
            "SELECT rank() OVER (ORDER BY value) FROM v_place_report",
            "SELECT CAST(name AS TEXT) FROM v_building WHERE name LIKE 'a%' AND code GLOB 'x*'",
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT sum(i) FROM n",
            "SELECT round(exp(1) + ln(2) + sqrt(3) + pow(2, 3), 2), iif(1, 2, 3), coalesce(NULL, 1), nullif(1, 1)",
            "SELECT count(*) FROM v_reported_value, v_statistical_cell, v_emission_year, v_energy_month, v_place_emission",
        ]
    )
    func allowed(sql: String) throws {
        switch try refusal(sql) {
        case .wrongColumns, .unknownView("v_ids"): break
        case let other: Issue.record("refused: \(String(describing: other))")
        }
    }
}
