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
            throw DataFolderError.unusable(path)
        }
        let lock = open(path + "/tanfeng.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw DataFolderError.unusable(path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw DataFolderError.inUse(path)
        }
    }

    /// Opens the platform on this folder.
    func platform(_ settings: Settings) throws -> Platform {
        do {
            return try Platform(
                dataDirectory: path,
                store: Store(directory: path),
                readings: EmbeddedReadings(directory: path),
                resources: ResourceDirectory(override: settings.resources),
                importBatch: settings.importBatch,
                now: { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
            )
        } catch EmbeddedReadingsError.newerSchema, StoreError.newerSchema {
            throw DataFolderError.newer(path)
        } catch let error as OwnFactorsError {
            throw DataFolderError.factors(error)
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

    var description: String {
        switch self {
        case .inUse(let path):
            "数据目录正被另一个 tanfeng 使用：\(path) · Another tanfeng is using this data folder: \(path)"
        case .unusable(let path):
            "数据目录不能读写：\(path) · The data folder cannot be read or written: \(path)"
        case .newer(let path):
            "数据目录由更新的版本写成，请升级程序：\(path) · A newer version wrote this data folder, please upgrade: \(path)"
        case .factors(.unreadable(let path, let reason)):
            "因子文件不能读：\(path)（\(reason)） · The factor file cannot be read: \(path) (\(reason))"
        case .factors(.unknownRegion(let factor, let region)):
            "factors.json：因子 \(factor) 的区域 \(region) 不是省、区域电网或 CN · "
                + "factors.json: the region \(region) of \(factor) is no province, regional grid or CN"
        case .factors(.notVerified(let factor)):
            "factors.json：因子 \(factor) 没有写明核实人 verified_by · factors.json: \(factor) does not say verified_by"
        }
    }
}
