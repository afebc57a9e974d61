import Units

/// Sets aside register values that cannot belong to the line the others make (突变、两表同号剔除).
///
/// What becomes of a value depends on a few values around it and on nothing else, so that a late reading changes what is
/// near it only.
struct RegisterScreen {
    /// How many values on either side bear on what becomes of one.
    static let reach = 8
    /// A false value may be repeated once.
    private static let longestSpike = 2
    /// So many values in a row that go up and down by turns are those of two devices.
    private static let shortestAlternation = 6

    /// What is wrong with a value.
    enum Fault {
        case spike
        case twoMeters
    }

    private let values: [Reading]
    private(set) var faults: [Int: Fault] = [:]

    init(_ values: [Reading]) {
        self.values = values
        guard values.count > 2 else { return }
        var falls: [Int] = []
        var previous = values[0].counts
        for index in 1..<values.count {
            let value = values[index].counts
            if value < previous { falls.append(index) }
            previous = value
        }
        guard !falls.isEmpty else { return }
        for fall in falls { setAlternation(at: fall) }
        for fall in falls where faults[fall] == nil && faults[fall - 1] == nil {
            if let false_ = highSpike(before: fall) ?? lowSpike(at: fall) {
                for index in false_ { faults[index] = .spike }
            }
        }
    }

    /// Calls for each two values that may be differenced, in order of time.
    ///
    /// Which of two devices a value belongs to is not known, nor what was consumed meanwhile: no pair spans such values.
    func forEachPair(_ body: (Reading, Reading) -> Void) {
        guard var earlier = values.first else { return }
        guard !faults.isEmpty else {
            for later in values.dropFirst() {
                body(earlier, later)
                earlier = later
            }
            return
        }
        var last: Reading?
        for (index, value) in values.enumerated() {
            switch faults[index] {
            case .spike: break
            case .twoMeters: last = nil
            case nil:
                if let last { body(last, value) }
                last = value
            }
        }
    }

    /// One or two values above those before and after them, which agree with each other.
    private func highSpike(before fall: Int) -> Range<Int>? {
        guard fall + 1 < values.count, self[fall] <= self[fall + 1] else { return nil }
        for length in 1...Self.longestSpike {
            let first = fall - length
            guard first > 0, isRising(first..<fall) else { return nil }
            if self[first - 1] <= self[fall], self[fall + 1] < self[first] { return first..<fall }
        }
        return nil
    }

    /// One or two values below the one before them, which the next reaches again.
    private func lowSpike(at fall: Int) -> Range<Int>? {
        for length in 1...Self.longestSpike {
            let end = fall + length
            guard end < values.count, isRising(fall..<end) else { return nil }
            if self[fall - 1] <= self[end] { return fall..<end }
        }
        return nil
    }

    /// Whether each of some values is followed by no lesser one among them.
    private func isRising(_ range: Range<Int>) -> Bool {
        range.dropFirst().allSatisfy { self[$0 - 1] <= self[$0] }
    }

    /// Marks six values around a fall that belong to two lines by turns, one above the other.
    private mutating func setAlternation(at fall: Int) {
        let length = Self.shortestAlternation
        for first in max(0, fall - length + 1)...max(0, fall) where first + length <= values.count {
            let window = first..<first + length
            let pairs = window.dropFirst(2).allSatisfy { self[$0 - 2] <= self[$0] }
            let even = window.filter { ($0 - first).isMultiple(of: 2) }.map { self[$0] }
            let odd = window.filter { !($0 - first).isMultiple(of: 2) }.map { self[$0] }
            guard pairs, let lowEven = even.first, let highEven = even.last, let lowOdd = odd.first,
                let highOdd = odd.last, highEven < lowOdd || highOdd < lowEven
            else { continue }
            for index in window { faults[index] = .twoMeters }
        }
    }

    private subscript(index: Int) -> Int64 { values[index].counts }
}
