import Carbon
import PeakPlanning
import Texts
import Units
import Workflows

/// What the first page shows.
struct OverviewPage: Sendable {
    /// One district of the table.
    struct District: Sendable {
        let name: String
        let href: String
        let buildings: String
        let area: String
        let emissions: String
        let intensity: String
        let share: String
        let bars: [Bar]
        let explanation: String
    }

    /// One part of a bar in the table.
    struct Bar: Sendable, Equatable {
        let style: String
        let x: String
        let width: String
    }

    let peak: PeakPlate?
    let status: StatusPlate?
    let energy: EnergyPlate?
    /// `nil` while there are no readings.
    let map: MapPlate?
    let attention: [AttentionLine]
    let attentionCount: String
    let planCommand: String
    let readingsCommand: String
}

/// What the first page is made from; each part may be missing.
struct OverviewParts: Sendable {
    let overview: Overview?
    let plan: PlanView?
    let history: EmissionHistory?
}

extension OverviewPage {
    /// How many lines the list of what wants attention has.
    private static let shownAttention = 5

    init(_ parts: OverviewParts, map: MapPlate?, state: DataState, hasCharts: Bool, display: Display) {
        self.map = map
        let readings = parts.plan?.targets.first { $0.indicator.isPeak }?.progress.peakReadings ?? []
        peak = parts.history.flatMap { PeakPlate($0, readings: readings, hasCharts: hasCharts, display: display) }
        status = parts.plan.map { StatusPlate($0, display: display) }
        energy = parts.overview.map { EnergyPlate($0, state: state, hasCharts: hasCharts, display: display) }
        let all = Self.attention(parts, display)
        attention = Array(all.prefix(Self.shownAttention))
        attentionCount =
            all.count > Self.shownAttention
            ? display.texts["overview.attention.some", "\(Self.shownAttention)", display.numbers.integer(all.count)]
            : display.texts["overview.attention.subtitle"]
        planCommand = EmptyPage.planCommand
        readingsCommand = "tanfeng import readings readings.csv"
    }

    /// What wants attention, the gravest first.
    private static func attention(_ parts: OverviewParts, _ display: Display) -> [AttentionLine] {
        var lines = parts.overview?.attention.map { AttentionLine($0, display) } ?? []
        let targets = parts.plan?.targets ?? []
        let late = targets.byDistance.filter { TargetProgress.Status.late.contains($0.progress.status) }
        lines += late.prefix(3).map { AttentionLine($0, display) }
        for status in TargetProgress.Status.late {
            let count = late.dropFirst(3).count { $0.progress.status == status }
            if count > 0 { lines.append(AttentionLine(count, status, display)) }
        }
        if let overview = parts.overview {
            lines += overview.findings.map { AttentionLine($0, year: overview.year, display) }
        }
        for status in [TargetProgress.Status.noEvidence, .noData] {
            let count = targets.count { $0.progress.status == status }
            if count > 0 { lines.append(AttentionLine(count, status, display)) }
        }
        return lines.enumerated().sorted { ($0.1.consequence, $0.0) < ($1.1.consequence, $1.0) }.map(\.element)
    }
}

extension OverviewPage.District {
    init(
        _ district: DistrictAccount,
        year: CivilYear,
        largest: CarbonMass,
        columns: (area: Column, carbon: Column),
        display: Display
    ) {
        let account = district.summary.account
        name = display.name(district.jurisdiction)
        href = display.link("/buildings?district=\(district.jurisdiction.id.rawValue)")
        buildings = display.numbers.integer(district.buildingCount)
        let floorArea = district.summary.floorArea
        area = columns.area.text(floorArea > .zero ? floorArea.squareMetres : nil)
        emissions = columns.carbon.text(account.lines.isEmpty ? nil : account.total.kilograms)
        intensity = display.numbers.decimal(district.summary.carbonIntensity?.kilogramsPerSquareMetre)
        share = display.numbers.percent(account.lines.isEmpty ? nil : account.share.observed)
        bars = Self.bars(account, largest: largest)
        explanation = display.link("/explain/jurisdictions/\(district.jurisdiction.id.rawValue)/\(year.number)")
    }

    /// The scopes of an account as parts of a bar that is 100 long for the largest account.
    static func bars(_ account: OperationalAccount, largest: CarbonMass) -> [OverviewPage.Bar] {
        guard largest > .zero else { return [] }
        var x = 0.0
        return EmissionScope.stacked.compactMap { scope in
            let width = account.emissions(scope) / largest * 100
            guard width > 0 else { return nil }
            defer { x += width }
            return OverviewPage.Bar(
                style: scope.color,
                x: ShareBar.coordinate(x),
                width: ShareBar.coordinate(max(0.2, width - 0.4))
            )
        }
    }
}
