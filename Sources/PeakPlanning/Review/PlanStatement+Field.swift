import Units

extension PlanStatement {
    /// What may differ between two statements (字段).
    public enum Field: String, Sendable, CaseIterable {
        /// ``PlanStatement/kind``.
        case kind
        /// ``PlanStatement/name``.
        case name
        /// ``PlanStatement/comparator``.
        case comparator
        /// ``PlanStatement/value``.
        case value
        /// ``PlanStatement/upperValue``.
        case upperValue = "upper_value"
        /// ``PlanStatement/unit``.
        case unit
        /// ``PlanStatement/year``.
        case year
        /// ``PlanStatement/baseline``.
        case baseline
        /// ``PlanStatement/qualifier``.
        case qualifier
        /// ``PlanStatement/scope``.
        case scope
        /// ``PlanStatement/quote``.
        case quote
        /// ``PlanStatement/task``.
        case task

        /// Fields that make another demand of the same words: where one changes, a person looks again.
        static let demand: [Field] = [.kind, .comparator, .value, .upperValue, .unit, .year]
    }

    /// A field in plain words of no language, for logs and comparisons; `nil` where it is empty.
    public func text(_ field: Field) -> String? {
        let text: String? =
            switch field {
            case .kind: kind.rawValue
            case .name: name
            case .comparator: comparator?.rawValue
            case .value: value?.description
            case .upperValue: upperValue?.description
            case .unit: unit
            case .year: year.map(String.init)
            case .baseline: baseline.map { "\($0.direction.rawValue) \($0.text)" }
            case .qualifier: qualifier
            case .scope: scope
            case .quote: quote
            case .task: task
            }
        return text?.isEmpty == true ? nil : text
    }

    /// The fields in which two statements differ; numbers and quotes by what they mean, not by how they are written.
    public func differences(from other: PlanStatement) -> [Field] {
        Field.allCases.filter { field in
            switch field {
            case .value: value != other.value
            case .upperValue: upperValue != other.upperValue
            case .quote: !Likeness.isSame(quote, other.quote)
            default: text(field) != other.text(field)
            }
        }
    }

    /// What a person says, over what is read now: fields that the person left as they were read follow the text.
    func merged(over now: PlanStatement, read: PlanStatement?) -> PlanStatement {
        guard let read else { return self }
        var result = now
        for field in differences(from: read) { result.take(field, from: self) }
        return result
    }

    /// Whether the text now demands, or speaks of, something that neither was read when a person decided nor is what they
    /// said.
    func isOutdated(by now: PlanStatement, read: PlanStatement?) -> Bool {
        guard now.isWordedLike(read ?? self) || now.isWordedLike(self) else { return true }
        let moved = Set(now.differences(from: read ?? self)).intersection(now.differences(from: self))
        return Field.demand.contains(where: moved.contains)
    }

    private mutating func take(_ field: Field, from other: PlanStatement) {
        switch field {
        case .kind: kind = other.kind
        case .name: name = other.name
        case .comparator: comparator = other.comparator
        case .value: value = other.value
        case .upperValue: upperValue = other.upperValue
        case .unit: unit = other.unit
        case .year: year = other.year
        case .baseline: baseline = other.baseline
        case .qualifier: qualifier = other.qualifier
        case .scope: scope = other.scope
        case .quote: quote = other.quote
        case .task: (task, heading) = (other.task, other.heading)
        }
    }
}
