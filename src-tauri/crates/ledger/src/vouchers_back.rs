//! Puts back the vouchers that a restored ledger lacks. They would be lost for good otherwise: no company can be asked for cash that
//! was taken to the bank, and whoever paid udhaar would be asked for it again.

use std::collections::BTreeMap;
use std::path::Path;

use domain::{Account, FinancialYear, Voucher, india_day};
use rusqlite::{Connection, Row};

use crate::event::EventDetail;
use crate::reading::open_to_read;
use crate::transaction::Transaction;
use crate::voucher::{place_of_intent, place_of_mend};
use crate::{Ledger, LedgerError};

/// A voucher of a ledger that was set aside.
struct Lost {
    seq: i64,
    at_ms: i64,
    mac: Vec<u8>,
    /// The seal of the voucher that it takes back.
    mended: Option<Vec<u8>>,
    detail: EventDetail,
    voucher: Voucher,
}

impl Lost {
    /// A voucher that no person's act is behind has its seal for a name.
    fn intent(&self) -> String {
        let seal = || self.mac.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        // Earlier versions wrote acts without a name, too.
        let named = self.detail.intent.clone().filter(|intent| !intent.trim().is_empty());
        named.unwrap_or_else(|| format!("put back {}", seal()))
    }
}

/// Whether a row stands at the same place, with the same seal.
fn has_row(connection: &Connection, seq: i64, mac: &[u8]) -> Result<bool, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM sale_event WHERE seq = ?1 AND mac = ?2")?;
    Ok(statement.exists((seq, mac))?)
}

/// Goes through the rows of another ledger that are about no sale, of these kinds, and that ours lacks.
fn each_lacking(
    ours: &Connection,
    theirs: &Connection,
    condition: &str,
    mut hear: impl FnMut(&Row<'_>) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    let mut statement = theirs.prepare(&format!(
        "SELECT seq, at_ms, detail, mac, (SELECT wrong.mac FROM sale_event AS wrong
            WHERE wrong.seq = sale_event.detail ->> '$.mends')
         FROM sale_event WHERE sale_id IS NULL AND {condition} ORDER BY seq"
    ))?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        if !has_row(ours, row.get(0)?, &row.get::<_, Vec<u8>>(3)?)? {
            hear(row)?;
        }
    }
    Ok(())
}

/// Whether the other ledger went on where ours ends: only then a customer's number means the same person in both.
fn goes_on(ours: &Connection, theirs: &Connection) -> Result<bool, LedgerError> {
    let first = |connection: &Connection| -> Result<Option<Vec<u8>>, LedgerError> {
        let mut statement = connection.prepare("SELECT mac FROM sale_event ORDER BY seq LIMIT 1")?;
        Ok(statement.query_map((), |row| row.get(0))?.next().transpose()?)
    };
    let ours = first(ours)?;
    Ok(ours.is_none() || ours == first(theirs)?)
}

/// The vouchers that ours lacks, as far as they can be read. `false`: there may be more.
fn lost_vouchers(ours: &Connection, aside: &Path) -> (Vec<Lost>, bool) {
    let mut lost = Vec::new();
    let mut all_read = true;
    let found = open_to_read(aside).and_then(|theirs| {
        if !goes_on(ours, &theirs)? {
            return Ok(());
        }
        each_lacking(ours, &theirs, "kind = 'voucher'", |row| {
            let detail: Option<EventDetail> = serde_json::from_str(&row.get::<_, String>(2)?).ok();
            let voucher = detail.as_ref().and_then(|detail| detail.voucher.clone());
            match detail.zip(voucher).filter(|(_, voucher)| voucher.check().is_ok()) {
                Some((detail, voucher)) => {
                    let (seq, at_ms, mac, mended) = (row.get(0)?, row.get(1)?, row.get(3)?, row.get(4)?);
                    lost.push(Lost { seq, at_ms, mac, mended, detail, voucher });
                }
                None => all_read = false,
            }
            Ok(())
        })
    });
    (lost, all_read && found.is_ok())
}

impl Ledger {
    /// Puts back the vouchers of a ledger that was set aside, all in one transaction. Doing it again changes nothing. `false`: some
    /// could not be read. `at_ms`: now, in ms since 1970.
    pub fn put_vouchers_back(&self, aside: &Path, at_ms: i64) -> Result<bool, LedgerError> {
        self.write(|transaction| {
            let (lost, all_read) = lost_vouchers(transaction, aside);
            let mut places = BTreeMap::new();
            let mut all_back = all_read;
            for lost in &lost {
                let known = place_of_intent(transaction, &lost.intent())?;
                let place = match known {
                    Some(place) => Some(place),
                    None => self.put_voucher_back(transaction, lost, &places, at_ms)?,
                };
                all_back &= place.is_some();
                places.extend(place.map(|place| (lost.seq, place)));
            }
            Ok(all_back)
        })
    }

    /// `None`: it takes back what is not there, or what another one took back.
    fn put_voucher_back(
        &self,
        transaction: &Transaction<'_>,
        lost: &Lost,
        places: &BTreeMap<i64, i64>,
        at_ms: i64,
    ) -> Result<Option<i64>, LedgerError> {
        // What was put back stands at another place; what is older than the backup, where it stood.
        let mends = match lost.detail.mends {
            None => None,
            Some(seq) => {
                let stays = || -> Result<bool, LedgerError> {
                    Ok(lost.mended.as_ref().map(|mac| has_row(transaction, seq, mac)).transpose()? == Some(true))
                };
                let place = match places.get(&seq) {
                    Some(place) => *place,
                    None if stays()? => seq,
                    None => return Ok(None),
                };
                if place_of_mend(transaction, place)?.is_some() {
                    return Ok(None);
                }
                Some(place)
            }
        };
        let Voucher { from, to, .. } = &lost.voucher;
        for account in [from, to] {
            if let Account::Customer(id) = account {
                transaction
                    .prepare_cached("INSERT OR IGNORE INTO customer (id, name, created_at_ms) VALUES (?1, '', ?2)")?
                    .execute((id, lost.at_ms))?;
            }
        }
        let is_tax = [from, to].iter().any(|account| matches!(account, Account::Tds(_)));
        let year = || FinancialYear::of_day(&india_day(lost.at_ms));
        let detail = EventDetail {
            intent: Some(lost.intent()),
            mends,
            first_at_ms: Some(lost.detail.first_at_ms.unwrap_or(lost.at_ms)),
            tds_year: if is_tax && mends.is_none() { lost.detail.tds_year.or_else(year) } else { None },
            ..EventDetail::default()
        };
        self.append_voucher(transaction, &lost.voucher, detail, at_ms).map(Some)
    }

    /// Whether a ledger that was set aside has a rule of money, a limit, a shift or money given back that this one lacks. `true` where
    /// it cannot be read.
    pub fn lacks_rows_of(&self, aside: &Path) -> bool {
        let lacks = |ours: &Connection| -> Result<bool, LedgerError> {
            let theirs = open_to_read(aside)?;
            let mut some = false;
            // Commission and prices are compared as such: an upgrade writes them anew.
            let condition = "kind NOT IN ('voucher', 'carried', 'commission') AND COALESCE(detail ->> '$.rule.name', '') NOT LIKE 'price:%'";
            each_lacking(ours, &theirs, condition, |_| {
                some = true;
                Ok(())
            })?;
            let mut settled = theirs.prepare(
                "SELECT seq, mac FROM sale_event WHERE kind IN ('given_back', 'still_owed', 'credited', 'collected')",
            )?;
            let mut rows = settled.query(())?;
            while let Some(row) = rows.next()? {
                some |= !has_row(ours, row.get(0)?, &row.get::<_, Vec<u8>>(1)?)?;
            }
            Ok(some)
        };
        self.read(lacks).unwrap_or(true)
    }
}
