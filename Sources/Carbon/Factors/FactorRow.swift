import Units

/// A row of a factor file as it is written.
struct FactorRow: Decodable {
    var id: String
    var kind: String?
    var category: String?
    var carrier: String?
    var name: String
    var english_name: String
    var value: String
    var unit: String
    var region: String
    var year: Int?
    var document: String
    var english_document: String?
    var clause: String?
    var basis: String?
    var confidence: String
    var gwp_set: String?
    var superseded_by: String?
    var verified_by: String?
    var properties: [String: String]?

    private enum CodingKeys: CodingKey {
        case id, kind, category, carrier, name, english_name, value, unit, region, year, document, english_document
        case clause, basis, confidence, gwp_set, superseded_by, verified_by, properties
    }

    /// The factor of a carrier.
    func factor(_ sources: FactorSources, _ decoder: any Decoder) throws -> EmissionFactor {
        let row = Row(row: self, decoder: decoder)
        guard let kind = EmissionFactor.Kind(rawValue: try row.present(kind, .kind)) else { throw row.malformed(.kind) }
        guard let carrier = EnergyCarrier(rawValue: try row.present(carrier, .carrier)) else {
            throw row.malformed(.carrier)
        }
        // Tonnes or grams here would be off by a thousand without anyone noticing.
        let masses =
            switch kind {
            case .coalEquivalent: ["kgce"]
            case .gridFootprint: ["kgCO2e"]
            case .gridAverage, .gridResidual, .gridFossil, .gridEmissionsTrading, .fuel, .heat: ["kgCO2", "kgCO2e"]
            }
        guard masses.contains(where: { unit == "\($0)/\(carrier.unit.rawValue)" }) else { throw row.malformed(.unit) }
        return EmissionFactor(
            id: id,
            kind: kind,
            carrier: carrier,
            name: name,
            englishName: english_name,
            value: try row.value(value),
            unit: unit,
            region: region,
            source: try row.source(sources),
            verifiedBy: verified_by,
            supersededBy: superseded_by,
            potentials: try row.potentials()
        )
    }

    /// Any other value.
    func entry(_ sources: FactorSources, _ decoder: any Decoder) throws -> CatalogueEntry {
        let row = Row(row: self, decoder: decoder)
        guard let category = CatalogueEntry.Category(rawValue: try row.present(category, .category)) else {
            throw row.malformed(.category)
        }
        guard category.units?.contains(unit) ?? true else { throw row.malformed(.unit) }
        let carrier = try carrier.map { text in
            guard let carrier = EnergyCarrier(rawValue: text) else { throw row.malformed(.carrier) }
            return carrier
        }
        guard category != .machineShift || carrier != nil else { throw row.malformed(.carrier) }
        let potentials = try row.potentials()
        guard category != .gwp || potentials != nil else { throw row.malformed(.gwp_set) }
        return CatalogueEntry(
            id: id,
            category: category,
            name: Bilingual(zh: name, en: english_name),
            value: try row.value(value),
            unit: unit,
            potentials: potentials,
            carrier: carrier,
            region: region,
            source: try row.source(sources),
            supersededBy: superseded_by,
            verifiedBy: verified_by,
            properties: try (properties ?? [:]).mapValues { text in
                guard let number = FixedPoint(text) else { throw row.malformed(.properties) }
                return number
            }
        )
    }

    /// A row together with the place in the file, for what it says when it is refused.
    private struct Row {
        let row: FactorRow
        let decoder: any Decoder

        func malformed(_ field: CodingKeys) -> DecodingError {
            .dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "factor \(row.id): \(field.stringValue)")
            )
        }

        func present(_ text: String?, _ field: CodingKeys) throws -> String {
            guard let text else {
                let context = DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "factor \(row.id): \(field.stringValue)"
                )
                throw DecodingError.keyNotFound(field, context)
            }
            return text
        }

        func value(_ text: String) throws -> FixedPoint {
            guard let value = FixedPoint(text), value.mantissa >= 0 else { throw malformed(.value) }
            return value
        }

        func potentials() throws -> GWPSet? {
            try row.gwp_set.map { text in
                guard let set = GWPSet(rawValue: text) else { throw malformed(.gwp_set) }
                return set
            }
        }

        func source(_ sources: FactorSources) throws -> Citation {
            guard let confidence = Confidence(rawValue: row.confidence) else { throw malformed(.confidence) }
            guard !row.document.isEmpty else { throw malformed(.document) }
            let document = sources.documents[row.document]
            let basis = try row.basis.map { key in
                guard let basis = sources.bases[key] else { throw malformed(.basis) }
                return basis
            }
            return Citation(
                document: (document?.name ?? row.document) + (basis.map { "\u{FF1B}" + $0.name } ?? ""),
                englishDocument: (document?.english_name ?? row.english_document ?? row.document)
                    + (basis.map { "; " + $0.english_name } ?? ""),
                clause: row.clause,
                year: row.year,
                confidence: confidence,
                number: document?.number,
                publisher: document?.publisher.map { Bilingual(zh: $0, en: document?.english_publisher ?? "") }
            )
        }
    }
}
