import Foundation

/// What a piece of work took.
struct Cost: Codable {
    let seconds: Double
    let cpuSeconds: Double

    /// Does something and measures it.
    static func of<Value>(_ body: () async throws -> Value) async rethrows -> (Value, Cost) {
        let (clock, cpu) = (ContinuousClock.now, Self.cpu)
        let value = try await body()
        let passed = ContinuousClock.now - clock
        return (value, Cost(seconds: passed / .seconds(1), cpuSeconds: Self.cpu - cpu))
    }

    /// The median of repeated work. [s]
    static func median(of repetitions: Int, _ body: (Int) async throws -> Void) async rethrows -> Double {
        var seconds: [Double] = []
        for index in 0..<repetitions { seconds.append(try await of { try await body(index) }.1.seconds) }
        return seconds.sorted()[repetitions / 2]
    }

    /// Of the whole process, user and system. [s]
    private static var cpu: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}

/// A figure of the process from `/proc/self/status`. [MiB]
func memory(_ name: String) -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line.flatMap { $0.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } }.map { $0 / 1_024 }
        ?? 0
}

/// What all files of a folder take. [B]
func size(of folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
        let size = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.size] as? NSNumber
        return sum + (size?.intValue ?? 0)
    }
}
