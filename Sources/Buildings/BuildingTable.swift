public import Units

/// A reason why a file is no building register.
public enum BuildingTableError: Error, Hashable, Sendable {
    /// No heading stands for these columns, which every register has.
    case missingColumns([BuildingColumn])
    /// Two headings stand for the same column, so it is open which one counts.
    case repeatedColumn(BuildingColumn, headings: [String])
}

/// Which column of a file holds what (列对应), found by its headings.
///
/// Comparison ignores case, blanks, full-width forms, `_`, `-`, `*` and a trailing unit in brackets.
public struct BuildingTable: Hashable, Sendable {
    /// The column that each field of a row belongs to; `nil` where the heading is unknown.
    public let columns: [BuildingColumn?]
    /// One notice for each heading that is unknown; such columns are left out.
    public let findings: [DataFinding]

    /// Finds the columns of a file.
    ///
    /// - Parameter header: the headings in the order of the file.
    /// - Throws: ``BuildingTableError`` where a required column is missing or a column occurs twice.
    public init(header: [String]) throws(BuildingTableError) {
        columns = header.map { Self.column(for: $0) }
        var positions: [BuildingColumn: [String]] = [:]
        for (column, heading) in zip(columns, header) {
            if let column { positions[column, default: []].append(heading) }
        }
        for column in BuildingColumn.allCases {
            if let headings = positions[column], headings.count > 1 {
                throw .repeatedColumn(column, headings: headings)
            }
        }
        let missing = BuildingColumn.allCases.filter { $0.isRequired && positions[$0] == nil }
        guard missing.isEmpty else { throw .missingColumns(missing) }
        findings = zip(columns, header).filter { $0.0 == nil && !$0.1.isEmpty }.map {
            DataFinding(rule: "import.column.unknown", severity: .notice, subject: $0.1, evidence: [$0.1])
        }
    }

    /// The values of a row by column, blank ones left out.
    public func values(of fields: [String]) -> [BuildingColumn: String] {
        var result: [BuildingColumn: String] = [:]
        for (column, field) in zip(columns, fields) {
            if let column, !field.isEmpty { result[column] = field }
        }
        return result
    }

    /// The column that a heading stands for.
    public static func column(for heading: String) -> BuildingColumn? {
        byHeading[Heading(heading, ignoring: BuildingColumn.ignoredBrackets)]
    }

    private static let byHeading: [Heading: BuildingColumn] = {
        var result: [Heading: BuildingColumn] = [:]
        for column in BuildingColumn.allCases {
            for heading in [column.rawValue] + column.chineseHeadings + column.englishHeadings {
                result[Heading(heading)] = column
            }
        }
        return result
    }()
}
