/// Which gases a figure counts (气体口径): carbon dioxide alone, or all greenhouse gases by their warming potential.
public enum GasBasis: Hashable, Sendable {
    /// CO₂ only.
    case carbonDioxide
    /// CO₂e, with the set of potentials where its source says which.
    case equivalent(GWPSet?)

    /// The basis that a unit such as `kgCO2e/m3` names; `nil` for a unit without carbon.
    init?(unit: String, potentials: GWPSet?) {
        if unit.contains("CO2e") {
            self = .equivalent(potentials)
        } else if unit.contains("CO2") {
            self = .carbonDioxide
        } else {
            return nil
        }
    }
}

/// A set of global warming potentials over a hundred years (全球变暖潜值), named by the IPCC's assessment report.
public enum GWPSet: String, Sendable, CaseIterable {
    /// Fourth report, 2007.
    case ar4 = "AR4"
    /// Fifth report, 2013.
    case ar5 = "AR5"
    /// Sixth report, 2021.
    case ar6 = "AR6"
}
