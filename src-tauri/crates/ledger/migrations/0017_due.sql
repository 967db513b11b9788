-- Numbers that a person put away from the list of those who are due again. It is no part of the books: no money follows from it, and no
-- row of the journal tells of it. Rows of days long past are deleted with the next that is written.
CREATE TABLE due_dismissed (
    number   TEXT    NOT NULL,
    service  TEXT    NOT NULL,
    -- The day on which it was due, `2026-11-20`.
    due_day  TEXT    NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (number, service, due_day)
) STRICT, WITHOUT ROWID;
