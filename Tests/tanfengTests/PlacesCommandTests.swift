import Foundation
import Testing

@Suite("tanfeng import places")
struct PlacesCommandTests {
    @Test("makes a city known, whose plan is refused before and taken after; says what it did not take")
    func placesThenPlan() throws {
        let line = try CommandLine()
        let plan = try line.file(
            "plan.txt",
            """
            南通市城乡建设领域碳达峰实施方案

            1.减少建筑垃圾。到2030年，城市建筑垃圾资源化利用率达到60%。（市城管局负责）
            """
        )
        let early = try line.run("plan", "import", plan, "--lang", "en")
        #expect(early.status != 0 && early.errors.contains("tanfeng import places"))
        let rows = "code,name,kind\n320600,南通市,city\n320612,通州区,district\n3206,海门区,district\n"
        let places = try line.run("import", "places", try line.file("places.csv", rows), "--lang", "en")
        #expect(places.status == 0)
        #expect(places.output.contains("2 rows imported, 0 unchanged, 1 rejected"))
        let known = try line.run("plan", "import", plan, "--lang", "en")
        #expect(known.status == 0 && known.output.contains("南通市"))
        let targets = try line.run("plan", "targets", "--lang", "en")
        #expect(targets.output.contains("60"))
    }
}
