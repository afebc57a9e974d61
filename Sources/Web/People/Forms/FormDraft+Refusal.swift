import Access
import Foundation
import Texts
import Units

/// What a form says above its fields (表单提示).
struct FormProblem: Sendable {
    let text: String
    let lines: [String]
}

extension FormDraft {
    /// What stands above the form; `nil` where nothing is wrong.
    var problem: FormProblem? {
        if !conflicts.isEmpty { return FormProblem(text: texts["form.conflict"], lines: conflicts) }
        if let general { return FormProblem(text: general, lines: []) }
        // One mark beside one field is seen without being announced.
        guard problems.count > 1 else { return nil }
        return FormProblem(text: texts["form.problems", texts.numbers.integer(problems.count)], lines: [])
    }

    /// Asks for fields that must not be empty.
    mutating func require(_ names: String...) {
        for name in names where (typed?.raw(name) ?? "").trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
            problems[name] = texts["field.missing"]
        }
    }

    /// Puts a refusal beside the field that it is about, or above the form.
    mutating func refuse(_ refusal: PeopleRefusal) {
        if let field = refusal.field {
            problems[field] = refusal.words(texts)
        } else {
            general = refusal.words(texts)
        }
    }

    /// Says what somebody else has stored meanwhile, where it differs from what was typed.
    mutating func conflict(_ name: String, _ label: TextKey, stored: String) {
        let mine = typed?[name] ?? ""
        guard mine != stored else { return }
        let none = NumberStyle.none
        let shown = [stored, mine].map { $0.isEmpty ? none : $0 }
        conflicts.append(texts["form.conflict.field", texts[label], shown[0], shown[1]])
    }

    /// Takes two passwords that must be the same.
    mutating func requireSame(_ name: String, _ again: String) {
        guard let typed, problems[name] == nil, typed.raw(name) != typed.raw(again) else { return }
        problems[again] = texts["password.differ"]
    }

    /// A day; empty is none, and what is no day becomes a problem.
    mutating func day(_ name: String) -> CivilDay? {
        guard let text = typed?[name] else { return nil }
        guard let day = CivilDay(text) else {
            problems[name] = texts["people.refusal.dates"]
            return nil
        }
        return day
    }
}

extension PeopleRefusal {
    /// The sentence for the reader.
    func words(_ texts: Localizer) -> String {
        let arguments: [String] =
            switch self {
            case .locked(let until): [texts.dates.minute(Instant(seconds: until))]
            case .password(.tooShort): [texts.numbers.integer(PasswordRules.shortest)]
            case .password(.tooLong): [texts.numbers.integer(PasswordRules.longest)]
            default: []
            }
        return texts.text(TextKey("people.refusal.\(name)"), arguments)
    }

    /// The field of our forms that it is about; `nil` where it is about the whole.
    var field: String? {
        switch self {
        case .loginTaken, .loginMalformed: "login"
        case .name, .departmentTaken: "name"
        case .email: "email"
        case .password: "password"
        case .wrongPassword: "current"
        case .wrongCode: "code"
        case .tokenRoles: "roles"
        case .tokenExpiry: "expires"
        case .creditCode, .creditCodeTaken: "credit_code"
        case .grant(.dates), .dates: "to"
        case .grant(.notToday): "from"
        case .grant(.bound), .grant(.held): "role"
        default: nil
        }
    }
}
