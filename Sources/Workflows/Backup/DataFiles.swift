import Foundation

/// What of a data folder belongs into a backup (数据目录里要备份的文件).
///
/// Everything that cannot be made again: the databases, and every file that the bureau put there, such as `factors.json`
/// and its own indicators. Left out are lists of rejected rows, which the same import writes again, and what belongs to a
/// running program.
enum DataFiles {
    /// The database that the others refer to.
    static let store = "tanfeng.sqlite"

    /// Databases in the order in which they are copied.
    ///
    /// The journal comes before the readings: what is sealed meanwhile then stands in both copies, and the other way
    /// round it would stand in neither.
    static let databases = [store, "journal.sqlite", "readings.sqlite"]

    /// Marks that a program runs on the folder, or stopped without saying so.
    static let runningMark = "running"

    /// Held by whoever uses the folder.
    static let lock = "tanfeng.lock"

    private static let leftOut: Set = ["rejected", "backups", lock, "control.sock", runningMark]

    /// The databases that a folder has.
    static func databases(in folder: String) -> [String] {
        databases.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    }

    /// The other files by their paths within the folder; links are not followed.
    static func others(in folder: String, except backups: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !leftOut.contains($0) && !$0.contains(".sqlite") && !$0.hasSuffix(".part") }
            .flatMap { files(in: folder, below: $0, except: backups) }.sorted()
    }

    private static func files(in folder: String, below name: String, except backups: String) -> [String] {
        let path = "\(folder)/\(name)"
        guard path != backups, let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] else {
            return []
        }
        switch type as? FileAttributeType {
        case .typeRegular?: return [name]
        case .typeDirectory?:
            let inside = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return inside.flatMap { files(in: folder, below: "\(name)/\($0)", except: backups) }
        default: return []
        }
    }

    /// The size of a file and of a database's log beside it. [B]
    static func size(_ path: String) -> Int64 {
        [path, path + "-wal"].reduce(0) { sum, path in
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            return sum + (size?.int64Value ?? 0)
        }
    }
}
