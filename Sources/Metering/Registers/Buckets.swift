public import Units

/// The length of the intervals that consumption is told by (统计粒度); all are half-open and begin at local midnight.
public enum Granularity: Int64, Sendable, CaseIterable {
    /// 15 min.
    case quarterHour = 900
    /// 1 h.
    case hour = 3_600
    /// A civil day.
    case day = 86_400

    /// The length. [s]
    public var seconds: Int64 { rawValue }
}

/// What a meter consumed in one interval (区间用量).
public struct IntervalConsumption: Hashable, Sendable {
    /// When.
    public let interval: Range<Instant>
    /// The amount, ratio applied.
    public let amount: Amount
    /// The part of it that was split over a gap.
    public let estimated: Amount
    /// Seconds whose amount is known, estimated ones included. [s]
    public let coveredSeconds: Int64
    /// Seconds whose amount was estimated. [s]
    public let estimatedSeconds: Int64
}

/// A stretch of time with what was consumed in it (用量段), between two registers or over one interval.
struct Stretch: Hashable {
    var counts: Int64
    /// Millionths of the carrier's unit that one count stands for.
    var scale: Int64
    var start: Instant
    var end: Instant
    /// Whether somebody estimated it rather than a device measuring it.
    var isEstimate = false
}

/// Takes stretches in order of time.
protocol StretchSink {
    mutating func add(_ stretch: Stretch)
}

/// Keeps stretches as they come.
struct StretchList: StretchSink {
    var stretches: [Stretch] = []
    mutating func add(_ stretch: Stretch) { stretches.append(stretch) }
}

/// Sums stretches by buckets of one length.
struct Buckets: StretchSink {
    /// One bucket; `index` counts lengths from 1970-01-01 at +08:00.
    struct Bucket {
        let index: Int64
        var amount = Amount.zero
        var estimated = Amount.zero
        var covered: Int64 = 0
        var estimatedSeconds: Int64 = 0
    }

    private(set) var buckets: [Bucket] = []
    private let length: Int64
    /// The bucket that was added to last.
    private var open = Bucket(index: .min)
    private var from = Instant(seconds: .min)
    private var to = Instant(seconds: .min)

    init(_ granularity: Granularity) { length = granularity.seconds }

    /// Adds a stretch, split linearly over the buckets it spans.
    ///
    /// The share of each is the difference of two floors of one straight line, so the shares sum exactly to the whole,
    /// whatever the length of the buckets. A stretch that crosses from one bucket to another is estimated; one that
    /// ends on their edge is not.
    mutating func add(_ stretch: Stretch) {
        if from <= stretch.start, stretch.end <= to {
            add(
                micro: stretch.counts &* stretch.scale,
                seconds: stretch.end.seconds - stretch.start.seconds,
                isEstimated: stretch.isEstimate
            )
        } else {
            split(stretch)
        }
    }

    private mutating func split(_ stretch: Stretch) {
        let whole = stretch.end.seconds - stretch.start.seconds
        guard whole > 0 else { return }
        var index = (stretch.start.seconds + Instant.chinaOffset).flooredQuotient(length)
        let last = (stretch.end.seconds - 1 + Instant.chinaOffset).flooredQuotient(length)
        let isEstimated = stretch.isEstimate || index < last
        var reached = stretch.start
        var before: Int64 = 0
        while index <= last {
            show(index)
            let end = min(to, stretch.end)
            let upTo =
                end == stretch.end
                ? stretch.counts : Self.share(of: stretch.counts, end.seconds - stretch.start.seconds, of: whole)
            add(
                micro: (upTo - before) * stretch.scale,
                seconds: end.seconds - reached.seconds,
                isEstimated: isEstimated
            )
            before = upTo
            reached = end
            index += 1
        }
    }

    private mutating func add(micro: Int64, seconds: Int64, isEstimated: Bool) {
        open.amount += Amount(micro: micro)
        open.covered += seconds
        if isEstimated {
            open.estimated += Amount(micro: micro)
            open.estimatedSeconds += seconds
        }
    }

    /// Opens a bucket, the one before being full.
    private mutating func show(_ index: Int64) {
        guard index != open.index else { return }
        close()
        open = Bucket(index: index)
        from = Instant(seconds: index * length - Instant.chinaOffset)
        to = from.adding(seconds: length)
    }

    private mutating func close() {
        guard open.covered > 0 else { return }
        open.covered = min(open.covered, length)
        open.estimatedSeconds = min(open.estimatedSeconds, open.covered)
        buckets.append(open)
    }

    /// Ends the last bucket and gives them all, in order of time.
    mutating func finish() -> [Bucket] {
        close()
        open = Bucket(index: .min)
        return buckets
    }

    /// floor(`counts` × `part` ÷ `whole`) without overflow; `part` ≤ `whole`, all of them positive.
    private static func share(of counts: Int64, _ part: Int64, of whole: Int64) -> Int64 {
        whole.dividingFullWidth(counts.multipliedFullWidth(by: part)).quotient
    }
}

extension DayConsumption {
    init(_ bucket: Buckets.Bucket) {
        self.init(
            day: CivilDay(number: Int(bucket.index)),
            amount: bucket.amount,
            estimated: bucket.estimated,
            coveredSeconds: bucket.covered,
            estimatedSeconds: bucket.estimatedSeconds
        )
    }
}

extension IntervalConsumption {
    init(_ bucket: Buckets.Bucket, length: Int64) {
        let start = Instant(seconds: bucket.index * length - Instant.chinaOffset)
        self.init(
            interval: start..<start.adding(seconds: length),
            amount: bucket.amount,
            estimated: bucket.estimated,
            coveredSeconds: bucket.covered,
            estimatedSeconds: bucket.estimatedSeconds
        )
    }
}
