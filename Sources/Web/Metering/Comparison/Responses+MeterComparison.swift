import Metering
import Units
import Workflows

/// One day of a meter with its kind and the mean temperature outside.
struct ComparedDayResponse: APIResponse {
    let day: String
    let kind: String
    let amount: Nullable<Double>
    let isWhole: Bool
    let temperatureDegc: Nullable<Double>

    init(_ day: ComparedDay) {
        self.day = "\(day.day)"
        kind = day.kind.rawValue
        amount = Nullable(day.consumption?.amount.value)
        isWhole = day.isWhole
        temperatureDegc = Nullable(day.temperature)
    }
}

/// How the last week stands to another one, over the pairs of days that may be compared.
struct WeekChangeResponse: APIResponse {
    let pairs: Int
    let amount: Double
    let otherAmount: Double
    let share: Nullable<Double>

    init(_ change: WeekChange) {
        pairs = change.pairs
        amount = change.amount.value
        otherAmount = change.other.value
        share = Nullable(change.share)
    }
}

/// The days of a meter from 52 weeks before the last week with data to its end, in the carrier's unit.
struct MeterComparisonResponse: APIResponse {
    let meterId: Int64
    let unit: String
    let station: Nullable<String>
    let toLastWeek: WeekChangeResponse
    let toLastYear: WeekChangeResponse
    let days: [ComparedDayResponse]

    init(_ comparison: MeterComparison) {
        meterId = comparison.meter.id.rawValue
        unit = comparison.meter.item.carrier.unit.rawValue
        station = Nullable(comparison.station?.code)
        toLastWeek = WeekChangeResponse(comparison.changeToLastWeek)
        toLastYear = WeekChangeResponse(comparison.changeToLastYear)
        days = comparison.days.map(ComparedDayResponse.init)
    }
}
