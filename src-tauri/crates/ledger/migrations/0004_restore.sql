-- Sales that are put back after a loss of the books.

-- Two sales of the same thing, the one settled before the other began, may both have to be put back as unknown. The first of
-- them is the one that the guard knows (0); each further one is a twin of itself only, and is looked for where a sale begins.
ALTER TABLE sale ADD COLUMN twin INTEGER NOT NULL DEFAULT 0;
DROP INDEX sale_open_twin;
CREATE UNIQUE INDEX sale_open_twin ON sale (number, operator, amount_paise,
        (CASE WHEN service IN ('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load') THEN id ELSE twin END))
    WHERE state IN ('intended', 'submitted', 'pending', 'unknown');
