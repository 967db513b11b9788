-- An enquiry that is due was found among all that were due, by reading each of them. Now the index has the order in which they are asked
-- about: those first that were asked about a few times only.
DROP INDEX attempt_due;
CREATE INDEX attempt_due ON attempt (provider, checks > 4, next_check_at_ms) WHERE next_check_at_ms IS NOT NULL;
