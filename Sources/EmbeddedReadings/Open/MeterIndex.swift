import Metering

/// The positions of meters in an array, found in a few nanoseconds (计量点索引).
struct MeterIndex {
    /// Positions by id, -1 where there is none: ids of a register are small and follow each other.
    private var dense: [Int32] = []
    /// Positions of the ids beyond.
    private var sparse: [Int64: Int32] = [:]

    private static let denseLimit: Int64 = 1 << 22

    subscript(meter: Meter.ID) -> Int? {
        let id = meter.rawValue
        if id >= 0, id < dense.count {
            let position = dense[Int(id)]
            return position >= 0 ? Int(position) : nil
        }
        return sparse[id].map(Int.init)
    }

    mutating func insert(_ meter: Meter.ID, at position: Int) {
        let id = meter.rawValue
        guard (0..<Self.denseLimit).contains(id) else {
            sparse[id] = Int32(position)
            return
        }
        if id >= dense.count {
            // Doubling keeps a register that grows by one meter a time from being copied each time.
            let count = max(Int(id) + 1, min(dense.count * 2, Int(Self.denseLimit)))
            dense += Array(repeating: -1, count: count - dense.count)
        }
        dense[Int(id)] = Int32(position)
    }
}
