import PeakPlanning
import Testing
import Units

/// A small plan in words of our own, and what becomes of it when its text is corrected.
struct ReviewedText {
    static let original = """
        海岩市城乡建设领域碳达峰实施方案
        一、重点任务
        1.推进节水。到2025年，城区管网漏损率控制在9%以内，再生水利用率达到25%以上。（市水务局负责）
        2.改造旧房。到2027年，完成旧房改造120万平方米。加强维护。（市住建局、市财政局负责）
        3.推广热泵。到2030年，热泵供暖面积占比达到40%，集中供热普及率不低于85%。（市住建局负责）
        """

    /// The plan with the items 1, 2, 3 … in the order of the text.
    static func numbered(_ text: String = original) throws -> Plan {
        var plan = try Files.reader().read(text)
        var item: Int64 = 0
        for task in plan.tasks.indices {
            for index in plan.tasks[task].indicators.indices {
                item += 1
                plan.tasks[task].indicators[index].item = item
            }
        }
        return plan
    }

    /// A corrected text whose indicators have the items of the original where they are the same.
    static func corrected(_ text: String, known: Plan) throws -> (plan: Plan, match: PlanItemMatch) {
        var plan = try Files.reader().read(text)
        let match = PlanItemMatch(known: known.known, new: plan)
        for (task, items) in match.items.enumerated() {
            for (index, item) in items.enumerated() {
                plan.tasks[task].indicators[index].item = item ?? Int64(100 + task * 10 + index)
            }
        }
        return (plan, match)
    }
}

extension Plan {
    var indicators: [PlanIndicator] { tasks.flatMap(\.indicators) }

    /// What is known of it when its next text comes.
    var known: [PlanItemMatch.Known] {
        tasks.flatMap { task in
            task.indicators.compactMap { indicator in
                indicator.item.map { PlanItemMatch.Known(item: $0, statement: PlanStatement(indicator, in: task)) }
            }
        }
    }

    func indicator(_ item: Int64) -> PlanIndicator? { indicators.first { $0.item == item } }

    func statement(_ item: Int64) throws -> PlanStatement {
        let task = try #require(tasks.first { $0.indicators.contains { $0.item == item } })
        return PlanStatement(try #require(task.indicators.first { $0.item == item }), in: task)
    }

    /// A change of an item, as a person makes it who looks at this plan.
    func change(
        _ id: Int64,
        _ action: PlanChange.Action,
        _ item: Int64,
        _ edit: (inout PlanStatement) -> Void = { _ in }
    ) throws -> PlanChange {
        let read = try statement(item)
        var says = read
        edit(&says)
        return PlanChange(id: id, item: item, action: action, says: says, read: read, reason: "test")
    }
}
