/// A body that acts in the city without being part of its administration (单位): an owner, a contractor, a utility.
public struct Organisation: Hashable, Sendable, Identifiable {
    /// The internal id, which never changes.
    public struct ID: Hashable, Sendable, RawRepresentable, Comparable {
        /// The number.
        public let rawValue: Int64
        /// Creates an id.
        public init(rawValue: Int64) { self.rawValue = rawValue }
        /// Orders by number, which has no meaning but makes output stable.
        public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    /// What an organisation may act as (单位身份).
    public enum Capacity: String, Sendable, CaseIterable {
        /// 建设单位 (申请人).
        case applicant
        /// 设计单位.
        case designer
        /// 施工图审查机构.
        case drawingReviewBody = "drawing_review_body"
        /// 施工单位.
        case contractor
        /// 监理单位.
        case supervisor
        /// 预制构件生产企业.
        case componentPlant = "component_plant"
        /// 检测机构.
        case testBody = "test_body"
        /// 绿色建筑标识评审专家单位.
        case labelExpert = "label_expert"
        /// 能源审计机构.
        case energyAuditor = "energy_auditor"
        /// 物业服务企业.
        case propertyManager = "property_manager"
        /// 供热企业.
        case heatSupplier = "heat_supplier"
        /// 供电、供水、供气企业.
        case utility
        /// 节能服务公司.
        case serviceCompany = "service_company"
    }

    /// The internal id.
    public let id: ID
    /// The registered name.
    public let name: String

    /// Creates an organisation.
    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}
