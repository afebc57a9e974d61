import Buildings
import Carbon
import Metering
import Units
import Workflows

/// A factor with the document it stands in.
struct FactorResponse: APIResponse {
    let id: String
    let kind: String
    let carrier: String
    let name: String
    let englishName: String
    let value: Double
    let unit: String
    let region: String
    let year: Int?
    let document: String
    let englishDocument: String
    let clause: String?
    let confidence: String
    let verifiedBy: String?

    init(_ factor: EmissionFactor) {
        id = factor.id
        kind = factor.kind.rawValue
        carrier = factor.carrier.rawValue
        name = factor.name
        englishName = factor.englishName
        value = factor.value.doubleValue
        unit = factor.unit
        region = factor.region
        year = factor.source.year
        document = factor.source.document
        englishDocument = factor.source.englishDocument
        clause = factor.source.clause
        confidence = factor.source.confidence.rawValue
        verifiedBy = factor.verifiedBy
    }
}

/// The factor library.
struct FactorsResponse: APIResponse {
    let factors: [FactorResponse]
}

/// One part a figure is the sum of, or one larger figure it goes into.
struct FigurePartResponse: APIResponse {
    let path: String
    let name: String
    let englishName: String
    let period: String
    let carbonKgco2: Double
    let share: ShareResponse

    init(_ part: FigurePart) {
        path = "/api/v1/explanations/\(part.subject.path)/\(part.period)"
        name = part.name
        englishName = part.englishName
        period = "\(part.period)"
        carbonKgco2 = part.emissions.kilograms
        share = ShareResponse(part.share)
    }
}

/// One meter behind a figure.
struct MeterContributionResponse: APIResponse {
    let meterId: Int64
    let code: String
    let item: String
    let amount: Double
    let unit: String
    let isCounted: Bool
    let share: ShareResponse

    init(_ meter: MeterContribution) {
        meterId = meter.meter.rawValue
        code = meter.code
        item = meter.item.rawValue
        amount = meter.amount.value
        unit = meter.item.carrier.unit.rawValue
        isCounted = meter.isCounted
        share = ShareResponse(meter.share)
    }
}

/// A figure with everything it comes from, one level down.
struct ExplanationResponse: APIResponse {
    let subject: String
    let name: String
    let englishName: String
    let period: String
    let formula: String
    let carbonKgco2: Double
    let account: AccountResponse
    let lines: [AccountLineResponse]
    let reservations: [FindingResponse]
    let factors: [FactorResponse]
    let parts: [FigurePartResponse]
    let meters: [MeterContributionResponse]
    /// Repairs in force of readings behind a building's figure.
    let repairs: [FigureRepairResponse]
    let uses: [FigurePartResponse]
    let generation: Int64
    let isSynthetic: Bool
    let readingCount: Int?

    init(_ figure: FigureExplanation) {
        subject = figure.subject.path
        name = figure.name
        englishName = figure.englishName
        period = "\(figure.period)"
        formula = figure.figure.formula.rawValue
        carbonKgco2 = figure.figure.value.kilograms
        account = AccountResponse(figure.account, floorArea: figure.floorArea)
        lines = figure.account.lines.map { AccountLineResponse($0) }
        reservations = figure.figure.findings.map(FindingResponse.init)
        factors = figure.account.lines.flatMap { [$0.factor, $0.coalFactor] }.compactMap(\.self).map(
            FactorResponse.init
        )
        parts = figure.parts.map(FigurePartResponse.init)
        meters = figure.meters.map(MeterContributionResponse.init)
        repairs = figure.repairs.map(FigureRepairResponse.init)
        uses = figure.uses.map(FigurePartResponse.init)
        generation = figure.generation
        isSynthetic = figure.isSynthetic
        readingCount = figure.readingCount
    }
}

/// One piece of long work.
struct JobResponse: APIResponse {
    let id: Int64
    let kind: String
    let state: String
    let fileName: String
    let doneB: Int64
    let totalB: Int64
    let acceptedRows: Int64
    let rejectedRows: Int64
    let unchangedRows: Int64
    let failure: String?
    let createdAt: String
    let startedAt: String?
    let endedAt: String?
    let rejectedPath: String?

    init(_ job: Job) {
        id = job.id
        kind = job.kind.rawValue
        state = job.state.rawValue
        fileName = job.fileName
        doneB = job.done
        totalB = job.total
        acceptedRows = job.accepted
        rejectedRows = job.rejected
        unchangedRows = job.unchanged
        failure = job.failure?.key
        createdAt = job.createdAt.iso8601
        startedAt = job.startedAt?.iso8601
        endedAt = job.endedAt?.iso8601
        rejectedPath = job.hasRejectedFile ? "/api/v1/jobs/\(job.id)/rejected.csv" : nil
    }
}

/// A page of long work; pass `next_cursor` as `cursor` to go on.
struct JobsResponse: APIResponse {
    let items: [JobResponse]
    let nextCursor: Nullable<String>
    let total: Int
}
