/// A file that cannot be used as an indicator (未采用的指标文件), and why.
package struct IndicatorRefusal: Error, Hashable {
    /// The name of the file.
    package let file: String
    /// Why it cannot be used.
    package let reason: Reason
    /// The line it is about, counted from 1; `nil` where unknown or about the whole file.
    package let line: Int?

    /// Why a file cannot be used; the values are the evidence.
    package enum Reason: Sendable, Hashable {
        /// No regular file, no permission, or no text.
        case unreadable
        /// Larger than 64 KB. [bytes]
        case tooLarge(Int)
        /// No `/* … */` at its head.
        case noFrontMatter
        /// A key that must be there is not.
        case missingKey(String)
        /// A key that is not known.
        case unknownKey(String)
        /// A key whose value cannot be read.
        case malformedKey(String, value: String)
        /// Two statements of the file that cannot both be meant: a key twice, a word both asked for and excluded.
        case contradictory(String)
        /// Another file of the folder has the same id.
        case duplicateID(String)
        /// `-- value` or `-- rows` is missing, stands twice or in the wrong order.
        case missingSection(String)
        /// A section that is not exactly one statement.
        case notOneStatement(String)
        /// A statement that would change something.
        case writes
        /// A statement of another kind, such as PRAGMA or ATTACH.
        case forbiddenStatement(String)
        /// A table itself instead of a view.
        case baseTable(String)
        /// A view that does not exist.
        case unknownView(String)
        /// A column that does not exist.
        case unknownColumn(String)
        /// A function that is not on the list.
        case forbiddenFunction(String)
        /// A name of the query's own that only a view may have.
        case reservedName(String)
        /// A parameter besides `:jurisdiction`, `:year` and `:variant`.
        case unknownParameter(String)
        /// Not the columns that belong there.
        case wrongColumns(section: String, expected: String)
        /// SQLite does not understand it, in its words.
        case syntax(String)
    }

    /// Creates a refusal.
    package init(file: String, reason: Reason, line: Int? = nil) {
        self.file = file
        self.reason = reason
        self.line = line
    }

    /// The key of the words for it: `indicator.refusal.<code>`; `{0}` is the file, the others are the evidence.
    package var textKey: String { "indicator.refusal." + reason.code }
    /// What fills the words: the file, then what shows why.
    package var textArguments: [String] { [file] + reason.evidence }
}

extension IndicatorRefusal.Reason {
    /// The stable name of the case.
    var code: String {
        switch self {
        case .unreadable: "unreadable"
        case .tooLarge: "tooLarge"
        case .noFrontMatter: "noFrontMatter"
        case .missingKey: "missingKey"
        case .unknownKey: "unknownKey"
        case .malformedKey: "malformedKey"
        case .contradictory: "contradictory"
        case .duplicateID: "duplicateID"
        case .missingSection: "missingSection"
        case .notOneStatement: "notOneStatement"
        case .writes: "writes"
        case .forbiddenStatement: "forbiddenStatement"
        case .baseTable: "baseTable"
        case .unknownView: "unknownView"
        case .unknownColumn: "unknownColumn"
        case .forbiddenFunction: "forbiddenFunction"
        case .reservedName: "reservedName"
        case .unknownParameter: "unknownParameter"
        case .wrongColumns: "wrongColumns"
        case .syntax: "syntax"
        }
    }

    var evidence: [String] {
        switch self {
        case .unreadable, .noFrontMatter, .writes: []
        case .tooLarge(let bytes): [String(bytes)]
        case .malformedKey(let key, let value): [key, value]
        case .wrongColumns(let section, let expected): [section, expected]
        case .missingKey(let text), .unknownKey(let text), .contradictory(let text), .duplicateID(let text),
            .missingSection(let text), .notOneStatement(let text), .forbiddenStatement(let text), .baseTable(let text),
            .unknownView(let text), .unknownColumn(let text), .forbiddenFunction(let text), .reservedName(let text),
            .unknownParameter(let text), .syntax(let text):
            [text]
        }
    }
}

/// A reason why an indicator gave no answer when it was asked (指标计算失败); the first value is its id.
package enum IndicatorError: Error, Hashable {
    /// It did not finish in its time.
    case tookTooLong(String)
    /// It gave more rows than anybody can read.
    case tooManyRows(String)
    /// Its value statement gave more than one row.
    case severalValues(String)
    /// A column held something that is no number.
    case notANumber(String, column: String)
    /// A part was of something that is not an ``IndicatorRow/Kind``.
    case unknownKind(String, kind: String)
    /// SQLite gave up, in its words.
    case failed(String, String)

    /// The key of the words for it: `indicator.refusal.<code>`.
    package var textKey: String {
        switch self {
        case .tookTooLong: "indicator.refusal.tookTooLong"
        case .tooManyRows: "indicator.refusal.tooManyRows"
        case .severalValues: "indicator.refusal.severalValues"
        case .notANumber: "indicator.refusal.notANumber"
        case .unknownKind: "indicator.refusal.unknownKind"
        case .failed: "indicator.refusal.failed"
        }
    }

    /// What fills the words: the id, then what shows why.
    package var textArguments: [String] {
        switch self {
        case .tookTooLong(let id), .tooManyRows(let id), .severalValues(let id): [id]
        case .notANumber(let id, let text), .unknownKind(let id, let text), .failed(let id, let text): [id, text]
        }
    }
}
