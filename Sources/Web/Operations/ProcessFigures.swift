import Foundation

/// What the operating system counts for this process (进程计量).
struct ProcessFigures: Sendable {
    /// Memory that is in use. [B]
    let residentBytes: Double
    /// Processor time since the start, in and outside the kernel. [s]
    let processorSeconds: Double
    /// Open files and sockets.
    let openFiles: Int

    /// Reads `/proc`; `nil` where there is none.
    init?() {
        guard let memory = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = memory.split(separator: " ").dropFirst().first.flatMap({ Double($0) }),
            let status = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8)
        else { return nil }
        // The name of the program stands in brackets and may hold anything; the numbers follow.
        let fields = status[(status.lastIndex(of: ")") ?? status.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return nil }
        residentBytes = pages * Double(sysconf(Int32(_SC_PAGESIZE)))
        processorSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        openFiles = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    }
}
