import Units

/// Draws of all inputs (拉丁超立方抽样): each input takes one value in each of as many equal slices as there are draws.
///
/// Numbers come from a counter, so that the same seed gives the same draws on any machine and any number of threads. Wanted
/// correlations of ranks are brought about by ordering values anew: Iman & Conover, Communications in Statistics B11 (1982) 311.
struct LatinHypercube {
    /// Values between 0 and 1, by input, then by draw.
    private(set) var values: [[Double]]

    init(inputs: Int, draws: Int, seed: UInt64) {
        values = (0..<inputs).map { input in
            // Each input has a stream of its own, so that one more input leaves the others as they were.
            var random = SplitMix64(seed: SplitMix64.mixed(seed &+ SplitMix64.increment &* UInt64(input + 1)))
            return (0..<draws).shuffled(using: &random).map { slice in
                (Double(slice) + Double.random(in: 0..<1, using: &random)) / Double(draws)
            }
        }
    }

    /// Orders values so that ranks correlate as wanted.
    ///
    /// - Parameters:
    ///   - places: the inputs that correlate.
    ///   - wanted: their matrix, positive definite.
    mutating func correlate(_ places: [Int], _ wanted: [[Double]]) {
        guard places.count > 1, let count = values.first?.count, count > places.count,
            let root = Cholesky(wanted)
        else { return }
        let scores = (1...count).map { Normal.quantile(Double($0) / Double(count + 1)) }
        let columns = places.map { place in Rank.order(values[place]).ranked(scores) }
        let found = columns.map { first in columns.map { Rank.correlation(first, $0) } }
        guard let own = Cholesky(found) else { return }
        var mixed = columns.map { _ in [Double](repeating: 0, count: count) }
        for draw in 0..<count {
            let row = root.times(own.solved(columns.map { $0[draw] }))
            for (index, value) in row.enumerated() { mixed[index][draw] = value }
        }
        for (index, place) in places.enumerated() {
            values[place] = Rank.order(mixed[index]).ranked(values[place].sorted())
        }
    }
}

/// The lower triangular root of a symmetric positive definite matrix (乔列斯基分解); nil where it is none.
struct Cholesky {
    private var rows: [[Double]]

    init?(_ matrix: [[Double]]) {
        rows = matrix.map { $0.map { _ in 0 } }
        for row in matrix.indices {
            for column in 0...row {
                let known = (0..<column).reduce(0) { $0 + rows[row][$1] * rows[column][$1] }
                let rest = matrix[row][column] - known
                if row == column {
                    guard rest > 1e-12 else { return nil }
                    rows[row][row] = rest.squareRoot()
                } else {
                    rows[row][column] = rest / rows[column][column]
                }
            }
        }
    }

    /// Root times vector.
    func times(_ vector: [Double]) -> [Double] {
        rows.indices.map { row in (0...row).reduce(0) { $0 + rows[row][$1] * vector[$1] } }
    }

    /// The vector of which root times vector is the given one.
    func solved(_ vector: [Double]) -> [Double] {
        var result = vector
        for row in rows.indices {
            let known = (0..<row).reduce(0) { $0 + rows[row][$1] * result[$1] }
            result[row] = (vector[row] - known) / rows[row][row]
        }
        return result
    }
}
