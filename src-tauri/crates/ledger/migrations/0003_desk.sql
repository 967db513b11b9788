-- The services desk: orders with an agent's company, which may be free of charge, which several customers may have open with
-- one mobile number, and which may cost or bring another amount than was thought.

-- SQLite has no statement that changes a CHECK; this is the way its documentation gives for loosening one.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (amount_paise > 0)',
        'CHECK (amount_paise > 0 OR (amount_paise = 0 AND service IN (''pan_card'', ''bank_account'', ''aadhaar_check'')))')
    WHERE type = 'table' AND name = 'sale';
PRAGMA writable_schema = RESET;

-- A load of the wallet: what was really paid, and the link that was paid by. Neither is of any other order.
ALTER TABLE attempt ADD COLUMN paid_paise INTEGER;
ALTER TABLE attempt ADD COLUMN link TEXT NOT NULL DEFAULT '';

-- The double-click guard is for what is sold from the catalogues. At the desk a mother and her son may apply with one mobile
-- number on the same day; there the shopkeeper is asked, and every order is a twin of itself only. One index for both: each
-- further one is two more pages for every sale.
DROP INDEX sale_open_twin;
CREATE UNIQUE INDEX sale_open_twin ON sale (number, operator, amount_paise,
        (CASE WHEN service IN ('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load') THEN id ELSE 0 END))
    WHERE state IN ('intended', 'submitted', 'pending', 'unknown');
CREATE INDEX sale_at_desk ON sale (id) WHERE service IN ('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load');

-- What the desk's products cost the shop, and what the shop asks for them; NULL while it has not said.
CREATE TABLE price (
    product       TEXT    NOT NULL PRIMARY KEY,
    fee_paise     INTEGER NOT NULL CHECK (fee_paise >= 0),
    charge_paise  INTEGER CHECK (charge_paise >= 0)
) STRICT, WITHOUT ROWID;
