import Metering
import Units

/// The line protocol of InfluxDB 1.x (行协议), `measurement,tag=… field=… time`, as a way in for readings.
///
/// The tag `meter` holds the code, the field `value` the value and the integer field `quality`, where there is one, its
/// quality. Measurement, other tags and other fields only have to be well formed.
///
/// ```
/// energy,meter=E-001,building=A value=12.34 1767197700
/// ```
///
/// ## References
/// 1. InfluxDB 1.8, Line protocol reference.
public struct LineProtocol: ~Copyable {
    /// The unit of times (时间精度).
    public enum Precision: String, Sendable, CaseIterable {
        /// Nanoseconds, the default.
        case nanoseconds = "ns"
        /// Microseconds.
        case microseconds = "us"
        /// Milliseconds.
        case milliseconds = "ms"
        /// Seconds.
        case seconds = "s"
        /// Minutes.
        case minutes = "m"
        /// Hours.
        case hours = "h"

        /// The precision that a client names; nanoseconds where it names none.
        public init?(parameter: String?) {
            switch parameter {
            case nil, "", "n", "ns": self = .nanoseconds
            case "u", "us", "µ", "µs": self = .microseconds
            default:
                guard let known = parameter.flatMap(Self.init(rawValue:)) else { return nil }
                self = known
            }
        }

        /// Whole seconds of a time, those that have begun; `nil` where they do not fit.
        func seconds(_ time: Int64) -> Int64? {
            switch self {
            case .nanoseconds: time.flooredQuotient(1_000_000_000)
            case .microseconds: time.flooredQuotient(1_000_000)
            case .milliseconds: time.flooredQuotient(1_000)
            case .seconds: time
            case .minutes: Self.product(time, 60)
            case .hours: Self.product(time, 3_600)
            }
        }

        private static func product(_ time: Int64, _ factor: Int64) -> Int64? {
            let (product, overflow) = time.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
    }

    private let terms: ReadingTerms
    private let precision: Precision
    private var scan: LineScan
    private var last = -1
    private var result = DecodedReadings()

    /// Reads a body: every good line, each bad one listed.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer,
        _ terms: ReadingTerms,
        precision: Precision = .nanoseconds
    ) -> DecodedReadings {
        var decoder = LineProtocol(bytes, terms, precision)
        decoder.decode()
        return decoder.result
    }

    private init(_ bytes: UnsafeRawBufferPointer, _ terms: ReadingTerms, _ precision: Precision) {
        self.terms = terms
        self.precision = precision
        scan = LineScan(bytes)
        result.readings.reserveCapacity(bytes.count / 48)
    }

    private mutating func decode() {
        while scan.startLine() {
            let start = scan.index
            var line = Line()
            do {
                try read(&line)
                result.readings.append(try reading(line))
            } catch {
                scan.skipLine(from: start)
                result.refuse(error, at: start, scan.bytes.evidence(start..<scan.lineEnd))
            }
        }
    }

    /// What of a line has been read.
    private struct Line {
        var position: Int?
        var value: ScannedNumber?
        var quality = Reading.Quality.good
        var stamp: Instant?
    }

    @inline(__always)
    private mutating func read(_ line: inout Line) throws(ReadingProblem) {
        try scan.measurement()
        var hasMeter = false
        while scan.take(0x2C) {
            let key = try scan.key()
            let value = try scan.tagValue()
            guard scan.equals(key, "meter") else { continue }
            guard !hasMeter else { throw .repeated }
            hasMeter = true
            guard let found = scan.with(value, { terms.directory.position(of: $0, after: last) }) else {
                throw .unknownMeter
            }
            last = found
            line.position = found
        }
        guard scan.skipBlanks() else { throw hasMeter ? .missing : .syntax }
        repeat {
            let key = try scan.key()
            let isValue = scan.equals(key, "value")
            let isQuality = !isValue && scan.equals(key, "quality")
            let field = try scan.fieldValue()
            if isValue {
                guard line.value == nil else { throw .repeated }
                guard case .number(let number) = field, !number.isTooLong else { throw .number }
                line.value = number
            } else if isQuality {
                guard case .number(let number) = field, let quality = Reading.Quality(number) else { throw .quality }
                line.quality = quality
            }
        } while scan.take(0x2C)
        guard let time = try scan.time() else {
            line.stamp = terms.now
            return
        }
        guard let seconds = precision.seconds(time), StampScan.seconds.contains(seconds) else { throw .time }
        line.stamp = Instant(seconds: seconds)
    }

    @inline(__always)
    private func reading(_ line: Line) throws(ReadingProblem) -> MeterReading {
        guard let position = line.position, let value = line.value, let stamp = line.stamp else { throw .missing }
        return try terms.directory.reading(
            mantissa: value.mantissa,
            exponent: value.exponent,
            at: stamp,
            quality: line.quality,
            of: position,
            within: terms.bounds
        )
    }
}
