import Buildings
import Testing

@Suite("Unified social credit code")
struct UnifiedSocialCreditCodeTests {
    // Public codes: 华为技术有限公司 and 小米科技有限责任公司 (README of the npm package uscc-utils 0.7.0 for the latter), the
    // example in the documentation of dataprep and python-stdnum, and 腾讯计算机系统 whose check character is a letter.
    @Test(
        "accepts codes of well-known organisations",
        arguments: [
            "914403001922038216", "91110108551385082Q", "91110000600037341L", "9144030071526726XG",
            "91110000802100433B",
        ]
    )
    func real(text: String) throws {
        #expect(try #require(UnifiedSocialCreditCode(text)).text == text)
        #expect(UnifiedSocialCreditCode(text.lowercased())?.text == text)
    }

    @Test("finds the check character of the worked example of GB 32100-2015")
    func workedExample() {
        // The explanation of the rule that ministries circulate refuses 91350100M000100Y4Z: the sum is 1640, modulo 31
        // gives 28, and 31 − 28 = 3.
        #expect(UnifiedSocialCreditCode("91350100M000100Y4Z") == nil)
        #expect(UnifiedSocialCreditCode.checkCharacter(of: "91350100M000100Y4Z") == "3")
        #expect(UnifiedSocialCreditCode("91350100M000100Y43") != nil)
    }

    @Test("notices every wrong character and every exchange of neighbours in a real code")
    func slips() {
        let characters = Array("914403001922038216")
        for index in characters.indices {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY" where other != characters[index] {
                var slipped = characters
                slipped[index] = other
                #expect(UnifiedSocialCreditCode(String(slipped)) == nil, "\(String(slipped))")
            }
            guard index > 0, characters[index] != characters[index - 1] else { continue }
            var swapped = characters
            swapped.swapAt(index, index - 1)
            #expect(UnifiedSocialCreditCode(String(swapped)) == nil, "\(String(swapped))")
        }
    }

    @Test(
        "refuses other forms",
        arguments: [
            "", "91440300192203821", "9144030019220382166", "91440300192203821I", "9144O3001922038216",
            "914403001922 38216",
            "９14403001922038216", "91A403001922038216",
        ]
    )
    func form(text: String) {
        #expect(UnifiedSocialCreditCode(text) == nil)
    }
}
