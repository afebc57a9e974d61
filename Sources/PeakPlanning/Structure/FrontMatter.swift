import Units

/// What stands before the plan itself and around it: title, issuers, day of issue (文头).
struct FrontMatter {
    var title = ""
    var city: String?
    var province: String?
    var issuers: [String] = []
    var date: CivilDay?
    /// The first line of the plan's body.
    var bodyStart = 0
    /// The lines of the signature, which are no text of any task.
    var signature: Set<Int> = []

    /// How many lines a title may be away from the beginning.
    private static let titleLines = 80

    init(lines: [PlanLine], words: StructureWords) {
        readTitle(lines, words)
        readSignature(lines, words)
        let places = Self.places(in: Array(title.unicodeScalars), words)
        city = places.last
        province = places.first { Self.isProvince($0, words) } ?? Self.provinceAbove(lines, words)
        if let city, words.municipalities.contains(city) { province = city }
    }

    private mutating func readTitle(_ lines: [PlanLine], _ words: StructureWords) {
        let head = lines.prefix(Self.titleLines).prefix { $0.number == nil }
        if let index = head.firstIndex(where: { Self.isTitle($0.text.scalars, words) }) {
            title = head[index].text.text(0..<head[index].text.count)
            bodyStart = index + 1
            return
        }
        let joined = head.flatMap(\.text.scalars)
        var start: Int?
        for (place, scalar) in joined.enumerated() {
            if scalar == Sign.titleOpening { start = place + 1 }
            guard scalar == Sign.titleClosing, let opened = start else { continue }
            if Self.isTitle(Array(joined[opened..<place]), words) {
                title = String(scalars: joined[opened..<place])
                return
            }
            start = nil
        }
    }

    /// Short, ends in a word such as 方案, remarks in brackets aside, and announces nothing.
    private static func isTitle(_ scalars: [Unicode.Scalar], _ words: StructureWords) -> Bool {
        guard (4...60).contains(scalars.count) else { return false }
        var end = scalars.count
        if scalars[end - 1] == Sign.closing, let opening = scalars.lastIndex(of: Sign.opening) { end = opening }
        guard words.titleEndings.length(endingAt: end, in: scalars, from: 0) != nil,
            words.announcing.first(in: 0..<end, of: scalars) == nil
        else { return false }
        return scalars[..<end].allSatisfy { Sign.isWordPart($0) || $0 == Sign.quoteOpening || $0 == Sign.quoteClosing }
    }

    /// The longest name of a place that is read, its last word included.
    private static let placeLength = 9

    private static func isProvince(_ name: String, _ words: StructureWords) -> Bool {
        let scalars = Array(name.unicodeScalars)
        return words.municipalities.contains(name)
            || words.provinces.length(endingAt: scalars.count, in: scalars, from: 0) != nil
    }

    /// The province whose paper the plan follows: the first 《…》 that begins with one.
    private static func provinceAbove(_ lines: [PlanLine], _ words: StructureWords) -> String? {
        for line in lines.prefix(titleLines) {
            let scalars = line.text.scalars
            for place in scalars.indices where scalars[place] == Sign.titleOpening {
                let names = places(in: Array(scalars[(place + 1)...].prefix(3 * placeLength)), words)
                if let name = names.first, isProvince(name, words) { return name }
            }
        }
        return nil
    }

    /// The leading names of province and city: up to 市, unless the 市 is that of 城市; behind a province its city.
    private static func places(in title: [Unicode.Scalar], _ words: StructureWords) -> [String] {
        let scalars = title.prefix(3 * placeLength).prefix(while: Sign.isWordPart).map(\.self)
        var start = 0
        var names: [String] = []
        for place in scalars.indices where place > start + 1 {
            guard let length = words.places.length(at: place, in: scalars, upTo: scalars.count) else { continue }
            let end = place + length
            if end - start > placeLength { break }
            let isPlace =
                words.notPlaces.length(endingAt: end, in: scalars, from: start) == nil
                || words.placesAllTheSame.length(at: start, in: scalars, upTo: end) == end - start
            if isPlace {
                names.append(String(scalars: scalars[start..<end]))
                start = end
            }
        }
        return names
    }

    /// The first line that is a date, with the names right before it.
    private mutating func readSignature(_ lines: [PlanLine], _ words: StructureWords) {
        for (index, line) in lines.enumerated() {
            guard let day = Self.day(line.text.scalars, words) else { continue }
            date = day
            signature = [index]
            var above = index - 1
            while above >= 0, index - above <= 12, let names = Self.bodies(lines[above], words) {
                issuers.insert(contentsOf: names, at: 0)
                signature.insert(above)
                above -= 1
            }
            return
        }
    }

    private static func day(_ scalars: [Unicode.Scalar], _ words: StructureWords) -> CivilDay? {
        guard (8...12).contains(scalars.count) else { return nil }
        var parts: [Int] = []
        var place = 0
        while place < scalars.count {
            guard let sign = words.dateParts.first(in: place..<scalars.count, of: scalars) else { return nil }
            if let number = Int(String(scalars: scalars[place..<sign.lowerBound])) {
                parts.append(number)
            } else if let numeral = words.numerals.read(at: place, in: scalars, upTo: sign.lowerBound),
                numeral.end == sign.lowerBound
            {
                parts.append(numeral.value)
            } else {
                return nil
            }
            place = sign.upperBound
        }
        return parts.count == 3 ? CivilDay(year: parts[0], month: parts[1], day: parts[2]) : nil
    }

    /// The names of public bodies in a line of nothing else, wide blanks between them.
    private static func bodies(_ line: PlanLine, _ words: StructureWords) -> [String]? {
        guard line.number == nil, line.text.count <= 120 else { return nil }
        var names: [[Unicode.Scalar]] = [[]]
        var blanks = 0
        for scalar in line.text.source.unicodeScalars {
            if Sign.isBlank(scalar) {
                blanks += scalar == "\t" || scalar == "\u{3000}" ? 2 : 1
                continue
            }
            if blanks > 1 { names.append([]) }
            blanks = 0
            names[names.count - 1].append(scalar)
        }
        let areBodies = names.allSatisfy { name in
            name.allSatisfy { Sign.isWordPart($0) && !Sign.isLatin($0) } && name.count <= 30
                && words.bodyEndings.length(endingAt: name.count, in: name, from: 0) != nil
        }
        return areBodies ? names.map { String(scalars: $0) } : nil
    }
}
