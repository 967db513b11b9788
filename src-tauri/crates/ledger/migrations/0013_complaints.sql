-- Complaints to the companies, as the rows of the journal tell them: 'disputed' opens one, 'complaint_noted' goes on with it, and
-- 'complaint_closed' ends it.
CREATE TABLE complaint (
    -- The place of the row that opened it.
    id            INTEGER PRIMARY KEY REFERENCES sale_event (seq),
    sale_id       INTEGER NOT NULL REFERENCES sale (id),
    -- The request that it is about, and with it the company.
    attempt_id    INTEGER NOT NULL REFERENCES attempt (id),
    reason        TEXT    NOT NULL CHECK (reason IN
        ('not_received', 'money_not_back', 'waiting', 'taken_twice', 'wrong_thing', 'commission', 'other')),
    -- When it was made.
    since_ms      INTEGER NOT NULL,
    -- The company's own number of it; '': none yet.
    reference     TEXT    NOT NULL,
    -- What the shop does next; '': nothing is planned.
    next_step     TEXT    NOT NULL,
    -- On which day in India; NULL: on no certain one.
    next_day      TEXT,
    -- Both are NULL while it is open.
    outcome       TEXT CHECK (outcome IN ('money_back', 'done_after_all', 'refused', 'given_up', 'mistake')),
    closed_at_ms  INTEGER,
    CHECK ((outcome IS NULL) = (closed_at_ms IS NULL))
) STRICT;

-- A request has one open complaint at most. The index is also the list of those that are open.
CREATE UNIQUE INDEX complaint_open ON complaint (attempt_id) WHERE closed_at_ms IS NULL;
CREATE INDEX complaint_of_sale ON complaint (sale_id);
CREATE INDEX complaint_closed ON complaint (closed_at_ms) WHERE closed_at_ms IS NOT NULL;

-- Earlier versions wrote the row that opens one, and nothing more.
INSERT INTO complaint (id, sale_id, attempt_id, reason, since_ms, reference, next_step, next_day, outcome, closed_at_ms)
SELECT MIN(seq), sale_id, attempt_id, 'other', COALESCE(detail ->> '$.person.told_at_ms', detail ->> '$.first_at_ms', at_ms),
    COALESCE(detail ->> '$.person.reference', ''), '', NULL, NULL, NULL
FROM sale_event WHERE kind = 'disputed' GROUP BY attempt_id;
