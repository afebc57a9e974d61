import Units

/// Something wrong with one field of a register row (字段问题).
///
/// `Texts` holds the words under the rule's name, with the evidence as arguments.
public struct FieldProblem: Hashable, Sendable {
    /// The column.
    public let column: BuildingColumn
    /// The rule that it breaks, such as `import.number.outOfRange`.
    public let rule: String
    /// The facts that show why, in the order in which the text uses them.
    public let evidence: [String]

    /// Creates a problem.
    public init(column: BuildingColumn, rule: String, evidence: [String] = []) {
        self.column = column
        self.rule = rule
        self.evidence = evidence
    }
}

/// Understands the rows of a building register.
public enum BuildingRow {
    /// The largest floor area that a building can have; more is a slip of the unit or the decimals. [m²]
    public static let largestFloorArea: Int64 = 5_000_000

    /// Turns the values of a row into a registration, or says everything that is wrong with it.
    ///
    /// - Parameter values: trimmed text by column; numbers in plain half-width digits. Blank is the same as absent.
    /// - Returns: the registration and no problem, or no registration and at least one problem.
    public static func parse(_ values: [BuildingColumn: String]) -> (BuildingRegistration?, [FieldProblem]) {
        var row = RowParser(values)
        let gross = row.area(.grossFloorArea)
        let heated = row.area(.heatedFloorArea)
        if let gross, let heated, gross < heated {
            row.report(.heatedFloorArea, "import.area.heatedExceedsGross", [heated.description, gross.description])
        }
        // No stand-in leaves this function: where a required value is missing, there is a problem.
        var result = BuildingRegistration(
            code: row.code() ?? "",
            name: row.text(.name) ?? "",
            kind: row.kind() ?? .otherPublic,
            grossFloorArea: .squareMetres(gross?.doubleValue ?? 0)
        )
        result.heatedFloorArea = heated.map { .squareMetres($0.doubleValue) }
        result.completedYear = row.integer(.completedYear, in: 1800...2100).map(CivilYear.init)
        result.floorsAbove = row.integer(.floorsAbove, in: 1...200)
        result.address = row.text(.address)
        result.divisionCode = row.divisionCode()
        result.districtName = row.text(.districtName)
        result.functionalZone = row.text(.functionalZone)
        result.owner = row.party(.ownerName, .ownerCreditCode)
        result.user = row.party(.userName, .userCreditCode)
        result.responsibleParty = row.party(.responsibleName, .responsibleCreditCode)
        result.location = row.location()
        return row.problems.isEmpty ? (result, []) : (nil, row.problems)
    }
}
