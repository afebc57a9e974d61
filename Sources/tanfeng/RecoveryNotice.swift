import Foundation
import Workflows

/// Tells what was put right after the program before did not stop in order (恢复说明), in both languages.
struct RecoveryNotice {
    let stop: RunningMark.UncleanStop
    let recovery: Recovery

    /// One line, and one for each thing that was put right.
    var lines: [String] {
        var lines = [
            stop.wasMachineRestarted
                ? "上次（\(stop.since) 启动）运行中机器重启 · The machine was restarted while the program begun at \(stop.since) ran"
                : "上次（\(stop.since) 启动）没有正常停止 · The program begun at \(stop.since) did not stop in order"
        ]
        func add(_ count: Int64, _ chinese: String, _ english: String) {
            if count > 0 { lines.append("  \(chinese) · \(english)") }
        }
        let kilobytes = (stop.logBytes + 1_023) / 1_024
        add(kilobytes, "数据库日志 \(kilobytes) KB 已接回", "\(kilobytes) KB of the databases' logs were taken back in")
        add(Int64(recovery.jobs), "\(recovery.jobs) 个任务重新开始", "\(recovery.jobs) jobs start again")
        let days = recovery.meterDays ?? 0
        add(Int64(days), "\(days) 个计量点日的用量已补算", "the consumption of \(days) meter-days was derived")
        add(
            Int64(recovery.backups),
            "\(recovery.backups) 个未完成的备份已清除",
            "\(recovery.backups) unfinished backups were removed"
        )
        if recovery.meterDays == nil { lines.append("  用量没有算完，原因见日志 · Consumption is not complete, the log says why") }
        if lines.count == 1 { lines.append("  没有需要恢复的 · Nothing had to be put right") }
        return lines
    }
}
