import GRDBSQLite

/// What the sandbox lets a query read and call; what it says is asked for while a statement is prepared.
///
/// A view of ours is a door: the tables it reads may be reached through it and only through it. What each view reads is
/// recorded once, so that a query's own expression that borrows a view's name still reaches nothing else.
final class SandboxRules {
    /// Reading one column of a table through a view, or through an expression inside a view.
    struct Passage: Hashable {
        let through: String
        let object: String
        let column: String
    }

    /// The views that may be read.
    private(set) var views: Set<String>
    /// All tables and views there are; a query may not call an expression of its own like one of them.
    let objects: Set<String>
    private var reads: Set<Passage> = []
    /// The views and the expressions inside them.
    private var passages: Set<String> = []
    private var calls: Set<Passage> = []
    private var isRecording = false

    /// The first thing that was not allowed since ``begin(expressions:)``.
    private(set) var denial: IndicatorRefusal.Reason?
    private var expressions: Set<String> = []
    private var reached: Set<String> = []

    /// The functions a query may call; operators such as LIKE are functions to SQLite.
    static let functions: Set<String> = [
        "abs", "avg", "ceil", "ceiling", "coalesce", "count", "cume_dist", "dense_rank", "exp", "first_value", "floor",
        "glob", "ifnull", "iif", "instr", "lag", "last_value", "lead", "length", "like", "ln", "log", "log10", "log2",
        "lower", "ltrim", "max", "min", "mod", "nth_value", "ntile", "nullif", "percent_rank", "pow", "power", "rank",
        "replace", "round", "row_number", "rtrim", "sign", "sqrt", "substr", "substring", "sum", "total", "trim",
        "trunc",
        "upper",
    ]

    init(objects: Set<String>, views: Set<String>) {
        self.objects = objects
        self.views = views
    }

    /// Records what the statements prepared inside read and call.
    func record(_ prepare: () -> Void) {
        isRecording = true
        prepare()
        isRecording = false
        passages = Set(reads.map(\.through))
    }

    /// Forgets the last statement; the next one defines these expressions.
    func begin(expressions: Set<String>) {
        denial = nil
        reached = []
        self.expressions = expressions
    }

    /// Whether a query may call an expression of its own like this.
    func isFree(_ name: String) -> Bool {
        !name.hasPrefix("v_") && !name.hasPrefix("sqlite_") && !name.hasPrefix("pragma_") && !objects.contains(name)
            && !passages.contains(name)
    }

    /// Answers SQLite's authorizer.
    func judge(_ action: Int32, _ first: String?, _ second: String?, through: String?) -> Int32 {
        let reason: IndicatorRefusal.Reason?
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: reason = nil
        case SQLITE_READ: reason = refuseRead(first ?? "", second ?? "", through)
        case SQLITE_FUNCTION: reason = refuseCall(second ?? "", through)
        case SQLITE_PRAGMA: reason = .forbiddenStatement("PRAGMA")
        case SQLITE_ATTACH: reason = .forbiddenStatement("ATTACH")
        case SQLITE_DETACH: reason = .forbiddenStatement("DETACH")
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: reason = .forbiddenStatement("BEGIN")
        default: reason = .writes
        }
        guard let reason else { return SQLITE_OK }
        denial = denial ?? reason
        return SQLITE_DENY
    }

    private func refuseRead(_ object: String, _ column: String, _ through: String?) -> IndicatorRefusal.Reason? {
        if isRecording {
            if let through { reads.insert(Passage(through: through, object: object, column: column)) }
            return nil
        }
        if views.contains(object) { return nil }
        if let through, reads.contains(Passage(through: through, object: object, column: column)) {
            reached.insert(object)
            return nil
        }
        // Counting rows reads no column; the optimizer may have taken the view away by then.
        if column.isEmpty, [reached, expressions, passages].contains(where: { $0.contains(object) }) { return nil }
        return .baseTable(object)
    }

    private func refuseCall(_ function: String, _ through: String?) -> IndicatorRefusal.Reason? {
        if isRecording {
            if let through { calls.insert(Passage(through: through, object: "", column: function)) }
            return nil
        }
        if Self.functions.contains(function) { return nil }
        if let through, calls.contains(Passage(through: through, object: "", column: function)) { return nil }
        return .forbiddenFunction(function)
    }
}
