-- What companies pay for sales, by rules that are in force from a day on; what they paid by month; and the tax they kept back.

-- Each row is a rule that a row of the journal set; the newest that has begun counts. No row is ever changed, so this is the history,
-- too. Table rate is empty from now on: at the first opening its rows become rules of the beginning of time, sealed like all others.
CREATE TABLE commission_rule (
    event_seq  INTEGER NOT NULL REFERENCES sale_event (seq),
    provider   TEXT    NOT NULL,
    -- 'operator:airtel' or 'service:prepaid'.
    covers     TEXT    NOT NULL,
    -- '2026-11-20'; '': the beginning of time.
    from_day   TEXT    NOT NULL,
    -- As JSON; 'null': from that day on there is no rule of its own.
    pays       TEXT    NOT NULL,
    at_ms      INTEGER NOT NULL,
    set_by     TEXT    NOT NULL,
    PRIMARY KEY (event_seq, provider, covers, from_day)
) STRICT, WITHOUT ROWID;

-- Commission that was booked, by provider and month. It follows from the postings and is written with them.
CREATE TABLE commission_month (
    provider  TEXT    NOT NULL,
    month     TEXT    NOT NULL,
    paise     INTEGER NOT NULL,
    PRIMARY KEY (provider, month)
) STRICT, WITHOUT ROWID;
INSERT INTO commission_month
    SELECT attempt.provider, strftime('%Y-%m', (sale_event.at_ms + 19800000) / 1000, 'unixepoch'), SUM(-posting.amount_paise)
    FROM posting JOIN sale_event ON seq = event_seq JOIN attempt ON attempt.id = attempt_id JOIN sale ON sale.id = attempt.sale_id
    WHERE posting.account = 'commission' AND service NOT IN ('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load')
    GROUP BY 1, 2;

-- Tax that payers of commission kept back (TDS), by the year in which a financial year begins. It follows from the vouchers.
CREATE TABLE tds_year (
    payer  TEXT    NOT NULL,
    year   INTEGER NOT NULL,
    paise  INTEGER NOT NULL,
    PRIMARY KEY (payer, year)
) STRICT, WITHOUT ROWID;
