import Foundation
import Testing

@Suite("Accounts from the command line")
struct UserCommandTests {
    @Test("makes an account with its link, gives it a role, closes it, beside a running server too")
    func accounts() throws {
        let line = try CommandLine()
        let added = try line.run("user", "add", "li.hua", "--name", "示例李华", "--lang", "en")
        #expect(added.status == 0, "\(added.errors)")
        #expect(added.output.contains("/welcome/"))
        let again = try line.run("user", "add", "LI.HUA", "--name", "示例李华", "--lang", "en")
        #expect(again.status != 0 && again.errors.contains("taken"), "\(again.errors)")
        let server = try line.serve()
        defer { server.terminate() }
        #expect(try line.run("user", "grant", "li.hua", "auditor").status == 0)
        #expect(try line.run("user", "grant", "li.hua", "district_officer", "320706").status == 0)
        #expect(try line.run("user", "grant", "li.hua", "emperor").status != 0)
        let list = try line.run("user", "list", "--lang", "en").output
        #expect(list.hasPrefix("li.hua\tinvited\t"), "\(list)")
        #expect(try line.run("user", "reset", "li.hua").output.contains("/welcome/"))
        #expect(try line.run("user", "disable", "li.hua").status == 0)
        #expect(try line.run("user", "list").output.contains("\tdisabled\t"))
        #expect(try line.run("user", "enable", "nobody").status != 0)
        #expect(try line.run("user", "enable", "li.hua").status == 0)
    }

    @Test("the first start prints the link for the first administrator")
    func firstLink() throws {
        let line = try CommandLine()
        let output = Pipe()
        let server = try line.start(["serve", "--port", "0"], output: output)
        defer { server.terminate() }
        var said = ""
        while server.isRunning, said.wholeMatch(of: /(?s).*http\S+\/first\/[A-Za-z0-9_-]{43}\n.*/) == nil {
            said += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        }
        #expect(said.contains("首位管理员") && said.contains("first administrator"), "\(said)")
    }
}
