import Metering
import Units

/// Runs of readings of every shape that devices show, and of some that they do not.
struct RandomRun {
    /// When a device is read.
    enum Clock: CaseIterable { case quarterHours, gaps, drifting, irregular }
    /// What it shows.
    enum Values: CaseIterable { case constant, interval, register, spikes, negative, anything, extremes }
    /// How good it is.
    enum Qualities: CaseIterable { case good, seldomBad, mixed }

    var clock: Clock
    var values: Values
    var qualities: Qualities

    /// A shape of each kind with each other.
    static let all = Clock.allCases.flatMap { clock in
        Values.allCases.flatMap { values in
            Qualities.allCases.map { RandomRun(clock: clock, values: values, qualities: $0) }
        }
    }

    func readings(_ count: Int, after origin: Instant, using generator: inout SplitMix64) -> [Reading] {
        var stamp = origin
        var last: Int64 = .random(in: 0...99_999_999, using: &generator)
        return (0..<count).map { _ in
            stamp = stamp.adding(seconds: step(using: &generator))
            last = next(after: last, using: &generator)
            return Reading(stamp: stamp, counts: last, quality: quality(using: &generator))
        }
    }

    private func step(using generator: inout SplitMix64) -> Int64 {
        switch clock {
        case .quarterHours: 900
        case .gaps: Int.random(in: 0...50, using: &generator) == 0 ? .random(in: 1...9, using: &generator) * 900 : 900
        case .drifting: .random(in: 895...905, using: &generator)
        case .irregular: 1 << Int64.random(in: 0...24, using: &generator)
        }
    }

    private func next(after last: Int64, using generator: inout SplitMix64) -> Int64 {
        switch values {
        case .constant: last
        case .interval: .random(in: 800...1_200, using: &generator)
        case .register: last + .random(in: 800...1_200, using: &generator)
        case .spikes:
            Int.random(in: 0...40, using: &generator) == 0 ? 999_999_999 : .random(in: 0...9, using: &generator)
        case .negative: -(.random(in: 0...5_000, using: &generator))
        case .anything: .random(in: .min ... .max, using: &generator)
        case .extremes: [Int64.min, -1, 0, .max].randomElement(using: &generator) ?? 0
        }
    }

    private func quality(using generator: inout SplitMix64) -> Reading.Quality {
        let isGood =
            switch qualities {
            case .good: true
            case .seldomBad: Int.random(in: 0...60, using: &generator) > 0
            case .mixed: false
            }
        return isGood ? .good : Reading.Quality.allCases.randomElement(using: &generator) ?? .good
    }
}
