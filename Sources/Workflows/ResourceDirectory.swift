public import Foundation
public import Texts

/// The data files that ship with the program: factors, dictionaries, texts, templates.
///
/// Looked for in `TANFENG_RESOURCES`, then in `../share/tanfeng` beside the executable (where `make install` puts
/// them), then where the build puts them.
public struct ResourceDirectory: Sendable {
    private let candidates: @Sendable (String) -> [String]

    /// Creates a directory.
    ///
    /// - Parameter override: the value of `TANFENG_RESOURCES`, where set.
    public init(override: String?) {
        let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .path
        candidates = { target in
            (override.map { ["\($0)/\(target)"] } ?? [])
                + ["\(executable)/../share/tanfeng/\(target)", "\(executable)/tanfeng_\(target).resources/Resources"]
        }
    }

    /// The folder with a target's files.
    ///
    /// - Throws: ``ResourceError/missing(_:)``.
    public func directory(_ target: String) throws(ResourceError) -> String {
        guard let found = candidates(target).first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw .missing(candidates(target).joined(separator: ", "))
        }
        return found
    }

    /// The bytes of a target's file.
    ///
    /// - Throws: ``ResourceError/missing(_:)``.
    public func bytes(_ target: String, _ path: String) throws(ResourceError) -> Data {
        let file = try directory(target) + "/" + path
        guard let data = FileManager.default.contents(atPath: file) else { throw .missing(file) }
        return data
    }

    /// The texts of a language.
    public func localizer(_ language: Language) throws -> Localizer {
        try Localizer(language: language, json: Array(bytes("Texts", language.fileName)))
    }
}

/// A reason why the program's own files cannot be used.
public enum ResourceError: Error, Equatable {
    /// A file or folder is not there; the installation is incomplete.
    case missing(String)
}
