import Buildings
import Documents
import Store
import Units

extension Platform {
    /// Imports boundaries of districts: every good feature, each bad one listed, all stored at once (导入区划边界).
    ///
    /// - Returns: findings about the file as a whole.
    /// - Throws: ``ImportFailure``, `DocumentError`, or a database error.
    func importBoundaries(_ request: ImportRequest, job: Int64) async throws -> [DataFinding] {
        let file: GeoJSONFile
        do {
            file = try GeoJSONFile(path: request.path)
        } catch let error as GeoJSONError {
            throw ImportFailure(error)
        }
        var run = try await ImportRun.start(
            request,
            job: job,
            on: self,
            header: ["feature", "code", "name"],
            totalBytes: file.byteCount
        )
        do {
            try await importBoundaries(&run, file)
        } catch {
            // The first error is the one to tell.
            try? run.finish()
            throw error
        }
        try run.finish()
        run.progress.doneBytes = run.progress.totalBytes
        _ = try await store.recordProgress(run.progress, job: job)
        return run.findings
    }

    private func importBoundaries(_ run: inout ImportRun, _ file: GeoJSONFile) async throws {
        let today = CivilDay(containing: now())
        var districts = NamedDistricts(
            places: try await store.jurisdictions().filter { $0.isValid(on: today) },
            city: try await store.city()?.id
        )
        var boundaries: [(jurisdiction: Jurisdiction.ID, geometry: String)] = []
        for feature in file.features {
            do {
                let district = try districts.district(of: feature)
                let geometry = try GeoJSONGeometry(feature)
                try districts.take(district, feature)
                boundaries.append((district.id, geometry.text))
                if geometry.closedCount > 0 { run.note(.ringsClosed(geometry.closedCount, of: district)) }
            } catch {
                try run.reject(error, of: feature)
            }
        }
        let isNew = try await store.record(boundaries: boundaries, source: run.source, now: now())
        run.progress.accepted = Int64(isNew.count { $0 })
        run.progress.unchanged = Int64(isNew.count { !$0 })
    }
}

/// Finds the district that a feature names.
private struct NamedDistricts {
    static let codes = ["code", "adcode", "division_code"]
    static let names = ["name"]

    private let districts: [Jurisdiction]
    /// The city of the installation; the first feature decides it where there is none yet.
    private var city: Jurisdiction.ID?
    /// The feature that gave a district its outline.
    private var taken: [Jurisdiction.ID: Int] = [:]

    init(places: [Jurisdiction], city: Jurisdiction.ID?) {
        districts = places.filter { $0.kind == .district }
        self.city = city
    }

    /// The code decides where there is one, else the name.
    func district(of feature: GeoJSONFeature) throws(GeoJSONGeometry.Problem) -> Jurisdiction {
        let code = feature.property(Self.codes)?.value
        guard let named = code ?? feature.property(Self.names)?.value else {
            throw GeoJSONGeometry.Problem(rule: "import.boundary.noDistrict")
        }
        let matching = districts.filter { code == nil ? $0.name == named : $0.divisionCode == named }
        guard let district = matching.first(where: { $0.parent == city }) ?? matching.first else {
            throw GeoJSONGeometry.Problem(rule: "import.district.unknown", evidence: [named])
        }
        guard city == nil || district.parent == city else {
            throw GeoJSONGeometry.Problem(rule: "import.district.elsewhere", evidence: [district.name])
        }
        return district
    }

    /// Notes that a district has its outline; a second one is refused.
    mutating func take(_ district: Jurisdiction, _ feature: GeoJSONFeature) throws(GeoJSONGeometry.Problem) {
        if let first = taken[district.id] {
            throw GeoJSONGeometry.Problem(rule: "import.boundary.repeated", evidence: [district.name, String(first)])
        }
        taken[district.id] = feature.position
        city = city ?? district.parent
    }
}

extension ImportRun {
    fileprivate mutating func reject(_ problem: GeoJSONGeometry.Problem, of feature: GeoJSONFeature) throws {
        let code = feature.property(NamedDistricts.codes)
        let name = feature.property(NamedDistricts.names)
        let isPlace = ["import.district.unknown", "import.district.elsewhere"].contains(problem.rule)
        try reject(
            RowRejection(
                line: feature.line,
                column: isPlace ? (code ?? name)?.name : nil,
                byteOffset: feature.byteOffset,
                rule: problem.rule,
                evidence: problem.evidence
            ),
            fields: [String(feature.position), code?.value ?? "", name?.value ?? ""]
        )
    }
}

extension DataFinding {
    fileprivate static func ringsClosed(_ count: Int, of district: Jurisdiction) -> DataFinding {
        DataFinding(
            rule: "import.boundary.closed",
            severity: .notice,
            subject: district.name,
            evidence: [district.name, String(count)]
        )
    }
}

extension ImportFailure {
    /// Why a file is no GeoJSON of features.
    fileprivate init(_ error: GeoJSONError) {
        switch error {
        case .notJSON(let path, let offset): self.init("geojson.notJSON", path, String(offset))
        case .notFeatureCollection(let path, let type): self.init("geojson.notFeatureCollection", path, type)
        case .noFeatures(let path): self.init("geojson.noFeatures", path)
        }
    }
}
