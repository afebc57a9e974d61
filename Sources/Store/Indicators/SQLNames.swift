/// The names that an SQL text gives to its own parts, and what is wrong with them.
///
/// SQLite tells the authorizer the innermost view *or common table expression* a table is reached through, so a
/// query must not call one of its own like a view.
struct SQLNames {
    /// The common table expressions, in lower case.
    private(set) var expressions: Set<String> = []
    /// The first name beginning with `v_` that the text defines itself.
    private(set) var reserved: String?
    /// The first table that is a function in disguise; SQLite asks the authorizer oddly about those.
    let tableFunction: String?

    /// Reads the names of a text.
    init(_ tokens: [SQLToken]) {
        tableFunction =
            tokens.first {
                ($0.kind == .word || $0.kind == .quotedName)
                    && ($0.text.hasPrefix("pragma_") || ["json_each", "json_tree"].contains($0.text))
            }?.text
        for index in tokens.indices where Self.isName(tokens[index]) {
            if Self.definesExpression(tokens, at: index) {
                expressions.insert(tokens[index].text)
                note(tokens[index])
            } else if Self.isAlias(tokens, at: index) {
                note(tokens[index])
            }
        }
    }

    private mutating func note(_ token: SQLToken) {
        if reserved == nil, token.text.hasPrefix("v_") { reserved = token.text }
    }

    private static func isName(_ token: SQLToken) -> Bool {
        token.kind == .word || token.kind == .quotedName || token.kind == .string
    }

    /// `name AS (`, `name (column, …) AS (`, after WITH, RECURSIVE or a comma.
    private static func definesExpression(_ tokens: [SQLToken], at index: Int) -> Bool {
        guard index > 0, tokens[index - 1].isKeyword("with", "recursive") || tokens[index - 1].isSymbol(",") else {
            return false
        }
        var next = index + 1
        if next < tokens.count, tokens[next].isSymbol("(") {
            while next < tokens.count, !tokens[next].isSymbol(")") { next += 1 }
            next += 1
        }
        guard next + 1 < tokens.count, tokens[next].isKeyword("as") else { return false }
        return tokens[next + 1].isSymbol("(") || tokens[next + 1].isKeyword("materialized", "not")
    }

    /// A name with `v_` that stands neither where a table is named nor before or after a point.
    private static func isAlias(_ tokens: [SQLToken], at index: Int) -> Bool {
        guard tokens[index].text.hasPrefix("v_") else { return false }
        guard index > 0 else { return true }
        let previous = tokens[index - 1]
        if tokens[index].kind == .string { return previous.isKeyword("as") }
        if index + 1 < tokens.count, tokens[index + 1].isSymbol(".") { return false }
        return !previous.isKeyword("from", "join", "in") && ![",", "(", "."].contains(where: previous.isSymbol)
    }
}
