import Foundation

/// Poppler's `pdftotext`, which says of each word of a PDF document where it stands.
package enum PDFConverter {
    /// Where systems install it; the environment is not asked.
    package static let places = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"]

    /// Runs it over an open file.
    ///
    /// - Returns: its answer, a page of the web with positions.
    static func convert(
        _ file: borrowing InputFile,
        limits: ProseLimits,
        places: [String]
    ) throws(DocumentError) -> [UInt8] {
        let path = file.path
        guard let program = places.first(where: { access($0, X_OK) == 0 }) else {
            throw .notProse(path: path, .converterMissing)
        }
        let child = ChildProgram(
            program: program,
            // The file comes through standard input, so its name cannot be taken for an option.
            arguments: ["-enc", "UTF-8", "-bbox-layout", "-", "-"],
            outputLimit: limits.convertedBytes,
            seconds: limits.converterSeconds
        )
        try file.seek(to: 0)
        let answer: ChildProgram.Answer
        do throws(ChildProgram.Failure) {
            answer = try file.withDescriptor { (input) throws(ChildProgram.Failure) in try child.run(input: input) }
        } catch {
            switch error {
            case .notStarted: throw .notProse(path: path, .converterFailed)
            case .tooSlow: throw .notProse(path: path, .converterSlow)
            case .tooMuch: throw .notProse(path: path, .unpackedTooLarge)
            }
        }
        guard let code = answer.code else { throw .notProse(path: path, .converterFailed) }
        let complaint = String(decoding: answer.complaint, as: UTF8.self)
        if complaint.contains("Incorrect password") || code == 3 { throw .notProse(path: path, .encrypted) }
        guard code == 0 else { throw .notProse(path: path, code == 1 ? .damaged : .converterFailed) }
        return answer.output
    }
}
