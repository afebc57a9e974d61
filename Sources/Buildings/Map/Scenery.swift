public import Units

/// Something that is drawn on the ground besides districts and buildings (底图要素); in a schematic map it is drawn by
/// hand or by rule, and never a survey.
public struct Scenery: Sendable {
    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        /// 水面: an area.
        case water
        /// 绿地: an area.
        case green
        /// 街道: lines.
        case street
        /// 主干道: lines.
        case avenue
    }

    /// What it is.
    public let kind: Kind
    /// Its name, where it has one.
    public let name: Bilingual?
    /// Where the name stands.
    public let label: GeographicPoint?
    /// Closed rings of areas, or lines.
    public let lines: [[GeographicPoint]]

    /// Creates one.
    public init(_ kind: Kind, name: Bilingual? = nil, label: GeographicPoint? = nil, lines: [[GeographicPoint]]) {
        self.kind = kind
        self.name = name
        self.label = label
        self.lines = lines
    }
}
