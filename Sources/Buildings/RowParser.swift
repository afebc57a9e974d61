import Units

/// Reads the fields of one register row and collects what is wrong with them.
struct RowParser {
    private let values: [BuildingColumn: String]
    private(set) var problems: [FieldProblem] = []

    init(_ values: [BuildingColumn: String]) { self.values = values }

    mutating func report(_ column: BuildingColumn, _ rule: String, _ evidence: [String] = []) {
        problems.append(FieldProblem(column: column, rule: rule, evidence: evidence))
    }

    /// The text of a column of at most 200 characters.
    mutating func text(_ column: BuildingColumn, longest: Int = 200) -> String? {
        guard let value = values[column], !value.isEmpty else {
            if column.isRequired { report(column, "import.field.missing") }
            return nil
        }
        guard value.count <= longest else {
            report(column, "import.field.tooLong", [String(longest), String(value.count)])
            return nil
        }
        return value
    }

    mutating func code() -> String? {
        guard let value = text(.code, longest: 32) else { return nil }
        let isValid = value.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
        }
        if !isValid { report(.code, "import.buildingCode.invalid", [value]) }
        return isValid ? value : nil
    }

    mutating func kind() -> Building.Kind? {
        guard let value = text(.kind) else { return nil }
        let kind = Building.Kind(word: value)
        if kind == nil { report(.kind, "import.kind.unknown", [value]) }
        return kind
    }

    mutating func number(_ column: BuildingColumn) -> FixedPoint? {
        guard let value = text(column) else { return nil }
        let number = FixedPoint(value)
        if number == nil { report(column, "import.number.invalid", [value]) }
        return number
    }

    mutating func area(_ column: BuildingColumn) -> FixedPoint? {
        guard let value = number(column) else { return nil }
        guard FixedPoint(mantissa: 0) < value, value <= FixedPoint(mantissa: BuildingRow.largestFloorArea) else {
            report(column, "import.area.outOfRange", [value.description, String(BuildingRow.largestFloorArea)])
            return nil
        }
        return value
    }

    mutating func integer(_ column: BuildingColumn, in range: ClosedRange<Int64>) -> Int? {
        guard let value = number(column) else { return nil }
        guard let whole = value.mantissa(atExponent: 0) else {
            report(column, "import.number.notWhole", [value.description])
            return nil
        }
        guard range.contains(whole) else {
            let bounds = [String(range.lowerBound), String(range.upperBound)]
            report(column, "import.number.outOfRange", [value.description] + bounds)
            return nil
        }
        return Int(whole)
    }

    mutating func divisionCode() -> String? {
        guard let value = text(.divisionCode) else { return nil }
        guard value.utf8.count == 6, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), value.first != "0" else {
            report(.divisionCode, "import.divisionCode.invalid", [value])
            return nil
        }
        return value
    }

    mutating func party(_ nameColumn: BuildingColumn, _ codeColumn: BuildingColumn) -> Party? {
        let name = text(nameColumn)
        guard let value = text(codeColumn) else { return name.map { Party(name: $0) } }
        guard let code = UnifiedSocialCreditCode(value) else {
            if let expected = UnifiedSocialCreditCode.checkCharacter(of: value) {
                report(codeColumn, "import.creditCode.check", [value, String(expected)])
            } else {
                report(codeColumn, "import.creditCode.invalid", [value])
            }
            return nil
        }
        guard let name else {
            if values[nameColumn] == nil { report(nameColumn, "import.party.nameMissing", [value]) }
            return nil
        }
        return Party(name: name, creditCode: code)
    }

    mutating func location() -> GeographicPoint? {
        let hasLongitude = values[.longitude]?.isEmpty == false
        let hasLatitude = values[.latitude]?.isEmpty == false
        if hasLongitude != hasLatitude {
            report(hasLongitude ? .latitude : .longitude, "import.location.incomplete")
        }
        guard let longitude = number(.longitude), let latitude = number(.latitude) else { return nil }
        let (x, y) = (longitude.doubleValue, latitude.doubleValue)
        if let point = GeographicPoint(longitude: x, latitude: y) { return point }
        let isSwapped = GeographicPoint(longitude: y, latitude: x) != nil
        let rule = isSwapped ? "import.location.swapped" : "import.location.outside"
        report(.longitude, rule, [longitude.description, latitude.description])
        return nil
    }
}
