import GRDB

extension Migrations {
    /// People with what they sign in by, work items with their history, decisions by two, the audit log, backups.
    static func peopleAndProof(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("2026-11-21 people and proof") { db in
            for statements in [accounts, entrances, organisations, work, decisions, audit, upkeep] {
                try db.execute(sql: statements)
            }
        }
    }

    private static let accounts = """
        ALTER TABLE person ADD COLUMN login TEXT COLLATE NOCASE;
        ALTER TABLE person ADD COLUMN state TEXT NOT NULL DEFAULT 'invited'
            CHECK (state IN ('invited', 'active', 'disabled', 'erased'));
        ALTER TABLE person ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE person ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
        ALTER TABLE person ADD COLUMN wants_mail INTEGER NOT NULL DEFAULT 1 CHECK (wants_mail IN (0, 1));
        CREATE UNIQUE INDEX person_login ON person (login);
        CREATE INDEX role_grant_person ON role_grant (person_id);
        CREATE TABLE credential (
            person_id INTEGER PRIMARY KEY REFERENCES person (id),
            password TEXT CHECK (password LIKE '$scrypt$%'), changed_at INTEGER,
            must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)),
            totp_secret BLOB, totp_confirmed_at INTEGER, totp_last_step INTEGER,
            failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0), locked_until INTEGER,
            CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)
        ) STRICT;
        """

    /// What opens the door: links, sessions and tokens, each stored as its SHA-256 only.
    private static let entrances = """
        CREATE TABLE one_time_link (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('first', 'invitation', 'reset')),
            person_id INTEGER REFERENCES person (id), created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL CHECK (expires_at > created_at), used_at INTEGER,
            CHECK ((kind = 'first') = (person_id IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32), person_id INTEGER NOT NULL REFERENCES person (id),
            stage TEXT NOT NULL CHECK (stage IN ('password', 'complete')),
            created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
            address TEXT, agent TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_person ON session (person_id);
        CREATE TABLE api_token (
            id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            person_id INTEGER NOT NULL REFERENCES person (id), name TEXT NOT NULL CHECK (name <> ''),
            roles TEXT NOT NULL CHECK (json_valid(roles)), is_read_only INTEGER NOT NULL CHECK (is_read_only IN (0, 1)),
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
            last_used_at INTEGER, revoked_at INTEGER
        ) STRICT;
        CREATE INDEX api_token_person ON api_token (person_id);
        """

    private static let organisations = """
        CREATE TABLE organisation_capacity (
            organisation_id INTEGER NOT NULL REFERENCES organisation (id), capacity TEXT NOT NULL CHECK (capacity IN (
                'applicant', 'designer', 'drawing_review_body', 'contractor', 'supervisor', 'component_plant', 'test_body',
                'label_expert', 'energy_auditor', 'property_manager', 'heat_supplier', 'utility', 'service_company')),
            valid_from INTEGER, valid_to INTEGER, CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE UNIQUE INDEX organisation_capacity_current
            ON organisation_capacity (organisation_id, capacity) WHERE valid_to IS NULL;
        CREATE UNIQUE INDEX department_name ON department (jurisdiction_id, name);
        CREATE INDEX building_party_organisation ON building_party (organisation_id, building_id);
        """

    private static let work = """
        ALTER TABLE work_item ADD COLUMN role TEXT;
        ALTER TABLE work_item ADD COLUMN organisation_id INTEGER REFERENCES organisation (id);
        ALTER TABLE work_item ADD COLUMN asked_by INTEGER REFERENCES person (id);
        ALTER TABLE work_item ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
        ALTER TABLE work_item ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
        UPDATE work_item SET changed_at = created_at;
        UPDATE work_item SET role = (SELECT iif(job.kind IN ('import.meters', 'import.readings'), 'operator_engineer', 'city_officer')
            FROM job WHERE job.id = work_item.object_id) WHERE object_kind = 'job';
        CREATE INDEX work_item_person ON work_item (person_id, state);
        ALTER TABLE work_item_record ADD COLUMN action TEXT NOT NULL DEFAULT '';
        ALTER TABLE work_item_record ADD COLUMN person_id INTEGER REFERENCES person (id);
        ALTER TABLE work_item_record ADD COLUMN to_person_id INTEGER REFERENCES person (id);
        ALTER TABLE work_item_record ADD COLUMN for_person_id INTEGER REFERENCES person (id);
        CREATE INDEX work_item_record_item ON work_item_record (work_item_id);
        CREATE INDEX work_item_record_person ON work_item_record (person_id);
        CREATE INDEX work_item_record_for ON work_item_record (for_person_id);
        CREATE INDEX work_item_asked ON work_item (asked_by);
        CREATE TABLE work_item_copy (
            work_item_id INTEGER NOT NULL REFERENCES work_item (id), person_id INTEGER NOT NULL REFERENCES person (id),
            created_at INTEGER NOT NULL, PRIMARY KEY (work_item_id, person_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX work_item_copy_person ON work_item_copy (person_id);
        CREATE TABLE delegation (
            id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id),
            delegate_id INTEGER NOT NULL REFERENCES person (id), valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL,
            note TEXT, created_at INTEGER NOT NULL, withdrawn_at INTEGER,
            CHECK (person_id <> delegate_id), CHECK (valid_from < valid_to)
        ) STRICT;
        CREATE INDEX delegation_delegate ON delegation (delegate_id, valid_to);
        CREATE TABLE person_look (
            person_id INTEGER NOT NULL REFERENCES person (id), list TEXT NOT NULL,
            looked_at INTEGER NOT NULL, before_that INTEGER, PRIMARY KEY (person_id, list)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE notice_channel (channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'webhook'))) STRICT, WITHOUT ROWID;
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY, work_item_id INTEGER NOT NULL REFERENCES work_item (id),
            person_id INTEGER REFERENCES person (id), channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL, error TEXT,
            created_at INTEGER NOT NULL, ended_at INTEGER
        ) STRICT;
        CREATE INDEX notice_waiting ON notice (next_at) WHERE state = 'waiting';
        """

    /// What one person asks for and another decides.
    private static let decisions = """
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('publish', 'restate', 'lock', 'unlock', 'waive')),
            formula TEXT, subject TEXT NOT NULL, period TEXT NOT NULL, rule TEXT,
            jurisdiction_id INTEGER NOT NULL REFERENCES jurisdiction (id),
            reason TEXT NOT NULL CHECK (reason <> ''), proposal TEXT NOT NULL CHECK (json_valid(proposal)),
            asked_by INTEGER NOT NULL REFERENCES person (id), asked_at INTEGER NOT NULL,
            decided_by INTEGER REFERENCES person (id), decided_at INTEGER, note TEXT,
            figure_id INTEGER REFERENCES published_figure (id),
            state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
            CHECK (state <> 'approved' OR decided_by <> asked_by),
            CHECK ((state = 'asked') = (decided_by IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX decision_open ON decision (kind, ifnull(formula, ''), subject, period, ifnull(rule, ''))
            WHERE state = 'asked';
        CREATE INDEX decision_subject ON decision (subject, period);
        CREATE INDEX decision_figure ON decision (figure_id);
        CREATE TRIGGER decision_settled BEFORE UPDATE ON decision WHEN old.state <> 'asked'
        BEGIN SELECT RAISE(ABORT, 'a decision is made once'); END;
        CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
        BEGIN SELECT RAISE(ABORT, 'decision is append only'); END;
        """

    /// Each entry holds the hash of the one before it; personal values are sealed under the key of the person.
    private static let audit = """
        CREATE TABLE person_key (person_id INTEGER PRIMARY KEY REFERENCES person (id), key BLOB NOT NULL CHECK (length(key) = 32)) STRICT;
        CREATE TABLE audit_record (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0), at INTEGER NOT NULL,
            actor TEXT NOT NULL CHECK (actor IN ('person', 'token', 'console', 'system', 'anonymous')),
            person_id INTEGER REFERENCES person (id), address TEXT, request_id TEXT,
            action TEXT NOT NULL CHECK (action <> ''), object_kind TEXT, object_id TEXT,
            outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
            changes TEXT NOT NULL CHECK (json_valid(changes)),
            previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32), hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE INDEX audit_record_person ON audit_record (person_id, sequence);
        CREATE INDEX audit_record_object ON audit_record (object_kind, object_id, sequence);
        CREATE INDEX audit_record_at ON audit_record (at);
        CREATE INDEX audit_record_action ON audit_record (action, sequence);
        CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
        BEGIN SELECT RAISE(ABORT, 'audit_record is append only'); END;
        CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
        BEGIN SELECT RAISE(ABORT, 'audit_record is append only'); END;
        """

    private static let upkeep = """
        ALTER TABLE source_record ADD COLUMN person_id INTEGER REFERENCES person (id);
        ALTER TABLE source_record ADD COLUMN sha256 TEXT CHECK (length(sha256) = 64);
        CREATE TABLE idempotency_key (
            person_id INTEGER NOT NULL REFERENCES person (id), key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
            route TEXT NOT NULL, fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
            status INTEGER, headers TEXT, body BLOB, created_at INTEGER NOT NULL, PRIMARY KEY (person_id, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE backup_run (
            id INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, ended_at INTEGER,
            cause TEXT NOT NULL CHECK (cause IN ('nightly', 'asked', 'upgrade')), path TEXT, bytes INTEGER,
            state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed')), failure TEXT,
            audit_sequence INTEGER, audit_hash BLOB
        ) STRICT;
        """
}
