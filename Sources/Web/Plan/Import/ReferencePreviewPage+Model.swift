import PeakPlanning
import Texts
import Units
import Workflows

/// The plan of another place, before it is kept for comparison (对照方案预览页).
struct ReferencePreviewPage: Sendable {
    let problem: FormProblem?
    let title: String
    let lead: Quoted
    let facts: [PlanPreviewPage.Line]
    let place: Field
    let longest: String
    let upload: String
    let sha256: String

    init(_ preview: ReferencePreview, city: Jurisdiction?, draft: FormDraft, display: Display) {
        let plan = preview.plan
        let own = city.map(display.name) ?? display.texts["site.noCity"]
        problem = draft.problem
        title = plan.title
        lead =
            plan.city.map { display.quoted("planimport.reference.other", $0, own) }
            ?? display.quoted("planimport.reference.unnamed", plan.title, own)
        facts = PlanPreviewPage.Line.facts(of: plan, display)
        place = draft.field(
            "place",
            "planimport.reference.place",
            stored: preview.place,
            hint: "planimport.reference.place.hint",
            isRequired: true
        )
        longest = "\(Platform.longestReferencePlace)"
        upload = preview.upload.id
        sha256 = preview.upload.sha256
    }
}

extension FormDraft {
    /// Says why a plan is not kept for comparison, beside the place where that is about it; false where it is about the
    /// file itself, which is not asked about again.
    mutating func refuseReference(_ failure: [String]) -> Bool {
        switch failure.first {
        case "plan.referencePlace":
            let limit = texts.numbers.integer(Platform.longestReferencePlace)
            problems["place"] =
                typed?["place"] == nil ? texts["field.missing"] : texts["planimport.reference.tooLong", limit]
        case "plan.referenceOwn":
            problems["place"] = texts["planimport.reference.own", typed?["place"] ?? ""]
        case "plan.referenceTooMany":
            general = texts["planimport.reference.tooMany", failure.last ?? ""]
        default: return false
        }
        return true
    }
}
