import Metering
import Texts
import Units
import Workflows

/// A finding on a meter's day, with the repair that it asks for (质量发现).
struct FindingLine: Sendable {
    let day: String
    let href: String
    let status: String
    let word: String
    let text: String
    /// The form to repair it; `nil` where none fits, or the reader may not.
    let repair: Link?

    init(_ finding: MeterFinding, mayRepair: Bool, _ display: Display) {
        let address = "/metering/\(finding.meter.rawValue)"
        day = "\(finding.day)"
        href = display.link("\(address)?day=\(finding.day)#readings")
        status = finding.finding.severity.status
        word = display.texts[finding.finding.severity.key]
        text = display.words(finding.finding)
        repair =
            mayRepair
            ? finding.finding.repairQuery.map {
                Link(href: display.link("\(address)/repair?\($0)"), text: display.texts["repair.this"])
            } : nil
    }
}

extension DataFinding {
    /// The form that repairs what was found, filled in from the evidence; `nil` where none fits.
    fileprivate var repairQuery: String? {
        func query(_ action: RepairAction, _ from: String?, _ to: String? = nil) -> String? {
            guard let from else { return nil }
            let end = to.map { "&to=\($0.percentEncoded)" } ?? ""
            return "act=\(action.rawValue)&from=\(from.percentEncoded)\(end)"
        }
        switch QualityRule.ID(rawValue: rule) {
        case .gap: return query(.estimate, evidence.first, evidence.dropFirst().first)
        case .swap: return query(.swap, evidence.first)
        case .backwards, .reset, .jump, .power, .range, .spike:
            // The end is not part of a stretch of time: the second behind the reading.
            return query(.invalid, evidence.first, evidence.first.flatMap(Self.nextSecond))
        default: return nil
        }
    }

    private static func nextSecond(_ text: String) -> String? {
        guard let day = CivilDay(String(text.prefix(10))) else { return nil }
        let clock = text.dropFirst(11).split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3 else { return nil }
        return day.start.adding(seconds: clock[0] * 3_600 + clock[1] * 60 + clock[2] + 1).description
    }
}
