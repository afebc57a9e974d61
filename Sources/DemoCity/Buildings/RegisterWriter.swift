import Buildings
import Units

/// Invents what the building register says (登记内容).
struct RegisterWriter {
    /// A building before it has meters.
    struct Entry {
        let index: Int
        let kind: KindTemplate
        let registration: BuildingRegistration
        let noise: Noise
    }

    let entries: [Entry]

    init(city: CityTemplate, kinds: [KindTemplate], noise: Noise, count: Int) {
        let sequence = Self.shuffled(Self.sequence(of: count, weights: kinds.map(\.share)), noise: noise)
        let districts = Self.sequence(of: count, weights: city.districts.map(\.buildings))
        var numbers: [String: Int] = [:]
        var institutions = 0
        entries = (0..<count).map { index in
            let kind = kinds[sequence[index]]
            let own = noise.stream(index + 1)
            let district = city.districts[districts[index]]
            let prefix = district.code + kind.letter
            numbers[prefix, default: 0] += 1
            numbers[kind.letter, default: 0] += 1
            var year = 1988 + Int(own.value(1) * 37.99)
            if kind.kind.isPublicInstitution {
                institutions += 1
                // Every third one is new, the years in turn, so that each year has some.
                if institutions % 3 == 1 { year = 2021 + institutions / 3 % 5 }
            }
            let words = Words(code: prefix + Self.threeDigits(numbers[prefix] ?? 0), number: numbers[kind.letter] ?? 0)
            let registration = Self.registration(words, kind, district, year, heating: city.heating.share, own)
            return Entry(index: index, kind: kind, registration: registration, noise: own)
        }
    }

    private struct Words {
        let code: String
        let number: Int
    }

    private static func registration(
        _ words: Words,
        _ kind: KindTemplate,
        _ district: CityTemplate.District,
        _ year: Int,
        heating: Double,
        _ noise: Noise
    ) -> BuildingRegistration {
        // Squared: many small buildings, few large ones.
        let size = noise.value(2) * noise.value(2)
        let area = ((kind.area[0] + (kind.area[1] - kind.area[0]) * size) / 10).rounded() * 10
        var result = BuildingRegistration(
            code: words.code,
            name: "\(kind.name) \(words.number)",
            kind: kind.kind,
            grossFloorArea: .squareMetres(area)
        )
        if noise.value(3) < heating {
            result.heatedFloorArea = .squareMetres((area * noise.value(4, in: 0.82...0.96) / 10).rounded() * 10)
        }
        result.completedYear = CivilYear(year)
        result.floorsAbove = min(33, max(1, Int((area / kind.areaPerFloor).rounded())))
        result.divisionCode = district.code
        if !district.zones.isEmpty, noise.value(5) < 0.25 {
            result.functionalZone = district.zones[Int(noise.value(6) * Double(district.zones.count))]
        }
        result.owner = Party(name: "\(kind.owner) \(1 + Int(noise.value(7) * 24))")
        result.user = Party(name: "\(kind.user) \(words.number)")
        result.responsibleParty = Party(name: "\(kind.responsible) \(1 + Int(noise.value(8) * 12))")
        return result
    }

    /// Positions in the order in which each stays nearest to its share.
    private static func sequence(of count: Int, weights: [Double]) -> [Int] {
        let whole = weights.reduce(0, +)
        var chosen = weights.map { _ in 0.0 }
        return (0..<count).map { index in
            let due = weights.indices.map { weights[$0] / whole * Double(index + 1) - chosen[$0] }
            let next = due.indices.max { due[$0] < due[$1] } ?? 0
            chosen[next] += 1
            return next
        }
    }

    private static func shuffled(_ values: [Int], noise: Noise) -> [Int] {
        var result = values
        for index in result.indices.reversed() { result.swapAt(index, Int(noise.value(index) * Double(index + 1))) }
        return result
    }

    private static func threeDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}

extension Building.Kind {
    /// Whether the generated city takes it for a public institution (公共机构).
    var isPublicInstitution: Bool {
        switch self {
        case .office, .education, .healthcare: true
        default: false
        }
    }
}
