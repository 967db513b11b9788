//! The seal on the journal. Every row carries an HMAC over itself and over a digest of the row before. The key is not in
//! the file. Whoever changes, swaps or removes a row without the key breaks the chain from that row on.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, Params, Row};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::LedgerError;
use crate::sql::columns;

/// A key of the chain.
#[derive(Clone)]
pub struct ChainKey {
    /// The key's name. It is stored with every row that the key seals.
    pub id: String,
    /// The key itself; never stored in the ledger.
    pub bytes: [u8; 32],
}

impl ChainKey {
    /// Another secret that follows from this key, by what it is for. It tells nothing of the key, nor of its other secrets.
    pub(crate) fn secret_for(&self, purpose: &str) -> Result<[u8; 32], LedgerError> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.bytes)
            .map_err(|error| LedgerError::Failed(error.to_string()))?;
        mac.update(purpose.as_bytes());
        Ok(mac.finalize().into_bytes().into())
    }
}

impl std::fmt::Debug for ChainKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ChainKey({})", self.id)
    }
}

/// The fields of a row that are sealed.
pub(crate) struct Sealed<'a> {
    pub(crate) seq: i64,
    /// The sale and the attempt; `None` of a row that is about no sale, which is sealed with two zeros.
    pub(crate) about: Option<(i64, i64)>,
    pub(crate) at_ms: i64,
    pub(crate) texts: [&'a str; 4],
}

impl Sealed<'_> {
    /// Hands every field to `take`, each text with its length first. Otherwise two rows could look the same when a letter is
    /// moved from one column to the next.
    fn feed(&self, mut take: impl FnMut(&[u8])) {
        let (sale_id, attempt_id) = self.about.unwrap_or_default();
        for number in [self.seq, sale_id, attempt_id, self.at_ms] {
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

    pub(crate) fn is_sealed_by(&self, mac: &[u8], key: &ChainKey, before: &[u8]) -> Result<bool, LedgerError> {
        Ok(self.mac(key, before)?.verify_slice(mac).is_ok())
    }

    /// A digest of the whole row, to which the next row is sealed. So a row under a key that is not at hand cannot be
    /// changed unnoticed either, once a row under our key follows it.
    pub(crate) fn link(&self, key_id: &str, mac: &[u8]) -> Vec<u8> {
        let mut digest = Sha256::new();
        self.feed(|bytes| digest.update(bytes));
        digest.update(key_id.as_bytes());
        digest.update(mac);
        digest.finalize().to_vec()
    }
}

columns! {
    /// What is read of a row of the journal.
    Column {
        Seq = "seq",
        SaleId = "sale_id",
        AttemptId = "attempt_id",
        At = "at_ms",
        Kind = "kind",
        From = "from_state",
        To = "to_state",
        Detail = "detail",
        KeyId = "key_id",
        Mac = "mac",
    }
}

/// A row is about a sale and an attempt of it, or about neither. Ids begin at 1, so that none is sealed like a row about neither.
fn about(sale_id: Option<i64>, attempt_id: Option<i64>) -> Result<Option<(i64, i64)>, LedgerError> {
    match (sale_id, attempt_id) {
        (Some(sale_id), Some(attempt_id)) if sale_id != 0 => Ok(Some((sale_id, attempt_id))),
        (None, None) => Ok(None),
        (Some(_), _) | (None, Some(_)) => Err(LedgerError::Corrupt),
    }
}

/// Asks for rows of the journal, in an order.
pub(crate) fn sealed_rows(order: &str) -> String {
    format!("SELECT {} FROM sale_event {order}", Column::SELECTED)
}

/// Reads a row of [`sealed_rows`] and hands it on.
pub(crate) fn with_row<T>(
    row: &Row<'_>,
    work: impl FnOnce(Sealed<'_>, &str, &[u8]) -> Result<T, LedgerError>,
) -> Result<T, LedgerError> {
    let texts: [String; 4] =
        [Column::Kind.of(row)?, Column::From.of(row)?, Column::To.of(row)?, Column::Detail.of(row)?];
    let sealed = Sealed {
        seq: Column::Seq.of(row)?,
        about: about(Column::SaleId.of(row)?, Column::AttemptId.of(row)?)?,
        at_ms: Column::At.of(row)?,
        texts: [&texts[0], &texts[1], &texts[2], &texts[3]],
    };
    let (key_id, mac): (String, Vec<u8>) = (Column::KeyId.of(row)?, Column::Mac.of(row)?);
    work(sealed, &key_id, &mac)
}

/// A row's number, and the digest to which the next row is sealed. Before the first row: zero, and nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) seq: i64,
    pub(crate) digest: Vec<u8>,
}

fn link_in(connection: &Connection, order: &str, values: impl Params) -> Result<Option<Link>, LedgerError> {
    let mut statement = connection.prepare_cached(&sealed_rows(order))?;
    let mut rows = statement.query(values)?;
    let link =
        |row| with_row(row, |sealed, key_id, mac| Ok(Link { seq: sealed.seq, digest: sealed.link(key_id, mac) }));
    rows.next()?.map(link).transpose()
}

/// The newest row's link.
pub(crate) fn newest_link(connection: &Connection) -> Result<Link, LedgerError> {
    Ok(link_in(connection, "ORDER BY seq DESC LIMIT 1", ())?.unwrap_or_default())
}

/// Whether the row that a link was made of is there as it was. Nothing stands before the first row.
pub(crate) fn is_there(connection: &Connection, link: &Link) -> Result<bool, LedgerError> {
    if link.seq == 0 {
        return Ok(true);
    }
    Ok(link_in(connection, "WHERE seq = ?1", [link.seq])?.as_ref() == Some(link))
}
