import Access
import Metering
import Texts
import Units
import Workflows

/// What comes in just now (入库动态): a table that a script keeps up to date.
struct LivePlate: Sendable {
    /// One figure, with the field of the API that it shows.
    struct Line: Sendable {
        let field: String
        let name: String
        let value: String
        let unit: String
        /// Decimals that are shown.
        let digits: Int
    }

    let address: String
    let at: String
    /// The words of `at` for a script, with `{0}` for the time.
    let words: String
    let lines: [Line]
    /// Where the sources stand; `nil` for who may not see them.
    let sources: Link?

    init(_ figures: IntakeFigures, sources: Link?, _ display: Display) {
        let texts = display.texts
        let response = IntakeResponse(figures)
        func line(_ field: String, _ value: Double, digits: Int = 0) -> Line {
            Line(
                field: field,
                name: texts[TextKey("intake.\(field)")],
                value: texts.numbers.decimal(value, decimals: digits),
                unit: texts[TextKey("intake.\(field).unit")],
                digits: digits
            )
        }
        address = "/api/v1/metering/intake"
        at = texts["intake.at", texts.dates.minute(figures.at)]
        words = texts["intake.at", "{0}"]
        lines = [
            line("readings_per_second", response.readingsPerSecond),
            line("accepted_readings", Double(response.acceptedReadings)),
            line("refused_rows", Double(response.refusedRows)),
            line("queued_readings", Double(response.queuedReadings)),
            line("journal_mb", response.journalMb, digits: 1),
            line("unsealed_readings", Double(response.unsealedReadings)),
            line("last_seal_s", response.lastSealS, digits: 2),
            line("pending_changes", Double(response.pendingChanges)),
            line("lag_s", Double(response.lagS)),
        ]
        self.sources = sources
    }
}

/// What comes in and what waits in the reading store.
struct IntakeResponse: APIResponse {
    let at: String
    let readings: Int
    let readingsPerSecond: Double
    let acceptedReadings: Int
    let acceptedBatches: Int
    let refusedRows: Int
    let queuedReadings: Int
    let journalRows: Int
    let journalMb: Double
    let unsealedReadings: Int
    let dirtyContainers: Int
    let lastSealS: Double
    let pendingChanges: Int64
    let lagS: Int64

    init(_ figures: IntakeFigures) {
        let store = figures.statistics
        at = figures.at.iso8601
        readings = store.readings
        readingsPerSecond = figures.perSecond
        acceptedReadings = store.acceptedReadings
        acceptedBatches = store.acceptedBatches
        refusedRows = figures.refused
        queuedReadings = store.queuedReadings
        journalRows = store.journalRows
        journalMb = Double(store.journalBytes) / 1e6
        unsealedReadings = store.unsealedReadings
        dirtyContainers = store.dirtyContainers
        lastSealS = store.lastSealSeconds
        pendingChanges = figures.pendingChanges
        lagS = figures.lag
    }
}

extension Set<Role> {
    /// Those who watch the reading store, which holds the whole city's.
    static var intakeReaders: Set<Role> {
        [.systemAdministrator, .operatorEngineer, .cityOfficer, .auditor]
    }
}
