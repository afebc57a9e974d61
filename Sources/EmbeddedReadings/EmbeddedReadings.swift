import Dispatch
import FoundationEssentials
import GRDB
package import Metering
import Synchronization
package import Units

/// The reading store of one machine (嵌入式读数库).
///
/// A batch is durable once it stands in `journal.sqlite`, together with all others that waited with it: one row, one
/// commit. It then belongs to a run in memory, one per meter. From time to time all runs are sealed: merged into
/// containers, one per meter and civil month, in `readings.sqlite`. Reading puts runs over containers, so that nobody
/// sees the difference. After a crash the rows of the journal that no seal has reached are taken once more, in the same
/// order and with the same result.
///
/// Three threads of control: `committing` is the only one that changes what memory holds, `sealing` writes containers,
/// and whoever asks reads.
package final class EmbeddedReadings: ReadingStore {
    let containers: Containers
    let journal: Journal
    let limits: EngineLimits
    let now: @Sendable () -> Instant
    let open: Mutex<OpenReadings>
    let queue = Mutex(AppendQueue())
    let seals = Mutex(SealState())
    let committing = DispatchQueue(label: "readings.committing")
    let sealing = DispatchQueue(label: "readings.sealing", qos: .utility)

    /// Opens the store in a folder, bringing its schema up to date and taking what the journal holds.
    ///
    /// - Parameters:
    ///   - directory: the folder.
    ///   - limits: bounds of what waits in memory.
    ///   - now: the clock by which replaced values are dated.
    /// - Throws: ``EmbeddedReadingsError`` or a database error.
    package init(
        directory: String,
        limits: EngineLimits = EngineLimits(),
        now: @escaping @Sendable () -> Instant = EmbeddedReadings.systemTime
    ) throws {
        self.limits = limits
        self.now = now
        containers = try Containers(path: directory + "/readings.sqlite", cache: limits.cachedBytes)
        journal = try Journal(path: directory + "/journal.sqlite")
        open = Mutex(try Self.recover(containers, journal))
    }

    /// The time of the machine.
    package static let systemTime: @Sendable () -> Instant = {
        Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
    }

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        meterDays(&migrator)
        packedBlocks(&migrator)
        containers(&migrator)
        return migrator
    }()

    /// The changes of the schema that this program knows.
    package static var migrations: Set<String> { Set(migrator.migrations) }
}

/// A reason why readings cannot be read.
package enum EmbeddedReadingsError: Error, Equatable {
    /// A newer version of the program has written this database.
    case newerSchema
    /// Neither copy of the directory of 64 meters' containers is what was written.
    case damagedDirectory(month: CivilMonth, firstMeter: Meter.ID)
}
