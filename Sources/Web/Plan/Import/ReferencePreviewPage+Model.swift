import PeakPlanning
import Texts
import Units
import Workflows

/// The plan of another place, before it is kept for comparison (对照方案预览页).
struct ReferencePreviewPage: Sendable {
    let title: String
    let lead: Quoted
    let facts: [PlanPreviewPage.Line]
    let place: String
    let longest: String
    let upload: String
    let sha256: String

    init(_ preview: ReferencePreview, city: Jurisdiction?, display: Display) {
        let plan = preview.plan
        let own = city.map(display.name) ?? display.texts["site.noCity"]
        title = plan.title
        lead =
            plan.city.map { display.quoted("planimport.reference.other", $0, own) }
            ?? display.quoted("planimport.reference.unnamed", plan.title, own)
        facts = PlanPreviewPage.Line.facts(of: plan, display)
        place = preview.place
        longest = "\(Platform.longestReferencePlace)"
        upload = preview.upload.id
        sha256 = preview.upload.sha256
    }
}
