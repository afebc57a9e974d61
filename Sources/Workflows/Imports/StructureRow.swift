import Buildings
import Documents
import Metering
import Store
import Units

/// Understands the rows of a list of how meters stand to each other.
struct StructureRow: Sendable {
    typealias Problem = CodedRow<StructureColumn>.Problem

    /// What a row says.
    enum Said: Sendable {
        case position(MeterStructureRow, code: String)
        case virtual(VirtualMeter, Building.ID)
    }

    let row: CodedRow<StructureColumn>
    let buildings: [String: Building.ID]

    /// What the current row says, or what is wrong with it first.
    func parse(
        _ reader: borrowing CSVReader,
        _ structure: MeterStructure,
        _ places: [String: Int64]
    ) -> Result<Said, Problem> {
        do throws(Problem) {
            if let rejection = reader.rejection { throw Problem(rejection: rejection) }
            let code = try row.required(.meter, reader)
            let from = try row.day(.validFrom, reader)
            if let formula = row.text(.formula, reader) {
                return .success(try virtual(code, formula, from: from, reader, structure, places))
            }
            guard let id = structure.codes[code] else {
                throw row.problem(.meter, "import.structure.meterUnknown", reader)
            }
            return .success(.position(try position(of: id, from: from, reader, structure), code: code))
        } catch {
            return .failure(error)
        }
    }

    private func position(
        of meter: Meter.ID,
        from: CivilDay,
        _ reader: borrowing CSVReader,
        _ structure: MeterStructure
    ) throws(Problem) -> MeterStructureRow {
        var above = MeterPosition.Above.item
        if let word = row.text(.above, reader) {
            if StructureColumn.isNone(word) {
                above = .supply
            } else if let id = structure.codes[word] {
                above = .meter(id)
            } else {
                throw row.problem(.above, "import.structure.meterUnknown", reader)
            }
        }
        var purpose: MeterPurpose?
        if let word = row.text(.purpose, reader) {
            purpose = MeterPurpose(word: word)
            if purpose == nil { throw row.problem(.purpose, "import.structure.purposeUnknown", reader) }
        }
        var isCounted: Bool?
        if let word = row.text(.counted, reader) {
            isCounted = StructureColumn.flag(word)
            if isCounted == nil { throw row.problem(.counted, "import.structure.flagUnknown", reader) }
        }
        let power = try row.number(.ratedPower, reader)
        if let power, power <= FixedPoint(mantissa: 0) || power.mantissa(atExponent: -6) == nil {
            throw row.problem(.ratedPower, "import.structure.powerUnusable", reader)
        }
        return MeterStructureRow(
            position: MeterPosition(meter: meter, from: from, above: above, purpose: purpose, isCounted: isCounted),
            ratedPower: power
        )
    }

    private func virtual(
        _ code: String,
        _ text: String,
        from: CivilDay,
        _ reader: borrowing CSVReader,
        _ structure: MeterStructure,
        _ places: [String: Int64]
    ) throws(Problem) -> Said {
        let known = structure.codes[code].flatMap { structure.virtual[$0] }
        if known == nil, structure.codes[code] != nil {
            throw row.problem(.meter, "import.structure.notVirtual", reader)
        }
        guard code.utf8.count <= 64 else { throw row.problem(.meter, "import.text.tooLong", reader) }
        guard
            let building = row.text(.building, reader).map({ buildings[$0] })
                ?? places[code].map(Building.ID.init(rawValue:))
        else { throw row.problem(.building, "import.building.unknown", reader) }
        guard let item = row.text(.item, reader).map({ EnergyItemCode(rawValue: $0.uppercased()) }) ?? known?.item
        else {
            throw row.problem(.item, "import.item.unknown", reader)
        }
        if let known, known.item != item { throw row.problem(.item, "import.meter.itemDiffers", reader) }
        var formula: MeterFormula?
        if !StructureColumn.isNone(text) {
            do throws(FormulaProblem) {
                formula = try MeterFormula(text)
            } catch {
                throw row.problem(
                    .formula,
                    "import.formula.\(error.reason.rawValue)",
                    reader,
                    String(error.position + 1)
                )
            }
        }
        let version = VirtualMeter.Version(from: from, formula: formula)
        let meter = VirtualMeter(code: code, item: item, versions: [version])
        try check(meter, adding: known, in: building, reader, structure, places)
        return .virtual(meter, building)
    }

    private func check(
        _ meter: VirtualMeter,
        adding known: VirtualMeter?,
        in building: Building.ID,
        _ reader: borrowing CSVReader,
        _ structure: MeterStructure,
        _ places: [String: Int64]
    ) throws(Problem) {
        let before = (known?.versions ?? []).filter { $0.from != meter.versions.first?.from }
        let whole = VirtualMeter(code: meter.code, item: meter.item, versions: before + meter.versions)
        var carriers = structure.codes.compactMapValues { structure.items[$0]?.carrier }
        carriers[meter.code] = meter.item.carrier
        do throws(VirtualMeterProblem) {
            try (structure.virtual.values.filter { $0.code != meter.code } + [whole]).check(carriers: carriers)
        } catch {
            switch error {
            case .unknownMeter(let part, _):
                throw row.problem(.formula, "import.formula.meterUnknown", reader, part)
            case .otherUnit(let part, _):
                throw row.problem(.formula, "import.formula.otherCarrier", reader, part)
            case .cycle(let way, let day):
                throw row.problem(
                    .formula,
                    "import.formula.cycle",
                    reader,
                    way.joined(separator: " → "),
                    day.description
                )
            }
        }
        for term in meter.versions.compactMap(\.formula).flatMap(\.terms) where term.meter != meter.code {
            if let place = places[term.meter], place != building.rawValue {
                throw row.problem(.formula, "import.formula.otherBuilding", reader, term.meter)
            }
        }
    }
}
