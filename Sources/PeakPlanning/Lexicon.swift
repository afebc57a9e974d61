public import Foundation

/// The words by which plans are read (词库): data, so that another turn of phrase is a line in a file.
public struct Lexicon: Sendable {
    let structure: StructureWords

    /// Reads the words from the bytes of `lexicon.json`.
    public init(json: Data) throws {
        let file = try JSONDecoder().decode(File.self, from: json)
        structure = StructureWords(file.structure)
    }

    struct File: Decodable {
        let structure: Structure

        struct Structure: Decodable {
            let numerals: [String: Int]
            let titleEndings: [String]
            let announcing: [String]
            let places: [String]
            let notPlaces: [String]
            let dateParts: [String]
            let pastSections: [String]
            let duties: [String]
            let dutyLabels: [String]
            let dutyLeads: [String]
            let dutyTails: [String]
            let executionTails: [String]
            let executionLabels: [String]
            let openTails: [String]
            let bodyEndings: [String]
        }
    }
}

/// The words that show how a plan is built (结构用词).
struct StructureWords: Sendable {
    let numerals: ChineseNumerals
    let titleEndings: Vocabulary
    let announcing: Vocabulary
    let places: Vocabulary
    let notPlaces: Vocabulary
    let dateParts: [Unicode.Scalar]
    let pastSections: Vocabulary
    let duties: Vocabulary
    let dutyLabels: Vocabulary
    let dutyLeads: Vocabulary
    let dutyTails: Vocabulary
    let executionTails: Vocabulary
    let executionLabels: Vocabulary
    let openTails: Vocabulary
    let bodyEndings: Vocabulary

    init(_ words: Lexicon.File.Structure) {
        numerals = ChineseNumerals(words.numerals)
        titleEndings = Vocabulary(words.titleEndings)
        announcing = Vocabulary(words.announcing)
        places = Vocabulary(words.places)
        notPlaces = Vocabulary(words.notPlaces)
        dateParts = words.dateParts.compactMap(\.unicodeScalars.first)
        pastSections = Vocabulary(words.pastSections)
        duties = Vocabulary(words.duties)
        dutyLabels = Vocabulary(words.dutyLabels)
        dutyLeads = Vocabulary(words.dutyLeads)
        dutyTails = Vocabulary(words.dutyTails)
        executionTails = Vocabulary(words.executionTails)
        executionLabels = Vocabulary(words.executionLabels)
        openTails = Vocabulary(words.openTails)
        bodyEndings = Vocabulary(words.bodyEndings)
    }
}
