/// Where a figure comes from (出处): document, place in it, year, and how sure we are.
public struct Citation: Hashable, Sendable {
    /// The document with its number, such as `GB/T 51366-2019`.
    public let document: String
    /// The same in English; equal to ``document`` where it has no English name.
    public let englishDocument: String
    /// Clause, table or page, where known.
    public let clause: String?
    /// The year the figure is for; `nil` where it does not depend on a year.
    public let year: Int?
    /// How sure the figure is.
    public let confidence: Confidence
    /// The document's number, such as `2025 年第 47 号`, where it has one.
    public let number: String?
    /// Who issued the document, where known.
    public let publisher: Bilingual?

    /// Creates a citation.
    public init(
        document: String,
        englishDocument: String? = nil,
        clause: String? = nil,
        year: Int?,
        confidence: Confidence,
        number: String? = nil,
        publisher: Bilingual? = nil
    ) {
        self.document = document
        self.englishDocument = englishDocument ?? document
        self.clause = clause
        self.year = year
        self.confidence = confidence
        self.number = number
        self.publisher = publisher
    }
}

/// How sure a figure is (可信度); low means: check it against the printed source before legal use.
public enum Confidence: String, Sendable, CaseIterable {
    /// Two independent transcriptions, an official text, or exact arithmetic.
    case high
    /// One transcription, or memory with a passing check.
    case medium
    /// Memory only.
    case low
}
