import PeakPlanning
import Store
import Units

extension Platform {
    /// How a target stands in a place: a peak is judged by the emissions themselves, any other target by its indicator's
    /// values.
    func progress(
        of indicator: PlanIndicator,
        _ measurement: Measurement?,
        in place: Jurisdiction
    ) async throws -> TargetProgress {
        var series = measurement?.points ?? []
        if indicator.isPeak, let history = try await emissionHistory(of: place) {
            series = history.years.map { (year: $0.year, value: $0.total(history.boundary).kilograms) }
        }
        let successors = try await successors()
        return TargetProgress(
            of: measurement?.judged(indicator) ?? indicator,
            series: series,
            currentYear: currentYear,
            isCumulative: measurement?.isCumulative(indicator) ?? false,
            successor: indicator.item.flatMap { successors[$0] }
        )
    }

    /// Which item of a later plan follows an item, as people decided (接续条目).
    private func successors() async throws -> [Int64: Int64] {
        try await cached("successors", .all) {
            guard let stored = try await store.currentPlan() else { return [:] }
            let changes = try await store.planChanges(of: stored).filter { $0.aspect == .successor }
            return changes.sorted { $0.id < $1.id }.reduce(into: [:]) { known, change in
                // The latest decision holds; one that was taken back leaves none.
                known[change.item] = change.action == .set ? change.value.flatMap { Int64($0) } : nil
            }
        }
    }
}

extension Measurement {
    /// 累计.
    private static let cumulative = "\u{7D2F}\u{8BA1}"
    /// The variant that adds years up.
    private static let cumulativeVariant = "cumulative"

    /// The values as they are judged.
    var points: [(year: Int, value: Double)] { series.map { (year: $0.year, value: $0.value) } }

    /// Whether each value holds the years before it too: as the indicator, its variant or the target says.
    ///
    /// A change or a share may fall all the same.
    func isCumulative(_ target: PlanIndicator) -> Bool {
        guard indicator.unit != "%" else { return false }
        return variant?.id == Self.cumulativeVariant
            || [indicator.name.zh, target.name].contains { $0.contains(Self.cumulative) }
    }
}
