import Metering
import Units

/// The format of blocks once more, read bit by bit as its documentation says it: what the fast reader must agree with.
struct PlainBlock {
    private struct Malformed: Error {}

    private let bytes: [UInt8]
    private var position = 0

    static func decode(_ bytes: some Sequence<UInt8>, origin: Instant) -> [Reading]? {
        var block = PlainBlock(bytes: Array(bytes))
        return try? block.readings(origin: origin.seconds)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func readings(origin: Int64) throws -> [Reading] {
        try require(try byte() == 1)
        let codecs = Int(try byte())
        let (stampCodec, qualityCodec, countCodec) = (codecs % 2, codecs / 2 % 4, codecs / 8 % 4)
        try require(qualityCodec < 3 && countCodec < 3)
        let left = bytes.count - position
        let count = try varint()
        try require(count <= 16 * left)
        if count > 0 {
            let n = Int(count)
            let stamps = try stamps(n, stampCodec, origin: origin)
            let qualities = try qualities(n, qualityCodec)
            let power = (0..<codecs / 32).reduce(Int64(1)) { power, _ in power * 10 }
            let counts = try counts(n, countCodec).map { $0 &* power }
            try require(position == bytes.count)
            return (0..<n).map {
                Reading(stamp: Instant(seconds: stamps[$0]), counts: counts[$0], quality: qualities[$0])
            }
        }
        try require(position == bytes.count)
        return []
    }

    private mutating func stamps(_ n: Int, _ codec: Int, origin: Int64) throws -> [Int64] {
        var stamps = [origin &+ (try zigzag())]
        try require(n > 1 || codec == 0)
        if n == 1 { return stamps }
        var differences: [Int64] = []
        if codec == 0 {
            let step = Int64(bitPattern: try varint())
            for _ in 0..<(try bounded(by: n - 1)) {
                for _ in 0..<(try bounded(by: n - 1)) { differences.append(step) }
                differences.append(Int64(bitPattern: try varint()))
            }
            while differences.count < n - 1 { differences.append(step) }
            try require(differences.count == n - 1)
        } else {
            differences = try integers(n - 1)
        }
        for difference in differences {
            let last = stamps[stamps.count - 1]
            stamps.append(last &+ difference)
            try require(stamps[stamps.count - 1] > last)
        }
        return stamps
    }

    private mutating func qualities(_ n: Int, _ codec: Int) throws -> [Reading.Quality] {
        var numbers: [Int64] = []
        switch codec {
        case 0: numbers = Array(repeating: 0, count: n)
        case 1:
            while numbers.count < n {
                let word = try varint()
                try require(word / 4 > 0 && word / 4 <= UInt64(n))
                numbers += Array(repeating: Int64(word % 4), count: Int(word / 4))
            }
            try require(numbers.count == n)
        default: numbers = try integers(n)
        }
        return try numbers.map { number in
            switch number {
            case 0: .good
            case 1: .suspect
            case 2: .invalid
            default: throw Malformed()
            }
        }
    }

    private mutating func counts(_ n: Int, _ order: Int) throws -> [Int64] {
        try require(n > order)
        var firsts: [Int64] = []
        for _ in 0..<order { firsts.append(try zigzag()) }
        var values = try integers(n - order)
        for first in firsts.reversed() {
            var sums = [first]
            for value in values { sums.append(sums[sums.count - 1] &+ value) }
            values = sums
        }
        return values
    }

    private mutating func integers(_ n: Int) throws -> [Int64] {
        var values: [Int64] = []
        while values.count < n {
            let width = Int(try byte())
            try require(width <= 64)
            let base = try zigzag()
            let start = position * 8
            let group = min(32, n - values.count)
            position += (group * width + 7) / 8
            try require(position <= bytes.count)
            for index in 0..<group {
                var difference: UInt64 = 0
                for place in 0..<width {
                    let bit = start + index * width + place
                    if bytes[bit / 8] >> UInt8(bit % 8) % 2 == 1 { difference += 1 << UInt64(place) }
                }
                values.append(base &+ Int64(bitPattern: difference))
            }
        }
        return values
    }

    private mutating func byte() throws -> UInt8 {
        try require(position < bytes.count)
        position += 1
        return bytes[position - 1]
    }

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for place in 0..<64 {
            if place % 7 == 0 {
                try require(place == 0 || bytes[position - 1] >= 128)
                _ = try byte()
            }
            if bytes[position - 1] >> UInt8(place % 7) % 2 == 1 { value += 1 << UInt64(place) }
            if place % 7 == 6, bytes[position - 1] < 128 { return value }
        }
        try require(bytes[position - 1] < 2)
        return value
    }

    private mutating func zigzag() throws -> Int64 {
        let value = try varint()
        return value % 2 == 0 ? Int64(value / 2) : -1 - Int64(value / 2)
    }

    private mutating func bounded(by limit: Int) throws -> Int {
        let value = try varint()
        try require(value <= UInt64(limit))
        return Int(value)
    }

    private func require(_ condition: Bool) throws { if !condition { throw Malformed() } }
}
