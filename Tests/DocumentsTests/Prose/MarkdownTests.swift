import Documents
import Testing

@Suite("Markdown") struct MarkdownTests {
    @Test(
        "shows as the text it marks",
        arguments: [
            ("# 某市实施方案 #\n", "某市实施方案\n"), ("## 一、总体要求\n\n正文。\n", "一、总体要求\n\n正文。\n"), ("# 题\n1\\. 推进。\n", "题\n1. 推进。\n"),
            ("# 题\n**到2025年**，*力争*达到 __30%__。", "题\n到2025年，力争达到 30%。"),
            ("# 题\n- 甲\n* 乙\n+ [x] 丙\n> 丁", "题\n甲\n乙\n丙\n丁"),
            ("# 题\n1. 甲\n1. 乙\n1. 丙\n\n另起。\n\n3. 丁", "题\n1.甲\n2.乙\n3.丙\n\n另起。\n\n3.丁"),
            ("| 序号 | 任务 |\n|---|:-:|\n| 1 | **绿色**建筑 |", "序号\t任务\n1\t绿色建筑"),
            ("见[附件](https://example.org/a_b)。![图](x.png)", "见附件。"),
            ("# 题\n面积5\\*6、5~10万、a_b_c和3*4", "题\n面积5*6、5~10万、a_b_c和3*4"),
            ("# 题\n`**原样**`和~~删去~~保留[^1]<br>换行&amp;&lt;&gt;\n\n[^1]: 脚注", "题\n**原样**和保留\n换行&<>\n"),
            ("---\ntitle: x\n---\n# 题\n***\n正文", "题\n正文"), ("# 题\n<u>下划</u><!-- 注 -->线", "题\n下划线"),
            ("# 题\n**粗*斜*体** 和 ***都有***", "题\n粗斜体 和 都有"),
        ]
    )
    func shown(source: String, text: String) { #expect(ProseDocument.text(pasted: source) == text) }

    @Test("is not seen where plain text has signs of its own")
    func plainText() {
        let text = "一、目标\n1. 到2025年，约5*6万平方米；a_b；[bookmark: _GoBack]见《方案》。\n- 甲\n"
        #expect(ProseDocument.text(pasted: text) == text)
    }

    @Test(
        "is read in one pass, however many marks are left open",
        arguments: ["*", "**a", "[", "![", "<", "`", "_a", "~~", "](", "\\"]
    )
    func openMarks(mark: String) {
        let text = ProseDocument.text(pasted: "# 题\n" + String(repeating: mark, count: 20_000))
        #expect(text.utf8.count <= 120_000)
    }

    @Test("has line ends and marks without width in one form")
    func normalized() {
        #expect(ProseDocument.text(pasted: "\u{FEFF}一\r\n二\r三\u{2028}四\u{200B}五\u{AD}六") == "一\n二\n三\n四五六")
    }
}
