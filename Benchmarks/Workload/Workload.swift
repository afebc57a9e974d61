import ArgumentParser
import Foundation
import Units

/// Makes the files that the benchmarks import, and runs what has no command of its own.
@main
struct Workload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [CSVFiles.self, Consumption.self, ScenarioRun.self])
}

/// `Workload csv`: meters with register readings in long form, all meters at one time before the next time, as they
/// arrive in reality and as indexes by meter like it least.
struct CSVFiles: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "csv")

    @Option var meters = 1_000
    @Option var slots = 1_000
    @Option var out: String

    func run() throws {
        let first = CivilDay(number: 20_454)
        try write("buildings.csv") { line in
            line("building_code,building_name,building_kind,gross_floor_area_m2,division_code")
            line("320706A001,Benchmark,A,100000,320706")
        }
        try write("meters.csv") { line in
            line("meter,building,item,kind,unit,decimals,digits,ratio,valid_from")
            for meter in 0..<meters { line("\(code(meter)),320706A001,01A00,register,kWh,2,9,1,\(first)") }
        }
        try write("readings.csv") { line in
            line("meter,time,value")
            var registers = (0..<meters).map { $0 * 7_919 % 1_000_000 }
            for slot in 0..<slots {
                let stamp = first.start.adding(seconds: Int64(slot) * 900).description
                for meter in 0..<meters {
                    registers[meter] += (meter * 31 + slot * 17) % 251
                    let value = FixedPoint(mantissa: Int64(registers[meter]), exponent: -2)
                    line("\(code(meter)),\(stamp),\(value)")
                }
            }
        }
    }

    private func code(_ meter: Int) -> String { "M\(100_000 + meter)" }

    private func write(_ name: String, _ body: ((String) -> Void) throws -> Void) throws {
        var bytes: [UInt8] = []
        try body { line in
            bytes.append(contentsOf: line.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        try Data(bytes).write(to: URL(fileURLWithPath: out).appendingPathComponent(name))
    }
}
