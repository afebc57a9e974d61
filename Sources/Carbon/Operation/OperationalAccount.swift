public import Units

/// Where an emission arises (排放范围).
public enum EmissionScope: String, Sendable, CaseIterable {
    /// 直接排放: fuel burnt in the building.
    case direct
    /// 电力间接排放: purchased electricity.
    case electricity
    /// 热力间接排放: purchased heat and cooling.
    case heat
}

extension EnergyCarrier {
    /// The scope of its emissions; `nil` where it causes none in operation (water, renewables).
    public var scope: EmissionScope? {
        switch self {
        case .electricity: .electricity
        case .heat, .cooling: .heat
        case .gas, .coal, .liquefiedPetroleumGas, .manufacturedGas, .gasoline, .kerosene, .diesel, .other: .direct
        case .water, .renewable: nil
        }
    }

    /// The kind of factor that turns it into carbon.
    public var factorKind: EmissionFactor.Kind {
        switch scope {
        case .electricity: .gridAverage
        case .heat: .heat
        default: .fuel
        }
    }
}

/// What a subject consumed of one carrier in a period (活动数据).
public struct CarrierActivity: Hashable, Sendable {
    /// The carrier.
    public let carrier: EnergyCarrier
    /// How much of it, in the carrier's unit.
    public let amount: Amount
    /// Seconds that should have been covered by all its meters. [s]
    public let expectedSeconds: Int64
    /// Seconds that were, estimated ones included. [s]
    public let coveredSeconds: Int64
    /// Seconds that were estimated. [s]
    public let estimatedSeconds: Int64
    /// Reservations about the amount, each at most once.
    public let findings: Set<DataFinding>

    /// Creates an activity.
    public init(
        carrier: EnergyCarrier,
        amount: Amount,
        expectedSeconds: Int64,
        coveredSeconds: Int64,
        estimatedSeconds: Int64,
        findings: Set<DataFinding> = []
    ) {
        self.carrier = carrier
        self.amount = amount
        self.expectedSeconds = expectedSeconds
        self.coveredSeconds = coveredSeconds
        self.estimatedSeconds = estimatedSeconds
        self.findings = findings
    }

    /// How the amount is known.
    public var share: DataShare {
        DataShare(covered: coveredSeconds, estimated: estimatedSeconds, expected: expectedSeconds)
    }

    /// Both together; the carriers must be equal.
    public static func + (left: Self, right: Self) -> Self {
        CarrierActivity(
            carrier: left.carrier,
            amount: left.amount + right.amount,
            expectedSeconds: left.expectedSeconds + right.expectedSeconds,
            coveredSeconds: left.coveredSeconds + right.coveredSeconds,
            estimatedSeconds: left.estimatedSeconds + right.estimatedSeconds,
            findings: left.findings.union(right.findings)
        )
    }
}

/// The operational account of a building or a place over a period (运行碳账).
public struct OperationalAccount: Hashable, Sendable {
    /// One line per carrier and factor, in the guideline's order.
    public let lines: [CarrierLine]
    /// Reservations.
    public let findings: [DataFinding]

    /// Creates an account.
    public init(lines: [CarrierLine], findings: [DataFinding]) {
        self.lines = lines
        self.findings = findings
    }

    /// The emissions of all scopes.
    public var total: CarbonMass { lines.reduce(.zero) { $0 + $1.emissions } }
    /// The emissions of one scope.
    public func emissions(_ scope: EmissionScope) -> CarbonMass {
        lines.reduce(.zero) { $1.scope == scope ? $0 + $1.emissions : $0 }
    }
    /// Everything as standard coal (当量值).
    public var coalEquivalent: CoalEquivalent { lines.reduce(.zero) { $0 + $1.coalEquivalent } }
    /// What was consumed of one carrier.
    public func amount(_ carrier: EnergyCarrier) -> Amount {
        lines.reduce(.zero) { $1.activity.carrier == carrier ? $0 + $1.activity.amount : $0 }
    }

    /// How the total is known: the shares of the lines that emit, weighted by the time their meters should cover.
    public var share: DataShare {
        let emitting = lines.filter { $0.scope != nil }.map(\.activity)
        return DataShare(
            covered: emitting.reduce(0) { $0 + $1.coveredSeconds },
            estimated: emitting.reduce(0) { $0 + $1.estimatedSeconds },
            expected: emitting.reduce(0) { $0 + $1.expectedSeconds }
        )
    }

    /// The same account with more reservations.
    public func adding(_ more: [DataFinding]) -> OperationalAccount {
        OperationalAccount(lines: lines, findings: findings + more)
    }

    /// The account of two periods or subjects together; lines with the same carrier and factor are merged.
    public static func + (left: Self, right: Self) -> Self { sum(of: [left, right]) }

    /// The account of many periods or subjects together.
    public static func sum(of accounts: [OperationalAccount]) -> OperationalAccount {
        struct Key: Hashable {
            let carrier: EnergyCarrier
            let factor: String?
        }
        var merged: [Key: CarrierLine] = [:]
        var findings: [DataFinding] = []
        var seen: Set<DataFinding> = []
        for account in accounts {
            for line in account.lines {
                let key = Key(carrier: line.activity.carrier, factor: line.factor?.id)
                merged[key] = merged[key].map { $0.adding(line) } ?? line
            }
            for finding in account.findings where seen.insert(finding).inserted { findings.append(finding) }
        }
        let lines = merged.sorted { ($0.key.carrier, $0.key.factor ?? "") < ($1.key.carrier, $1.key.factor ?? "") }.map(
            \.value
        )
        return OperationalAccount(lines: lines, findings: findings)
    }
}
