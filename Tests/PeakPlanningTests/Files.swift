import Foundation
import PeakPlanning

/// The files that tests read.
enum Files {
    static func fixture(_ name: String) throws -> URL {
        guard let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures") else {
            throw CocoaError(.fileNoSuchFile)
        }
        return url
    }

    /// A file that ships with the target.
    static func resource(_ path: String) throws -> Data { try source("PeakPlanning/Resources/\(path)") }

    /// A file of the sources.
    static func source(_ path: String) throws -> Data {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let url = root.deletingLastPathComponent().appending(path: "Sources/\(path)")
        return try Data(contentsOf: url)
    }

    static func lexicon() throws -> Lexicon { try Lexicon(json: resource("lexicon.json")) }

    static func reader() throws -> PlanReader { PlanReader(lexicon: try lexicon()) }

    static func plan(_ file: String) throws -> Plan {
        try reader().read(String(decoding: resource("Plans/\(file)"), as: UTF8.self))
    }

    /// The indicators of a sentence that stands for itself.
    static func indicators(_ text: String) throws -> [PlanIndicator] {
        try reader().read(text).tasks.flatMap(\.indicators)
    }
}
