-- A sale may be tried at several providers, one after the other, and may need more than number and amount.

-- What the operator needs beside them, as JSON: {"std_code":"0562"}.
ALTER TABLE sale ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';

-- What the provider itself told of the commission; NULL while it told nothing. Evidence beside earned_paise, which is
-- what the rate table said and what was posted.
ALTER TABLE attempt ADD COLUMN told_earned_paise INTEGER;

-- Each provider is watched at its own pace.
DROP INDEX attempt_due;
CREATE INDEX attempt_due ON attempt (provider, next_check_at_ms) WHERE next_check_at_ms IS NOT NULL;
