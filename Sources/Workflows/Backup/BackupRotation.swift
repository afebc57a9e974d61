import Units

/// Which backups are kept (备份轮换).
///
/// Of the nightly ones the newest of each of the last 7 days, 5 weeks and 12 months that have any; others for 30 days;
/// and whatever happens the newest of all.
enum BackupRotation {
    static let days = 7
    static let weeks = 5
    static let months = 12
    /// How long backups are kept that somebody asked for or that an upgrade made. [d]
    static let otherDays = 30

    /// The indices of the backups whose time is over.
    static func expired(_ backups: [(time: Instant, cause: BackupManifest.Cause)], now: Instant) -> [Int] {
        let newestFirst = backups.indices.sorted { backups[$0].time > backups[$1].time }
        var kept = Set(newestFirst.prefix(1))
        let nightly = newestFirst.filter { backups[$0].cause == .nightly }
        func keep(_ count: Int, ofEach period: (CivilDay) -> Int) {
            var seen: Set<Int> = []
            for index in nightly where seen.count < count {
                if seen.insert(period(CivilDay(containing: backups[index].time))).inserted { kept.insert(index) }
            }
        }
        keep(days) { $0.number }
        // A week is named by its Monday.
        keep(weeks) { $0.number - $0.weekday }
        keep(months) { $0.month.firstDay.number }
        let oldest = now.adding(seconds: -Int64(otherDays) * 86_400)
        return backups.indices.filter { index in
            let isYoung = backups[index].cause != .nightly && backups[index].time >= oldest
            return !isYoung && !kept.contains(index)
        }
    }
}
