import Buildings
public import Metering
public import Units

/// A generated city (合成城市): real districts and a real plan, invented buildings, loads, faults and history.
///
/// A pure function of its arguments: the same ones give the same bytes. Everything made from it is labelled synthetic.
public struct DemoCity: Sendable {
    /// The cities there is a plan for.
    public enum City: String, Sendable, CaseIterable {
        /// 连云港市.
        case lianyungang
        /// 天津市.
        case tianjin

        /// The six-digit code of GB/T 2260.
        public var divisionCode: String {
            switch self {
            case .lianyungang: "320700"
            case .tianjin: "120000"
            }
        }

        var noise: Noise {
            switch self {
            case .lianyungang: Noise(seed: 320_700)
            case .tianjin: Noise(seed: 120_000)
            }
        }
    }

    /// Which city.
    public let city: City
    /// The civil days with readings.
    public let days: Range<CivilDay>
    /// The buildings in the order of their codes.
    public let buildings: [DemoBuilding]
    /// The mean temperature of each day, which the loads follow.
    public let temperatures: [OutdoorTemperature]
    let template: CityTemplate

    /// Generates a city.
    ///
    /// - Parameters:
    ///   - city: which city.
    ///   - count: how many buildings it has.
    ///   - days: the civil days with readings.
    ///   - holidays: the days off.
    ///   - template: names, shapes and history.
    public init(
        _ city: City,
        buildings count: Int = 120,
        days: Range<CivilDay>,
        holidays: HolidayCalendar,
        template: DemoTemplate
    ) {
        let own = template.template(of: city)
        let climate = Climate(template: own, holidays: holidays, noise: city.noise.stream(1))
        let register = RegisterWriter(city: own, kinds: template.kinds, noise: city.noise.stream(2), count: count)
        let builder = BuildingWriter(climate: climate, days: days, noise: city.noise.stream(3))
        temperatures = days.map { day in
            let degrees = climate.conditions(on: day).temperature
            return OutdoorTemperature(at: day.start, span: .day, hundredths: Int64((degrees * 100).rounded()))
        }
        self.city = city
        self.days = days
        self.template = own
        buildings = register.entries.map(builder.building).sorted { $0.registration.code < $1.registration.code }
    }

    /// The faults that were put in on purpose (有意设置的故障), in the order of the buildings.
    public var faults: [DemoFault] { buildings.flatMap { $0.meters.compactMap(\.fault) } }
}
