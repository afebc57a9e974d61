/// Ranks of values (秩), and correlations of them.
enum Rank {
    /// Where each value stands among all.
    struct Order {
        /// Places of values from the lowest to the highest; equal values by their place.
        let places: [Int]

        /// The given values, ascending, put where those of the same rank were.
        func ranked(_ ascending: [Double]) -> [Double] {
            var result = ascending
            for (rank, place) in places.enumerated() { result[place] = ascending[rank] }
            return result
        }
    }

    static func order(_ values: [Double]) -> Order {
        Order(places: values.indices.sorted { (values[$0], $0) < (values[$1], $1) })
    }

    /// Ranks from 1; equal values share the mean of theirs.
    static func ranks(_ values: [Double]) -> [Double] {
        let places = order(values).places
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < places.count {
            var end = start
            while end + 1 < places.count, values[places[end + 1]] == values[places[start]] { end += 1 }
            for index in start...end { ranks[places[index]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }

    /// Pearson's coefficient; 0 where one of the two does not vary.
    static func correlation(_ first: [Double], _ second: [Double]) -> Double {
        let count = Double(first.count)
        let (meanFirst, meanSecond) = (first.reduce(0, +) / count, second.reduce(0, +) / count)
        var (both, ofFirst, ofSecond) = (0.0, 0.0, 0.0)
        for (x, y) in zip(first, second) {
            both += (x - meanFirst) * (y - meanSecond)
            ofFirst += (x - meanFirst) * (x - meanFirst)
            ofSecond += (y - meanSecond) * (y - meanSecond)
        }
        return ofFirst > 0 && ofSecond > 0 ? both / (ofFirst * ofSecond).squareRoot() : 0
    }

    /// Spearman's coefficient.
    static func spearman(_ first: [Double], _ second: [Double]) -> Double { correlation(ranks(first), ranks(second)) }
}
