import Documents
import Foundation
import Testing

@Suite("a page of the web") struct HTMLTests {
    private static func read(_ page: String) throws -> String { try prose(Array(page.utf8)) }

    @Test(
        "shows its blocks as lines",
        arguments: [
            (
                "<html><head><title>题</title><style>p{}</style></head><body><p>甲<b>乙</b></p><div>丙<br>丁</div></body></html>",
                "甲乙\n丙\n丁\n"
            ),
            (
                "<!doctype html><nav>首页</nav><script>x()</script><main><h1>方案</h1><p>到\n2025年\n力争 &lt;5%&nbsp;&#x4E2D;</p></main>",
                "方案\n到2025年力争 <5% 中\n"
            ), ("<!DOCTYPE html><p>甲<p>乙<li>丙", "甲\n乙\n丙\n"), ("<div style='display: none'>藏</div><div>显</div>", "显\n"),
            (
                "<table><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td><p>绿色</p><p>建筑</p></td></tr></table>",
                "序号\t任务\n1\t绿色建筑\n"
            ), ("<table><tr><td><p>整页</p><p>版式</p></td></tr></table>", "整页\n版式\n"),
            (
                "<body><ul><li><a href='/'>首页</a></li></ul><p><a name='t1'>一、目标</a></p><p>见<a href='x'>附件</a></p>",
                "一、目标\n见附件\n"
            ),
            (
                "<body><ol start=3><li>甲<li>乙</ol><ol style='list-style-type:none'><li>丙</ol><ul><li>丁</ul>",
                "3.甲\n4.乙\n丙\n丁\n"
            ),
            (
                "<html><body><p>菜单<meta name='ArticleTitle' content='方案'><meta name=\"ContentStart\"><p>正文</p><meta name=ContentEnd><p>页脚",
                "方案\n正文\n"
            ), ("<html><pre>甲\n乙</pre><del>删</del><textarea>填</textarea>", "甲\n乙\n"),
        ]
    )
    func blocks(page: String, text: String) throws { #expect(try Self.read(page) == text) }

    @Test("is read in its encoding: as marked, as valid, as declared")
    func encodings() throws {
        let page = { (name: String) in "<html><head><meta charset=\"\(name)\"></head><body><p>碳達峰實施方案</p></body></html>"
        }
        for (name, code) in [("gb2312", 0x8000_0632), ("Big5", 0x8000_0A03), ("gb2312", 4), ("utf-8", 0x8000_0632)]
            as [(String, UInt)]
        {
            let data = try #require(page(name).data(using: String.Encoding(rawValue: code)))
            #expect(try prose(Array(data)) == "碳達峰實施方案\n", "\(name) \(code)")
        }
        let wide = try #require("\u{FEFF}<html><p>方案</p>".data(using: .utf16LittleEndian))
        #expect(try prose(Array(wide)) == "方案\n")
    }

    @Test("nested without end, or with entities of its own, costs nothing")
    func hostile() throws {
        #expect(throws: DocumentError.self) { try Self.read("<html>" + String(repeating: "<div>", count: 100_000)) }
        let text = try Self.read(
            "<!DOCTYPE html [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b SYSTEM \"/etc/passwd\">]><html><p>甲&a;&b;</p>"
        )
        #expect(!text.contains("xxxx") && !text.contains("root"))
    }
}
