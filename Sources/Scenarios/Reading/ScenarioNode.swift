/// One place of a scenario file as read (情景文件节点): a word, a list or a table, with file and line.
///
/// The text of the file is parsed elsewhere; this is what the engine reads, so that every complaint can name file, line and
/// key.
public struct ScenarioNode: Sendable {
    /// What stands at a place.
    public enum Content: Sendable {
        /// A word or number as written; empty where nothing stands behind a key.
        case scalar(String)
        /// Items in order.
        case list([ScenarioNode])
        /// Entries in order; no key occurs twice.
        case table([Entry])
    }

    /// One entry of a table.
    public struct Entry: Sendable {
        /// The key as written.
        public let key: String
        /// The line of the key, from 1.
        public let line: Int
        /// What stands behind it.
        public var node: ScenarioNode

        /// Creates an entry.
        public init(key: String, line: Int, node: ScenarioNode) {
            self.key = key
            self.line = line
            self.node = node
        }
    }

    /// What the blocks around a place say for everything in them; the nearest wins.
    struct Context: Sendable {
        var unit: String?
        var source: String?
        var interpolation: String?
    }

    /// What stands there.
    public var content: Content
    /// The file, as named to the reader.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What the blocks around it say, within its own file.
    var context = Context()

    /// Creates a node.
    public init(_ content: Content, file: String, line: Int) {
        self.content = content
        self.file = file
        self.line = line
    }

    /// The scenario that this one inherits from; `nil` where it stands for itself.
    public var parent: String? { self["inherits"]?.word }

    /// The entries of a table; none elsewhere.
    var entries: [Entry] {
        if case .table(let entries) = content { entries } else { [] }
    }

    /// The word of a scalar.
    var word: String? {
        if case .scalar(let word) = content { word } else { nil }
    }

    /// What stands behind a key of a table.
    subscript(key: String) -> ScenarioNode? { entries.first { $0.key == key }?.node }

    /// Hands unit, source and interpolation of each block down to what stands in it.
    func inContext(_ outer: Context = Context()) -> ScenarioNode {
        var node = self
        var context = outer
        context.unit = self["unit"]?.word ?? context.unit
        context.source = self["source"]?.word ?? context.source
        context.interpolation = self["interpolation"]?.word ?? context.interpolation
        node.context = context
        switch content {
        case .scalar: break
        case .list(let items): node.content = .list(items.map { $0.inContext(context) })
        case .table(let entries):
            node.content = .table(
                entries.map { Entry(key: $0.key, line: $0.line, node: $0.node.inContext(context)) }
            )
        }
        return node
    }
}
