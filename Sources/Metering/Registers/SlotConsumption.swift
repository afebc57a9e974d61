public import Units

/// What a meter consumed within a slot of a civil day (时段用量): a quarter of an hour, an hour, or the day itself.
public struct SlotConsumption: Hashable, Sendable {
    /// Where the slot begins.
    public let start: Instant
    /// The amount, ratio applied.
    public var amount: Amount = .zero
    /// The part of it that was split over slots.
    public var estimated: Amount = .zero
    /// Seconds of the slot whose amount is known, estimated ones included. [s]
    public var coveredSeconds: Int64 = 0
    /// Seconds whose amount was estimated. [s]
    public var estimatedSeconds: Int64 = 0

    /// Creates an empty slot.
    public init(start: Instant) { self.start = start }
}

/// Collects amounts by slots of one length, which divides the day.
struct SlotAccumulator {
    /// The length of a slot. [s]
    let length: Int64
    private(set) var slots: [SlotConsumption] = []

    init(length: Int64) { self.length = length }

    /// Adds a register difference, split linearly over the slots it spans.
    ///
    /// The share of each slot is the difference of two floors of one straight line, so the shares sum exactly to the
    /// whole, whatever the length of the slots. A difference that crosses the end of a slot between its two readings is
    /// estimated; one that ends on it is not.
    mutating func add(counts: Int64, scale: Int64, from start: Instant, to end: Instant) {
        let whole = end.seconds - start.seconds
        guard whole > 0 else { return }
        let last = slotStart(end.adding(seconds: -1))
        var slot = slotStart(start)
        let isSplit = slot < last
        var from = start
        var before: Int64 = 0
        while slot <= last {
            let to = min(slot.adding(seconds: length), end)
            let upTo = to == end ? counts : Self.share(of: counts, part: to.seconds - start.seconds, whole: whole)
            add(micro: (upTo - before) * scale, seconds: to.seconds - from.seconds, isEstimated: isSplit, at: slot)
            before = upTo
            from = to
            slot = slot.adding(seconds: length)
        }
    }

    /// Adds the amount of one interval; it belongs to the day that its end closes, so it is split within that day only.
    mutating func add(interval counts: Int64, scale: Int64, seconds: Int64, end: Instant) {
        let day = CivilDay(closing: end).start
        let start = max(day, end.adding(seconds: -max(seconds, 1)))
        guard slotStart(start) < slotStart(end.adding(seconds: -1)) else {
            add(micro: counts * scale, seconds: seconds, isEstimated: false, at: slotStart(end.adding(seconds: -1)))
            return
        }
        add(counts: counts, scale: scale, from: start, to: end)
    }

    private mutating func add(micro: Int64, seconds: Int64, isEstimated: Bool, at start: Instant) {
        if slots.last?.start != start { slots.append(SlotConsumption(start: start)) }
        let last = slots.count - 1
        slots[last].amount += Amount(micro: micro)
        slots[last].coveredSeconds = min(slots[last].coveredSeconds + seconds, length)
        if isEstimated {
            slots[last].estimated += Amount(micro: micro)
            slots[last].estimatedSeconds += seconds
        }
    }

    private func slotStart(_ instant: Instant) -> Instant {
        let local = instant.seconds + Instant.chinaOffset
        return Instant(seconds: local.flooredQuotient(length) * length - Instant.chinaOffset)
    }

    /// floor(`counts` × `part` ÷ `whole`) without overflow; `part` ≤ `whole`, all of them positive.
    private static func share(of counts: Int64, part: Int64, whole: Int64) -> Int64 {
        whole.dividingFullWidth(counts.multipliedFullWidth(by: part)).quotient
    }
}
