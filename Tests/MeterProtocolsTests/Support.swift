import MeterProtocols
import Metering
import Units

/// Three meters and a server's clock.
enum Sample {
    static let now = Instant(seconds: 1_767_225_600)
    static let terms = ReadingTerms(directory: MeterDirectory(meters), now: now)
    static let item = EnergyItemCode.total(of: .electricity)

    static let meters = [
        meter(1, "E-001", decimals: 2),
        meter(2, "电,表 =2", decimals: 0),
        meter(3, "E-003", decimals: 3, kind: .interval),
    ]

    static func meter(_ id: Int64, _ code: String, decimals: Int, kind: MeterDevice.Kind = .register) -> Meter {
        let device = MeterDevice(
            kind: kind,
            unit: .kilowattHour,
            decimals: decimals,
            digits: 8,
            validFrom: Instant(seconds: 1_735_660_800)
        )
        return Meter(id: Meter.ID(rawValue: id), code: code, item: item, devices: [device])
    }

    static func reading(
        _ meter: Int64,
        _ seconds: Int64,
        _ counts: Int64,
        _ quality: Reading.Quality = .good
    )
        -> MeterReading
    {
        MeterReading(
            meter: Meter.ID(rawValue: meter),
            reading: Reading(stamp: Instant(seconds: seconds), counts: counts, quality: quality)
        )
    }
}

func decode(json: String) throws(BodyProblem) -> DecodedReadings { try decode(json: Array(json.utf8)) }

func decode(json: [UInt8]) throws(BodyProblem) -> DecodedReadings {
    let outcome = json.withUnsafeBytes { bytes in
        Result { () throws(BodyProblem) in try ReadingJSON.decode(bytes, Sample.terms) }
    }
    return try outcome.get()
}

func decode(lines: String, _ precision: LineProtocol.Precision = .seconds) -> DecodedReadings {
    decode(lines: Array(lines.utf8), precision)
}

func decode(lines: [UInt8], _ precision: LineProtocol.Precision = .seconds) -> DecodedReadings {
    lines.withUnsafeBytes { LineProtocol.decode($0, Sample.terms, precision: precision) }
}

extension DecodedReadings {
    /// Row, rule and evidence of each refused row.
    var reasons: [String] { problems.map { "\($0.row) \($0.byteOffset) \($0.problem) \($0.evidence)" } }
}
