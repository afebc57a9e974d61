/// How much of a document is read (文稿上限).
package struct ProseLimits: Sendable {
    /// The largest file of plain text, Markdown or HTML. [B]
    package var textBytes = 8 << 20
    /// The largest .docx or .pdf file. [B]
    package var packedBytes = 64 << 20
    /// The largest part of a .docx file once unpacked. [B]
    package var partBytes = 64 << 20
    /// How many times larger than packed a large part may be.
    package var ratio = 200
    /// A part below this size may be packed however well. [B]
    package var unsuspiciousBytes = 8 << 20
    /// The most parts of a .docx file.
    package var parts = 10_000
    /// How deep elements may stand in each other.
    package var depth = 200
    /// The longest text that comes out. [B]
    package var outputBytes = 16 << 20
    /// The most that the program which reads PDF may answer, positions included. [B]
    package var convertedBytes = 128 << 20
    /// How long the program which reads PDF may take. [s]
    package var converterSeconds = 30

    /// The limits of a plan.
    package init() {}
}
