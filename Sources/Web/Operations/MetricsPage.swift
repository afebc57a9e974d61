import Metering
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
        addReadings(&page)
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

    private func addReadings(_ page: inout Exposition) {
        let intake = figures.intake
        let store = intake.statistics
        let samples: [(name: String, kind: Exposition.Kind, help: String, value: Double)] = [
            ("tanfeng_readings", .gauge, "Readings that are stored.", Double(store.readings)),
            (
                "tanfeng_readings_accepted_total", .counter, "Readings accepted, repeated ones too.",
                Double(store.acceptedReadings)
            ),
            ("tanfeng_reading_batches_total", .counter, "Batches accepted.", Double(store.acceptedBatches)),
            (
                "tanfeng_reading_rows_refused_total", .counter, "Rows that sources sent and that were refused.",
                Double(intake.refused)
            ),
            ("tanfeng_readings_per_second", .gauge, "Readings that sources sent, over ten seconds.", intake.perSecond),
            ("tanfeng_readings_queued", .gauge, "Readings that wait to be made durable.", Double(store.queuedReadings)),
            ("tanfeng_journal_rows", .gauge, "Group commits in the journal.", Double(store.journalRows)),
            ("tanfeng_journal_bytes", .gauge, "What they take.", Double(store.journalBytes)),
            (
                "tanfeng_readings_unsealed", .gauge, "Readings that are durable but in no block yet.",
                Double(store.unsealedReadings)
            ),
            (
                "tanfeng_reading_containers_dirty", .gauge, "Meter-months those belong to.",
                Double(store.dirtyContainers)
            ),
            ("tanfeng_readings_sealed_total", .counter, "Readings put into blocks.", Double(store.sealedReadings)),
            ("tanfeng_seal_duration_seconds", .gauge, "How long the last seal took.", store.lastSealSeconds),
            (
                "tanfeng_derivation_pending", .gauge, "Changes of readings that no account knows yet.",
                Double(intake.pendingChanges)
            ),
            ("tanfeng_derivation_lag_seconds", .gauge, "Time from register to account, so far.", Double(intake.lag)),
        ]
        for sample in samples { page.add(sample.name, sample.kind, sample.help, sample.value) }
    }

    private func addData(_ page: inout Exposition) {
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
