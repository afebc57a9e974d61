import CSpawn
import Foundation

/// Another program that is run over a file (外部程序), without a shell and without anything of ours: no environment, no
/// open file but the one it reads, bounds on time, memory and answer.
struct ChildProgram {
    /// Why there is no answer.
    enum Failure: Error {
        case notStarted
        case tooSlow
        case tooMuch
    }

    /// What it said.
    struct Answer {
        var output: [UInt8] = []
        var complaint: [UInt8] = []
        /// How it ended: its exit code, or `nil` where a signal ended it.
        var code: Int32?
    }

    let program: String
    let arguments: [String]
    /// The most it may answer. [B]
    var outputLimit: Int
    /// How long it may take. [s]
    var seconds: Int
    /// How much memory it may take. [B]
    var memory: UInt = 2 << 30

    private static let complaintLimit = 4 << 10
    /// Between two looks whether it has ended. [µs]
    private static let pause: UInt32 = 2000
    /// Sets bounds, then becomes the program; part of every Linux (util-linux).
    private static let bounder = "/usr/bin/prlimit"

    /// What the time limit does not catch: a document that unpacks into all memory or disk there is.
    private var bounds: [String] {
        [Self.bounder, "--as=\(memory)", "--cpu=\(seconds)", "--fsize=0", "--core=0", "--"]
    }

    /// Runs it with a file as its standard input.
    func run(input: Int32) throws(Failure) -> Answer {
        let output = try Pipe()
        let complaint = try Pipe()
        let child = try start(input: input, output: output.writing, complaint: complaint.writing)
        output.closeWriting()
        complaint.closeWriting()
        var answer = Answer()
        let end = ContinuousClock.now + .seconds(seconds)
        var status: Int32 = 0
        var failure = collect(&answer, output.reading, complaint.reading, until: end)
        if failure == nil, !hasEnded(child, &status, by: end) { failure = .tooSlow }
        if let failure {
            // Also ends what it may have started.
            kill(-child, SIGKILL)
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
            throw failure
        }
        answer.code = status & 0x7F == 0 ? status >> 8 & 0xFF : nil
        return answer
    }

    private func start(input: Int32, output: Int32, complaint: Int32) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (from, to) in [(input, 0), (output, 1), (complaint, 2)] as [(Int32, Int32)] {
            posix_spawn_file_actions_adddup2(&actions, from, to)
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        // Copies, since the call wants memory that it could write to; freed right behind it.
        let words = (bounds + [program] + arguments).map { strdup($0) }
        let environment = [strdup("LC_ALL=C.UTF-8")]
        defer { for word in words + environment { free(word) } }
        var child: pid_t = 0
        guard posix_spawn(&child, Self.bounder, &actions, &attributes, words + [nil], environment + [nil]) == 0 else {
            throw .notStarted
        }
        return child
    }

    /// Waits for a program that has said all: it may close its answer and linger.
    private func hasEnded(_ child: pid_t, _ status: inout Int32, by end: ContinuousClock.Instant) -> Bool {
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return true }
            guard ended == 0 || errno == EINTR, .now < end else { return false }
            usleep(Self.pause)
        }
    }

    private func collect(
        _ answer: inout Answer,
        _ output: Int32,
        _ complaint: Int32,
        until end: ContinuousClock.Instant
    ) -> Failure? {
        var sources = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
        sources.append(pollfd(fd: complaint, events: Int16(POLLIN), revents: 0))
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while sources.contains(where: { $0.fd >= 0 }) {
            let rest = (end - .now).components
            let milliseconds = rest.seconds * 1000 + rest.attoseconds / 1_000_000_000_000_000
            guard milliseconds > 0 else { return .tooSlow }
            guard poll(&sources, nfds_t(sources.count), Int32(clamping: milliseconds)) >= 0 || errno == EINTR else {
                return .notStarted
            }
            for index in sources.indices where sources[index].fd >= 0 && sources[index].revents != 0 {
                let count = read(sources[index].fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                // A source with a negative number is not asked again.
                guard count > 0 else {
                    sources[index].fd = -1
                    continue
                }
                if index == 0 {
                    answer.output += buffer[..<count]
                } else {
                    answer.complaint += buffer[..<min(count, max(0, Self.complaintLimit - answer.complaint.count))]
                }
                if answer.output.count > outputLimit { return .tooMuch }
            }
        }
        return nil
    }

    /// A pipe whose ends close when the value goes away.
    private final class Pipe {
        let reading: Int32
        private(set) var writing: Int32

        init() throws(Failure) {
            var ends: [Int32] = [-1, -1]
            guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .notStarted }
            (reading, writing) = (ends[0], ends[1])
        }

        func closeWriting() {
            if writing >= 0 { close(writing) }
            writing = -1
        }

        deinit {
            closeWriting()
            close(reading)
        }
    }
}
