import Buildings
import Metering
import Units

/// Invents the loads of a building and puts meters on them.
struct BuildingWriter {
    /// The year whose working days and mean weather yearly amounts are meant for.
    static let normalYear = CivilYear(2025)

    let climate: Climate
    let days: Range<CivilDay>
    let noise: Noise
    private let normalDays: [DayConditions]

    init(climate: Climate, days: Range<CivilDay>, noise: Noise) {
        self.climate = climate
        self.days = days
        self.noise = noise
        normalDays = Self.normalYear.days.map { climate.conditions(on: $0, isNormal: true) }
    }

    func building(_ entry: RegisterWriter.Entry) -> DemoBuilding {
        let loads = LoadWriter(entry: entry, climate: climate, normalDays: normalDays)
        let list = MeterList(entry: entry, loads: loads, metering: climate.template.metering)
        let plan = FaultPlan.plan(forBuilding: entry.index)
        let meters = list.rows.enumerated().map { position, row in
            meter(row, of: entry, fault: plan, loads: loads.loads, noise: entry.noise.stream(100 + position))
        }
        return DemoBuilding(
            registration: entry.registration,
            meters: meters,
            loads: loads.loads,
            climate: climate,
            days: days
        )
    }

    private func meter(
        _ row: MeterList.Row,
        of entry: RegisterWriter.Entry,
        fault plan: FaultPlan?,
        loads: [Load],
        noise: Noise
    ) -> DemoMeter {
        let code = "\(entry.registration.code)-\(row.item.rawValue)"
        let fault = plan?.fault(of: code, item: row.item.rawValue, in: days)
        let device = row.device(from: days.lowerBound.start, noise: noise, fault: fault?.kind)
        var opening = device.kind == .register ? Int64(noise.value(0) * 0.6 * Double(device.fullScale)) : 0
        var devices = [device]
        switch fault?.kind {
        case .rollover:
            // In the middle of the interval the register stands at zero.
            let counts = fault.map { self.counts(row, device, loads: loads, entry: entry, until: $0.middle) } ?? 0
            opening = device.fullScale - counts
        case .swap:
            guard let begin = fault?.interval.lowerBound else { break }
            let counts = self.counts(row, device, loads: loads, entry: entry, until: begin)
            devices.append(row.successor(of: device, at: begin, end: (opening + counts) % device.fullScale))
        default: break
        }
        return DemoMeter(
            code: code,
            item: row.item,
            devices: devices,
            fault: fault,
            source: row.source,
            opening: opening
        )
    }

    /// What a meter that began at zero has counted at an instant.
    private func counts(
        _ row: MeterList.Row,
        _ device: MeterDevice,
        loads: [Load],
        entry: RegisterWriter.Entry,
        until instant: Instant
    ) -> Int64 {
        let wide = MeterDevice(
            kind: .register,
            unit: device.unit,
            decimals: device.decimals,
            digits: 18,
            ratio: device.ratio,
            validFrom: device.validFrom
        )
        let probe = DemoBuilding(
            registration: entry.registration,
            meters: [
                DemoMeter(code: "", item: row.item, devices: [wide], fault: nil, source: row.source, opening: 0)
            ],
            loads: loads,
            climate: climate,
            days: days.lowerBound..<CivilDay(closing: instant).adding(days: 1)
        )
        var counts: Int64 = 0
        for day in probe.readings() {
            counts = day.readings[0].last { $0.stamp <= instant }?.counts ?? counts
        }
        return counts
    }
}
