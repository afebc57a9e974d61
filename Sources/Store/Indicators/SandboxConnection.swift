import GRDBSQLite

/// A read-only SQLite connection of its own on which queries of a bureau may run (沙箱连接).
///
/// It knows nothing of threads: whoever holds it uses it from one at a time.
final class SandboxConnection {
    let handle: OpaquePointer
    let rules: SandboxRules
    private let clock: SandboxClock

    /// Opens the database of a folder.
    ///
    /// - Throws: ``SandboxFailure``.
    init(path: String) throws(SandboxFailure) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map(SandboxFailure.message(of:)) ?? "out of memory"
            sqlite3_close(opened)
            throw SandboxFailure(code: code, message: message)
        }
        handle = opened
        clock = SandboxClock()
        sqlite3_busy_timeout(opened, 1_000)
        // "abc" is a column, never a text that hides a slip of the pen.
        _disableDoubleQuotedStringLiterals(opened)
        do throws(SandboxFailure) {
            let objects = try Self.names(opened, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
            let views = try Self.names(opened, "SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*'")
            rules = SandboxRules(objects: Set(objects), views: Set(views))
        } catch {
            sqlite3_close(opened)
            throw error
        }
        setLimits()
        installCallbacks()
    }

    deinit { sqlite3_close(handle) }

    /// Gives what follows this long before it is interrupted.
    func allow(_ duration: Duration) { clock.deadline = .now + duration }

    private static func names(_ handle: OpaquePointer, _ sql: String) throws(SandboxFailure) -> [String] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw SandboxFailure(handle) }
        defer { sqlite3_finalize(statement) }
        var names: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            names.append(String(cString: sqlite3_column_text(statement, 0)).lowercased())
        }
        return names
    }

    private func setLimits() {
        // Texts are short: a function over a long one is a single step, in which no deadline is looked at.
        for (limit, value) in [
            (SQLITE_LIMIT_LENGTH, 20_000), (SQLITE_LIMIT_SQL_LENGTH, 65_536), (SQLITE_LIMIT_COLUMN, 100),
            (SQLITE_LIMIT_EXPR_DEPTH, 100), (SQLITE_LIMIT_COMPOUND_SELECT, 20), (SQLITE_LIMIT_VDBE_OP, 50_000),
            (SQLITE_LIMIT_FUNCTION_ARG, 16), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
            (SQLITE_LIMIT_VARIABLE_NUMBER, 16), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
        ] { sqlite3_limit(handle, limit, Int32(value)) }
    }

    /// The context pointers live as long as the connection, which owns both objects.
    private func installCallbacks() {
        sqlite3_set_authorizer(
            handle,
            { context, action, first, second, _, through in
                guard let context else { return SQLITE_DENY }
                func text(_ pointer: UnsafePointer<CChar>?) -> String? {
                    pointer.map { String(cString: $0).lowercased() }
                }
                return Unmanaged<SandboxRules>.fromOpaque(context).takeUnretainedValue()
                    .judge(action, text(first), text(second), through: text(through))
            },
            Unmanaged.passUnretained(rules).toOpaque()
        )
        rules.record {
            for view in rules.views {
                var statement: OpaquePointer?
                sqlite3_prepare_v2(handle, "SELECT * FROM \"\(view)\"", -1, &statement, nil)
                sqlite3_finalize(statement)
            }
        }
        sqlite3_progress_handler(
            handle,
            1_000,
            { context in
                guard let context else { return 1 }
                return Unmanaged<SandboxClock>.fromOpaque(context).takeUnretainedValue().isOver ? 1 : 0
            },
            Unmanaged.passUnretained(clock).toOpaque()
        )
    }
}

/// Until when a statement may run.
private final class SandboxClock {
    var deadline = ContinuousClock.now
    var isOver: Bool { ContinuousClock.now >= deadline }
}

/// What SQLite answered where it did not do what it was asked.
package struct SandboxFailure: Error, Hashable {
    /// SQLite's result code.
    package let code: Int32
    /// SQLite's words.
    package let message: String

    init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    init(_ handle: OpaquePointer) {
        self.init(code: sqlite3_errcode(handle), message: Self.message(of: handle))
    }

    static func message(of handle: OpaquePointer) -> String { String(cString: sqlite3_errmsg(handle)) }
}
