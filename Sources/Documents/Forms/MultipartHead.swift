/// What a part of a form says about itself (分段头).
package struct MultipartHead: Sendable, Equatable {
    /// The field.
    package let name: String
    /// The name of the file, without folders; `nil` where the part is no file.
    package let fileName: String?

    /// Reads the lines of a head; `nil` where they name no field.
    init?(lines: ArraySlice<UInt8>) {
        var disposition: [String: String]?
        for line in String(decoding: lines, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-disposition" else { continue }
            let (kind, parameters) = Self.parameters(of: parts[1])
            guard kind == "form-data" else { return nil }
            disposition = parameters
        }
        guard let name = disposition?["name"] else { return nil }
        self.name = Self.unescaped(name)
        // Some browsers send the path on the person's own machine; it is nobody's business here.
        fileName = disposition?["filename"].map { file in
            String(Self.unescaped(file).split { $0 == "/" || $0 == "\\" }.last ?? "")
        }
    }

    /// The border that a content type names; `nil` where it is no form with one.
    static func boundary(of contentType: String) -> String? {
        let (kind, parameters) = parameters(of: contentType[...])
        guard kind == "multipart/form-data", let boundary = parameters["boundary"] else { return nil }
        let allowed = boundary.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "'()+_,-./:=? ".utf8.contains(byte)
        }
        return allowed && (1...70).contains(boundary.utf8.count) && boundary.last != " " ? boundary : nil
    }

    /// A value in lower case and its parameters; quoted ones may hold what would else end them.
    private static func parameters(of text: Substring) -> (value: String, parameters: [String: String]) {
        var pieces: [String] = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                // Only a quotation mark is ever escaped; a backslash else belongs to a path.
                pieces[pieces.count - 1] += character == "\"" ? "\"" : "\\\(character)"
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ";", !isQuoted {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        let trimmed = pieces.map { String($0.drop(while: \.isWhitespace)) }
        var parameters: [String: String] = [:]
        for piece in trimmed.dropFirst() {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { parameters[parts[0].lowercased()] = String(parts[1]) }
        }
        return ((trimmed.first ?? "").lowercased().filter { !$0.isWhitespace }, parameters)
    }

    /// Browsers write quotation marks and line breaks of a name this way.
    private static func unescaped(_ text: String) -> String {
        text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
