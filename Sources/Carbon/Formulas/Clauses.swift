import Units

extension Citation {
    /// GB/T 51366-2019, 建筑碳排放计算标准; its print was not at hand.
    static func wholeLife(_ clause: String, _ confidence: Confidence = .medium) -> Citation {
        standard("GB/T 51366-2019", clause, confidence)
    }

    /// A clause of a standard.
    static func standard(_ number: String, _ clause: String?, _ confidence: Confidence) -> Citation {
        Citation(document: number, clause: clause, year: nil, confidence: confidence, number: number)
    }

    /// A definition, or arithmetic that follows from units alone.
    static let definition = Citation(document: "SI", clause: nil, year: nil, confidence: .high)
}

extension Citation {
    /// The guideline of Jiangsu for civil buildings (江苏省民用建筑碳排放计算导则); known through software that follows it.
    static let jiangsu = Citation(
        document: "Jiangsu guideline for carbon of civil buildings",
        clause: nil,
        year: nil,
        confidence: .low
    )
}
