public import Foundation

/// The words by which plans are read (词库): data, so that another turn of phrase is a line in a file.
///
/// Its parts are immutable objects: they hold a hundred word lists, and a value would copy a reference to each with
/// every statement that is read.
public struct Lexicon: Sendable {
    let structure: StructureWords
    let times: TimeWords
    let quantities: QuantityWords
    let aims: AimWords
    /// 新建, 公共建筑: words that narrow what a statement is about, in their common form.
    let scopes: Phrases<String>

    /// Reads the words from the bytes of `lexicon.json`.
    public init(json: Data) throws {
        let file = try JSONDecoder().decode(File.self, from: json)
        structure = file.structure
        times = file.times
        quantities = file.quantities
        aims = file.aims
        scopes = file.scopes
    }

    private struct File: Decodable {
        let structure: StructureWords
        let times: TimeWords
        let quantities: QuantityWords
        let aims: AimWords
        let scopes: Phrases<String>
    }
}

/// The words that show how a plan is built (结构用词).
final class StructureWords: Decodable, Sendable {
    /// Characters that are folded before anything is looked for.
    let traditional: TraditionalForms
    let numerals: ChineseNumerals
    /// 第 before the number of a chapter.
    let ordinals: Vocabulary
    /// 章, 节: behind it, and how deep they stand.
    let chapters: Phrases<Int>
    /// 方案, 规划: what titles end in.
    let titleEndings: Vocabulary
    /// 关于, 印发: what a letter says about a plan.
    let announcing: Vocabulary
    let places: Vocabulary
    /// 城市, 全市: what ends like a place and is none.
    let notPlaces: Vocabulary
    /// 盐城市: cities whose names end like a word of ``notPlaces``.
    let placesAllTheSame: Vocabulary
    /// 省: what names of provinces end in.
    let provinces: Vocabulary
    /// Cities that are provinces.
    let municipalities: Set<String>
    /// 年, 月, 日.
    let dateParts: Vocabulary
    /// 工作基础: sections that look back.
    let pastSections: Vocabulary
    /// 负责, 牵头: what makes a bracket one of responsible departments.
    let duties: Vocabulary
    /// 责任单位: what stands before a colon.
    let dutyLabels: Vocabulary
    let dutyLeads: Vocabulary
    let dutyTails: Vocabulary
    /// 具体实施: who carries it out.
    let executionTails: Vocabulary
    let executionLabels: Vocabulary
    /// 等部门: others too.
    let openTails: Vocabulary
    /// 局, 委: what names of public bodies end in.
    let bodyEndings: Vocabulary
}

/// The words around years (时间用词).
final class TimeWords: Decodable, Sendable {
    let year: Vocabulary
    let yearUnit: String
    /// What a rule about a year of building is called.
    let ageName: String
    /// -, ~: between the first and the last of several years.
    let rangeSigns: Vocabulary
    /// 月, 日: what follows the further parts of a date.
    let dateUnits: Vocabulary
    /// 到: leads to an aim.
    let goalLeads: Vocabulary
    /// 截至: leads to a fact.
    let pastLeads: Vocabulary
    /// 截至目前: begins a fact without a year.
    let untilNow: Vocabulary
    /// 较, 比: leads to what is compared with.
    let baselineLeads: Vocabulary
    /// 由, 从: leads to where a change starts.
    let originLeads: Vocabulary
    /// 占比: words that end like one of ``baselineLeads``.
    let notBaselineLeads: Vocabulary
    /// 达到: behind a year inside a clause.
    let reaching: Vocabulary
    /// 的, between a year and its value.
    let links: Vocabulary
    let goalTails: Vocabulary
    let pastTails: Vocabulary
    /// 之前 before a verb such as 建成: an age, no time of an aim.
    let ageTails: Phrases<PlanIndicator.Comparator>
    let ageVerbs: Vocabulary
    /// 起: behind a year from which on something holds.
    let startTails: Vocabulary
    /// 的, behind the verb of an age.
    let ageLinks: Vocabulary
    /// 十四五: a five-year period and its last year.
    let periods: Phrases<Int>
    let periodTails: Vocabulary
    /// 在现有水平上: compared with what is.
    let baselinePhrases: Vocabulary
    /// 改造后: compared with what was before.
    let afterwards: Phrases<String>
    /// 相比, 基础上: behind a year that is compared with.
    let baselineTails: Vocabulary
    /// 与, 在: before such a year.
    let baselineOpenings: Vocabulary
}

/// The words that make a statement an aim or a rule (目标用词).
final class AimWords: Decodable, Sendable {
    let qualifiers: Vocabulary
    /// Comparing words that are qualifiers too.
    let boundQualifiers: Vocabulary
    /// 应: what makes a rule.
    let modals: Vocabulary
    let forbidding: Vocabulary
    let goalVerbs: Vocabulary
    /// 建成区: words that begin like one of ``goalVerbs``.
    let notGoalVerbs: Vocabulary
    /// 执行: what takes a level as its object.
    let levelVerbs: Vocabulary
    /// 全面, 全部: a number that is not printed.
    let all: Vocabulary
    let wholly: Vocabulary
    let allVerbs: Vocabulary
    /// Verbs of rules that hold without a year.
    let standingVerbs: Vocabulary
    let completing: Vocabulary
    let building: Vocabulary
    let issuing: Vocabulary
    let peaking: Vocabulary
    /// 清零, 零填埋: nothing shall be left.
    let zero: Vocabulary
    /// 的目标 behind such a word.
    let zeroTails: Vocabulary
    let sharePredicates: Vocabulary
    let predicateEnds: Vocabulary
    let nounEnds: Vocabulary
    /// 、, 及 between the parts of a list.
    let joints: Vocabulary
    /// 、, 和 between two numbers.
    let numberJoints: Vocabulary
    /// 分别: each of several numbers belongs to one of several nouns.
    let respectively: Vocabulary
    let leadIns: Vocabulary
    let tailWords: Vocabulary
    /// Verbs that a name does without.
    let genericVerbs: Vocabulary
    /// Measures that need somebody to have them.
    let bareMeasures: Vocabulary
    /// 累计: behind a measure.
    let totals: Vocabulary
    let rateNouns: Vocabulary
    /// 其他, 县区: beside words of ``Lexicon/scopes`` in 其他县区 and 政府投资项目.
    let others: Vocabulary
    let suffixes: NameSuffixes
}

/// What is put behind a name (名称后缀).
struct NameSuffixes: Decodable, Sendable {
    let share: String
    let threshold: String
    let year: String
    let peak: String
    let rate: String
    let of: String
    let occupies: String
    let one: String
}
