import PeakPlanning
import Testing

@Suite("The place in a title")
struct PlaceTests {
    @Test(
        "is its city, else its province",
        arguments: [
            ("连云港市城乡建设领域碳达峰实施方案", "连云港市"), ("江苏省连云港市城乡建设领域碳达峰实施方案", "连云港市"),
            ("江苏省城乡建设领域碳达峰实施方案", "江苏省"), ("吉林省吉林市碳达峰实施方案", "吉林市"),
            ("内蒙古自治区城市建设碳达峰实施方案", "内蒙古自治区"), ("苏州市城市更新碳达峰实施方案", "苏州市"),
            ("盐城市城乡建设领域碳达峰实施方案", "盐城市"), ("山东省聊城市碳达峰实施方案", "聊城市"),
            ("绿色城市建设碳达峰实施方案", nil), ("成都市市政设施碳达峰实施方案", "成都市"), ("城乡建设领域碳达峰实施方案", nil),
        ] as [(String, String?)]
    )
    func place(title: String, expected: String?) throws {
        let text = "\(title)\n一、总体要求\n1.加强领导。到2025年，绿色社区比例达到60%。（市住建局负责）\n"
        #expect(try Files.reader().read(text).city == expected)
    }
}
