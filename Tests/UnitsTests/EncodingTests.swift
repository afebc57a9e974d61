import Testing
import Units

@Suite("Bytes and texts as ASCII")
struct EncodingTests {
    @Test(
        "two lower-case digits stand for each byte",
        arguments: [([], ""), ([0, 9, 15, 16, 171, 255], "00090f10abff")]
    )
    func hexadecimal(bytes: [UInt8], text: String) {
        #expect(bytes.hexadecimal == text)
    }

    @Test("all but unreserved characters are escaped in an address")
    func percentEncoded() {
        // RFC 3986, 2.3: unreserved characters stay as they are.
        #expect("azAZ09-._~".percentEncoded == "azAZ09-._~")
        #expect("a b+c/d?e=f&g%\n".percentEncoded == "a%20b%2Bc%2Fd%3Fe%3Df%26g%25%0A")
        // RFC 3986, 2.5: the katakana letter A.
        #expect("\u{30A2}".percentEncoded == "%E3%82%A2")
    }
}
