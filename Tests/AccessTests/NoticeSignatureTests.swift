import Access
import Testing

@Suite("Signatures of webhook notices")
struct NoticeSignatureTests {
    @Test("match test case 2 of RFC 4231")
    func vector() {
        let header = NoticeSignature.header(of: Array("what do ya want for nothing?".utf8), secret: "Jefe")
        #expect(header == "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }
}
