import Store

/// A fault of the disk below the data folder, in both languages.
struct StorageRefusal: Error, CustomStringConvertible {
    let fault: StorageFault
    let folder: String

    init(_ fault: StorageFault, in folder: String) {
        self.fault = fault
        self.folder = folder
    }

    var description: String {
        switch fault {
        case .full:
            "数据目录所在磁盘已满，请腾出空间后重试：\(folder) · The disk is full; make room and try again: \(folder)"
        case .readOnly:
            "数据目录所在磁盘只读或不允许写入，请检查挂载与权限：\(folder) · "
                + "The disk is read-only, or may not be written; check its mount and permissions: \(folder)"
        case .broken:
            "数据目录所在磁盘读写出错，请检查磁盘与系统日志：\(folder) · "
                + "The disk could not read or write; look at the disk and the system's log: \(folder)"
        case .damaged:
            "数据库文件已损坏，请用 tanfeng restore 恢复备份：\(folder) · "
                + "A database file is damaged; restore a backup by tanfeng restore: \(folder)"
        }
    }

    /// Does something with a data folder; an error that comes from its disk is told as that.
    static func named<Value>(in folder: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw of(error, in: folder)
        }
    }

    /// The error, or what it says about the disk.
    static func of(_ error: any Error, in folder: String) -> any Error {
        StorageFault(error, folder: folder).map { StorageRefusal($0, in: folder) } ?? error
    }
}
