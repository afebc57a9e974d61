public import FoundationEssentials

/// Reads the file of a project (项目文件): JSON with the fields of ``Project``.
public enum ProjectFile {
    /// Reads a project.
    ///
    /// A field that the format does not know is refused as well: a misspelt one would silently count as left out.
    ///
    /// - Throws: ``ProjectRefusal`` naming the field.
    public static func read(json: Data) throws(ProjectRefusal) -> Project {
        let project: Project
        do {
            project = try JSONDecoder().decode(Project.self, from: json)
        } catch let error as DecodingError {
            throw ProjectRefusal(problems: [problem(error)])
        } catch {
            throw ProjectRefusal(problems: [ProjectProblem("", "carbon.project.notJSON")])
        }
        let unknown = unknownFields(of: json, in: project)
        guard unknown.isEmpty else {
            throw ProjectRefusal(problems: unknown.map { ProjectProblem($0, "carbon.project.unknownField") })
        }
        return project
    }

    private static func problem(_ error: DecodingError) -> ProjectProblem {
        switch error {
        case .keyNotFound(let key, let context):
            ProjectProblem(path(context.codingPath + [key]), "carbon.project.missingField")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            ProjectProblem(
                path(context.codingPath),
                context.codingPath.isEmpty ? "carbon.project.notJSON" : "carbon.project.wrongType"
            )
        @unknown default: ProjectProblem("", "carbon.project.notJSON")
        }
    }

    /// A path such as `materials[3].unit`.
    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { path, key in
            if let index = key.intValue { return "\(path)[\(index)]" }
            return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
        }
    }

    /// The fields of the file that the project does not write again.
    private static func unknownFields(of json: Data, in project: Project) -> [String] {
        guard let given = try? JSONDecoder().decode(Tree.self, from: json),
            let known = try? JSONDecoder().decode(Tree.self, from: JSONEncoder().encode(project))
        else { return [] }
        return given.fields(beyond: known, at: "")
    }

    /// The shape of a JSON document.
    private indirect enum Tree: Decodable {
        case object([String: Tree])
        case list([Tree])
        case null
        case leaf

        init(from decoder: any Decoder) throws {
            if (try? decoder.singleValueContainer().decodeNil()) == true {
                self = .null
            } else if let object = try? [String: Tree](from: decoder) {
                self = .object(object)
            } else if let list = try? [Tree](from: decoder) {
                self = .list(list)
            } else {
                self = .leaf
            }
        }

        func fields(beyond known: Tree, at path: String) -> [String] {
            switch (self, known) {
            case (.object(let given), .object(let kept)):
                given.sorted { $0.key < $1.key }.flatMap { name, value in
                    let inner = path.isEmpty ? name : "\(path).\(name)"
                    // `null` says nothing, whatever its name.
                    if case .null = value { return [String]() }
                    return kept[name].map { value.fields(beyond: $0, at: inner) } ?? [inner]
                }
            case (.list(let given), .list(let kept)):
                zip(given, kept).enumerated().flatMap { $1.0.fields(beyond: $1.1, at: "\(path)[\($0)]") }
            default: []
            }
        }
    }
}

/// Something in a project that keeps it from being computed (项目数据问题).
public struct ProjectProblem: Hashable, Sendable {
    /// Where it stands, such as `materials[3].unit`.
    public let path: String
    /// What is wrong, a stable rule; `Texts` holds its words under `finding.<rule>`.
    public let rule: String
    /// The facts, in the order in which the text uses them.
    public let evidence: [String]

    /// Creates a problem.
    public init(_ path: String, _ rule: String, _ evidence: String...) {
        self.path = path
        self.rule = rule
        self.evidence = evidence
    }
}

/// All that keeps a project from being computed; nothing of it is computed then (项目不予计算).
public struct ProjectRefusal: Error, Equatable {
    /// The problems in the order of the file.
    public let problems: [ProjectProblem]

    /// Creates a refusal.
    public init(problems: [ProjectProblem]) { self.problems = problems }
}
