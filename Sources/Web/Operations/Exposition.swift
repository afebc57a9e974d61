/// Text as Prometheus reads it (指标文本): each family with its help and type once, then its samples.
///
/// ## References
/// 1. Prometheus, Exposition formats, text-based format version 0.0.4.
struct Exposition {
    /// What a family's samples mean.
    enum Kind: String { case counter, gauge, histogram }

    /// The media type.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// Writes a family with one sample.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        add(name, kind, help, [([], value)])
    }

    /// Writes a family; one without samples is left out.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: Labels, value: Double)]) {
        guard !samples.isEmpty else { return }
        begin(name, kind, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    /// Writes a family of histograms with the upper bounds of their buckets.
    mutating func add(_ name: String, _ help: String, bounds: [Double], _ samples: [(labels: Labels, value: Histogram)])
    {
        guard !samples.isEmpty else { return }
        begin(name, .histogram, help)
        for (labels, histogram) in samples {
            var count = 0
            for (bound, more) in zip(bounds, histogram.counts) {
                count += more
                line("\(name)_bucket", labels + [("le", Self.number(bound))], Double(count))
            }
            line("\(name)_bucket", labels + [("le", "+Inf")], Double(histogram.count))
            line("\(name)_sum", labels, histogram.sum)
            line("\(name)_count", labels, Double(histogram.count))
        }
    }

    /// Names and values of labels.
    typealias Labels = [(name: String, value: String)]

    private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: Double) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Self.number(value))\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value.isFinite ? Int64(exactly: value).map { "\($0)" } ?? "\(value)" : value.isNaN ? "NaN" : "+Inf"
    }
}

/// How many observations fell under each bound (直方图).
struct Histogram: Sendable {
    /// Observations by bucket, not added up.
    private(set) var counts: [Int]
    private(set) var count = 0
    private(set) var sum = 0.0

    /// Creates one with that many buckets.
    init(buckets: Int) { counts = Array(repeating: 0, count: buckets) }

    /// Adds an observation.
    mutating func observe(_ value: Double, bounds: [Double]) {
        count += 1
        sum += value
        if let bucket = bounds.firstIndex(where: { value <= $0 }) { counts[bucket] += 1 }
    }
}
