extension Building {
    /// What a building is used for (建筑类型); the raw value is a stable code.
    public enum Kind: String, Sendable, CaseIterable {
        /// 办公建筑, letter A.
        case office
        /// 商场建筑, letter B.
        case retail
        /// 宾馆饭店建筑, letter C.
        case hotel
        /// 文化教育建筑, letter D.
        case education
        /// 医疗卫生建筑, letter E.
        case healthcare
        /// 体育建筑, letter F.
        case sports
        /// 综合建筑, letter G.
        case mixedUse = "mixed_use"
        /// 其它建筑, letter H.
        case otherPublic = "other_public"
        /// 居住建筑.
        case residential
        /// 农房.
        case ruralHouse = "rural_house"
    }
}

extension Building.Kind {
    /// The letter in national building codes (建筑类别), which only public buildings have.
    ///
    /// ## References
    /// 1. 国家机关办公建筑和大型公共建筑能耗监测系统 分项能耗数据采集技术导则, 2008, coding of buildings.
    public var letter: Character? {
        switch self {
        case .office: "A"
        case .retail: "B"
        case .hotel: "C"
        case .education: "D"
        case .healthcare: "E"
        case .sports: "F"
        case .mixedUse: "G"
        case .otherPublic: "H"
        case .residential, .ruralHouse: nil
        }
    }

    /// The kind with a letter of national building codes.
    ///
    /// Upper-level platforms also write Z for other buildings, where the guideline says H.
    public init?(letter: Character) {
        let upper = letter == "Z" || letter == "z" ? "H" : letter.uppercased()
        guard let kind = Self.allCases.first(where: { $0.letter.map(String.init) == upper }) else { return nil }
        self = kind
    }

    /// Whether it counts as a public building (公共建筑).
    public var isPublic: Bool { letter != nil }
}
