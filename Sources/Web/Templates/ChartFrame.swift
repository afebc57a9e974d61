import Texts

/// Everything around a plot: title, unit, legend, source, and the table that stands in for it without script.
struct ChartFrame: Sendable {
    /// One entry of the legend; the script takes names and colours from here.
    struct Key: Sendable, Equatable {
        let code: String
        let name: String
        let color: String
    }

    /// One row of the table; a total is set apart.
    struct Row: Sendable, Equatable {
        let head: String
        let cells: [String]
        let isTotal: Bool

        init(_ head: String, _ cells: [String], isTotal: Bool = false) {
            self.head = head
            self.cells = cells
            self.isTotal = isTotal
        }
    }

    /// What the script reads besides the data.
    struct Plot: Sendable {
        let kind: String
        let source: String
        let series: String
        let values: String
        let factor: String
        let unit: String
    }

    let id: String
    let title: String
    let subtitle: String
    let label: String
    let keys: [Key]
    /// `nil` where there is no chart library: the table shows instead.
    let plot: Plot?
    let dataAddress: String
    let explanation: String?
    let sources: [String]
    let share: ShareBar?
    let caption: String
    let headings: [String]
    let rows: [Row]
}

extension Display {
    /// The heading of a chart's total row; names the unit where it differs from the column's.
    func totalHeading(_ sums: Column, beside column: Column) -> String {
        sums.unit == column.unit ? texts["column.sum"] : "\(texts["column.sum"]) (\(sums.unit))"
    }
}

/// A link with its words.
struct Link: Sendable, Equatable {
    let href: String
    let text: String
    var isCurrent = false
    /// The language of the words, where it is not the page's.
    var language: String?
}
