import EmbeddedReadings
import Foundation
import Store
import Texts
import Units
import Workflows

/// The data folder, held by one process at a time (数据目录).
struct DataFolder {
    /// The folder's path.
    let path: String

    /// Takes the folder for the rest of this process, making it where it does not exist.
    ///
    /// - Throws: ``DataFolderError/inUse(_:)`` while another process holds it.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw StorageFault(error, folder: path).map { StorageRefusal($0, in: path) }
                ?? DataFolderError.unusable(path)
        }
        let lock = Foundation.open(path + "/tanfeng.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            let fault = StorageFault(errno: errno)
            throw fault.map { StorageRefusal($0, in: path) } ?? DataFolderError.unusable(path)
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw DataFolderError.inUse(path)
        }
    }

    /// Opens the platform on this folder; where that changes the schema of data, a backup is made first.
    ///
    /// The mark says that a program works here, as long as the platform lives.
    func platform(_ settings: Settings, mark: RunningMark? = nil) throws -> Platform {
        let mark = mark ?? RunningMark(in: path, isTakingOver: false)
        let upgrade = try backUpBeforeUpgrade(settings)
        let platform = try Self.open(path, settings, mark: mark)
        if let upgrade { try platform.noteUpgrade(upgrade) }
        return platform
    }

    /// Makes a backup where this program is about to change the schema of data; `nil` where it is not.
    private func backUpBeforeUpgrade(_ settings: Settings) throws -> Backup? {
        let stored = DatabaseFile(path + "/tanfeng.sqlite")
        let readings = DatabaseFile(path + "/readings.sqlite")
        do {
            guard FileManager.default.fileExists(atPath: stored.path) else { return nil }
            var isDue = try stored.needsUpgrade()
            if !isDue, FileManager.default.fileExists(atPath: readings.path) {
                let applied = try readings.migrations()
                isDue = !applied.isEmpty && Set(applied).isStrictSubset(of: EmbeddedReadings.migrations)
            }
            guard isDue else { return nil }
            let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
            let backup = try BackupMaker(of: path, in: settings.backups, cause: .upgrade, now: now).make()
            printError("升级前已备份：\(backup.path) · Backed up before the upgrade: \(backup.path)")
            return backup
        } catch let failure as BackupFailure {
            throw DataFolderError.upgrade(failure)
        } catch {
            throw StorageFault(error, folder: path).map { StorageRefusal($0, in: path) }
                ?? DataFolderError.unusable(path)
        }
    }

    /// Opens a platform on a folder that this process may use alone.
    static func open(_ path: String, _ settings: Settings, mark: RunningMark? = nil) throws -> Platform {
        do {
            return try Platform(
                dataDirectory: path,
                store: Store(directory: path),
                readings: EmbeddedReadings(directory: path),
                resources: ResourceDirectory(override: settings.resources),
                importBatch: settings.importBatch,
                backups: BackupDesk(
                    directory: settings.backups,
                    schedule: NightlySchedule(minute: settings.backupMinute)
                ),
                mark: mark,
                people: settings.people,
                now: { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
            )
        } catch EmbeddedReadingsError.newerSchema, StoreError.newerSchema {
            throw DataFolderError.newer(path)
        } catch EmbeddedReadingsError.damagedDirectory {
            throw StorageRefusal(.damaged, in: path)
        } catch let error as OwnFactorsError {
            throw DataFolderError.factors(error)
        } catch {
            throw StorageRefusal.of(error, in: path)
        }
    }
}

/// A reason why a data folder cannot be used, in both languages.
enum DataFolderError: Error, CustomStringConvertible {
    /// Another process holds it.
    case inUse(String)
    /// It cannot be made or written.
    case unusable(String)
    /// A newer version of the program wrote it.
    case newer(String)
    /// The bureau's own factors cannot be used.
    case factors(OwnFactorsError)
    /// The backup that precedes a change of the schema failed.
    case upgrade(BackupFailure)

    var description: String {
        switch self {
        case .inUse(let path):
            "数据目录正被另一个 tanfeng 使用：\(path) · Another tanfeng is using this data folder: \(path)"
        case .unusable(let path):
            "数据目录不能读写：\(path) · The data folder cannot be read or written: \(path)"
        case .newer(let path):
            "数据目录由更新的版本写成，请升级程序：\(path) · A newer version wrote this data folder, please upgrade: \(path)"
        case .upgrade(let failure):
            "升级前的备份没有完成，数据未动（\(failure.plainReason)）；请腾出空间或用 TANFENG_BACKUPS 换一个目录 · "
                + "The backup before the upgrade failed, the data is as it was (\(failure.plainReason)); "
                + "free some room or name another folder by TANFENG_BACKUPS"
        case .factors(.unreadable(let path, let reason)):
            "因子文件不能读：\(path)（\(reason)） · The factor file cannot be read: \(path) (\(reason))"
        case .factors(.unknownRegion(let factor, let region)):
            "factors.json：因子 \(factor) 的区域 \(region) 不是省、区域电网或 CN · "
                + "factors.json: the region \(region) of \(factor) is no province, regional grid or CN"
        case .factors(.implausible(let factor, let value, let rule, let reason)):
            "factors.json：因子 \(factor) 的值 \(value) 不可信（规则 \(rule)）：\(reason.zh) · "
                + "factors.json: \(value) cannot be right for \(factor) (rule \(rule)): \(reason.en)"
        case .factors(.notVerified(let factor)):
            "factors.json：因子 \(factor) 没有写明核实人 verified_by · factors.json: \(factor) does not say verified_by"
        }
    }
}
