-- A person's word ends what asking has not ended.

-- What a person last said of the attempt ('' while nobody did), and by whom, with which reference and when, as the journal has it.
ALTER TABLE attempt ADD COLUMN said TEXT NOT NULL DEFAULT '' CHECK (said IN ('', 'succeeded', 'failed', 'given_back'));
ALTER TABLE attempt ADD COLUMN said_detail TEXT NOT NULL DEFAULT '';
-- Since when it is in dispute with the company, and when a person has dealt with what contradicts itself.
ALTER TABLE attempt ADD COLUMN disputed_at_ms INTEGER;
ALTER TABLE attempt ADD COLUMN dealt_at_ms INTEGER;
-- How many of its checks no schedule asked for: a person did, or a callback.
ALTER TABLE attempt ADD COLUMN checks_beside INTEGER NOT NULL DEFAULT 0;
CREATE INDEX attempt_to_deal_with ON attempt (sale_id) WHERE attention = 'contradicted' AND dealt_at_ms IS NULL;

-- Until now one mark stood for both: what a person had declared failed, and what was closed unfinished.
UPDATE attempt SET said = 'failed' WHERE declared_failed = 1 AND EXISTS (SELECT 1 FROM sale_event
    WHERE sale_event.sale_id = attempt.sale_id AND sale_event.attempt_id = attempt.id AND kind = 'declared_failed');
