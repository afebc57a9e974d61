extension QuantityWords {
    /// 每万平方米 right before a comparison: what is counted per what.
    func each(endingAt end: Int, from start: Int, _ scalars: [Unicode.Scalar]) -> (unit: String, start: Int)? {
        guard let base = units.length(endingAt: end, in: scalars, from: start) else { return nil }
        var first = end - base
        first -= scale(endingAt: first, from: start, scalars)
        return each.length(endingAt: first, in: scalars, from: start).map {
            (String(scalars: scalars[first..<end]), first - $0)
        }
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
