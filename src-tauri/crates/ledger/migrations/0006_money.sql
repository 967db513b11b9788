-- The books know every rupee: money that is no sale, how a customer pays, who owes what.

-- A row of the journal may be about no sale: a voucher, a rule, a shift. SQLite has no statement that takes away NOT NULL; this
-- is the way its documentation gives. No row is rewritten, so every seal stands.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(sql, 'sale_id     INTEGER NOT NULL', 'sale_id     INTEGER'),
        'attempt_id  INTEGER NOT NULL', 'attempt_id  INTEGER')
    WHERE type = 'table' AND name = 'sale_event';
PRAGMA writable_schema = RESET;
CREATE INDEX journal_apart ON sale_event (seq) WHERE sale_id IS NULL;
-- A deliberate act that is delivered twice is one row, and a voucher is mended once.
CREATE UNIQUE INDEX journal_intent ON sale_event (detail ->> '$.intent') WHERE sale_id IS NULL;
CREATE UNIQUE INDEX journal_mends ON sale_event (detail ->> '$.mends') WHERE sale_id IS NULL;

-- A customer whom the shop knows. Names and notes are here alone and not in the journal, because they are forgotten on request;
-- the id stands in the books for ever.
CREATE TABLE customer (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL,
    note           TEXT    NOT NULL DEFAULT '',
    language       TEXT    NOT NULL DEFAULT '',
    -- How much may be owed; NULL: no udhaar.
    limit_paise    INTEGER CHECK (limit_paise >= 0),
    created_at_ms  INTEGER NOT NULL,
    forgotten      INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1))
) STRICT;
CREATE TABLE customer_number (
    number       TEXT    NOT NULL PRIMARY KEY,
    customer_id  INTEGER NOT NULL REFERENCES customer (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_number_by_customer ON customer_number (customer_id);

ALTER TABLE sale ADD COLUMN customer_id INTEGER REFERENCES customer (id);
ALTER TABLE sale ADD COLUMN payment TEXT NOT NULL DEFAULT 'cash'
    CHECK (payment IN ('cash', 'upi') OR (payment = 'udhaar' AND customer_id IS NOT NULL));
-- What the shop took beside the amount.
ALTER TABLE sale ADD COLUMN charge_paise INTEGER NOT NULL DEFAULT 0 CHECK (charge_paise >= 0);
-- What was taken for the sale and is the customer's: while it waits, and after it came to nothing until it is given back.
ALTER TABLE sale ADD COLUMN owed_paise INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sale_owed ON sale (id) WHERE owed_paise <> 0;
CREATE INDEX sale_by_customer ON sale (customer_id, id) WHERE customer_id IS NOT NULL;

-- What stands in each account, and what moved in it on each business day. Both follow from the postings, are written with them,
-- and spare every screen a sum over all of them.
CREATE TABLE balance (
    account  TEXT    NOT NULL PRIMARY KEY,
    paise    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE movement (
    account    TEXT    NOT NULL,
    day        TEXT    NOT NULL,
    in_paise   INTEGER NOT NULL,
    out_paise  INTEGER NOT NULL,
    -- Between which places of the journal its entries of that day lie. A statement finds them so, and no sale pays for an index.
    first_seq  INTEGER NOT NULL,
    last_seq   INTEGER NOT NULL,
    PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;
INSERT INTO balance SELECT account, SUM(amount_paise) FROM posting GROUP BY account;
INSERT INTO movement SELECT account, date((at_ms + 19800000) / 1000, 'unixepoch'), SUM(max(amount_paise, 0)), SUM(max(-amount_paise, 0)), MIN(seq), MAX(seq)
    FROM posting JOIN sale_event ON seq = event_seq GROUP BY 1, 2;
-- Nothing sums an account up any more. A customer's account alone is read row by row: the index is of no cost to other sales.
DROP INDEX posting_by_account;
CREATE INDEX posting_of_customer ON posting (account, event_seq, amount_paise)
    WHERE account >= 'customer:' AND account < 'customer;';

-- The rules of money that are in force: each change is a row of the journal, which has who and when.
CREATE TABLE rule (
    name   TEXT NOT NULL PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
