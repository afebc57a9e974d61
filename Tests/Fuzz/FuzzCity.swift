import MeterProtocols
import Metering
import Units

/// Two meters for the fuzz targets.
enum FuzzCity {
    static let terms = ReadingTerms(directory: MeterDirectory(meters), now: Instant(seconds: 1_767_225_600))

    private static let meters = [("E-001", 2, MeterDevice.Kind.register), ("电,2", 0, .interval)].enumerated().map {
        index,
        meter in
        let device = MeterDevice(
            kind: meter.2,
            unit: .kilowattHour,
            decimals: meter.1,
            digits: 8,
            validFrom: Instant(seconds: 1_735_660_800)
        )
        let id = Meter.ID(rawValue: Int64(index + 1))
        return Meter(id: id, code: meter.0, item: .total(of: .electricity), devices: [device])
    }
}

/// What holds of everything that was decoded.
func check(_ decoded: DecodedReadings, in bytes: UnsafeRawBufferPointer) {
    precondition(decoded.problems.count == min(decoded.refused, DecodedReadings.listedProblems))
    precondition(decoded.rows <= bytes.count)
    for problem in decoded.problems { precondition(problem.byteOffset >= 0 && problem.byteOffset <= bytes.count) }
    for reading in decoded.readings {
        precondition((0..<100_000_000).contains(reading.reading.counts))
        precondition(reading.reading.stamp >= Instant(seconds: 1_735_660_800))
        precondition(reading.reading.stamp <= Instant(seconds: 1_767_225_900))
    }
}
