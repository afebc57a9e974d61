/// A point in time (时刻) in whole Unix seconds.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let seconds: Int64

    /// China Standard Time is UTC+8. [s]
    public static let chinaOffset: Int64 = 8 * 3_600

    /// Creates an instant from Unix seconds.
    public init(seconds: Int64) { self.seconds = seconds }

    /// The instant that lies some seconds later.
    public func adding(seconds other: Int64) -> Instant { Instant(seconds: seconds + other) }

    /// Hour, minute and second of the civil day.
    public var clock: (hour: Int, minute: Int, second: Int) {
        let inDay = Int(seconds - CivilDay(containing: self).start.seconds)
        return (inDay / 3_600, inDay / 60 % 60, inDay % 60)
    }

    /// Orders instants by time.
    public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}

extension Instant: CustomStringConvertible {
    /// The civil time as `2026-11-21 14:30:00`, in China Standard Time.
    public var description: String {
        let time = clock
        return
            "\(CivilDay(containing: self)) \(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
    }

    /// The civil time as ISO 8601 with its offset, `2026-11-21T14:30:00+08:00`.
    public var iso8601: String { description.replacing(" ", with: "T") + "+08:00" }
}
