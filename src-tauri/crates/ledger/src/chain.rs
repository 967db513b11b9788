//! The seal on the journal: every row carries an HMAC over itself and the seal of the row before, under a key that
//! is not in the file. Who changes, swaps or takes out a row without the key breaks the chain from there on.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, Row, Transaction};
use sha2::{Digest, Sha256};

use crate::event::EventDetail;
use crate::read::one_attempt;
use crate::{Ledger, LedgerError};

/// A key of the chain.
#[derive(Clone)]
pub struct ChainKey {
    /// Which key it is; stored with every row sealed by it.
    pub id: String,
    /// The key itself; never stored in the ledger.
    pub bytes: [u8; 32],
}

impl std::fmt::Debug for ChainKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ChainKey({})", self.id)
    }
}

/// What a walk along the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChainReport {
    /// Rows whose seal is right.
    pub sealed: u64,
    /// Rows sealed under a key that is not at hand (a session without a keychain). Rows after them still prove that
    /// their seals stand as they stood.
    pub other_key: u64,
    /// The first row whose seal is wrong.
    pub broken_at: Option<i64>,
}

/// What of a row is sealed.
pub(crate) struct Sealed<'a> {
    pub(crate) seq: i64,
    pub(crate) sale_id: i64,
    pub(crate) attempt_id: i64,
    pub(crate) at_ms: i64,
    pub(crate) texts: [&'a str; 4],
}

impl Sealed<'_> {
    /// Hands every field to `take`, each text with its length first: or two rows could look the same by moving a
    /// letter from one column to the next.
    fn feed(&self, mut take: impl FnMut(&[u8])) {
        for number in [self.seq, self.sale_id, self.attempt_id, self.at_ms] {
            take(&number.to_be_bytes());
        }
        for text in self.texts {
            take(&(text.len() as u64).to_be_bytes());
            take(text.as_bytes());
        }
    }

    fn mac(&self, key: &ChainKey, before: &[u8]) -> Result<Hmac<Sha256>, LedgerError> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key.bytes)
            .map_err(|error| LedgerError::Failed(error.to_string()))?;
        mac.update(before);
        mac.update(key.id.as_bytes());
        self.feed(|bytes| mac.update(bytes));
        Ok(mac)
    }

    pub(crate) fn seal(&self, key: &ChainKey, before: &[u8]) -> Result<Vec<u8>, LedgerError> {
        Ok(self.mac(key, before)?.finalize().into_bytes().to_vec())
    }

    /// What the next row is sealed to: the whole of this one, so that a row under a key that is not at hand cannot be
    /// changed either, once a row of ours follows it.
    fn link(&self, key_id: &str, mac: &[u8]) -> Vec<u8> {
        let mut digest = Sha256::new();
        self.feed(|bytes| digest.update(bytes));
        digest.update(key_id.as_bytes());
        digest.update(mac);
        digest.finalize().to_vec()
    }
}

const ROW: &str =
    "SELECT seq, sale_id, attempt_id, at_ms, kind, from_state, to_state, detail, key_id, mac FROM sale_event";

/// Reads a row of [`ROW`] and hands it on.
fn with_row<T>(
    row: &Row<'_>,
    work: impl FnOnce(Sealed<'_>, &str, &[u8]) -> Result<T, LedgerError>,
) -> Result<T, LedgerError> {
    let texts: [String; 4] = [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
    let sealed = Sealed {
        seq: row.get(0)?,
        sale_id: row.get(1)?,
        attempt_id: row.get(2)?,
        at_ms: row.get(3)?,
        texts: [&texts[0], &texts[1], &texts[2], &texts[3]],
    };
    let (key_id, mac): (String, Vec<u8>) = (row.get(8)?, row.get(9)?);
    work(sealed, &key_id, &mac)
}

/// The newest row's number, and what the next row is sealed to; zero and nothing before the first.
pub(crate) fn newest_link(transaction: &Transaction<'_>) -> Result<(i64, Vec<u8>), LedgerError> {
    let mut statement = transaction.prepare_cached(&format!("{ROW} ORDER BY seq DESC LIMIT 1"))?;
    let mut rows = statement.query(())?;
    match rows.next()? {
        Some(row) => with_row(row, |sealed, key_id, mac| Ok((sealed.seq, sealed.link(key_id, mac)))),
        None => Ok((0, Vec::new())),
    }
}

/// Whether the sale is still what the row that began it says.
fn facts_stand(connection: &Connection, row: &Sealed<'_>) -> Result<bool, LedgerError> {
    let [_, _, _, detail] = row.texts;
    let detail: EventDetail = serde_json::from_str(detail).map_err(|_| LedgerError::Corrupt)?;
    match detail.facts {
        Some(facts) => Ok(one_attempt(connection, row.attempt_id)?.facts() == facts),
        None => Ok(true),
    }
}

impl Ledger {
    /// Walks the whole chain.
    pub fn verify_chain(&self) -> Result<ChainReport, LedgerError> {
        self.read(|connection| walk(connection, &self.key()))
    }
}

/// Walks the whole chain of a file.
pub(crate) fn walk(connection: &Connection, key: &ChainKey) -> Result<ChainReport, LedgerError> {
    let mut statement = connection.prepare(&format!("{ROW} ORDER BY seq"))?;
    let mut rows = statement.query(())?;
    let mut report = ChainReport::default();
    let mut before: Vec<u8> = Vec::new();
    while let Some(row) = rows.next()? {
        before = with_row(row, |sealed, key_id, mac| {
            if key_id != key.id {
                report.other_key += 1;
            } else if sealed.mac(key, &before)?.verify_slice(mac).is_ok() && facts_stand(connection, &sealed)? {
                report.sealed += 1;
            } else {
                report.broken_at = Some(sealed.seq);
            }
            Ok(sealed.link(key_id, mac))
        })?;
        if report.broken_at.is_some() {
            break;
        }
    }
    Ok(report)
}
