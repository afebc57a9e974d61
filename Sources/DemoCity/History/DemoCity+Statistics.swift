import Units

extension DemoCity {
    /// The annual energy statistics of every district, segment and carrier (能源统计).
    ///
    /// The districts of a year sum to the city's amount in the template but for rounding to whole units.
    public var statistics: [DemoStatistic] {
        template.statistics.enumerated().flatMap { position, series in
            series.amounts.indices.flatMap { index in
                let year = series.from + index
                let noise = city.noise.stream(4).stream(position)
                let shares = Self.shares(of: template.districts, by: series.weight, spread: 0.12, noise: noise, year)
                return zip(template.districts, shares).filter { $0.1 > 0 }.map { district, share in
                    DemoStatistic(
                        divisionCode: district.code,
                        year: year,
                        segment: series.segment,
                        carrier: series.carrier,
                        amount: (series.amounts[index] * share).rounded()
                    )
                }
            }
        }
    }

    /// What part of the city's amount falls on each district; the parts sum to one.
    ///
    /// A district keeps its own deviation through the years, with a small one on top that changes.
    static func shares(
        of districts: [CityTemplate.District],
        by weight: CityTemplate.District.Weight,
        spread: Double,
        noise: Noise,
        _ year: Int
    ) -> [Double] {
        let raw = districts.enumerated().map { position, district in
            let lasting = noise.stream(position).value(0, in: -1...1)
            let passing = noise.stream(position).value(year, in: -1...1)
            return district.weight(weight) * (1 + spread * (0.85 * lasting + 0.15 * passing))
        }
        let whole = raw.reduce(0, +)
        return raw.map { whole > 0 ? $0 / whole : 0 }
    }
}
