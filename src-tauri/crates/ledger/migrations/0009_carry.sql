-- Rows of the journal that earlier versions wrote do not say what they decided. When such a ledger is opened for the first time,
-- rows of the kind 'carried' say it of every sale, attempt and posting.

-- 0 from the upgrade until the last of these rows is written. Nothing else is written before that.
ALTER TABLE ledger ADD COLUMN is_carried INTEGER NOT NULL DEFAULT 1 CHECK (is_carried IN (0, 1));
UPDATE ledger SET is_carried = 0 WHERE EXISTS (SELECT 1 FROM attempt);
