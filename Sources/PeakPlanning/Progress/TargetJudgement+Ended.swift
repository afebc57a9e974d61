extension TargetJudgement {
    /// A target whose year is over (到期判定).
    func ended(
        _ last: (year: Int, value: Double)?,
        in year: Int,
        _ gap: Double?,
        later: (year: Int, value: Double)?,
        successor: Int64?,
        _ given: [JudgementReason]
    ) -> TargetProgress {
        var reasons = given
        let followed = successor.map { [JudgementReason(.superseded, .item($0))] } ?? []
        if let last, meets(last.value) || last.year == year {
            let isMet = meets(last.value)
            let code: JudgementReason.Code = isMet ? .met : .notMet
            reasons.append(JudgementReason(code, .year(last.year), .value(last.value), .value(goal)))
            if !isMet, let later { reasons.append(JudgementReason(.metLater, .year(later.year), .value(later.value))) }
            let failed: TargetProgress.Status = commitment == .aspiration ? .notReached : .missed
            return TargetProgress(
                status: isMet ? .done : failed,
                verdict: isMet ? .met : .missed,
                gap: gap,
                reasons: reasons + followed
            )
        }
        if let last {
            reasons.append(JudgementReason(.olderEvidence, .year(year), .year(last.year), .value(last.value)))
        }
        return TargetProgress(
            status: successor == nil ? .noEvidence : .superseded,
            verdict: successor == nil ? .noEvidence : .superseded,
            gap: gap,
            reasons: reasons + followed
        )
    }
}
