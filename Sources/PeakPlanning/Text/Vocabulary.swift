/// Words that are looked for at a place, longest first (词表).
struct Vocabulary: Decodable, Sendable {
    private var byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    private var byLast: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    /// What most places are turned away by before anything is looked up.
    private var firsts = ScalarFilter()
    private var lasts = ScalarFilter()

    init(_ words: some Sequence<String>) {
        for word in Set(words).map({ Array($0.unicodeScalars) }).sorted(by: { $0.count > $1.count }) {
            guard let first = word.first, let last = word.last else { continue }
            firsts.insert(first)
            lasts.insert(last)
            byFirst[first, default: []].append(word)
            byLast[last, default: []].append(word)
        }
    }

    init(from decoder: any Decoder) throws {
        self.init(try [String](from: decoder))
    }

    /// How long the longest word is that begins at a place; `nil` where none does.
    func length(at place: Int, in scalars: [Unicode.Scalar], upTo end: Int) -> Int? {
        guard place < end, firsts.mayContain(scalars[place]), let words = byFirst[scalars[place]] else { return nil }
        return words.first { place + $0.count <= end && scalars[place..<place + $0.count].elementsEqual($0) }?.count
    }

    /// How long the longest word is that ends before a place; `nil` where none does.
    func length(endingAt place: Int, in scalars: [Unicode.Scalar], from start: Int) -> Int? {
        guard place > start, lasts.mayContain(scalars[place - 1]), let words = byLast[scalars[place - 1]] else {
            return nil
        }
        return words.first { place - $0.count >= start && scalars[place - $0.count..<place].elementsEqual($0) }?.count
    }

    /// Where the first word in a range stands.
    func first(in range: Range<Int>, of scalars: [Unicode.Scalar]) -> Range<Int>? {
        for place in range {
            if let length = length(at: place, in: scalars, upTo: range.upperBound) { return place..<place + length }
        }
        return nil
    }
}

/// Words that mean something each (释义词表).
struct Phrases<Value: Decodable & Sendable>: Decodable, Sendable {
    let words: Vocabulary
    private let meanings: [String: Value]

    init(from decoder: any Decoder) throws {
        meanings = try [String: Value](from: decoder)
        words = Vocabulary(meanings.keys)
    }

    /// The longest word that begins at a place.
    func word(at place: Int, in scalars: [Unicode.Scalar], upTo end: Int) -> (length: Int, value: Value)? {
        guard let length = words.length(at: place, in: scalars, upTo: end) else { return nil }
        return self[scalars[place..<place + length]].map { (length, $0) }
    }

    /// The longest word that ends before a place.
    func word(endingAt place: Int, in scalars: [Unicode.Scalar], from start: Int) -> (length: Int, value: Value)? {
        guard let length = words.length(endingAt: place, in: scalars, from: start) else { return nil }
        return self[scalars[place - length..<place]].map { (length, $0) }
    }

    subscript(word: some Sequence<Unicode.Scalar>) -> Value? { meanings[String(scalars: word)] }
}
