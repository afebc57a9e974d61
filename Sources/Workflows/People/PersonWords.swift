import Access
import Foundation
import Store

/// What people may be called (姓名与登录名的写法).
enum PersonWords {
    /// Name, login and mail address as they are stored.
    ///
    /// - Throws: ``PeopleRefusal`` for what cannot be one.
    static func draft(login: String, name: String, email: String?) throws(PeopleRefusal) -> PersonDraft {
        PersonDraft(login: try Self.login(login), name: try Self.name(name), email: try Self.email(email))
    }

    /// A login in lower case: 3 to 64 letters, digits, dots, dashes, underscores, or a mail address.
    static func login(_ text: String) throws(PeopleRefusal) -> String {
        let login = trimmed(text).lowercased()
        guard login.wholeMatch(of: /[a-z0-9][a-z0-9._@-]{1,62}[a-z0-9]/) != nil, !login.hasPrefix("erased-") else {
            throw .loginMalformed
        }
        return login
    }

    /// A name of up to 100 characters on one line.
    static func name(_ text: String) throws(PeopleRefusal) -> String {
        let name = trimmed(text)
        guard (1...100).contains(name.count), !holdsControls(name) else { throw .name }
        return name
    }

    /// A mail address; `nil` where the text is empty.
    static func email(_ text: String?) throws(PeopleRefusal) -> String? {
        guard let text = text.map(trimmed), !text.isEmpty else { return nil }
        // One line and one at-sign: what more there is to know only a letter can tell.
        guard text.utf8.count <= 254, text.wholeMatch(of: /[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+/) != nil,
            !holdsControls(text)
        else { throw .email }
        return text
    }

    static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Line breaks, and marks that turn the direction of what follows: in a list they would forge other lines.
    private static func holdsControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
                || (0x2066...0x2069).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
        }
    }
}
