import Buildings
import Metering
import Units
import Workflows

/// One meter.
struct MeterResponse: APIResponse {
    let id: Int64
    let code: String
    let item: String
    let itemName: String
    let itemEnglishName: String
    let buildingId: Int64
    let buildingName: String
    let share: ShareResponse
    let findingCount: Int

    init(_ meter: MeterSummary) {
        id = meter.id.rawValue
        code = meter.code
        item = meter.item.rawValue
        itemName = meter.itemName.zh
        itemEnglishName = meter.itemName.en
        buildingId = meter.building.id.rawValue
        buildingName = meter.building.name
        share = ShareResponse(meter.share)
        findingCount = meter.findingCount
    }
}

/// A page of meters; pass `next_cursor` as `cursor` to go on.
struct MetersResponse: APIResponse {
    let items: [MeterResponse]
    let nextCursor: Nullable<String>
    let total: Int
}

/// A device at a meter.
struct DeviceResponse: APIResponse {
    let kind: String
    let unit: String
    let ratio: Double
    let intervalS: Int64
    let validFrom: String

    init(_ device: MeterDevice) {
        kind = device.kind.rawValue
        unit = device.unit.rawValue
        ratio = device.ratio.doubleValue
        intervalS = device.interval
        validFrom = device.validFrom.iso8601
    }
}

/// One meter with its devices.
struct MeterDetailResponse: APIResponse {
    let meter: MeterResponse
    let devices: [DeviceResponse]
}

/// One day of one meter, in the carrier's unit.
struct MeterDayResponse: APIResponse {
    let day: String
    let amount: Double
    let estimatedAmount: Double
    let coveredS: Int64
    let estimatedS: Int64
    let isEstimated: Bool

    init(_ view: MeterDayView) {
        day = "\(view.day)"
        amount = view.consumption.amount.value
        estimatedAmount = view.consumption.estimated.value
        coveredS = view.consumption.coveredSeconds
        estimatedS = view.consumption.estimatedSeconds
        isEstimated = view.consumption.isEstimated
    }
}

/// The days of one meter.
struct MeterDaysResponse: APIResponse {
    let meterId: Int64
    let unit: String
    let days: [MeterDayResponse]
}

/// How much of a day all meters covered.
struct DayCoverageResponse: APIResponse {
    let day: String
    let coveredS: Int64
    let estimatedS: Int64
    let expectedS: Int64
    let shareObserved: Double

    init(_ day: DayCoverage) {
        self.day = "\(day.day)"
        coveredS = day.coveredSeconds
        estimatedS = day.estimatedSeconds
        expectedS = day.expectedSeconds
        shareObserved = day.share.observed
    }
}

/// The completeness of a year, day by day.
struct CompletenessResponse: APIResponse {
    let year: Int
    let days: [DayCoverageResponse]
    let findings: [FindingCountResponse]
    let readingCount: Int?
}

/// A meter that did not deliver all of a day.
struct DayGapResponse: APIResponse {
    let meter: MeterResponse
    let missingS: Int
    let estimatedS: Int

    init(_ gap: DayGap) {
        meter = MeterResponse(gap.meter)
        missingS = Int((gap.share.missing * 86_400).rounded())
        estimatedS = Int((gap.share.estimated * 86_400).rounded())
    }
}

/// The meters that did not deliver all of a day, those that delivered least first.
struct DayGapsResponse: APIResponse {
    let day: String
    let items: [DayGapResponse]
}

/// A finding on a meter's day.
struct MeterFindingResponse: APIResponse {
    let day: String
    let meterId: Int64
    let finding: FindingResponse

    init(_ finding: MeterFinding) {
        day = "\(finding.day)"
        meterId = finding.meter.rawValue
        self.finding = FindingResponse(finding.finding)
    }
}

/// A page of findings; pass `next_cursor` as `cursor` to go on.
struct MeterFindingsResponse: APIResponse {
    let items: [MeterFindingResponse]
    let nextCursor: Nullable<String>
    let total: Int
}
