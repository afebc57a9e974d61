extension QuantityWords {
    /// 每万平方米 right before a comparison: what is counted per what; 每平方米每年 is per (平方米·年).
    func each(endingAt end: Int, from start: Int, _ scalars: [Unicode.Scalar]) -> (unit: String, start: Int)? {
        var parts: [String] = []
        var place = end
        while let base = units.length(endingAt: place, in: scalars, from: start) {
            var first = place - base
            first -= scale(endingAt: first, from: start, scalars)
            guard let word = each.length(endingAt: first, in: scalars, from: start) else { break }
            parts.insert(String(scalars: scalars[first..<place]), at: 0)
            place = first - word
        }
        guard let part = parts.first else { return nil }
        return (parts.count == 1 ? part : "(\(parts.joined(separator: "\u{B7}")))", place)
    }

    /// 每百户 somewhere before a number, as in 每百户配建用房不少于20平方米; 每个街道 counts nothing per unit.
    func each(within range: Range<Int>, _ scalars: [Unicode.Scalar]) -> String? {
        for place in range.suffix(Self.longestPhrase).reversed() {
            guard let word = each.length(at: place, in: scalars, upTo: range.upperBound) else { continue }
            let start = place + word
            let scale = eachMultipliers.length(at: start, in: scalars, upTo: range.upperBound) ?? 0
            let base = eachUnits.length(at: start + scale, in: scalars, upTo: range.upperBound)
            return base.map { String(scalars: scalars[start..<start + scale + $0]) }
        }
        return nil
    }

    /// Whether a unit such as 星级 is a level that a verb such as 执行 shortly before it asks for.
    func isLevel(
        _ unit: Unit,
        endingAt place: Int,
        from start: Int,
        _ scalars: [Unicode.Scalar],
        _ aims: AimWords
    ) -> Bool {
        guard levels.contains(unit.base) else { return false }
        return (max(start, place - Self.levelVerbDistance)...place).contains {
            aims.levelVerbs.length(endingAt: $0, in: scalars, from: start) != nil
        }
    }

    /// How far a verb such as 执行 may stand from its level. [characters]
    static let levelVerbDistance = 6
    /// How far 每 may stand from its number. [characters]
    private static let longestPhrase = 40

    private func scale(endingAt end: Int, from start: Int, _ scalars: [Unicode.Scalar]) -> Int {
        multipliers.length(endingAt: end, in: scalars, from: start)
            ?? eachMultipliers.length(endingAt: end, in: scalars, from: start) ?? 0
    }
}
