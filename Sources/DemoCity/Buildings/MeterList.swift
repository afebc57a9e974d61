import Buildings
import Metering
import Units

/// Which meters a building has, in the order of their items.
struct MeterList {
    struct Row {
        let item: EnergyItemCode
        let source: DemoMeter.Source
        let unit: MeteredUnit
        let decimals: Int
        let digits: Int
        let ratio: Int64
        /// Whether it may count intervals; totals and swapped meters are registers.
        let mayBeInterval: Bool
    }

    /// Buildings from here on have meters of more digits. [m²]
    private static let largeFrom = 40_000.0
    /// Buildings from here on have current transformers at their total meter. [m²]
    private static let transformersFrom = 8_000.0

    let rows: [Row]

    init(entry: RegisterWriter.Entry, loads: LoadWriter, metering: CityTemplate.Metering) {
        let area = entry.registration.grossFloorArea.squareMetres
        let ratios: [Int64] = [40, 60, 80]
        let ratio = area < Self.transformersFrom ? 1 : ratios[Int(entry.noise.value(30) * 3)]
        let unmetered = Int64(entry.noise.value(31, in: 18...42))
        var rows = [
            Row(
                item: .total(of: .electricity),
                source: .total(0..<loads.electric.count, unmetered: unmetered),
                unit: .kilowattHour,
                decimals: 2,
                digits: ratio == 1 ? 9 : 8,
                ratio: ratio,
                mayBeInterval: false
            )
        ]
        for (position, load) in loads.electric.enumerated() {
            guard let item = load.item, position < 2 || area >= metering.allFrom else { continue }
            let digits = area < Self.largeFrom ? 9 : 10
            rows.append(.electric(item, .load(position), digits: digits))
            guard area >= metering.partsFrom else { continue }
            rows += load.parts.map { .electric($0.item, .part(position, permille: $0.permille), digits: digits) }
        }
        rows.append(.other(.water, loads.water, .cubicMetre, decimals: 2, digits: 9))
        if let gas = loads.gas { rows.append(.other(.gas, gas, .cubicMetre, decimals: 2, digits: 9)) }
        if let heat = loads.heat { rows.append(.other(.heat, heat, .gigajoule, decimals: 2, digits: 8)) }
        if let sun = loads.sun { rows.append(.other(.renewable, sun, .kilowattHour, decimals: 2, digits: 9)) }
        self.rows = rows.sorted { $0.item < $1.item }
    }
}

extension MeterList.Row {
    fileprivate static func electric(_ item: EnergyItemCode, _ source: DemoMeter.Source, digits: Int) -> Self {
        Self(
            item: item,
            source: source,
            unit: .kilowattHour,
            decimals: 2,
            digits: digits,
            ratio: 1,
            mayBeInterval: true
        )
    }

    fileprivate static func other(
        _ carrier: EnergyCarrier,
        _ load: Int,
        _ unit: MeteredUnit,
        decimals: Int,
        digits: Int
    ) -> Self {
        Self(
            item: .total(of: carrier),
            source: .load(load),
            unit: unit,
            decimals: decimals,
            digits: digits,
            ratio: 1,
            mayBeInterval: false
        )
    }

    /// The first device; a spike is one of an interval meter, every other fault one of a register.
    func device(from instant: Instant, noise: Noise, fault: DemoFault.Kind?) -> MeterDevice {
        let isInterval = fault == .spike || (fault == nil && mayBeInterval && noise.value(1) < 0.15)
        return MeterDevice(
            kind: isInterval ? .interval : .register,
            unit: unit,
            decimals: decimals,
            digits: digits,
            ratio: FixedPoint(mantissa: ratio),
            validFrom: instant
        )
    }

    /// The device that takes the place of another one, nearly new.
    func successor(of device: MeterDevice, at instant: Instant, end: Int64) -> MeterDevice {
        MeterDevice(
            kind: device.kind,
            unit: device.unit,
            decimals: device.decimals,
            digits: device.digits,
            ratio: device.ratio,
            validFrom: instant,
            previousEnd: end,
            start: 128
        )
    }
}
