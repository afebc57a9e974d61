import Mustache
import Texts

/// The pages' templates, compiled once at start for each language with its texts already in place.
///
/// A text stands in a template as `{{#t}}key{{/t}}`. Filling it in before compiling costs nothing per request and
/// keeps a text from being read as a template.
struct TemplateLibrary: Sendable {
    private let libraries: [Language: MustacheLibrary]

    init(sources: [(name: String, text: String)], localizers: [Language: Localizer]) throws {
        var libraries: [Language: MustacheLibrary] = [:]
        for (language, localizer) in localizers {
            var library = MustacheLibrary()
            for source in sources {
                try library.register(Self.filled(source.text, with: localizer), named: source.name)
            }
            libraries[language] = library
        }
        self.libraries = libraries
    }

    func render(_ template: String, _ model: some Sendable, language: Language) throws -> String {
        guard let library = libraries[language], let fields = TemplateFields.value(of: model),
            let html = library.render(fields, withTemplate: template)
        else { throw WebError.failed }
        return html
    }

    /// The keys of all texts that a template uses.
    static func keys(in template: String) -> [String] {
        template.split(separator: "{{#t}}").dropFirst().map { String($0.prefix { $0 != "{" }) }
    }

    private static func filled(_ template: String, with localizer: Localizer) -> String {
        var result = ""
        var isFirst = true
        for piece in ("\u{0}" + template).split(separator: "{{#t}}") {
            if isFirst {
                result += piece.dropFirst()
                isFirst = false
                continue
            }
            let key = piece.prefix { $0 != "{" }
            result += escaped(localizer[TextKey(String(key))])
            result += piece.dropFirst(key.count).trimmingPrefix("{{/t}}")
        }
        return result
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
