public import Metering
public import Units

/// What was found in the body of a request (解析结果): readings, and rows that could not be taken.
public struct DecodedReadings: Sendable {
    /// The readings, in the order of their rows.
    public internal(set) var readings: [MeterReading] = []
    /// The first rows that were refused; at most ``listedProblems``.
    public internal(set) var problems: [RowProblem] = []
    /// How many rows were refused in all.
    public internal(set) var refused = 0

    /// How many refused rows are listed.
    public static let listedProblems = 100

    /// How many rows there were.
    public var rows: Int { readings.count + refused }

    mutating func refuse(_ problem: ReadingProblem, at offset: Int, _ evidence: @autoclosure () -> String) {
        refused += 1
        guard problems.count < Self.listedProblems else { return }
        problems.append(RowProblem(row: rows, byteOffset: offset, problem: problem, evidence: evidence()))
    }
}

/// Why one row was not taken (被拒行).
public struct RowProblem: Hashable, Sendable {
    /// The row, counted from 1.
    public let row: Int
    /// Where what is to blame begins in the body, unpacked. [B]
    public let byteOffset: Int
    /// The rule it breaks.
    public let problem: ReadingProblem
    /// What stands there, shortened.
    public let evidence: String
}

/// Why a body was not read at all (正文无法解析): nothing of it is taken.
public struct BodyProblem: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Reason: String, Sendable, CaseIterable {
        /// It is no JSON.
        case notJSON = "not_json"
        /// It is nested more deeply than any form of readings.
        case tooDeep = "too_deep"
        /// It is JSON, and holds neither `readings` nor `frames`, or something else under these names.
        case noReadings = "no_readings"
        /// It ends in the middle.
        case truncated
        /// It cannot be unpacked.
        case notPacked = "not_packed"
        /// It is larger than allowed once unpacked.
        case tooLarge = "too_large"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where. [B]
    public let byteOffset: Int
}

/// What decoders check readings against.
public struct ReadingTerms: Sendable {
    /// The meters that the sender may write to.
    public let directory: MeterDirectory
    /// The time of the server; readings without a time get it.
    public let now: Instant

    /// The stamps that come in.
    let bounds: IntakeBounds

    /// How far a sender's clock may run ahead, where no rule says it. [s]
    static let tolerance: Int64 = 300

    /// Creates terms; without a check of stamps all come in that do not lie in the future.
    public init(directory: MeterDirectory, now: Instant, check: IntakeCheck? = nil) {
        self.directory = directory
        self.now = now
        bounds =
            check.map { IntakeBounds($0, received: now) }
            ?? IntakeBounds(latest: now.adding(seconds: Self.tolerance))
    }
}

extension UnsafeRawBufferPointer {
    /// What stands in some bytes, shortened and with replacement characters for what is no text.
    func evidence(_ range: Range<Int>) -> String {
        let end = Swift.min(range.upperBound, count, range.lowerBound + 60)
        return String(decoding: self[Swift.min(range.lowerBound, end)..<end], as: UTF8.self)
    }
}
