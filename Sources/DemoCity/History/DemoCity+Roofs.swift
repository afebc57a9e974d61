import Buildings
import Units

extension DemoCity {
    /// Roofs of new public institutions, building by building, and of new factories, district by district.
    var roofReports: [DemoReport] {
        template.roofs.covered.indices.flatMap { index in
            let year = template.roofs.from + index
            return institutionRoofs(completed: year, covered: template.roofs.covered[index])
                + factoryRoofs(year, covered: template.roofs.covered[index], total: template.roofs.factories[index])
        }
    }

    private func institutionRoofs(completed year: Int, covered: Double) -> [DemoReport] {
        buildings.enumerated().flatMap { position, building -> [DemoReport] in
            let registration = building.registration
            guard registration.kind.isPublicInstitution, registration.completedYear?.number == year,
                let district = registration.divisionCode
            else { return [] }
            let noise = city.noise.stream(6).stream(position)
            let floors = Double(registration.floorsAbove ?? 1)
            return roof(
                total: registration.grossFloorArea.squareMetres / floors * noise.value(0, in: 1.0...1.15),
                covered: covered * noise.value(1, in: 0.75...1.25),
                building: registration.code,
                district: district,
                year,
                reporter: template.roofs.reporter
            )
        }
    }

    private func factoryRoofs(_ year: Int, covered: Double, total: Double) -> [DemoReport] {
        let noise = city.noise.stream(7)
        let shares = Self.shares(of: template.districts, by: .construction, spread: 0.3, noise: noise, year)
        return zip(template.districts, shares).enumerated().flatMap { position, pair -> [DemoReport] in
            guard pair.1 > 0 else { return [] }
            return roof(
                total: total * pair.1,
                covered: covered * noise.stream(position).value(year, in: 0.9...1.1),
                building: nil,
                district: pair.0.code,
                year,
                reporter: template.roofs.factoryReporter
            )
        }
    }

    private func roof(
        total: Double,
        covered: Double,
        building: String?,
        district: String,
        _ year: Int,
        reporter: String
    ) -> [DemoReport] {
        let total = total.rounded()
        let usable = (total * template.roofs.usable).rounded()
        let panels = min(usable, (usable * covered).rounded())
        let areas = [("roof.total_area", total), ("roof.usable_area", usable), ("roof.pv_area", panels)]
        return areas.map { quantity, area in
            DemoReport(
                quantity: quantity,
                scope: "",
                divisionCode: district,
                buildingCode: building,
                year: year,
                value: area,
                reporter: reporter
            )
        }
    }
}
