import Texts

/// A form as a page shows it (表单): what was typed or is stored, and what is wrong with each field.
struct FormDraft: Sendable {
    let texts: Localizer
    /// Keeps the ids of several forms on one page apart.
    var prefix = "f"
    /// What was typed; `nil` where the form is shown for the first time.
    var typed: FormFields?
    /// What is wrong, in words, by the name of the field.
    var problems: [String: String] = [:]
    /// What is wrong with the form as a whole.
    var general: String?
    /// What somebody else changed meanwhile, with both values.
    var conflicts: [String] = []

    var hasProblems: Bool { !problems.isEmpty || general != nil || !conflicts.isEmpty }

    /// A line to type in.
    ///
    /// - Parameters:
    ///   - name: the field's name, as the form sends it.
    ///   - label: the text above it.
    ///   - stored: what it holds before anything was typed.
    ///   - type: the kind of input; what was typed into a password is never shown again.
    ///   - hint: a text below it.
    ///   - autocomplete: what a browser may fill in.
    ///   - isRequired: whether it must be filled in.
    /// - Returns: what the template prints.
    func field(
        _ name: String,
        _ label: TextKey,
        stored: String = "",
        type: String = "text",
        hint: TextKey? = nil,
        autocomplete: String? = nil,
        isRequired: Bool = false
    ) -> Field {
        let id = "\(prefix)-\(name)"
        let error = problems[name]
        return Field(
            id: id,
            name: name,
            label: texts[label],
            value: type == "password" ? "" : typed.map { $0[name] ?? "" } ?? stored,
            type: type,
            hint: hint.map { texts[$0] },
            error: error,
            autocomplete: autocomplete,
            describedBy: describedBy(id, hasHint: hint != nil, hasError: error != nil),
            isRequired: isRequired
        )
    }

    /// A choice among fixed answers.
    ///
    /// - Parameters:
    ///   - name: the field's name, as the form sends it.
    ///   - label: the text above it.
    ///   - answers: what may be chosen, with its words.
    ///   - stored: what is chosen before anything was.
    ///   - none: the words for choosing nothing; `nil` where something must be chosen.
    ///   - hint: a text below it.
    /// - Returns: what the template prints.
    func choice(
        _ name: String,
        _ label: TextKey,
        _ answers: [(value: String, text: String)],
        stored: String = "",
        none: TextKey? = nil,
        hint: TextKey? = nil
    ) -> ChoiceField {
        let id = "\(prefix)-\(name)"
        let error = problems[name]
        let chosen = typed.map { $0[name] ?? "" } ?? stored
        let first = none.map { [Choice(value: "", text: texts[$0], isCurrent: chosen.isEmpty)] } ?? []
        return ChoiceField(
            id: id,
            name: name,
            label: texts[label],
            options: first
                + answers.map { Choice(value: $0.value, text: $0.text, isCurrent: $0.value == chosen) },
            hint: hint.map { texts[$0] },
            error: error,
            describedBy: describedBy(id, hasHint: hint != nil, hasError: error != nil)
        )
    }

    private func describedBy(_ id: String, hasHint: Bool, hasError: Bool) -> String? {
        let ids = (hasError ? ["\(id)-error"] : []) + (hasHint ? ["\(id)-hint"] : [])
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

/// A line to type in, as `field.mustache` prints it.
struct Field: Sendable {
    let id: String
    let name: String
    let label: String
    let value: String
    let type: String
    let hint: String?
    let error: String?
    let autocomplete: String?
    /// The ids of error and hint, for screen readers.
    let describedBy: String?
    let isRequired: Bool
}

/// A choice among fixed answers, as `choice.mustache` prints it.
struct ChoiceField: Sendable {
    let id: String
    let name: String
    let label: String
    let options: [Choice]
    let hint: String?
    let error: String?
    let describedBy: String?
}
