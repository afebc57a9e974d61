import Metering
import Units

/// What a device shows while amounts run through it.
struct MeterState: Sendable {
    /// A spike shows as much as so many readings.
    private static let spike: Int64 = 80

    private var device: MeterDevice
    /// Thousandths of the carrier's unit that one count stands for.
    private let scale: Int64
    private var counts: Int64
    /// What is not yet a whole count.
    private var remainder: Int64 = 0

    init(_ meter: DemoMeter) {
        device = meter.devices[0]
        scale = max(1, (device.microPerCount(in: meter.item.carrier.unit) ?? 1_000) / 1_000)
        counts = meter.opening
    }

    /// The readings of a day from its amounts, quarter of an hour by quarter of an hour.
    mutating func readings(of amounts: [Int64], on day: CivilDay, meter: DemoMeter, isFirst: Bool) -> [Reading] {
        let midnight = day.start
        var result: [Reading] = []
        result.reserveCapacity(Load.slots + 1)
        if isFirst, device.kind == .register { result.append(Reading(stamp: midnight, counts: counts)) }
        let fault = meter.fault.flatMap { $0.interval.overlaps(midnight..<midnight.adding(seconds: 86_401)) ? $0 : nil }
        let (scale, fullScale, isRegister) = (scale, device.fullScale, device.kind == .register)
        for slot in 0..<Load.slots {
            let stamp = midnight.adding(seconds: Int64(slot + 1) * 900)
            let active = fault.flatMap { $0.interval.contains(stamp) ? $0.kind : nil }
            let whole = active == .stuck ? 0 : remainder + amounts[slot]
            let shown = whole / scale
            remainder = whole - shown * scale
            if isRegister {
                counts += shown
                if counts >= fullScale { counts -= fullScale }
                if active != .offline { result.append(Reading(stamp: stamp, counts: counts)) }
                if active == .swap, let next = meter.devices.last, next.validFrom == stamp {
                    device = next
                    counts = next.start ?? 0
                }
            } else if active != .offline {
                result.append(Reading(stamp: stamp, counts: active == .spike ? shown * Self.spike : shown))
            }
        }
        return result
    }
}
