/// The words around numbers (数量用词).
final class QuantityWords: Decodable, Sendable {
    let units: Vocabulary
    /// m², kWh: other writings of units, and how they are printed.
    let unitForms: Phrases<String>
    /// Units that other words use too: they count only beside a comparing word.
    let weakUnits: Vocabulary
    /// Lengths of time, which say for how long or how old.
    let timeUnits: Vocabulary
    let multipliers: Vocabulary
    let rangeSigns: Vocabulary
    /// 第 before a number.
    let ordinals: Vocabulary
    /// 百分之 before a number.
    let percentLeads: Vocabulary
    let percent: String
    /// 点 inside a number in words.
    let points: Vocabulary
    /// 万, 亿: by how much they multiply.
    let scales: [String: String]
    /// Units with their SI unit.
    let si: [String: SIUnit]
    /// 倍, 番, 成: what they count.
    let multiples: Phrases<Multiple>
    /// 分之, 半: what is no unit but makes a number all the same.
    let fractions: Vocabulary
    /// 余 between a number and its unit.
    let vague: Vocabulary
    /// 约 before a number.
    let about: Vocabulary
    /// 节约: words that end like one of ``about``.
    let notAbout: Vocabulary
    /// Weak units that count things: a bare number before one counts behind a verb or at the end of a clause.
    let counting: Set<String>
    /// 星级: units that are levels.
    let levels: Set<String>
    /// 每, as in 每万平方米.
    let each: Vocabulary
    /// 百, 千: between 每 and a unit.
    let eachMultipliers: Vocabulary
    /// 户, 日: what is counted per.
    let eachUnits: Vocabulary
    /// 人均.
    let perHead: Vocabulary
    let person: String
    /// 的, which ties a number to the noun behind it.
    let links: Vocabulary
    /// （含）.
    let inclusive: Vocabulary
    /// 高于, 至少: compares.
    let before: Phrases<PlanIndicator.Comparator>
    /// 不, 不得, 不宜: turns the word of ``before`` behind it round.
    let negations: Vocabulary
    /// 达到: compares where it is an aim, states where it is a fact.
    let reaching: Phrases<PlanIndicator.Comparator>
    /// 提高: by how much, and what to call it.
    let changes: Phrases<String>
    /// 下降: by how much, and what to call it.
    let falls: Phrases<String>
    /// 以上; 左右 compares nothing.
    let after: Phrases<PlanIndicator.Comparator?>
    /// 平方米: what its amount is called.
    let measures: Phrases<String>
}

/// The SI unit of a printed one and how many of it make one (国际单位).
struct SIUnit: Decodable, Sendable {
    let symbol: String
    let factor: String
}

/// What a word such as 倍 or 成 counts (倍数).
enum Multiple: String, Decodable, Sendable {
    /// 倍, 番: how often the whole.
    case times
    /// 成: tenths of the whole.
    case tenths
}
