import Buildings
import Units

extension DemoCity {
    /// What departments report (填报值), in the order of the template: by district, for the city, then roofs.
    public var reports: [DemoReport] { departmentReports + cityReports + roofReports }

    private var cityReports: [DemoReport] {
        template.cityReports.flatMap { series in
            series.values.enumerated().map { index, value in
                DemoReport(
                    quantity: series.quantity,
                    scope: "",
                    divisionCode: city.divisionCode,
                    buildingCode: nil,
                    year: series.from + index,
                    value: value,
                    reporter: series.reporter
                )
            }
        }
    }

    private var departmentReports: [DemoReport] {
        var amounts: [ReportKey: [Double]] = [:]
        var result: [DemoReport] = []
        for (position, series) in template.reports.enumerated() {
            let noise = city.noise.stream(5).stream(position)
            for index in series.values.indices {
                let year = series.from + index
                let values = self.values(of: series, index: index, parents: amounts, noise: noise)
                amounts[ReportKey(quantity: series.quantity, scope: series.scope, year: year)] = values
                for (district, value) in zip(template.districts, values) where series.isReported(by: district) {
                    guard !isUnreported(series.quantity, by: district, year) else { continue }
                    result.append(
                        DemoReport(
                            quantity: series.quantity,
                            scope: series.scope,
                            divisionCode: district.code,
                            buildingCode: nil,
                            year: year,
                            value: value,
                            reporter: series.reporter
                        )
                    )
                }
            }
        }
        return result
    }

    private struct ReportKey: Hashable {
        let quantity: String
        let scope: String
        let year: Int
    }

    /// The amounts of a year by district, whole units.
    private func values(
        of series: ReportTemplate,
        index: Int,
        parents: [ReportKey: [Double]],
        noise: Noise
    ) -> [Double] {
        let year = series.from + index
        let value = series.values[index]
        if let of = series.of, let whole = parents[ReportKey(quantity: of, scope: series.scope, year: year)] {
            return Self.parts(of: whole, ratio: value, spread: series.spread, isPart: series.isPart, noise: noise, year)
        }
        let districts = template.districts
        if series.each == true {
            return districts.indices.map { position in
                (value * (1 + series.spread * noise.stream(position).value(0, in: -1...1))).rounded()
            }
        }
        let reporting = Set(districts.filter(series.isReported).map(\.code))
        let shares = Self.shares(of: districts, by: series.weight ?? .urban, spread: series.spread, noise: noise, year)
        let own = zip(districts, shares).map { reporting.contains($0.code) ? $1 : 0 }
        let sum = own.reduce(0, +)
        return Self.whole(own.map { sum > 0 ? value * $0 / sum : 0 })
    }

    /// Parts of each district's amount, with the city's ratio; nowhere more than the whole where they are parts of it.
    private static func parts(
        of whole: [Double],
        ratio: Double,
        spread: Double,
        isPart: Bool,
        noise: Noise,
        _ year: Int
    ) -> [Double] {
        // Near the whole there is little room to differ.
        let room = isPart ? min(spread, 0.9 * (1 - ratio)) : spread
        let factors = whole.indices.map { position in
            let own = noise.stream(position)
            return 1 + room * (0.8 * own.value(0, in: -1...1) + 0.2 * own.value(year, in: -1...1))
        }
        let sum = whole.reduce(0, +)
        let weighted = zip(whole, factors).reduce(0) { $0 + $1.0 * $1.1 }
        let scale = weighted > 0 ? ratio * sum / weighted : 0
        let parts = Self.whole(zip(whole, factors).map { $0 * $1 * scale })
        return isPart ? zip(parts, whole).map { min($0, $1) } : parts
    }

    /// Whole numbers that keep the sum: what rounding takes from one district goes to the next.
    private static func whole(_ values: [Double]) -> [Double] {
        var carried = 0.0
        return values.map { value in
            guard value > 0 else { return 0 }
            let rounded = max(0, (value + carried).rounded())
            carried += value - rounded
            return rounded
        }
    }

    private func isUnreported(_ quantity: String, by district: CityTemplate.District, _ year: Int) -> Bool {
        template.unreported.contains { $0.quantity == quantity && $0.district == district.code && $0.year == year }
    }
}

extension ReportTemplate {
    fileprivate func isReported(by district: CityTemplate.District) -> Bool {
        (only.map { $0.contains(district.code) } ?? true) && (weight.map { district.weight($0) > 0 } ?? true)
    }
}
