import Buildings
import Testing

@Suite("Building kind")
struct BuildingKindTests {
    @Test("has the letter of national building codes, public buildings only")
    func letters() {
        #expect(Building.Kind.allCases.compactMap(\.letter) == Array("ABCDEFGH"))
        for kind in Building.Kind.allCases {
            #expect(kind.isPublic == (kind.letter != nil))
            if let letter = kind.letter { #expect(Building.Kind(letter: letter) == kind) }
        }
        #expect(Building.Kind(letter: "Z") == .otherPublic)
        #expect(Building.Kind(letter: "W") == nil)
    }

    @Test(
        "understands what people write",
        arguments: [
            ("A", .office), ("h", .otherPublic), ("办公", .office), ("办公建筑", .office), ("国家机关办公建筑", .office),
            ("商场", .retail), ("商场建筑", .retail), ("商业用房", .retail), ("宾馆饭店", .hotel), ("宾馆饭店建筑", .hotel),
            ("文化教育", .education), ("医疗卫生建筑", .healthcare), ("医院", .healthcare), ("体育", .sports), ("综合", .mixedUse),
            ("综合类", .mixedUse), ("其它", .otherPublic), ("其他建筑", .otherPublic), ("居住", .residential),
            ("居住建筑", .residential), ("住宅", .residential), ("农房", .ruralHouse), ("Office", .office),
            ("Mixed use", .mixedUse), ("mixed_use", .mixedUse), ("other public", .otherPublic),
            ("rural house", .ruralHouse),
        ] as [(String, Building.Kind)]
    )
    func words(word: String, kind: Building.Kind) {
        #expect(Building.Kind(word: word) == kind)
    }

    @Test("understands its own stable codes", arguments: Building.Kind.allCases)
    func codes(kind: Building.Kind) {
        #expect(Building.Kind(word: kind.rawValue) == kind)
    }

    @Test("refuses words that say nothing", arguments: ["", "建筑", "公共建筑", "W", "工业", "offce"])
    func unknown(word: String) {
        #expect(Building.Kind(word: word) == nil)
    }

    @Test("no word stands for two kinds")
    func unambiguous() {
        let words = Building.Kind.words.flatMap(\.words)
        #expect(Set(words).count == words.count)
        #expect(Set(Building.Kind.words.map(\.kind)) == Set(Building.Kind.allCases))
    }
}
