-- What a shop has promised to sell as soon as the line is back. A chit is no sale and no attempt: nothing is sent for it, nothing is booked
-- for it, and no row of the journal tells of it before it is sold.
CREATE TABLE chit (
    id            INTEGER PRIMARY KEY,
    -- The business day on which it was written, and its number on that day.
    day           TEXT    NOT NULL,
    day_number    INTEGER NOT NULL CHECK (day_number > 0),
    -- The deliberate act behind it: the same act that comes twice is one chit.
    intent        TEXT    NOT NULL UNIQUE,
    made_at_ms    INTEGER NOT NULL,
    -- From then on it cannot be sold: the business day is over.
    expires_at_ms INTEGER NOT NULL,
    service       TEXT    NOT NULL,
    operator      TEXT    NOT NULL,
    -- The circle's id; '': none.
    circle        TEXT    NOT NULL,
    number        TEXT    NOT NULL,
    amount_paise  INTEGER NOT NULL CHECK (amount_paise > 0),
    -- What else the operator needs, as JSON, as the sale keeps it.
    fields        TEXT    NOT NULL,
    -- The customer's mobile number.
    phone         TEXT    NOT NULL,
    -- How money was taken with it; '': none was.
    taken         TEXT    NOT NULL CHECK (taken IN ('', 'cash', 'upi')),
    -- 'unsure': it was open in the backup that took the place of the books, and may have been sold since.
    state         TEXT    NOT NULL CHECK (state IN ('open', 'unsure', 'sold', 'thrown_away')),
    -- The sale that it began.
    sale_id       INTEGER UNIQUE REFERENCES sale (id),
    CHECK ((state = 'sold') = (sale_id IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX chit_of_day ON chit (day, day_number);

CREATE INDEX chit_waiting ON chit (expires_at_ms) WHERE state IN ('open', 'unsure');
