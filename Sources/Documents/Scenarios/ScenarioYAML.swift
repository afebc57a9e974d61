package import Scenarios
import Yams

/// Reads a scenario file (情景文件) as YAML into the tree that the engine reads.
package enum ScenarioYAML {
    /// The largest file that is read. [B]
    package static let limit = 4 << 20

    /// The tree of a text.
    ///
    /// Anchors and aliases are refused: a scenario that repeats itself inherits instead.
    ///
    /// - Throws: `ScenarioRefusal` with file and line where the text is no YAML.
    package static func tree(_ text: String, file: String) throws(ScenarioRefusal) -> ScenarioNode {
        do {
            let parser = try Parser(yaml: text)
            guard let root = try parser.singleRoot() else { throw refusal(file, line: 1, "") }
            // Nodes know their anchors as long as the parser lives.
            return try withExtendedLifetime(parser) { try node(root, file: file) }
        } catch let error as ScenarioRefusal {
            throw error
        } catch let error as YamlError {
            throw refusal(file, line: error.line, "\(error)")
        } catch {
            throw refusal(file, line: 1, "\(error)")
        }
    }

    private static func node(_ node: Node, file: String) throws(ScenarioRefusal) -> ScenarioNode {
        let line = node.mark?.line ?? 1
        guard !node.isAnchored else { throw refusal(file, line: line, "&") }
        switch node {
        case .scalar(let scalar):
            return ScenarioNode(.scalar(scalar.string), file: file, line: line)
        case .sequence(let sequence):
            var items: [ScenarioNode] = []
            for item in sequence { items.append(try self.node(item, file: file)) }
            return ScenarioNode(.list(items), file: file, line: line)
        case .mapping(let mapping):
            var entries: [ScenarioNode.Entry] = []
            for (key, value) in mapping {
                guard let name = key.scalar?.string else { throw refusal(file, line: key.mark?.line ?? line, "?") }
                entries.append(
                    ScenarioNode.Entry(
                        key: name,
                        line: key.mark?.line ?? line,
                        node: try self.node(value, file: file)
                    )
                )
            }
            return ScenarioNode(.table(entries), file: file, line: line)
        case .alias:
            throw refusal(file, line: line, "*")
        }
    }

    private static func refusal(_ file: String, line: Int, _ words: String) -> ScenarioRefusal {
        ScenarioRefusal([ScenarioProblem(.syntax, file: file, line: line, key: "", details: [words])])
    }
}

extension Node {
    /// Whether an alias may stand for it elsewhere.
    fileprivate var isAnchored: Bool {
        switch self {
        case .scalar(let scalar): scalar.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .alias: true
        }
    }
}

extension YamlError {
    /// Where the text goes wrong, from 1.
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 1
        }
    }
}
