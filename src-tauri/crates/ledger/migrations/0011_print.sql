-- Slips that wait for the printer, or of which nobody knows whether they are on paper. One that is on paper is a row of the journal
-- and of this table no more. It is no part of the books: a slip is made of them when it is printed.
CREATE TABLE print_job (
    id            INTEGER PRIMARY KEY,
    -- Of what it is a slip, in the till's own form: an id, and never what stands on the paper.
    slip          TEXT    NOT NULL,
    -- The codes of its languages with a blank between them; '': those of the settings.
    languages     TEXT    NOT NULL DEFAULT '',
    -- Whether it opens the drawer.
    drawer        INTEGER NOT NULL CHECK (drawer IN (0, 1)),
    -- 'printing' is written before its first byte leaves. Whoever finds it so at the start does not know what is on the paper.
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'printing', 'asked')),
    made_at_ms    INTEGER NOT NULL,
    -- When a person last wanted it.
    wanted_at_ms  INTEGER NOT NULL,
    -- What went wrong last, in the till's own form; '': nothing yet.
    trouble       TEXT    NOT NULL DEFAULT ''
) STRICT;

-- How often a slip was printed that is about no sale.
CREATE INDEX journal_slip_printed ON sale_event (detail ->> '$.printed.slip') WHERE sale_id IS NULL AND kind = 'slip_printed';
