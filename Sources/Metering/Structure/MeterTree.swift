public import Units

/// What a meter is there for, where that decides what it counts for (用途).
public enum MeterPurpose: String, Sendable, CaseIterable {
    /// 充电桩.
    case evCharging = "ev_charging"
    /// 机房, 数据中心.
    case serverRoom = "server_room"
    /// 出租, 转供.
    case tenant
    /// 校核: measures again what another one does.
    case check
}

/// Where a meter stands below others and what it counts for, from a day on (计量结构).
public struct MeterPosition: Hashable, Sendable {
    /// What stands above a meter.
    public enum Above: Hashable, Sendable {
        /// What the items say: the meter of the nearest item above its own.
        case item
        /// Nothing: it has a supply of its own.
        case supply
        /// The meter through which its load flows.
        case meter(Meter.ID)
    }

    /// The meter.
    public let meter: Meter.ID
    /// The first day.
    public let from: CivilDay
    /// What stands above it.
    public let above: Above
    /// What it is there for, where that matters.
    public let purpose: MeterPurpose?
    /// Whether what it sees belongs to the building's total (计入建筑总能耗); `nil` where it is as the branch above.
    public let isCounted: Bool?

    /// Creates a position.
    public init(
        meter: Meter.ID,
        from: CivilDay,
        above: Above = .item,
        purpose: MeterPurpose? = nil,
        isCounted: Bool? = nil
    ) {
        self.meter = meter
        self.from = from
        self.above = above
        self.purpose = purpose
        self.isCounted = isCounted
    }
}

/// What was said about which meter stands below which, by date (计量树).
public struct MeterTree: Sendable {
    /// The days on which something changes, in order.
    public let changes: [CivilDay]
    private let positions: [Meter.ID: [MeterPosition]]

    /// Takes positions as they are, in any order; of two from one day the later one in the list holds.
    ///
    /// - Throws: ``MeterTreeProblem``.
    public init(_ positions: [MeterPosition], carriers: [Meter.ID: EnergyCarrier]) throws(MeterTreeProblem) {
        for position in positions {
            guard let carrier = carriers[position.meter] else { throw .unknownMeter(position.meter) }
            guard case .meter(let above) = position.above else { continue }
            guard let other = carriers[above] else { throw .unknownMeter(above) }
            guard other == carrier else { throw .otherCarrier(position.meter, below: above) }
        }
        self.positions = Dictionary(grouping: positions, by: \.meter).mapValues { own in
            own.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
        }
        changes = Set(positions.map(\.from)).sorted()
        for day in changes {
            if let cycle = firstCycle(
                of: self.positions.keys.sorted(),
                next: { declaredParent(of: $0, on: day).map { [$0] } ?? [] }
            ) {
                throw .cycle(cycle, from: day)
            }
        }
    }

    /// A tree of which nothing was said.
    public init() {
        changes = []
        positions = [:]
    }

    /// Whether nothing was said of any meter.
    public var isEmpty: Bool { positions.isEmpty }

    /// The stretches of days on which a meter was not left out: by what was said of it or of a meter above it.
    public func counted(
        of meter: Meter.ID,
        from first: CivilDay,
        to end: CivilDay?
    ) -> [(from: CivilDay, to: CivilDay?)] {
        guard !isEmpty else { return [(first, end)] }
        let cuts = changes.filter { cut in first < cut && (end.map { cut < $0 } ?? true) }
        var stretches: [(from: CivilDay, to: CivilDay?)] = []
        for (from, to) in zip([first] + cuts, cuts.map(Optional.some) + [end]) where isCounted(meter, on: from) {
            if let last = stretches.last, last.to == from {
                stretches[stretches.count - 1].to = to
            } else {
                stretches.append((from, to))
            }
        }
        return stretches
    }

    private func isCounted(_ meter: Meter.ID, on day: CivilDay) -> Bool {
        if position(of: meter, on: day)?.purpose == .check { return false }
        var current: Meter.ID? = meter
        while let id = current {
            if let isCounted = position(of: id, on: day)?.isCounted { return isCounted }
            current = declaredParent(of: id, on: day)
        }
        return true
    }

    /// What was last said of a meter by a day; `nil` where nothing was.
    public func position(of meter: Meter.ID, on day: CivilDay) -> MeterPosition? {
        positions[meter]?.last { $0.from <= day }
    }

    /// The meter that was said to stand above another one.
    func declaredParent(of meter: Meter.ID, on day: CivilDay) -> Meter.ID? {
        guard case .meter(let above) = position(of: meter, on: day)?.above else { return nil }
        return above
    }
}

/// Why positions make no tree.
public enum MeterTreeProblem: Error, Hashable, Sendable {
    /// There is no such meter.
    case unknownMeter(Meter.ID)
    /// A meter would stand below one of another carrier.
    case otherCarrier(Meter.ID, below: Meter.ID)
    /// A meter would stand below itself, over these meters in order.
    case cycle([Meter.ID], from: CivilDay)
}

/// The first way by which a node leads to itself, beginning and ending with it; `nil` where there is none.
func firstCycle<Node: Hashable>(of nodes: [Node], next: (Node) -> [Node]) -> [Node]? {
    var done: Set<Node> = []
    for start in nodes where !done.contains(start) {
        // An explicit stack: a chain of meters may be as long as a file.
        var path = [(node: start, rest: next(start)[...])]
        var onPath: Set<Node> = [start]
        while let top = path.last {
            guard let child = top.rest.first else {
                path.removeLast()
                onPath.remove(top.node)
                done.insert(top.node)
                continue
            }
            path[path.count - 1].rest.removeFirst()
            if onPath.contains(child) { return path.map(\.node).drop { $0 != child } + [child] }
            if !done.contains(child) {
                path.append((child, next(child)[...]))
                onPath.insert(child)
            }
        }
    }
    return nil
}
