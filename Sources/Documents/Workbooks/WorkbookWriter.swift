import CXlsxWriter
import Foundation
package import Units

/// A cell of a workbook.
package enum WorkbookCell: Sendable {
    /// Text as it is, never a formula.
    case text(String)
    /// A decimal number, shown with all its decimals.
    case number(FixedPoint)
    /// An instant in civil time of China, as a date of the workbook.
    case time(Instant)
}

/// Writes a workbook (.xlsx) row by row in little memory, by libxlsxwriter (写电子表格).
///
/// The file appears under its name when ``finish()`` has been called.
package struct WorkbookWriter: ~Copyable {
    /// The most rows of a worksheet, headings included.
    package static let mostRows = 1_048_576

    private let path: String
    private let book: UnsafeMutablePointer<lxw_workbook>
    private var sheet: UnsafeMutablePointer<lxw_worksheet>
    private let heading: UnsafeMutablePointer<lxw_format>?
    private let time: UnsafeMutablePointer<lxw_format>?
    /// Number formats by how many decimals they show.
    private var numbers: [UnsafeMutablePointer<lxw_format>?] = []
    private var row: lxw_row_t = 0
    private var isFinished = false

    /// Begins a file with its first worksheet.
    package init(path: String, sheet name: String, headings: [String]) throws(DocumentError) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path + ".part", &options), let sheet = workbook_add_worksheet(book, name)
        else { throw .unwritable(path: path, FileProblem(errno)) }
        self.path = path
        self.book = book
        self.sheet = sheet
        heading = workbook_add_format(book)
        format_set_bold(heading)
        time = workbook_add_format(book)
        format_set_num_format(time, "yyyy-mm-dd hh:mm:ss")
        for decimals in 0...6 {
            let format = workbook_add_format(book)
            format_set_num_format(format, decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals))
            numbers.append(format)
        }
        begin(headings)
    }

    deinit {
        guard !isFinished else { return }
        workbook_close(book)
        unlink(path + ".part")
    }

    /// Goes on with another worksheet.
    package mutating func add(sheet name: String, headings: [String]) throws(DocumentError) {
        guard let next = workbook_add_worksheet(book, name) else {
            throw .unwritable(path: path, .other(errno: EINVAL))
        }
        sheet = next
        row = 0
        begin(headings)
    }

    private mutating func begin(_ headings: [String]) {
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_set_column(sheet, 0, lxw_col_t(max(0, headings.count - 1)), 20, nil)
        for (column, text) in headings.enumerated() {
            worksheet_write_string(sheet, 0, lxw_col_t(column), text, heading)
        }
        row = 1
    }

    /// Adds a row.
    package mutating func write(_ cells: [WorkbookCell]) {
        for (index, cell) in cells.enumerated() {
            let column = lxw_col_t(index)
            switch cell {
            case .text(let text): worksheet_write_string(sheet, row, column, text, nil)
            case .number(let number):
                let format = numbers[min(max(-number.exponent, 0), numbers.count - 1)]
                worksheet_write_number(sheet, row, column, number.doubleValue, format)
            case .time(let instant): worksheet_write_number(sheet, row, column, WorkbookDate.serial(instant), time)
            }
        }
        row += 1
    }

    /// Writes what was collected and gives the file its name.
    package mutating func finish() throws(DocumentError) {
        isFinished = true
        guard workbook_close(book) == LXW_NO_ERROR else {
            let problem = FileProblem(errno)
            unlink(path + ".part")
            throw .unwritable(path: path, problem)
        }
        guard rename(path + ".part", path) == 0 else { throw .unwritable(path: path, FileProblem(errno)) }
    }
}
