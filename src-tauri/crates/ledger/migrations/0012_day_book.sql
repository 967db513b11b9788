-- The day on which a sale was taken back shows it, too, although the sale stands under another day.
CREATE INDEX journal_taken_back ON sale_event (at_ms) WHERE to_state = 'reversed' AND from_state <> 'reversed';
