public import Units

/// What a weather station says of the air outside (室外气温).
public struct OutdoorTemperature: Hashable, Sendable {
    /// What it is the temperature of.
    public enum Span: Int64, Sendable, CaseIterable {
        /// An observation at a full hour, or whenever it was made.
        case moment = 0
        /// The mean of a civil day.
        case day = 86_400
    }

    /// When it was observed, or where its day begins.
    public let at: Instant
    /// What it is the temperature of.
    public let span: Span
    /// Hundredths of a degree Celsius.
    public let hundredths: Int64

    /// Creates a temperature.
    public init(at: Instant, span: Span, hundredths: Int64) {
        self.at = at
        self.span = span
        self.hundredths = hundredths
    }

    /// The temperature. [°C]
    public var degrees: Double { Double(hundredths) / 100 }

    /// What air on earth can be, with room to spare; weather services write 999.9 and the like where nothing is known.
    public static let plausible: ClosedRange<Int64> = -6_000...6_000
}

extension Sequence<OutdoorTemperature> {
    /// The mean temperature of each civil day for which it is known. [°C]
    ///
    /// A mean that the station gives counts before its observations. Of observations a mean is made from at least 20
    /// different hours, or from those of 02, 08, 14 and 20 o'clock, by which weather services make theirs (convention; of
    /// several observations within an hour the first counts); any other day is not known.
    public var dailyMeans: [CivilDay: Double] {
        var means: [CivilDay: Double] = [:]
        var hours: [CivilDay: [Int64: Int64]] = [:]
        for temperature in sorted(by: { $0.at < $1.at }) {
            let day = CivilDay(containing: temperature.at)
            switch temperature.span {
            case .day: means[day] = temperature.degrees
            case .moment:
                let hour = (temperature.at.seconds - day.start.seconds) / 3_600
                if hours[day, default: [:]][hour] == nil { hours[day, default: [:]][hour] = temperature.hundredths }
            }
        }
        for (day, known) in hours where means[day] == nil {
            let fixed = [2, 8, 14, 20].compactMap { known[$0] }
            let values = known.count >= 20 ? Array(known.values) : fixed.count == 4 ? fixed : []
            guard !values.isEmpty else { continue }
            means[day] = Double(values.reduce(0, +)) / Double(values.count) / 100
        }
        return means
    }
}
