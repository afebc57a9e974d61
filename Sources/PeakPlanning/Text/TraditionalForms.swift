/// Traditional characters and their simplified forms (繁简对照), one for one.
///
/// Only characters that simplified writing does not have: 著 of 显著 stays. The pairs are those of the Unicode CLDR
/// transform Traditional-Simplified whose first is no character of GB/T 2312, with 後 and 於.
struct TraditionalForms: Decodable, Sendable {
    /// The simplified form of each ideograph from ``first`` on; 0 where it stays.
    private var forms = [UInt16](repeating: 0, count: 0x5200)

    private static let first: UInt32 = 0x4E00

    /// No pairs: every character stays.
    static let none = TraditionalForms()

    private init() {}

    private enum Key: String, CodingKey {
        case traditional, simplified
    }

    init(from decoder: any Decoder) throws {
        let lists = try decoder.container(keyedBy: Key.self)
        let traditional = try lists.decode(String.self, forKey: .traditional).unicodeScalars
        let simplified = try lists.decode(String.self, forKey: .simplified).unicodeScalars
        for (old, new) in zip(traditional, simplified) {
            guard let place = Self.place(old, in: forms.count) else { continue }
            forms[place] = UInt16(truncatingIfNeeded: new.value)
        }
    }

    /// The simplified form, the scalar itself where it has none.
    func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard let place = Self.place(scalar, in: forms.count), forms[place] != 0 else { return scalar }
        return Unicode.Scalar(forms[place]) ?? scalar
    }

    private static func place(_ scalar: Unicode.Scalar, in count: Int) -> Int? {
        scalar.value >= first && scalar.value < first + UInt32(count) ? Int(scalar.value - first) : nil
    }
}
