-- The books. Money is integer paise, time is integer milliseconds since 1970 UTC. A text that is not there is '';
-- only times may be NULL, where they mean "not yet" or "no more".

CREATE TABLE ledger (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    kind           TEXT    NOT NULL CHECK (kind IN ('practice', 'real')),
    created_at_ms  INTEGER NOT NULL
) STRICT;

-- What the customer asked for.
CREATE TABLE sale (
    id             INTEGER PRIMARY KEY,
    service        TEXT    NOT NULL,
    operator       TEXT    NOT NULL,
    number         TEXT    NOT NULL,
    circle         TEXT    NOT NULL,
    amount_paise   INTEGER NOT NULL CHECK (amount_paise > 0),
    state          TEXT    NOT NULL CHECK (state IN ('intended', 'submitted', 'not_sent', 'pending', 'unknown', 'succeeded', 'failed', 'reversed')),
    created_at_ms  INTEGER NOT NULL,
    day            TEXT    NOT NULL,
    -- The deliberate act behind it: the same act delivered twice is one sale.
    intent         TEXT    NOT NULL UNIQUE
) STRICT;

-- The double-click guard: while a sale is open, its twin cannot exist.
CREATE UNIQUE INDEX sale_open_twin ON sale (number, operator, amount_paise)
    WHERE state IN ('intended', 'submitted', 'pending', 'unknown');
CREATE INDEX sale_by_day ON sale (day, id);
CREATE INDEX sale_by_number ON sale (number, id);

-- One request for it to one provider under one order id. Rows are never deleted, so the id counts up for ever; it is
-- the counter in the order id.
CREATE TABLE attempt (
    id                  INTEGER PRIMARY KEY,
    sale_id             INTEGER NOT NULL REFERENCES sale (id),
    provider            TEXT    NOT NULL,
    code                TEXT    NOT NULL,
    account             TEXT    NOT NULL,
    order_id            TEXT    NOT NULL UNIQUE,
    state               TEXT    NOT NULL CHECK (state IN ('intended', 'submitted', 'not_sent', 'pending', 'unknown', 'succeeded', 'failed', 'reversed')),
    submitted_at_ms     INTEGER NOT NULL,
    settled_at_ms       INTEGER,
    provider_ref        TEXT    NOT NULL DEFAULT '',
    operator_ref        TEXT    NOT NULL DEFAULT '',
    words               TEXT    NOT NULL DEFAULT '',
    problem             TEXT    NOT NULL DEFAULT '',
    earned_paise        INTEGER NOT NULL DEFAULT 0,
    checks              INTEGER NOT NULL DEFAULT 0,
    next_check_at_ms    INTEGER,
    no_records          INTEGER NOT NULL DEFAULT 0,
    first_no_record_ms  INTEGER NOT NULL DEFAULT 0,
    last_no_record_ms   INTEGER NOT NULL DEFAULT 0,
    declared_failed     INTEGER NOT NULL DEFAULT 0 CHECK (declared_failed IN (0, 1)),
    attention           TEXT    NOT NULL DEFAULT '' CHECK (attention IN ('', 'contradicted', 'needs_person'))
) STRICT;

-- A sale has at most one attempt that has not come to nothing.
CREATE UNIQUE INDEX attempt_standing ON attempt (sale_id) WHERE state NOT IN ('failed', 'not_sent');
CREATE INDEX attempt_by_sale ON attempt (sale_id, id);
CREATE INDEX attempt_due ON attempt (next_check_at_ms) WHERE next_check_at_ms IS NOT NULL;

-- The journal: what happened, in order, each row sealed to the one before.
CREATE TABLE sale_event (
    seq         INTEGER PRIMARY KEY,
    sale_id     INTEGER NOT NULL REFERENCES sale (id),
    attempt_id  INTEGER NOT NULL REFERENCES attempt (id),
    at_ms       INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    from_state  TEXT    NOT NULL,
    to_state    TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    key_id      TEXT    NOT NULL,
    mac         BLOB    NOT NULL
) STRICT;
CREATE INDEX sale_event_by_sale ON sale_event (sale_id, seq);

CREATE TRIGGER sale_event_is_final BEFORE UPDATE ON sale_event
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER sale_event_stays BEFORE DELETE ON sale_event
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Double entry: the postings of one event sum to zero. Debit is positive.
CREATE TABLE posting (
    event_seq     INTEGER NOT NULL REFERENCES sale_event (seq),
    account       TEXT    NOT NULL,
    amount_paise  INTEGER NOT NULL CHECK (amount_paise <> 0),
    PRIMARY KEY (event_seq, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_by_account ON posting (account);

CREATE TRIGGER posting_is_final BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;
CREATE TRIGGER posting_stays BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END;

-- What a provider said its wallet holds. Attempts up to after_attempt may be in it; later ones cannot be.
CREATE TABLE wallet_reading (
    id              INTEGER PRIMARY KEY,
    provider        TEXT    NOT NULL,
    at_ms           INTEGER NOT NULL,
    reported_paise  INTEGER NOT NULL,
    after_attempt   INTEGER NOT NULL
) STRICT;
CREATE INDEX wallet_reading_by_provider ON wallet_reading (provider, id);

-- The shop's commission per provider and operator, in hundredths of a percent.
CREATE TABLE rate (
    provider      TEXT    NOT NULL,
    operator      TEXT    NOT NULL,
    basis_points  INTEGER NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    PRIMARY KEY (provider, operator)
) STRICT, WITHOUT ROWID;
