extension CityTemplate {
    /// What is wrong with it though every field is there; `nil` where nothing is.
    var problem: String? {
        if districts.isEmpty || districts.reduce(0, { $0 + $1.buildings }) <= 0 { return "districts" }
        if climate.temperature.count != 12 || climate.sunshine.count != 12 { return "climate" }
        if roofs.covered.count != roofs.factories.count { return "roofs" }
        if !roofs.covered.allSatisfy({ 0...1 ~= $0 }) || !(0...1 ~= roofs.usable) { return "roofs" }
        let codes = Set(districts.map(\.code))
        if codes.count != districts.count { return "districts" }
        return reportProblem(codes: codes)
    }

    /// What is given relative to something stands behind it and covers the same years.
    private func reportProblem(codes: Set<String>) -> String? {
        var known: [String: Range<Int>] = [:]
        for report in reports {
            let years = report.from..<report.from + report.values.count
            if let of = report.of, known["\(of) \(report.scope)"] != years { return report.quantity }
            if known.updateValue(years, forKey: "\(report.quantity) \(report.scope)") != nil { return report.quantity }
            if !codes.isSuperset(of: report.only ?? []) { return report.quantity }
        }
        return unreported.first { !codes.contains($0.district) }?.quantity
    }
}
