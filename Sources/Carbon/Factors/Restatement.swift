public import Units

/// An amount that was accounted and stored (已入账的活动数据): whose, where, in which year.
public struct StoredActivity: Hashable, Sendable {
    /// Whose it is, such as the id of a building.
    public let subject: Int64
    /// The factor region of the subject.
    public let region: FactorRegion.Code
    /// The year for which factors are chosen.
    public let year: CivilYear
    /// The carrier.
    public let carrier: EnergyCarrier
    /// How much of it, in the carrier's unit.
    public let amount: Amount

    /// Creates a stored amount.
    public init(
        subject: Int64,
        region: FactorRegion.Code,
        year: CivilYear,
        carrier: EnergyCarrier,
        amount: Amount
    ) {
        self.subject = subject
        self.region = region
        self.year = year
        self.carrier = carrier
        self.amount = amount
    }
}

/// What a change of factors does to figures that exist (重述): shown before anyone accepts it.
public struct Restatement: Hashable, Sendable {
    /// All amounts of one year, region and carrier whose factor changes.
    public struct Line: Hashable, Sendable {
        /// The year.
        public let year: CivilYear
        /// The factor region.
        public let region: FactorRegion.Code
        /// The carrier.
        public let carrier: EnergyCarrier
        /// The factor so far, with its reservations; `nil` where there was none.
        public let before: FactorChoice?
        /// The factor from now on; `nil` where there is none any more.
        public let after: FactorChoice?
        /// How much was consumed. [the carrier's unit]
        public let amount: Amount
        /// How many subjects it touches.
        public let subjects: Int

        /// The emissions so far.
        public var emissionsBefore: CarbonMass { emissions(before) }
        /// The emissions from now on.
        public var emissionsAfter: CarbonMass { emissions(after) }
        /// What changes.
        public var change: CarbonMass { emissionsAfter - emissionsBefore }

        private func emissions(_ choice: FactorChoice?) -> CarbonMass {
            .kilograms(amount.value * (choice?.factor.value.doubleValue ?? 0))
        }
    }

    /// What changes, in order of year, region and carrier; nothing that stays.
    public let lines: [Line]
    /// The emissions of all amounts so far, those that stay included.
    public let before: CarbonMass

    /// The emissions of all amounts from now on.
    public var after: CarbonMass { lines.reduce(before) { $0 + $1.change } }
    /// What changes in all.
    public var change: CarbonMass { after - before }

    /// Compares two libraries over stored amounts.
    ///
    /// A figure changes where another factor is chosen, or the same one has another value; that only its words change
    /// (a note, a confidence) restates nothing.
    ///
    /// - Parameters:
    ///   - activities: what was accounted, in any order.
    ///   - old: the library so far.
    ///   - new: the library from now on.
    public init(of activities: some Sequence<StoredActivity>, from old: FactorLibrary, to new: FactorLibrary) {
        var groups: [Key: Group] = [:]
        for activity in activities where activity.carrier.scope != nil {
            let key = Key(year: activity.year, region: activity.region, carrier: activity.carrier)
            groups[key, default: Group(key, old, new)].add(activity)
        }
        let sorted = groups.sorted { $0.key < $1.key }
        lines = sorted.compactMap { $0.value.line($0.key) }
        before = sorted.reduce(.zero) { sum, group in
            sum + .kilograms(group.value.amount.value * (group.value.before?.factor.value.doubleValue ?? 0))
        }
    }

    private struct Key: Hashable, Comparable {
        let year: CivilYear
        let region: FactorRegion.Code
        let carrier: EnergyCarrier

        static func < (left: Key, right: Key) -> Bool {
            (left.year, left.region, left.carrier) < (right.year, right.region, right.carrier)
        }
    }

    private struct Group {
        let before: FactorChoice?
        let after: FactorChoice?
        var amount: Amount = .zero
        var subjects: Set<Int64> = []

        init(_ key: Key, _ old: FactorLibrary, _ new: FactorLibrary) {
            let kind = key.carrier.factorKind
            before = old.choose(kind, for: key.carrier, region: key.region, year: key.year)
            after = new.choose(kind, for: key.carrier, region: key.region, year: key.year)
        }

        mutating func add(_ activity: StoredActivity) {
            amount += activity.amount
            subjects.insert(activity.subject)
        }

        func line(_ key: Key) -> Line? {
            let (old, new) = (before?.factor, after?.factor)
            guard old?.id != new?.id || old?.value != new?.value else { return nil }
            return Line(
                year: key.year,
                region: key.region,
                carrier: key.carrier,
                before: before,
                after: after,
                amount: amount,
                subjects: subjects.count
            )
        }
    }
}
