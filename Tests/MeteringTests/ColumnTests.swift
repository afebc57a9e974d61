import Metering
import Testing
import Units

@Suite("Columns and words of meter lists and readings")
struct ColumnTests {
    @Test("finds columns by their keys, Chinese and English headings")
    func meterColumns() {
        let map = ColumnMap<MeterColumn>(header: ["计量点编码", "Building Code", "分项编码", "kind", "计量单位", "备注"])
        #expect(map.positions[.code] == 0)
        #expect(map.positions[.building] == 1)
        #expect(map.positions[.item] == 2)
        #expect(map.positions[.kind] == 3)
        #expect(map.positions[.unit] == 4)
        #expect(map.positions[.ratio] == nil)
        #expect(map.unknown == [5])
        #expect(map.repeated.isEmpty)
    }

    @Test(
        "overlooks case, blanks, full-width forms and remarks in brackets",
        arguments: ["METER", " meter ", "ｍｅｔｅｒ", "Meter_Code", "meter-id", "表号（必填）", "表计编号*", "\u{FEFF}meter"]
    )
    func headings(heading: String) {
        #expect(ColumnMap<ReadingColumn>(header: [heading, "time", "value"]).positions[.meter] == 0)
    }

    @Test("every column goes by its key and by each of its headings", arguments: MeterColumn.allCases)
    func everyMeterHeading(column: MeterColumn) {
        for heading in [column.rawValue] + column.headings {
            #expect(ColumnMap<MeterColumn>(header: [heading]).positions == [column: 0], "\(heading)")
        }
    }

    @Test("every reading column goes by its key and by each of its headings", arguments: ReadingColumn.allCases)
    func everyReadingHeading(column: ReadingColumn) {
        for heading in [column.rawValue] + column.headings {
            #expect(ColumnMap<ReadingColumn>(header: [heading]).positions == [column: 0], "\(heading)")
        }
    }

    @Test("two headings for one column are told, the last one is its place")
    func repeated() {
        let map = ColumnMap<ReadingColumn>(header: ["meter", "time", "读数", "value"])
        #expect(map.repeated == [.value])
    }

    @Test("asks for what no list can do without")
    func required() {
        let required = MeterColumn.allCases.filter(\.isRequired)
        #expect(required == [.code, .building, .item, .kind, .unit, .decimals, .digits, .validFrom])
    }

    @Test(
        "understands the words for units",
        arguments: [
            ("kWh", .kilowattHour), ("KWH", .kilowattHour), ("kW·h", .kilowattHour), ("度", .kilowattHour),
            ("千瓦时", .kilowattHour), ("兆瓦时", .megawattHour), ("Wh", .wattHour), ("m³", .cubicMetre), ("m3", .cubicMetre),
            ("㎥", .cubicMetre), ("立方米", .cubicMetre), ("Nm³", .cubicMetre), ("升", .litre), ("L", .litre),
            ("GJ", .gigajoule),
            ("吉焦", .gigajoule), ("MJ", .megajoule), ("t", .tonne), ("吨", .tonne), ("公斤", .kilogram), ("kg", .kilogram),
        ] as [(String, MeteredUnit)]
    )
    func units(word: String, unit: MeteredUnit) {
        #expect(MeteredUnit(word: word) == unit)
    }

    @Test("refuses other words for units", arguments: ["", "kW", "kVarh", "万度", "kJ", "tce", "m2"])
    func unknownUnits(word: String) {
        #expect(MeteredUnit(word: word) == nil)
    }

    @Test(
        "understands the words for kinds of reading",
        arguments: [
            ("register", .register), ("Cumulative", .register), ("累计", .register), ("底数", .register), ("示数", .register),
            ("interval", .interval), ("区间", .interval), ("用量", .interval), ("增量", .interval),
        ] as [(String, MeterDevice.Kind)]
    )
    func kinds(word: String, kind: MeterDevice.Kind) {
        #expect(MeterDevice.Kind(word: word) == kind)
        #expect(MeterDevice.Kind(word: word + "?") == nil)
    }
}
