import Carbon
public import Scenarios
import Store
import Units

/// What was measured where a scenario asked (实测强度答复).
public struct MeasuredAnswer: Codable, Sendable, Hashable {
    /// What was asked.
    public var query: MeasuredQuery
    /// What was measured; `nil` without any building.
    public var answer: MeasuredIntensity?
}

extension [MeasuredAnswer] {
    var byQuery: [MeasuredQuery: MeasuredIntensity] {
        Dictionary(compactMap { item in item.answer.map { (item.query, $0) } }) { first, _ in first }
    }
}

extension Platform {
    /// How much of a year's data a building must have to count among those of its vintage. [1]
    private static let leastMeasuredShare = 0.95

    /// Answers what scenarios ask to have measured, over all buildings of the city.
    public func measuredIntensities(_ queries: [MeasuredQuery]) async throws -> [MeasuredAnswer] {
        var answers: [MeasuredAnswer] = []
        for query in queries { answers.append(MeasuredAnswer(query: query, answer: try await measured(query))) }
        return answers
    }

    private func measured(_ query: MeasuredQuery) async throws -> MeasuredIntensity? {
        guard let carrier = EnergyCarrier(rawValue: query.carrier.rawValue) else { return nil }
        let areas = try await store.floorAreas(kind: query.kind, completed: query.from...query.to)
        let activities = try await activities(of: CivilYear(query.year))
        var (intensities, shares): ([Double], [Double]) = ([], [])
        for (building, area) in areas.sorted(by: { $0.key < $1.key }) {
            let months = (activities.buildings[building] ?? []).map { month in
                month.first { $0.carrier == carrier && $0.expectedSeconds > 0 }
            }
            let present = months.compactMap(\.self)
            // A year that is not over, or a meter that came in its midst, is no year.
            guard present.count == 12 else { continue }
            let expected = present.reduce(0) { $0 + $1.expectedSeconds }
            let share = Double(present.reduce(0) { $0 + $1.coveredSeconds - $1.estimatedSeconds }) / Double(expected)
            guard share >= Self.leastMeasuredShare else { continue }
            let amount = present.reduce(.zero) { $0 + $1.amount }.value
            let energy: Energy = carrier.unit == .megajoule ? .gigajoules(amount / 1_000) : .kilowattHours(amount)
            intensities.append(energy.kilowattHours / area.squareMetres)
            shares.append(share)
        }
        return MeasuredIntensity(intensities, share: shares.reduce(0, +) / Double(max(1, shares.count)))
    }
}
