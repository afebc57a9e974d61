import GRDBSQLite
import Units

/// One prepared query of an indicator.
final class SandboxStatement {
    /// The parameters a query may have.
    static let parameters = [":jurisdiction", ":year", ":variant"]

    private let handle: OpaquePointer
    private let connection: SandboxConnection

    /// Prepares a section under the rules of the sandbox.
    ///
    /// - Throws: why it may not run, and the line of the file where known.
    init(_ section: IndicatorDefinition.Section, on connection: SandboxConnection) throws(SandboxRefusal) {
        let tokens = SQLTokenizer.tokens(of: section.sql)
        let names = SQLNames(tokens)
        // Of anything but a query the authorizer says best what it is.
        if let first = tokens.first(where: { !$0.isSymbol(";") }), first.isKeyword("select", "with", "values") {
            let borrowed = names.expressions.sorted().first { !connection.rules.isFree($0) }
            if let reserved = names.reserved ?? borrowed { throw SandboxRefusal(.reservedName(reserved)) }
            if let function = names.tableFunction { throw SandboxRefusal(.baseTable(function)) }
        }
        connection.rules.begin(expressions: names.expressions)
        let prepared = section.sql.withCString { start in
            var statement: OpaquePointer?
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(connection.handle, start, -1, &statement, &tail)
            return (code, statement, tail.map { String(cString: $0) } ?? "")
        }
        guard prepared.0 == SQLITE_OK else { throw Self.refusal(section, connection) }
        guard let statement = prepared.1, SQLTokenizer.tokens(of: prepared.2).allSatisfy({ $0.isSymbol(";") }) else {
            sqlite3_finalize(prepared.1)
            throw SandboxRefusal(.notOneStatement(section.name))
        }
        handle = statement
        self.connection = connection
        if sqlite3_stmt_readonly(handle) == 0 { throw SandboxRefusal(.writes) }
        if sqlite3_stmt_isexplain(handle) != 0 { throw SandboxRefusal(.forbiddenStatement("EXPLAIN")) }
        if let unknown = unknownParameter { throw SandboxRefusal(.unknownParameter(unknown)) }
    }

    deinit { sqlite3_finalize(handle) }

    private static func refusal(
        _ section: IndicatorDefinition.Section,
        _ connection: SandboxConnection
    ) -> SandboxRefusal {
        let message = SandboxFailure.message(of: connection.handle)
        let offset = Int(sqlite3_error_offset(connection.handle))
        let line = offset < 0 ? nil : section.line + section.sql.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") }
        return SandboxRefusal(connection.rules.denial ?? .sqlite(message), line: line)
    }

    private var unknownParameter: String? {
        let names = (0..<sqlite3_bind_parameter_count(handle)).map { index in
            sqlite3_bind_parameter_name(handle, index + 1).map { String(cString: $0) }
        }
        // Only a bare question mark, and the gap before a numbered one, has no name.
        return names.compactMap(\.self).first { !Self.parameters.contains($0) } ?? (names.contains(nil) ? "?" : nil)
    }

    /// The names of the result's columns, in lower case.
    var columns: [String] {
        (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)).lowercased() }
    }

    /// Sets the parameters that the query has, and begins again.
    func bind(_ question: IndicatorQuestion) {
        sqlite3_reset(handle)
        // SQLite copies the text at once where told that it may move.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_int64(handle, index(":jurisdiction"), question.jurisdiction.rawValue)
        sqlite3_bind_int64(handle, index(":year"), Int64(question.year))
        if let variant = question.variant { sqlite3_bind_text(handle, index(":variant"), variant, -1, transient) }
    }

    private func index(_ name: String) -> Int32 { sqlite3_bind_parameter_index(handle, name) }

    /// Goes to the next row.
    ///
    /// - Returns: whether there is one.
    /// - Throws: ``SandboxFailure``, with `SQLITE_INTERRUPT` where time was up.
    func step() throws(SandboxFailure) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SandboxFailure(connection.handle)
        }
    }

    /// The number in a column of the row; `nil` for NULL.
    ///
    /// - Throws: ``NotANumber``, also for infinity.
    func number(_ column: Int32) throws(NotANumber) -> Double? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return nil
        case SQLITE_INTEGER, SQLITE_FLOAT:
            let value = sqlite3_column_double(handle, column)
            guard value.isFinite else { throw NotANumber(column: columns[Int(column)]) }
            return value
        default: throw NotANumber(column: columns[Int(column)])
        }
    }

    /// The text in a column of the row; empty for NULL.
    func text(_ column: Int32) -> String { sqlite3_column_text(handle, column).map { String(cString: $0) } ?? "" }
}

/// A column that holds something else.
struct NotANumber: Error { let column: String }

/// Why a query may not run.
struct SandboxRefusal: Error {
    let reason: IndicatorRefusal.Reason
    let line: Int?

    init(_ reason: IndicatorRefusal.Reason, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }
}

extension IndicatorRefusal.Reason {
    /// Sorts SQLite's own complaints.
    static func sqlite(_ message: String) -> Self {
        func rest(_ beginning: String) -> String? {
            message.hasPrefix(beginning) ? String(message.dropFirst(beginning.count)) : nil
        }
        if let name = rest("no such table: ") { return .unknownView(name) }
        if let name = rest("no such column: ") { return .unknownColumn(name) }
        if let name = rest("no such function: ") { return .forbiddenFunction(name) }
        return .syntax(message)
    }
}
