public import Units

/// A building on the municipal register (房屋建筑).
public struct Building: Hashable, Sendable, Identifiable {
    /// The internal id, which never changes; the codes that others give a building are rows of their own.
    public struct ID: Hashable, Sendable, RawRepresentable, Comparable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// Orders by number, which has no meaning but makes output stable.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// The internal id.
    public let id: ID
    /// What the register says about it.
    public let registration: BuildingRegistration

    /// Creates a building.
    public init(id: ID, registration: BuildingRegistration) {
        self.id = id
        self.registration = registration
    }
}

/// What the register says about a building (登记内容), at one revision.
public struct BuildingRegistration: Hashable, Sendable {
    /// The register's code (建筑编码), such as the national `320700A001`; 1 to 32 letters, digits, hyphens.
    public var code: String
    /// The name.
    public var name: String
    /// What it is used for.
    public var kind: Building.Kind
    /// The gross floor area (建筑面积), above zero. [m²]
    public var grossFloorArea: FloorArea
    /// The floor area that is heated (供暖面积), at most the gross one. [m²]
    public var heatedFloorArea: FloorArea?
    /// The year in which it was completed (竣工年份).
    public var completedYear: CivilYear?
    /// Floors above ground (地上层数).
    public var floorsAbove: Int?
    /// The postal address.
    public var address: String?
    /// The six-digit code of GB/T 2260 of its district (行政区划代码).
    public var divisionCode: String?
    /// The name of its district (区县), where the register gives a name.
    public var districtName: String?
    /// The functional zone it lies in (功能板块), by name.
    public var functionalZone: String?
    /// Who owns it (产权单位).
    public var owner: Party?
    /// Who uses it (使用单位).
    public var user: Party?
    /// Who answers for its energy (责任单位).
    public var responsibleParty: Party?
    /// Where it stands.
    public var location: GeographicPoint?

    /// Creates a registration with what every one has; the rest is set afterwards.
    public init(code: String, name: String, kind: Building.Kind, grossFloorArea: FloorArea) {
        self.code = code
        self.name = name
        self.kind = kind
        self.grossFloorArea = grossFloorArea
    }
}

/// A person or organisation that owns, uses or answers for a building (权责主体).
public struct Party: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The code of an organisation, where known.
    public let creditCode: UnifiedSocialCreditCode?

    /// Creates a party.
    public init(name: String, creditCode: UnifiedSocialCreditCode? = nil) {
        self.name = name
        self.creditCode = creditCode
    }
}

/// A place on the map (经纬度) in China, in degrees of CGCS2000 or WGS 84.
public struct GeographicPoint: Hashable, Sendable {
    /// The longitudes that China spans.
    public static let longitudes = 73.0...136.0
    /// The latitudes that China spans.
    public static let latitudes = 3.0...54.0

    /// Degrees east. [°]
    public let longitude: Double
    /// Degrees north. [°]
    public let latitude: Double

    /// Creates a place; `nil` where it lies outside China.
    public init?(longitude: Double, latitude: Double) {
        guard Self.longitudes.contains(longitude), Self.latitudes.contains(latitude) else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }
}
