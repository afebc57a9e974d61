/// A place that is governed (辖区): province, city, district, functional zone, street, town or community.
///
/// The tree is dated: districts are merged and renamed, and a figure for 2013 belongs to the district of 2013.
public struct Jurisdiction: Hashable, Sendable, Identifiable {
    /// The internal id, which never changes.
    public struct ID: Hashable, Sendable, RawRepresentable, Comparable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// Orders by number, which has no meaning but makes output stable.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// What kind of place it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// 省 (or a municipality as such).
        case province
        /// 市.
        case city
        /// 区, 县.
        case district
        /// 功能板块; overlaps districts.
        case functionalZone = "functional_zone"
        /// 街道.
        case street
        /// 镇, 乡.
        case town
        /// 社区, 村.
        case community
    }

    /// The internal id.
    public let id: ID
    /// What kind of place it is.
    public let kind: Kind
    /// The six-digit code of GB/T 2260, where it has one.
    public let divisionCode: String?
    /// The Chinese name.
    public let name: String
    /// The English name.
    public let englishName: String
    /// The place it belongs to.
    public let parent: ID?
    /// First day it exists; `nil` where older than the record.
    public let validFrom: CivilDay?
    /// First day it no longer exists; `nil` while it does.
    public let validTo: CivilDay?

    /// Creates a jurisdiction.
    public init(
        id: ID,
        kind: Kind,
        divisionCode: String?,
        name: String,
        englishName: String,
        parent: ID?,
        validFrom: CivilDay? = nil,
        validTo: CivilDay? = nil
    ) {
        self.id = id
        self.kind = kind
        self.divisionCode = divisionCode
        self.name = name
        self.englishName = englishName
        self.parent = parent
        self.validFrom = validFrom
        self.validTo = validTo
    }

    /// Whether it exists on a day.
    public func isValid(on day: CivilDay) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validTo.map { day < $0 } ?? true)
    }
}
