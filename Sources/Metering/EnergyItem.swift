public import Units

/// The code of a metered item (分类分项编码): carrier (2), item (1), first and second sub-item (1 + 1).
///
/// `01B10` is electricity / air conditioning / chiller plant. Unused positions are `0`. What the letters mean is a
/// dictionary of the jurisdiction, not an enum: two cities number laundry and kitchen the other way round.
public struct EnergyItemCode: Hashable, Sendable, Comparable, RawRepresentable {
    /// The five characters.
    public let rawValue: String

    /// Creates a code; `nil` unless it is a known carrier followed by three of 0–9, A–Z.
    public init?(rawValue: String) {
        guard rawValue.utf8.count == 5, EnergyCarrier(itemPrefix: rawValue.prefix(2)) != nil,
            rawValue.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    /// The code of a carrier's total, such as `01000`.
    public static func total(of carrier: EnergyCarrier) -> EnergyItemCode {
        EnergyItemCode(unchecked: carrier.itemPrefix + "000")
    }

    private init(unchecked rawValue: String) { self.rawValue = rawValue }

    /// The carrier of the first two digits.
    public var carrier: EnergyCarrier { EnergyCarrier(itemPrefix: rawValue.prefix(2)) ?? .other }
    /// Whether it is the whole of its carrier.
    public var isTotal: Bool { rawValue.hasSuffix("000") }

    /// The item one level above; `nil` for a carrier's total.
    public var parent: EnergyItemCode? {
        guard let last = rawValue.utf8.lastIndex(where: { $0 != 0x30 }) else { return nil }
        let position = rawValue.utf8.distance(from: rawValue.utf8.startIndex, to: last)
        guard position >= 2 else { return nil }
        return EnergyItemCode(unchecked: rawValue.prefix(position) + String(repeating: "0", count: 5 - position))
    }

    /// Orders by code.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The amounts of one carrier, resolved along the item tree (分项).
public struct ItemBreakdown: Hashable, Sendable {
    /// The whole of the carrier.
    public let total: Amount
    /// The items one level below the total, ordered by code.
    public let items: [(code: EnergyItemCode, amount: Amount)]
    /// What the total meter saw and no item did (未分项余量).
    ///
    /// Zero where there is no total meter; negative where the items saw more.
    public let residual: Amount
    /// The metered items the total is made of; what is metered below or beside them is not counted twice.
    public let counted: Set<EnergyItemCode>

    /// Resolves metered amounts of one carrier.
    ///
    /// An item that is metered itself stands for its sub-items; one that is not is the sum of them. The carrier's
    /// total is its total meter, else the sum of its items. The residual stays an item of its own and is never
    /// spread (01000 = A + B + C + D + residual).
    public init(carrier: EnergyCarrier, metered: [EnergyItemCode: Amount]) {
        func resolve(_ code: EnergyItemCode) -> Amount {
            metered[code] ?? children(of: code).reduce(.zero) { $0 + resolve($1) }
        }
        func sources(_ code: EnergyItemCode) -> Set<EnergyItemCode> {
            metered[code] != nil ? [code] : children(of: code).reduce(into: []) { $0.formUnion(sources($1)) }
        }
        func children(of code: EnergyItemCode) -> [EnergyItemCode] {
            // Every ancestor of a metered code counts, whether it is metered itself or not.
            var found: Set<EnergyItemCode> = []
            for leaf in metered.keys where leaf.carrier == carrier {
                var current = leaf
                while let parent = current.parent {
                    if parent == code { found.insert(current) }
                    current = parent
                }
            }
            return found.sorted()
        }
        let root = EnergyItemCode.total(of: carrier)
        items = children(of: root).map { ($0, resolve($0)) }
        let sum = items.reduce(Amount.zero) { $0 + $1.amount }
        total = metered[root] ?? sum
        residual = items.isEmpty ? .zero : total - sum
        counted = sources(root)
    }

    /// Compares all parts.
    public static func == (left: Self, right: Self) -> Bool {
        left.total == right.total && left.residual == right.residual && left.counted == right.counted
            && left.items.elementsEqual(right.items, by: ==)
    }

    /// Hashes the total, which equal breakdowns share.
    public func hash(into hasher: inout Hasher) { hasher.combine(total) }
}
