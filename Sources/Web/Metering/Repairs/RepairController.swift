import HTTPTypes
import Hummingbird
import Metering
import Texts
import Units
import Workflows

/// Repairs of one meter's readings (读数修复): laid over them with a reason, and taken back.
enum RepairController {
    /// What can be asked for; a repair is taken back by its number.
    static let actions: [RepairAction] = [.invalid, .register, .swap, .estimate]

    static func page(_ exchange: Exchange) async throws -> Response {
        let asked = exchange.query("act").map(RepairAction.init(rawValue:))
        if let asked, asked.map(actions.contains) != true { throw WebError.badParameter("act") }
        let undo = try exchange.integer("undo", in: 1...Int.max).map { Repair.ID(rawValue: Int64($0)) }
        return try await show(exchange, asked ?? nil, undo: undo, FormDraft(texts: exchange.texts, prefix: "rp"))
    }

    static func add(_ exchange: Exchange) async throws -> Response {
        try await requireMeter(exchange)
        let form = try await exchange.form()
        guard let action = form["action"].flatMap(RepairAction.init(rawValue:)), actions.contains(action) else {
            throw WebError.badParameter("action")
        }
        let entry = RepairEntry(
            action: action,
            from: form["from"] ?? "",
            to: form["to"] ?? "",
            value: form["value"] ?? "",
            start: form["start"] ?? "",
            reason: form["reason"] ?? ""
        )
        return try await decide(exchange, form, action, undo: nil, done: .repaired) { platform, id in
            try await platform.repair(id, entry, by: exchange.actor, scope: exchange.scope)
        }
    }

    static func undo(_ exchange: Exchange) async throws -> Response {
        try await requireMeter(exchange)
        let form = try await exchange.form()
        guard let repair = form["repair"].flatMap({ Int64($0) }).map(Repair.ID.init(rawValue:)) else {
            throw WebError.badParameter("repair")
        }
        let reason = form["reason"] ?? ""
        return try await decide(exchange, form, nil, undo: repair, done: .repairUndone) { platform, id in
            try await platform.undo(repair: repair, of: id, reason: reason, by: exchange.actor, scope: exchange.scope)
        }
    }

    /// All repairs of a meter, those taken back among them.
    static func data(_ exchange: Exchange) async throws -> MeterRepairsResponse {
        let id = Meter.ID(rawValue: try exchange.number("id"))
        guard let repairs = try await exchange.site.platform.repairs(of: id, scope: exchange.scope) else {
            throw WebError.notFound
        }
        return MeterRepairsResponse(meterId: id.rawValue, repairs: repairs.map(MeterRepairResponse.init))
    }

    /// A form about nothing is answered before it is read.
    private static func requireMeter(_ exchange: Exchange) async throws {
        let id = Meter.ID(rawValue: try exchange.number("id"))
        guard try await exchange.site.platform.repairs(of: id, scope: exchange.scope) != nil else {
            throw WebError.notFound
        }
    }

    /// Decides, and leads back; what is refused is shown again in the form that it came from.
    private static func decide(
        _ exchange: Exchange,
        _ form: FormFields,
        _ action: RepairAction?,
        undo: Repair.ID?,
        done: Done,
        _ work: (Platform, Meter.ID) async throws -> Void
    ) async throws -> Response {
        let id = Meter.ID(rawValue: try exchange.number("id"))
        do {
            try await work(exchange.site.platform, id)
            return exchange.seeOther("/metering/\(id.rawValue)/repair", done)
        } catch let refusal as RepairRefusal {
            if refusal == .notFound { throw WebError.notFound }
            var draft = FormDraft(texts: exchange.texts, prefix: "rp", typed: form)
            draft.refuse(refusal)
            return try await show(exchange, action, undo: undo, draft, refusal.status)
        }
    }

    private static func show(
        _ exchange: Exchange,
        _ action: RepairAction?,
        undo: Repair.ID?,
        _ draft: FormDraft,
        _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let platform = exchange.site.platform
        let id = Meter.ID(rawValue: try exchange.number("id"))
        guard let detail = try await platform.meter(id, days: nil, day: nil, scope: exchange.scope),
            let repairs = try await platform.repairs(of: id, scope: exchange.scope)
        else { throw WebError.notFound }
        let display = exchange.display
        let model = RepairPage(
            detail,
            repairs: repairs,
            action: action,
            undo: undo,
            asked: (from: exchange.query("from") ?? "", to: exchange.query("to") ?? ""),
            draft: draft,
            notice: exchange.doneNotice,
            display: display
        )
        let address = "/metering/\(id.rawValue)"
        let head = PageHead(
            section: .metering,
            title: exchange.texts["repair.page", detail.meter.code],
            crumbs: [
                Link(href: display.link("/metering"), text: exchange.texts["nav.metering"]),
                Link(href: display.link(address), text: detail.meter.code),
            ]
        )
        return try await exchange.freshPage("meterrepair", head, model, status: status, at: "\(address)/repair")
    }
}

extension RepairRefusal {
    /// How a form that it refuses is answered.
    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .standing, .notInForce: .conflict
        case .noReason, .reasonTooLong, .fault, .elsewhere: .unprocessableContent
        }
    }
}

extension FormDraft {
    /// Puts a refusal beside the field that it is about, or above the form.
    mutating func refuse(_ refusal: RepairRefusal) {
        switch refusal {
        case .noReason: problems["reason"] = texts["field.missing"]
        case .reasonTooLong(let limit):
            problems["reason"] = texts["repair.refusal.reasonTooLong", texts.numbers.integer(limit)]
        case .fault(let fault) where fault.column == .meter: general = texts[TextKey(fault.rule)]
        case .fault(let fault):
            let field = fault.column.rawValue
            problems[field] = texts[TextKey(fault.rule), typed?[field] ?? ""]
        case .notFound: general = texts["repair.refusal.notInForce"]
        case .elsewhere: general = texts["repair.refusal.elsewhere"]
        case .standing: general = texts["repair.refusal.standing"]
        case .notInForce: general = texts["repair.refusal.notInForce"]
        }
    }
}
