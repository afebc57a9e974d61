/// The columns of a file of temperatures (气温表).
enum TemperatureColumn: String, Sendable, CaseIterable {
    /// 站号: the code of the station. Required.
    case station
    /// 站名.
    case name = "station_name"
    /// 时间: of an observation, civil time of China.
    case time
    /// 世界时: of an observation, in UTC.
    case utc = "time_utc"
    /// 日期: of a daily mean.
    case day
    /// 气温, °C. Required.
    case temperature = "temperature_degc"
    /// 适用: the register code of a building, or the division code of a place, that takes this station.
    case serves

    /// The headings it goes by besides its own name.
    var headings: [String] {
        switch self {
        case .station: ["站号", "区站号", "台站号", "气象站编号", "station code", "station id", "stationid"]
        case .name: ["站名", "台站名称", "气象站", "气象站名称", "station name"]
        case .time: ["时间", "观测时间", "北京时", "北京时间", "local time", "datetime", "timestamp"]
        case .utc: ["世界时", "时间（UTC）", "time (utc)", "utc", "utc time"]
        case .day: ["日期", "date"]
        case .temperature:
            ["气温", "温度", "平均气温", "日平均气温", "室外温度", "temperature", "temp", "air temperature"]
                .flatMap { [$0, "\($0)（℃）", "\($0) (°C)"] }
        case .serves: ["适用", "适用范围", "适用建筑或区县", "applies to"]
        }
    }
}
