import Foundation

/// Runs the built `tanfeng` the way a user does.
struct CommandLine {
    /// The executable beside the tests.
    static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("tanfeng")

    /// A fresh folder for one test.
    let folder: URL

    /// What a run left behind.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tanfeng-cli-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The data folder.
    var data: String { folder.appendingPathComponent("data").path }

    /// Writes a file and returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// Starts a command without waiting for it.
    func start(_ arguments: [String], output: Pipe = Pipe(), errors: Pipe = Pipe()) throws -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments + ["--data", data]
        process.currentDirectoryURL = folder
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return process
    }

    /// Runs a command to its end.
    func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    /// Runs a command to its end.
    func run(_ arguments: [String]) throws -> Outcome {
        let output = Pipe()
        let errors = Pipe()
        let process = try start(arguments, output: output, errors: errors)
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: text, errors: complaints)
    }

    /// Starts a server and waits until it says that it is ready.
    func serve() throws -> Process {
        let output = Pipe()
        let process = try start(["serve", "--port", "0"], output: output)
        var said = ""
        while process.isRunning, !said.contains("http://") {
            said += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        return process
    }

    /// Imports one building with `meters` meters.
    func register(meters: Int) throws {
        let buildings = try file(
            "buildings.csv",
            """
            building_code,building_name,building_kind,gross_floor_area_m2,division_code
            320706A001,示例,A,1000,320706
            """
        )
        let rows = (0..<meters).map { "M\($0),320706A001,01A00,register,kWh,2,9,1,2026-01-01" }
        let list = try file(
            "meters.csv",
            (["meter,building,item,kind,unit,decimals,digits,ratio,valid_from"] + rows).joined(separator: "\n")
        )
        _ = try run("import", "buildings", buildings)
        _ = try run("import", "meters", list)
    }

    /// Registers of `meters` meters every quarter of an hour, all meters at one time before the next.
    func readings(meters: Int, slots: Int) throws -> String {
        var text = "meter,time,value\n"
        for slot in 0..<slots {
            let day = slot / 96 + 1
            let minutes = slot % 96 * 15
            let time =
                "2026-01-\(day < 10 ? "0" : "")\(day) \(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
            for meter in 0..<meters { text += "M\(meter),\(time),\(100 + slot).\(meter % 90 + 10)\n" }
        }
        return try file("readings.csv", text)
    }
}
