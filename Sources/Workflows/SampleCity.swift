import Foundation
public import Units

/// A small generated city (合成数据), so that every page has something to show before real data is there.
///
/// Real districts, invented buildings. The same arguments give the same bytes; everything made from it is labelled
/// synthetic.
public struct SampleCity: Sendable {
    private let buildings: [SampleBuilding]
    private let days: Range<CivilDay>

    /// Creates a city with readings every quarter of an hour.
    public init(buildings count: Int, days: Range<CivilDay>) {
        buildings = (0..<count).map(SampleBuilding.init(index:))
        self.days = days
    }

    /// Writes the file of a kind of import.
    public func write(_ kind: Job.Kind, to path: String) throws {
        switch kind {
        case .importBuildings:
            try Data(buildingLines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        case .importMeters: try Data(meterLines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        case .importReadings: try writeReadings(to: path)
        }
    }

    private var buildingLines: [String] {
        [
            "building_code,building_name,building_kind,gross_floor_area_m2,completed_year,floors_above,division_code,owner_name"
        ]
            + buildings.map { building in
                let kind = building.kind
                return [
                    building.code, building.name, kind.letter, "\(building.floorArea)", "\(building.completedYear)",
                    "\(building.floors)", building.divisionCode, building.owner,
                ].joined(separator: ",")
            }
    }

    private var meterLines: [String] {
        ["meter,building,item,kind,unit,decimals,digits,ratio,valid_from"]
            + buildings.flatMap { building in
                building.meters.map { meter in
                    [
                        meter.code, building.code, meter.item, meter.isInterval ? "interval" : "register", meter.unit,
                        "\(meter.decimals)", "\(meter.digits)", "\(meter.ratio)", "\(days.lowerBound)",
                    ].joined(separator: ",")
                }
            }
    }

    /// One row a quarter of an hour, one column a meter; written day by day, so that memory stays small.
    private func writeReadings(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        let meters = buildings.flatMap(\.meters)
        var registers = meters.map(\.start)
        try file.write(contentsOf: Data(("time," + meters.map(\.code).joined(separator: ",") + "\n").utf8))
        // The register at the very beginning, so that the first day is whole.
        let opening = meters.indices.map { meters[$0].isInterval ? "" : meters[$0].text(registers[$0]) }
        try file.write(contentsOf: Data("\(days.lowerBound.start),\(opening.joined(separator: ","))\n".utf8))
        for day in days {
            var text = ""
            for slot in 0..<96 {
                let stamp = day.start.adding(seconds: Int64(slot + 1) * 900)
                text += stamp.description
                var column = 0
                for building in buildings {
                    for (meter, increment) in zip(building.meters, building.increments(day: day, slot: slot)) {
                        registers[column] = (registers[column] + increment) % FixedPoint.powers[meter.digits]
                        let value = meter.isInterval ? increment : registers[column]
                        text += building.isSilent(meter, day: day, slot: slot) ? "," : "," + meter.text(value)
                        column += 1
                    }
                }
                text += "\n"
            }
            try file.write(contentsOf: Data(text.utf8))
        }
    }
}
