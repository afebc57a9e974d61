import Foundation
import Units

/// Sends what was printed on its way; a pipe would hold it back.
func flushOutput() { fflush(nil) }

/// Prints to standard error, where progress and complaints belong.
func printError(_ text: String, terminator: String = "\n") {
    FileHandle.standardError.write(Data((text + terminator).utf8))
}

/// Whether standard error is a terminal that can redraw a line.
var isTerminal: Bool { isatty(2) == 1 }

/// Clears the line that was redrawn last; nothing where lines are not redrawn.
func clearProgress() {
    if isTerminal { printError("\r\u{1B}[K", terminator: "") }
}

/// A number with grouped digits, such as `1,234.5`.
func grouped(_ value: Double, decimals: Int) -> String {
    value.formatted(.number.precision(.fractionLength(decimals)).locale(Locale(identifier: "en_US")))
}

/// Prints a value as JSON that people can read and programs can compare.
func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
