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

/// A number with grouped digits, such as `1,234.5`.
func grouped(_ value: Double, decimals: Int) -> String {
    value.formatted(.number.precision(.fractionLength(decimals)).locale(Locale(identifier: "en_US")))
}
