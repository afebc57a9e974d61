/// The same words in both languages of the platform (双语), for names that are data.
public struct Bilingual: Hashable, Sendable {
    /// Simplified Chinese, always there.
    public let zh: String
    /// English; empty where the source has no English name.
    public let en: String

    /// Creates a pair.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
