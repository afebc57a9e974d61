import PeakPlanning
import Units
import Workflows

/// One forecast beside what came.
struct ForecastLineResponse: APIResponse {
    let taskId: String
    let number: Int
    let itemId: Int?
    let name: String
    /// The title of the earlier plan that it is of; absent for the one in force.
    let planTitle: String?
    let goalYear: Int?
    let madeOn: String?
    let lastYear: Int?
    let expected: Double?
    let low: Double?
    let high: Double?
    let odds: Double?
    let verdict: String
    let isHit: Bool?

    init(_ line: ForecastLine) {
        taskId = line.target.task
        number = line.target.number
        itemId = line.target.indicator.item.map { Int($0) }
        name = line.target.indicator.name
        planTitle = line.plan?.title
        goalYear = line.target.indicator.year
        madeOn = line.madeOn.map { "\($0)" }
        lastYear = line.lastYear
        expected = line.expected
        low = line.range?.lowerBound
        high = line.range?.upperBound
        odds = line.odds
        verdict = line.verdict.rawValue
        isHit = line.isHit
    }
}

/// Forecasts with similar odds.
struct ForecastBandResponse: APIResponse {
    let low: Double
    let high: Double
    let count: Int
    let meanOdds: Double
    let metShare: Double

    init(_ band: ForecastScore.Band) {
        low = band.low
        high = band.high
        count = band.count
        meanOdds = band.meanOdds
        metShare = band.cameShare
    }
}

/// Forecasts with their scores; the score is absent without any that had odds.
struct ForecastResultsResponse: APIResponse {
    let count: Int
    let metCount: Int
    let hitCount: Int
    let hitRate: Double?
    let brierScore: Double?
    let referenceScore: Double?
    let bands: [ForecastBandResponse]
    let items: [ForecastLineResponse]

    init(_ results: ForecastResults) {
        let score = results.score
        count = score?.count ?? 0
        metCount = score?.cameCount ?? 0
        hitCount = score?.hits ?? 0
        hitRate = score?.hitRate
        brierScore = score?.brier
        referenceScore = score?.reference
        bands = (score?.bands ?? []).map(ForecastBandResponse.init)
        items = results.lines.map(ForecastLineResponse.init)
    }
}

/// How good the odds were: kept forecasts, and apart from them what was computed afterwards.
struct ForecastsResponse: APIResponse {
    let plan: PlanFactsResponse
    let jurisdiction: JurisdictionResponse
    let roundCount: Int
    let lastRound: String?
    let openCount: Int
    let kept: ForecastResultsResponse
    let backcast: ForecastResultsResponse

    init(_ review: ForecastReview) {
        plan = PlanFactsResponse(review.facts)
        jurisdiction = JurisdictionResponse(review.jurisdiction)
        roundCount = review.roundCount
        lastRound = review.lastRound?.day.map { "\($0)" }
        openCount = review.openCount
        kept = ForecastResultsResponse(review.kept)
        backcast = ForecastResultsResponse(review.backcast)
    }
}
