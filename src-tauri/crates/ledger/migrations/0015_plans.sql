-- What an amount buys at an operator, as far as the shop knows. It is no part of the books: no money follows from it, and no row of the
-- journal tells of it.
CREATE TABLE recharge_plan (
    operator      TEXT    NOT NULL,
    -- The circle's id; '': in all circles.
    circle        TEXT    NOT NULL,
    amount_paise  INTEGER NOT NULL CHECK (amount_paise > 0),
    -- For how many days it is good; 0: nobody has said.
    days          INTEGER NOT NULL CHECK (days >= 0),
    -- Its data in MB; 0: nobody has said, or it has none.
    data_mb       INTEGER NOT NULL CHECK (data_mb >= 0),
    data_per      TEXT    NOT NULL CHECK (data_per IN ('day', 'total')),
    -- What else is said of it, as JSON by the codes of languages.
    words         TEXT    NOT NULL,
    -- Who said it: learned of what is sold and filled in, typed, from a file, told by an information company.
    source        TEXT    NOT NULL CHECK (source IN ('learned', 'typed', 'file', 'told')),
    -- The information company; '': none told it.
    told_by       TEXT    NOT NULL,
    at_ms         INTEGER NOT NULL,
    CHECK ((source = 'told') = (told_by <> '')),
    PRIMARY KEY (operator, circle, amount_paise)
) STRICT, WITHOUT ROWID;
