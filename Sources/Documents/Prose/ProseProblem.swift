/// What keeps a document from being read as running text (文稿问题); the raw value is a stable code.
package enum ProseProblem: String, Sendable, CaseIterable {
    /// A workbook, whatever its name says.
    case workbook
    /// Slides.
    case slides
    /// A document of the old Word or of WPS (.doc, .wps).
    case oldWord
    /// Rich text (.rtf), or a document of Word in one file of XML.
    case richText
    /// An OpenDocument text (.odt).
    case openDocument
    /// A fixed-layout document of GB/T 33190 (.ofd).
    case fixedLayout
    /// An archive that holds no document.
    case archive
    /// The file is cut off or damaged inside.
    case damaged
    /// A password is needed to read it.
    case encrypted
    /// Pages that are pictures, without a letter.
    case scanned
    /// What it holds is too much once unpacked, or too many parts.
    case unpackedTooLarge
    /// Elements stand in each other deeper than any document needs.
    case tooDeep
    /// The program that reads PDF is not installed.
    case converterMissing
    /// The program that reads PDF took too long.
    case converterSlow
    /// The program that reads PDF failed.
    case converterFailed
}
