-- Leftovers of a company's statement that a person put aside with a reason. They do not come again with the next file. Nothing follows
-- from them: they are no part of the books, and no row of the journal tells of them.
CREATE TABLE statement_ignored (
    provider     TEXT    NOT NULL,
    -- The digest of a line's facts, or 'order:' and the order id of a sale that the file lacks. Nothing of the line itself is kept.
    fingerprint  TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    -- Who put it aside.
    by           TEXT    NOT NULL,
    at_ms        INTEGER NOT NULL,
    PRIMARY KEY (provider, fingerprint)
) STRICT, WITHOUT ROWID;
