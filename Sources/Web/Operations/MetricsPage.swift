import Units
import Workflows

/// Everything that `/metrics` tells (指标), in the order in which it is written.
struct MetricsPage {
    let requests: RequestFigures
    let figures: OperationFigures
    let process: ProcessFigures?
    let now: Instant

    var text: String {
        var page = Exposition()
        addRequests(&page)
        addWork(&page)
        addData(&page)
        addProcess(&page)
        return page.text
    }

    private func addRequests(_ page: inout Exposition) {
        let all = requests.all.map { (key, value) -> (labels: Exposition.Labels, value: Histogram) in
            ([("route", key.route), ("status", key.statusClass)], value)
        }
        page.add(
            "tanfeng_requests_total",
            .counter,
            "Requests answered, by route and class of status.",
            all.map { ($0.labels, Double($0.value.count)) }
        )
        page.add(
            "tanfeng_request_duration_seconds",
            "Time from request to answer.",
            bounds: RequestFigures.bounds,
            all
        )
        page.add("tanfeng_requests_open", .gauge, "Requests being answered.", Double(requests.openCount))
    }

    private func addWork(_ page: inout Exposition) {
        page.add(
            "tanfeng_jobs",
            .gauge,
            "Jobs by state.",
            Job.State.allCases.map { ([("state", $0.rawValue)], Double(figures.jobs[$0.rawValue] ?? 0)) }
        )
        page.add("tanfeng_job_queue_age_seconds", .gauge, "Age of the oldest waiting job.", Double(figures.queueAge))
        page.add("tanfeng_password_queue", .gauge, "Passwords that wait or are hashed.", Double(figures.hashQueue))
        page.add("tanfeng_work_items_open", .gauge, "Work items that are owed.", Double(figures.openWorkItems))
        page.add("tanfeng_notices_waiting", .gauge, "Notices on their way.", Double(figures.waitingNotices))
        page.add("tanfeng_audit_sequence", .gauge, "Number of the audit log's head.", Double(figures.auditSequence))
    }

    private func addData(_ page: inout Exposition) {
        page.add("tanfeng_readings", .gauge, "Readings that are stored.", Double(figures.readings))
        page.add(
            "tanfeng_derivation_pending",
            .gauge,
            "Changes of readings that no account knows yet.",
            Double(figures.pendingChanges)
        )
        page.add(
            "tanfeng_derivation_lag_seconds",
            .gauge,
            "Time from register to account, so far.",
            Double(figures.lag)
        )
        if let backup = figures.lastBackup {
            page.add(
                "tanfeng_backup_last_success_timestamp_seconds",
                .gauge,
                "End of the last backup that succeeded.",
                Double(backup.seconds)
            )
            page.add(
                "tanfeng_backup_age_seconds",
                .gauge,
                "Age of the last backup that succeeded.",
                Double(max(0, now.seconds - backup.seconds))
            )
        }
        page.add("tanfeng_data_free_bytes", .gauge, "Room left in the data folder.", Double(figures.freeBytes))
    }

    private func addProcess(_ page: inout Exposition) {
        page.add(
            "tanfeng_build_info",
            .gauge,
            "The program and its schema.",
            [([("version", Product.version), ("schema", figures.migration)], 1)]
        )
        guard let process else { return }
        page.add("process_resident_memory_bytes", .gauge, "Resident memory.", process.residentBytes)
        page.add("process_cpu_seconds_total", .counter, "Processor time.", process.processorSeconds)
        page.add("process_open_fds", .gauge, "Open files and sockets.", Double(process.openFiles))
    }
}
