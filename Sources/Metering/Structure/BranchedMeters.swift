public import Units

/// The meters of one building and carrier as they stood below each other on a day (建筑计量支路).
///
/// What was said of a meter decides; where nothing was, it stands below the meter of the nearest item above its own.
public struct BranchedMeters: Sendable {
    /// The meter right above each that has one.
    public let parents: [Meter.ID: Meter.ID]
    private let positions: [Meter.ID: MeterPosition]
    private let meters: [Meter.ID]
    /// Items of several meters: which of them a meter without a position stands below is not known.
    private let shared: Set<Meter.ID>

    /// Resolves where meters stand on a day.
    ///
    /// - Parameters:
    ///   - meters: the building's meters of one carrier with their items.
    ///   - tree: what was said of them.
    ///   - day: the day.
    public init(_ meters: [Meter.ID: EnergyItemCode], tree: MeterTree, on day: CivilDay) {
        let ids = meters.keys.sorted()
        positions = Dictionary(
            uniqueKeysWithValues: ids.compactMap { id in tree.position(of: id, on: day).map { (id, $0) } }
        )
        let said = positions
        let isCheck = { (id: Meter.ID) in said[id]?.purpose == .check }
        var parents: [Meter.ID: Meter.ID] = [:]
        for id in ids {
            // Meters of other buildings between are passed over.
            var above = tree.declaredParent(of: id, on: day)
            while let candidate = above, meters[candidate] == nil {
                above = tree.declaredParent(of: candidate, on: day)
            }
            parents[id] = above
        }
        let byItem = Dictionary(grouping: ids.filter { !isCheck($0) }) { meters[$0] }
        var shared: Set<Meter.ID> = []
        for id in ids where parents[id] == nil && said[id].map({ $0.above == .item }) ?? true {
            var item = meters[id]?.parent
            while let current = item, byItem[current] == nil { item = current.parent }
            guard let item, let found = byItem[item], let above = found.first(where: { $0 != id }) else { continue }
            // Items may contradict what was said; then what was said holds.
            guard !Self.leads(from: above, to: id, parents) else { continue }
            parents[id] = above
            if found.count > 1 { shared.insert(above) }
        }
        self.meters = ids
        // Checks between are passed over too.
        self.parents = parents.compactMapValues { above in
            var above: Meter.ID? = above
            while let candidate = above, isCheck(candidate) { above = parents[candidate] }
            return above
        }
        self.shared = shared
    }

    private static func leads(from start: Meter.ID, to end: Meter.ID, _ parents: [Meter.ID: Meter.ID]) -> Bool {
        var current: Meter.ID? = start
        while let id = current {
            if id == end { return true }
            current = parents[id]
        }
        return false
    }

    /// The meters above one, the nearest first.
    public func ancestors(of meter: Meter.ID) -> [Meter.ID] {
        var ancestors: [Meter.ID] = []
        var current = parents[meter]
        while let id = current {
            ancestors.append(id)
            current = parents[id]
        }
        return ancestors
    }

    /// The meters right below each that has some, without checks and where it is known of each whose they are.
    public var children: [Meter.ID: [Meter.ID]] {
        let below = meters.filter { positions[$0]?.purpose != .check }
        return Dictionary(grouping: below.filter { parents[$0] != nil }) { parents[$0] ?? $0 }
            .filter { !shared.contains($0.key) }
    }

    /// Says of each meter whether it counts for the building's total, and why.
    public var counting: [Meter.ID: MeterCounting] {
        Dictionary(uniqueKeysWithValues: meters.map { ($0, counting($0)) })
    }

    /// What each meter saw of the building's own: its amount without the branches below it that are left out.
    ///
    /// A meter that is left out has only what is brought back below it; a check has nothing and stands in no sum.
    ///
    /// - Parameter amounts: what each meter saw; below one without an amount, branches are taken off the next one above.
    /// - Returns: the amounts of all meters that have one and do not only check.
    public func own(_ amounts: [Meter.ID: Amount]) -> [Meter.ID: Amount] {
        var own: [Meter.ID: Amount] = [:]
        // What each meter takes off the one above it.
        var off: [Meter.ID: Amount] = [:]
        let below = Dictionary(grouping: meters.filter { parents[$0] != nil }) { parents[$0] ?? $0 }
        for meter in deepestFirst(below) where positions[meter]?.purpose != .check {
            let children = below[meter] ?? []
            let left = children.reduce(Amount.zero) { $0 + (off[$1] ?? .zero) }
            guard let amount = amounts[meter] else {
                off[meter] = left
                continue
            }
            let kept = isIncluded(meter) ? amount - left : children.reduce(.zero) { $0 + (own[$1] ?? .zero) }
            own[meter] = kept
            off[meter] = amount - kept
        }
        return own
    }

    /// Meters without a meter above them beside others of their building that an item above theirs is metered by.
    ///
    /// What they see is not seen there, so it is added to those items.
    public func suppliesBeside(_ items: [Meter.ID: EnergyItemCode]) -> Set<Meter.ID> {
        let metered = Set(items.values)
        return Set(
            meters.filter { meter in
                guard parents[meter] == nil, positions[meter]?.above == .supply else { return false }
                var item = items[meter]?.parent
                while let current = item, !metered.contains(current) { item = current.parent }
                return item != nil
            }
        )
    }

    /// All meters, each after those below it.
    private func deepestFirst(_ below: [Meter.ID: [Meter.ID]]) -> [Meter.ID] {
        var order = meters.filter { parents[$0] == nil }
        var index = 0
        while index < order.count {
            order += below[order[index]] ?? []
            index += 1
        }
        return order.reversed()
    }

    private func counting(_ meter: Meter.ID) -> MeterCounting {
        let position = positions[meter]
        let above = parents[meter]
        func result(_ sign: Int64, _ reason: MeterCounting.Reason) -> MeterCounting {
            MeterCounting(sign: sign, reason: reason, above: above, purpose: position?.purpose, since: position?.from)
        }
        if position?.purpose == .check { return result(0, .check) }
        return switch (isIncluded(meter), above.map(isIncluded)) {
        case (true, nil): result(1, .supply)
        case (true, true?): result(0, .below)
        case (true, false?): result(1, .broughtBack)
        case (false, nil): result(0, .leftOut)
        case (false, true?): result(-1, .deducted)
        case (false, false?): result(0, .leftOutBelow)
        }
    }

    /// Whether what a meter sees belongs to the total: as it was said of it, else as of the branch above.
    private func isIncluded(_ meter: Meter.ID) -> Bool {
        var current: Meter.ID? = meter
        while let id = current {
            if let isCounted = positions[id]?.isCounted { return isCounted }
            current = parents[id]
        }
        return true
    }
}

/// Whether a meter counts for its building's total, and why (计入与否及理由).
public struct MeterCounting: Hashable, Sendable {
    /// Why.
    public enum Reason: String, Sendable, CaseIterable {
        /// No meter stands above it.
        case supply
        /// A meter above it that counts sees what it sees.
        case below
        /// It is left out, and no meter that counts sees what it sees.
        case leftOut = "left_out"
        /// It is left out, and what it sees is taken off the meter above.
        case deducted
        /// It is on a branch that is left out.
        case leftOutBelow = "left_out_below"
        /// It counts although the branch it is on is left out.
        case broughtBack = "brought_back"
        /// It measures again what another meter does.
        case check
    }

    /// What its amount is multiplied by in the building's total: 1, 0 or −1.
    public let sign: Int64
    /// Why.
    public let reason: Reason
    /// The meter right above it.
    public let above: Meter.ID?
    /// What it is there for, where that matters.
    public let purpose: MeterPurpose?
    /// Since when it stands so; `nil` where nothing was said.
    public let since: CivilDay?

    /// Whether what it sees is not the building's own.
    public var isLeftOut: Bool { [.leftOut, .deducted, .leftOutBelow, .check].contains(reason) }
}
