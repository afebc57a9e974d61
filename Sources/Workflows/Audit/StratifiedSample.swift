public import Buildings
import Store
public import Units

/// A stratified sample of buildings (分层抽样): `perStratum` of each district × kind, drawn with a seed.
///
/// Anybody can draw it again: in each stratum the buildings stand in the order of their internal numbers, strata in the
/// order of district and kind; SplitMix64 [1], seeded once with the seed, drives a Fisher–Yates shuffle [2] that stops
/// after `perStratum` draws; a number below n is the remainder of the first output under the largest multiple of n.
///
/// ## References
/// 1. G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
/// 2. D. E. Knuth, The Art of Computer Programming, vol. 2, 3.4.2, algorithm P.
public struct StratifiedSample: Sendable {
    /// One sampled building.
    public struct Line: Sendable {
        /// The building.
        public let building: Building.ID
        /// Its register code.
        public let code: String
        /// Its name.
        public let name: String
        /// Its district.
        public let jurisdiction: Jurisdiction
        /// Its kind's letter.
        public let kind: String
    }

    /// The seed.
    public let seed: UInt64
    /// How many were drawn of each stratum; all, where it has fewer.
    public let perStratum: Int
    /// How many strata there are.
    public let strata: Int
    /// How many buildings they hold together.
    public let population: Int
    /// The sample, stratum by stratum.
    public let lines: [Line]
}

extension SplitMix64 {
    /// A number below `bound`, each as likely as the others.
    mutating func next(below bound: Int) -> Int {
        let bound = UInt64(max(bound, 1))
        let limit = UInt64.max - UInt64.max % bound
        while true {
            let value: UInt64 = next()
            if value < limit { return Int(value % bound) }
        }
    }

    /// The first `count` of the elements in shuffled order.
    mutating func draw<Element>(_ count: Int, of elements: [Element]) -> [Element] {
        var rest = elements
        let count = min(count, rest.count)
        for index in 0..<count { rest.swapAt(index, index + next(below: rest.count - index)) }
        return Array(rest.prefix(count))
    }
}

extension Platform {
    /// Draws a sample of the buildings in a scope.
    public func stratifiedSample(seed: UInt64, perStratum: Int, scope: Scope) async throws -> StratifiedSample {
        struct Stratum: Hashable {
            let jurisdiction: Jurisdiction.ID
            let kind: String
        }
        let places = try await allJurisdictions()
        let visible = Set(try await self.places(scope).map(\.id))
        let buildings = try await store.sampledBuildings().filter { visible.contains($0.id) }
        let strata = Dictionary(grouping: buildings) { Stratum(jurisdiction: $0.jurisdiction, kind: $0.kind) }
        let ordered = strata.sorted { ($0.key.jurisdiction, $0.key.kind) < ($1.key.jurisdiction, $1.key.kind) }
        var generator = SplitMix64(seed: seed)
        var lines: [StratifiedSample.Line] = []
        for (stratum, members) in ordered {
            guard let place = places[stratum.jurisdiction] else { continue }
            lines += generator.draw(perStratum, of: members).map { member in
                StratifiedSample.Line(
                    building: member.id,
                    code: member.code,
                    name: member.name,
                    jurisdiction: place,
                    kind: member.kind
                )
            }
        }
        return StratifiedSample(
            seed: seed,
            perStratum: perStratum,
            strata: ordered.count,
            population: buildings.count,
            lines: lines
        )
    }
}
