-- Shifts are rows of the journal and nothing else. This finds the newest of them, and the closes.
CREATE INDEX journal_shift ON sale_event (seq) WHERE kind IN ('shift_opened', 'shift_closed');
