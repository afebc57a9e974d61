public import Units

/// One reading as it is stored: what the device showed, in whole counts of its last digit (原始读数).
///
/// A register's stamp is an instant; an interval's stamp is its end. Both belong to the civil day that contains
/// the second before the stamp, so a reading at midnight closes the day that ends there.
public struct Reading: Hashable, Sendable {
    /// How far a reading can be trusted.
    public enum Quality: UInt8, Sendable, CaseIterable {
        /// As the device gave it.
        case good = 0
        /// Doubtful; used, and said so.
        case suspect = 1
        /// Not used.
        case invalid = 2
    }

    /// Instant of a register, end of an interval.
    public let stamp: Instant
    /// Counts of the device's last digit.
    public let counts: Int64
    /// How far it can be trusted.
    public let quality: Quality

    /// Creates a reading.
    public init(stamp: Instant, counts: Int64, quality: Quality = .good) {
        self.stamp = stamp
        self.counts = counts
        self.quality = quality
    }

    /// The civil day it belongs to.
    public var day: CivilDay { CivilDay(closing: stamp) }
}

extension CivilDay {
    /// The day that contains the second before a stamp: midnight closes the day that ends there.
    public init(closing stamp: Instant) { self.init(containing: stamp.adding(seconds: -1)) }
}
