extension ScenarioNode {
    /// A scenario with all that it inherits (继承展开), read by name.
    ///
    /// A file that says `inherits: NAME` is laid over that one: tables key by key; lists, words and all years of a table as a whole. A parameter that
    /// gets another value or path loses the source of the old one, so that a source never stands beside a figure of
    /// somebody else; unit and range stay.
    ///
    /// - Parameters:
    ///   - name: what is asked for.
    ///   - read: the tree of a file; `nil` where there is none. It gets a name and the file that asks for it.
    /// - Returns: one tree; each node knows the file that it came from.
    /// - Throws: ``ScenarioRefusal``: a circle, an unknown parent, or what `read` refuses.
    public static func assembled(
        _ name: String,
        read: (_ name: String, _ child: String?) throws -> ScenarioNode?
    ) throws -> ScenarioNode {
        guard let first = try read(name, nil) else {
            throw ScenarioRefusal([
                ScenarioProblem(.unknownParent, file: name, line: 1, key: "inherits", details: [name])
            ])
        }
        var layers = [first.inContext()]
        while let last = layers.last, let parent = last["inherits"], let parentName = parent.word {
            func refuse(_ code: ScenarioProblem.Code, _ detail: String) -> ScenarioRefusal {
                let problem = ScenarioProblem(
                    code,
                    file: parent.file,
                    line: parent.line,
                    key: "inherits",
                    details: [detail]
                )
                return ScenarioRefusal([problem])
            }
            guard let next = try read(parentName, last.file) else { throw refuse(.unknownParent, parentName) }
            guard !layers.contains(where: { $0.file == next.file }) else {
                let way = layers.map(\.file) + [next.file]
                throw refuse(.circularInheritance, way.joined(separator: " > "))
            }
            layers.append(next.inContext())
        }
        return layers.dropLast().reversed().reduce(layers[layers.count - 1]) { $1.laid(over: $0) }
    }

    /// This node with what it does not say taken from another.
    private func laid(over other: ScenarioNode) -> ScenarioNode {
        guard case .table(let own) = content, case .table(var entries) = other.content, !isPath else {
            // A bare number or path over a full parameter is its value or path.
            guard let replaced = replacement(of: other) else { return inheritingForm(of: other) }
            return replaced.laid(over: other)
        }
        if own.contains(where: { $0.key == "value" || $0.key == "path" }) {
            entries.removeAll { ["value", "path", "source", "interpolation"].contains($0.key) }
        }
        if own.contains(where: { Int($0.key) != nil }) { entries.removeAll { Int($0.key) != nil } }
        for entry in own {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index] = Entry(
                    key: entry.key,
                    line: entry.line,
                    node: entry.node.laid(over: entries[index].node)
                )
            } else {
                entries.append(entry)
            }
        }
        var node = inheritingForm(of: other)
        node.content = .table(entries)
        return node
    }

    /// What this file does not say of unit and interpolation is as in the figure that it replaces.
    private func inheritingForm(of other: ScenarioNode) -> ScenarioNode {
        var node = self
        node.context.unit = context.unit ?? other.context.unit
        node.context.interpolation = context.interpolation ?? other.context.interpolation
        return node
    }

    /// Years and numbers, nothing else.
    var isPath: Bool { !entries.isEmpty && entries.allSatisfy { Int($0.key) != nil } }

    private func replacement(of other: ScenarioNode) -> ScenarioNode? {
        guard other["value"] != nil || other["path"] != nil else { return nil }
        guard isPath || word != nil else { return nil }
        let entry = Entry(key: isPath ? "path" : "value", line: line, node: self)
        var node = ScenarioNode(.table([entry]), file: file, line: line)
        node.context = context
        return node
    }
}
