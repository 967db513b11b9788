-- What is searched is found by an index, however long the books are.

-- The numbers that the shop ever sold to, each with its services. They grow with the customers and not with the sales, so a part of a
-- number is looked for among them. They follow from the sales, and no sale is ever taken away.
CREATE TABLE sold_number (
    number   TEXT NOT NULL,
    service  TEXT NOT NULL,
    PRIMARY KEY (number, service)
) STRICT, WITHOUT ROWID;
INSERT INTO sold_number SELECT DISTINCT number, service FROM sale ORDER BY number, service;
-- By its last three digits; a longer end is among them.
CREATE INDEX sold_number_end ON sold_number (substr(number, -3));
CREATE TRIGGER sale_has_number AFTER INSERT ON sale
BEGIN INSERT INTO sold_number (number, service) VALUES (NEW.number, NEW.service) ON CONFLICT DO NOTHING; END;

-- The conditions are true of every sale. They keep these two for statements that name them: thousands of sales have the same operator or the
-- same amount, and a twin must be looked for by its number.
CREATE INDEX sale_by_operator ON sale (operator) WHERE operator <> '';
CREATE INDEX sale_by_amount ON sale (amount_paise) WHERE amount_paise >= 0;
CREATE INDEX sale_by_sum ON sale (amount_paise + charge_paise) WHERE charge_paise <> 0;

-- References by their last four signs; a longer end, and a whole one, is among them. An attempt stands in these from the moment on when it is
-- not asked about any more, which is days after its sale: so no sale pays for them. Those that are asked about have an index of their own.
CREATE INDEX attempt_order_end ON attempt (substr(order_id, -4)) WHERE next_check_at_ms IS NULL;
CREATE INDEX attempt_provider_end ON attempt (substr(upper(provider_ref), -4)) WHERE next_check_at_ms IS NULL AND provider_ref <> '';
CREATE INDEX attempt_operator_end ON attempt (substr(upper(operator_ref), -4)) WHERE next_check_at_ms IS NULL AND operator_ref <> '';
CREATE INDEX attempt_said_end ON attempt (substr(upper(said_detail ->> 'reference'), -4)) WHERE next_check_at_ms IS NULL AND said_detail <> '';
