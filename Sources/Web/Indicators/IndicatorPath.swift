import Units
import Workflows

/// Addresses of the same indicator for another year, place or variant.
struct IndicatorPath: Sendable {
    private let indicator: String
    private let year: Int
    private let place: Jurisdiction.ID?
    private let variant: String?
    private let display: Display

    init(_ view: IndicatorExplanation, isCity: Bool, display: Display) {
        indicator = view.indicator.id
        year = view.year
        place = isCity ? nil : view.jurisdiction.id
        variant = view.variant?.id
        self.display = display
    }

    func link(year: Int? = nil, place: Jurisdiction.ID? = nil, variant: String? = nil) -> String {
        let query = [
            (place ?? self.place).map { "jurisdiction=\($0.rawValue)" },
            (variant ?? self.variant).map { "variant=\($0.percentEncoded)" },
        ].compactMap(\.self)
        let tail = query.isEmpty ? "" : "?\(query.joined(separator: "&"))"
        return display.link("/explain/indicators/\(indicator.percentEncoded)/\(year ?? self.year)\(tail)")
    }
}
