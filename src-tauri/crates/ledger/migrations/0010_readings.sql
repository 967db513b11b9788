-- The newest row of the journal when a wallet was asked for: what moved it since then is told by rows and not by clocks.
ALTER TABLE wallet_reading ADD COLUMN after_row INTEGER NOT NULL DEFAULT 0;
-- Only the newest reading of a wallet is held against the books. What an earlier version read is placed by its time.
UPDATE wallet_reading SET after_row = COALESCE((SELECT seq FROM sale_event WHERE sale_event.at_ms <= wallet_reading.at_ms ORDER BY seq DESC LIMIT 1), 0)
    WHERE id IN (SELECT MAX(id) FROM wallet_reading GROUP BY provider);
