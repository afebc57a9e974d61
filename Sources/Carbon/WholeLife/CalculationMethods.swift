/// How energy in operation is known (运行用能核算方法).
public enum OperationMethod: String, Sendable, CaseIterable {
    /// 额定指标.
    case rated
    /// 实测能耗.
    case metered
    /// 分系统.
    case systems
}

/// How construction or demolition is known (建造、拆除核算方法).
public enum WorksMethod: String, Sendable, CaseIterable {
    /// 总能源用量.
    case total
    /// 施工机械.
    case machines
    /// 比例系数.
    case share
}

extension Project {
    /// The one method by which operation is told; `nil` where it is none or several.
    var operationMethod: OperationMethod? {
        let isBySystem = [
            operation.systems != nil, operation.hot_water != nil, operation.lighting != nil, operation.lifts != nil,
        ].contains(true)
        switch (operation.rated != nil, operation.metered != nil, isBySystem) {
        case (true, false, false): return .rated
        case (false, true, false): return .metered
        case (false, false, true): return .systems
        default: return nil
        }
    }
}

extension ProjectWorks {
    /// The one method by which works are told; `nil` where it is none or several.
    var method: WorksMethod? {
        switch (total != nil, items != nil || measures != nil, share_of_construction != nil) {
        case (true, false, false): return .total
        case (false, true, false): return .machines
        case (false, false, true): return .share
        default: return nil
        }
    }
}

extension CalculationStage {
    /// The methods for operation that the guideline of Jiangsu offers at a stage, as software that follows it shows
    /// them; `nil` where that was not to be seen, since the guideline itself was not at hand.
    public var operationMethods: Set<OperationMethod>? {
        switch self {
        case .feasibility: [.rated, .systems]
        case .operation: [.metered, .systems]
        case .constructionDrawing, .acceptance: nil
        }
    }

    /// The same for construction.
    public var constructionMethods: Set<WorksMethod>? {
        self == .acceptance ? [.total, .machines] : nil
    }

    /// The same for demolition.
    public var demolitionMethods: Set<WorksMethod>? {
        self == .constructionDrawing ? [.share, .machines] : nil
    }
}

extension WholeLifeCalculation {
    /// Says where a method is not one of the stage, or where it cannot be told.
    mutating func checkMethods() {
        let stage = project.stage
        check("operation", project.operationMethod, stage.operationMethods)
        check("construction", project.construction.method, stage.constructionMethods)
        check("demolition", project.demolition.method, stage.demolitionMethods)
    }

    private mutating func check<Method: RawRepresentable<String>>(
        _ field: String,
        _ method: Method?,
        _ offered: Set<Method>?
    ) {
        guard let method = method?.rawValue else { return }
        guard let offered else {
            findings.append(notice("carbon.project.methodUnchecked", field, method, project.stage.rawValue))
            return
        }
        let names = offered.map(\.rawValue).sorted()
        if !names.contains(method) {
            let names = names.joined(separator: ", ")
            findings.append(warning("carbon.project.methodOfOtherStage", field, method, project.stage.rawValue, names))
        }
    }
}
