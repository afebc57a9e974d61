import Documents
import Testing

@Suite("a document of a word processor") struct WordTests {
    private static func lines(_ body: String, styles: String = "", numbering: String = "") throws -> [String] {
        try prose(try docx(body, styles: styles, numbering: numbering)).split(separator: "\n").map(String.init)
    }

    private static func level(_ level: Int, _ format: String, _ pattern: String, _ more: String = "") -> String {
        """
        <w:lvl w:ilvl="\(level)"><w:start w:val="1"/><w:numFmt w:val="\(format)"/>\(more)<w:lvlText w:val="\(pattern)"/></w:lvl>
        """
    }

    private static func list(_ id: Int, _ exceptions: String = "") -> String {
        "<w:num w:numId=\"\(id)\"><w:abstractNumId w:val=\"0\"/>\(exceptions)</w:num>"
    }

    @Test("keeps what is printed and drops what is not")
    func runs() throws {
        let lines = try Self.lines(
            """
            <w:p><w:r><w:t>到2025</w:t></w:r><w:del><w:r><w:delText>6</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t xml:space="preserve">年 </w:t></w:r></w:ins><w:r><w:t>绿</w:t><w:softHyphen/><w:t>色</w:t></w:r>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>建筑</w:t></w:r>\
            <w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
            <w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>
            """
        )
        #expect(lines == ["到2025年 绿色建筑", "甲\t乙", "丙", "前半后半"])
    }

    @Test("has each text box once")
    func textBoxes() throws {
        let box = "<w:txbxContent>\(paragraph("框内"))</w:txbxContent>"
        let lines = try Self.lines(
            """
            <w:p><w:r><mc:AlternateContent><mc:Choice>\(box)</mc:Choice><mc:Fallback><v:textbox>\(box)</v:textbox>\
            </mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>
            """
        )
        #expect(lines == ["框内", "框外"])
    }

    @Test("has tables row by row, and tables of one column line by line")
    func tables() throws {
        let cell = { (text: String) in "<w:tc>\(paragraph(text))</w:tc>" }
        let inner = "<w:tbl><w:tr>\(cell("内一"))\(cell("内二"))</w:tr></w:tbl>"
        let lines = try Self.lines(
            """
            <w:tbl><w:tr>\(cell("序号"))\(cell("任务"))</w:tr><w:tr><w:tc>\(paragraph("1"))</w:tc>\
            <w:tc>\(paragraph("绿色"))\(paragraph("建筑"))</w:tc></w:tr>\
            <w:tr><w:trPr><w:del/></w:trPr>\(cell("删"))\(cell("除"))</w:tr></w:tbl>
            <w:tbl><w:tr><w:tc>\(paragraph("整页"))\(paragraph("版式"))\(inner)</w:tc></w:tr></w:tbl>
            """
        )
        #expect(lines == ["序号\t任务", "1\t绿色建筑", "整页", "版式", "内一\t内二"])
    }

    @Test("leaves out the table of contents, by field, by block and by style")
    func contents() throws {
        let field = { (type: String) in "<w:r><w:fldChar w:fldCharType=\"\(type)\"/></w:r>" }
        let lines = try Self.lines(
            """
            <w:p>\(field("begin"))<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>\(field("separate"))\
            <w:r><w:t>一、目标1</w:t></w:r></w:p><w:p><w:r><w:t>二、任务2</w:t></w:r>\(field("end"))</w:p>
            <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>\
            <w:sdtContent>\(paragraph("三、保障3"))</w:sdtContent></w:sdt>
            \(paragraph("四、附则4", "<w:pStyle w:val=\"a1\"/>"))
            <w:p>\(field("begin"))<w:r><w:instrText>DATE</w:instrText></w:r>\(field("separate"))<w:r><w:t>2024年</w:t></w:r>\
            \(field("end"))<w:r><w:t>印发</w:t></w:r></w:p>
            """,
            styles: "<w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"toc 1\"/></w:style>"
        )
        #expect(lines == ["2024年印发"])
    }

    @Test("prints automatic numbers, each level anew below the one above")
    func numbers() throws {
        let lines = try Self.lines(
            [(0, "总则"), (1, "思想"), (2, "甲"), (2, "乙"), (1, "原则"), (2, "丙"), (0, "任务"), (1, "丁")].map {
                paragraph($0.1, listed(1, $0.0))
            }.joined(),
            numbering: """
                <w:abstractNum w:abstractNumId="0">\(Self.level(0, "chineseCountingThousand", "%1、"))\
                \(Self.level(1, "chineseCounting", "（%2）"))\(Self.level(2, "decimal", "%3."))</w:abstractNum>\(Self.list(1))
                """
        )
        #expect(lines == ["一、总则", "（一）思想", "1.甲", "2.乙", "（二）原则", "1.丙", "二、任务", "（一）丁"])
    }

    @Test("goes on counting where a level never begins anew, and writes all levels arabic where it says so")
    func runningNumbers() throws {
        let lines = try Self.lines(
            [(0, "甲"), (1, "乙"), (2, "丙"), (0, "丁"), (1, "戊"), (2, "己")].map { paragraph($0.1, listed(1, $0.0)) }
                .joined(),
            numbering: """
                <w:abstractNum w:abstractNumId="0">\(Self.level(0, "chineseCounting", "%1、"))\
                \(Self.level(1, "decimal", "%2.", "<w:lvlRestart w:val=\"0\"/>"))\
                \(Self.level(2, "decimal", "%1.%3", "<w:isLgl/>"))</w:abstractNum>\(Self.list(1))
                """
        )
        #expect(lines == ["一、甲", "1.乙", "1.1丙", "二、丁", "2.戊", "2.1己"])
    }

    @Test("lists that share a definition go on, unless one says where it starts; 0 takes a paragraph out")
    func sharedLists() throws {
        let lines = try Self.lines(
            [
                paragraph("甲", listed(1)), paragraph("乙", listed(2)), paragraph("丙", listed(3)),
                paragraph("丁", listed(3)),
            ].joined() + paragraph("戊", listed(0)) + paragraph("己", listed(9)),
            numbering: """
                <w:abstractNum w:abstractNumId="0">\(Self.level(0, "decimal", "%1."))</w:abstractNum>\(Self.list(1))\
                \(Self.list(2))\(Self.list(3, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"))
                """
        )
        #expect(lines == ["1.甲", "2.乙", "5.丙", "6.丁", "戊", "己"])
    }

    @Test("numbers by style, inherited ones too; bullets print nothing")
    func styles() throws {
        let style = { (id: String, parent: String, more: String) in
            """
            <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(id)"/><w:basedOn w:val="\(parent)"/>\
            <w:pPr>\(more)</w:pPr></w:style>
            """
        }
        let lines = try Self.lines(
            [("H1", "甲"), ("H2", "乙"), ("H3", "丙"), ("B", "丁")].map { paragraph($0.1, "<w:pStyle w:val=\"\($0.0)\"/>") }
                .joined(),
            styles: style("H1", "B2", "<w:numPr><w:numId w:val=\"1\"/></w:numPr>") + style("H3", "H2", "")
                + style("H2", "H3", "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>")
                + style("B", "B", "<w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr>"),
            numbering: """
                <w:abstractNum w:abstractNumId="0">\(Self.level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"H1\"/>"))\
                \(Self.level(1, "chineseCounting", "（%2）"))\(Self.level(2, "bullet", "\u{F0B7}"))</w:abstractNum>\(Self.list(1))
                """
        )
        #expect(lines == ["一、甲", "（一）乙", "（二）丙", "丁"])
    }

    @Test("follows its relations where the parts have other names")
    func relations() throws {
        let name = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        let space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        let bytes = try zip([
            (
                "_rels/.rels",
                "<Relationships><Relationship Type=\"\(name)\" Target=\"/word/document2.xml\"/></Relationships>"
            ),
            ("word/document2.xml", "<w:document xmlns:w=\"\(space)\"><w:body>\(paragraph("正文"))</w:body></w:document>"),
        ])
        #expect(try prose(bytes) == "正文\n")
    }
}
