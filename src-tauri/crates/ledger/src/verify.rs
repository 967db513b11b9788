//! Checks the books of a file from beginning to end.

use std::collections::BTreeMap;
use std::path::Path;

use domain::{Mode, business_day, day_start_of};
use rusqlite::Connection;

use crate::chain::{Link, Sealed, sealed_rows, with_row};
use crate::event::EventDetail;
use crate::given::judged;
use crate::open::MIGRATIONS;
use crate::posting::DAY_START;
use crate::reading::open_to_read;
use crate::row::one_attempt;
use crate::sql::desk_services;
use crate::{ChainKey, Ledger, LedgerError};

/// What a walk along the chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChainReport {
    /// Rows whose seal is right.
    pub sealed: u64,
    /// Rows sealed under a key that is not at hand (a session without a keychain). The rows after them still prove that
    /// these rows were not changed.
    pub other_key: u64,
    /// The first row whose seal is wrong.
    pub broken_at: Option<i64>,
}

/// Checks a file's version and its kind of money. Refuses a file that this program cannot have written.
pub(crate) fn check_mode(connection: &Connection, mode: Mode) -> Result<(), LedgerError> {
    let version: i64 = connection.query_row("PRAGMA user_version", (), |row| row.get(0))?;
    match usize::try_from(version) {
        Ok(0) | Err(_) => return Err(LedgerError::Corrupt),
        Ok(version) if version > MIGRATIONS.len() => return Err(LedgerError::Newer),
        Ok(_) => {}
    }
    let known: String = connection.query_row("SELECT kind FROM ledger WHERE id = 1", (), |row| row.get(0))?;
    if known == mode.as_str() { Ok(()) } else { Err(LedgerError::OtherKind) }
}

/// Finds an attempt whose state is not the one in the newest row of its journal. The rows are sealed, the states are not.
const NOT_AS_TOLD: &str = "SELECT 1 FROM attempt WHERE state IS NOT (SELECT to_state FROM sale_event
    WHERE sale_event.sale_id = attempt.sale_id AND sale_event.attempt_id = attempt.id ORDER BY seq DESC LIMIT 1)";
/// A sale whose entries do not fit its state. One that is not done has moved nothing but its customer's money; one that is done has
/// brought amount and charge. What is owed to the customer is what the postings say.
const NOT_AS_BOOKED: &str = concat!(
    "SELECT 1 FROM sale
    LEFT JOIN (SELECT sale_id, account, SUM(posting.amount_paise) AS paise,
            account IN ('cash', 'upi', 'owed', 'lost') OR account LIKE 'customer:%' AS is_customers FROM posting
        JOIN sale_event ON seq = event_seq WHERE sale_id IS NOT NULL GROUP BY sale_id, account) AS booked
        ON booked.sale_id = sale.id
    GROUP BY sale.id HAVING TOTAL(CASE account WHEN 'owed' THEN paise END) <> -sale.owed_paise OR CASE
        WHEN sale.state <> 'succeeded' THEN TOTAL(paise <> 0 AND NOT is_customers) > 0
        WHEN service IN ",
    desk_services!(),
    " THEN 0
        ELSE TOTAL(CASE WHEN is_customers THEN paise END) <> sale.amount_paise + sale.charge_paise END"
);
/// A complaint that is not the one that the journal tells of, and one that the journal tells of and that is in no table. The rows are
/// sealed, the complaints are not.
const NOT_AS_COMPLAINED: &str = "SELECT 1 FROM complaint LEFT JOIN sale_event AS opening ON opening.seq = complaint.id
    WHERE opening.kind IS NOT 'disputed' OR opening.attempt_id IS NOT complaint.attempt_id OR opening.sale_id IS NOT complaint.sale_id
    OR outcome IS NOT (SELECT detail ->> '$.complaint.outcome' FROM sale_event WHERE sale_event.sale_id = complaint.sale_id
        AND sale_event.attempt_id = complaint.attempt_id AND kind = 'complaint_closed' AND seq > complaint.id ORDER BY seq LIMIT 1)
    UNION ALL SELECT 1 FROM sale_event WHERE kind = 'disputed'
        AND NOT EXISTS (SELECT 1 FROM complaint WHERE complaint.sale_id = sale_event.sale_id
            AND complaint.attempt_id = sale_event.attempt_id AND complaint.id <= seq)";
/// A customer whose limit is not the one that the journal told last. The rows are sealed, the limits are not.
const NOT_AS_LIMITED: &str = "SELECT 1 FROM customer LEFT JOIN (
        SELECT json_extract(detail, '$.limit.customer') AS id, json_extract(detail, '$.limit.limit') AS paise, MAX(seq) FROM sale_event
        WHERE sale_id IS NULL AND kind = 'limit' GROUP BY 1) AS told USING (id)
    WHERE limit_paise IS NOT told.paise";
/// An account whose kept sum is not that of its entries.
const NOT_AS_KEPT: &str =
    "SELECT 1 FROM (SELECT account, SUM(amount_paise) AS paise FROM posting GROUP BY account) AS posted
    FULL JOIN balance USING (account) WHERE posted.paise IS NOT balance.paise";
/// A provider's month whose kept sum is not that of the commission in it.
const NOT_AS_EARNED: &str = concat!(
    "SELECT 1 FROM (SELECT attempt.provider, strftime('%Y-%m', (sale_event.at_ms + 19800000) / 1000, 'unixepoch') AS month,
            SUM(-posting.amount_paise) AS paise
        FROM posting JOIN sale_event ON seq = event_seq JOIN attempt ON attempt.id = attempt_id JOIN sale ON sale.id = attempt.sale_id
        WHERE posting.account = 'commission' AND service NOT IN ",
    desk_services!(),
    " GROUP BY 1, 2) AS posted
    FULL JOIN commission_month USING (provider, month) WHERE posted.paise IS NOT commission_month.paise"
);

/// A sale whose number would not be found.
const NOT_AMONG_NUMBERS: &str = "SELECT 1 FROM sale WHERE NOT EXISTS (SELECT 1 FROM sold_number
    WHERE sold_number.number = sale.number AND sold_number.service = sale.service)";

const NOT_ZERO: &str = "SELECT 1 FROM posting GROUP BY event_seq HAVING SUM(amount_paise) <> 0";

const NOT_AS_ATTEMPTED: &str = "SELECT 1 FROM sale WHERE state IS NOT
    (SELECT state FROM attempt WHERE attempt.sale_id = sale.id ORDER BY attempt.id DESC LIMIT 1)";

/// What whole books have nothing of, each with the name by which it is told.
pub(crate) const NOT_IN_BOOKS: [(&str, &str); 9] = [
    ("entries", NOT_ZERO),
    ("states", NOT_AS_ATTEMPTED),
    ("journal", NOT_AS_TOLD),
    ("money", NOT_AS_BOOKED),
    ("balances", NOT_AS_KEPT),
    ("commission", NOT_AS_EARNED),
    ("limits", NOT_AS_LIMITED),
    ("complaints", NOT_AS_COMPLAINED),
    ("numbers", NOT_AMONG_NUMBERS),
];

/// Checks what can be checked of a file of any version: the file, references, postings, and the chain as far as its key is at hand.
/// Tells the row it is at.
pub(crate) fn verify_sealed(connection: &Connection, key: &ChainKey, tell: &dyn Fn(i64)) -> Result<(), LedgerError> {
    let is_whole = is_sound(connection)? && !finds(connection, NOT_ZERO)?;
    let is_sealed = |row: &Sealed<'_>| {
        if row.seq % 10_000 == 0 {
            tell(row.seq);
        }
        Ok(true)
    };
    let all = (Link::default(), i64::MAX);
    let report = if is_whole { Some(walk_rows(connection, key, all, is_sealed)?.0) } else { None };
    if report.is_some_and(|report| report.broken_at.is_none()) { Ok(()) } else { Err(LedgerError::Corrupt) }
}

/// Whether SQLite finds the file sound, with every reference in it.
fn is_sound(connection: &Connection) -> Result<bool, LedgerError> {
    Ok(judged(connection, "integrity_check(1)")? && !finds(connection, "SELECT 1 FROM pragma_foreign_key_check")?)
}

/// Checks everything: the file, references, postings and states, and the chain as far as its key is at hand. The file must
/// have the schema of this version.
pub(crate) fn verify(connection: &Connection, key: &ChainKey) -> Result<(), LedgerError> {
    let whole = is_sound(connection)?
        && NOT_IN_BOOKS
            .iter()
            .try_fold(true, |is_so, (_, query)| Ok::<_, LedgerError>(is_so && !finds(connection, query)?))?
        && are_days_kept(connection)?
        && walk(connection, key)?.broken_at.is_none();
    if whole { Ok(()) } else { Err(LedgerError::Corrupt) }
}

pub(crate) fn finds(connection: &Connection, query: &str) -> Result<bool, LedgerError> {
    Ok(connection.prepare(query)?.exists(())?)
}

/// What moved in an account on a day: debits, credits, and the first and the last row.
type Moved = (i64, i64, i64, i64);

/// Whether what is kept of each account and day is what was posted in it on that day.
pub(crate) fn are_days_kept(connection: &Connection) -> Result<bool, LedgerError> {
    let mut starts = connection.prepare(
        "SELECT seq, detail ->> '$.rule.value' FROM sale_event
         WHERE sale_id IS NULL AND kind = 'rule' AND detail ->> '$.rule.name' = ?1 ORDER BY seq",
    )?;
    let starts = starts.query_map([DAY_START], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let starts: Vec<(i64, Option<String>)> = starts.collect::<Result<_, _>>()?;
    let mut starts = starts.into_iter().peekable();
    let mut posted = connection.prepare(
        "SELECT event_seq, account, amount_paise, at_ms FROM posting CROSS JOIN sale_event ON seq = event_seq ORDER BY event_seq",
    )?;
    let mut rows = posted.query(())?;
    let (mut start_min, mut newest, mut day) = (day_start_of(None), 0, String::new());
    let mut moved: BTreeMap<(String, String), Moved> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (seq, account, paise): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        while let Some((_, value)) = starts.next_if(|(rule, _)| *rule < seq) {
            start_min = day_start_of(value.as_deref());
        }
        if seq != newest {
            (newest, day) = (seq, business_day(row.get(3)?, start_min));
        }
        let (into, out, _, last) = moved.entry((account, day.clone())).or_insert((0, 0, seq, seq));
        (*into, *out, *last) = (into.saturating_add(paise.max(0)), out.saturating_sub(paise.min(0)), seq);
    }
    let mut kept = connection.prepare("SELECT account, day, in_paise, out_paise, first_seq, last_seq FROM movement")?;
    let kept = kept
        .query_map((), |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))))?;
    Ok(moved == kept.collect::<Result<_, _>>()?)
}

/// Walks the whole chain of a ledger's file that nobody has open.
pub fn check_seals(path: &Path, key: &ChainKey) -> Result<ChainReport, LedgerError> {
    walk(&open_to_read(path)?, key)
}

impl Ledger {
    /// Walks the whole chain.
    pub fn verify_chain(&self) -> Result<ChainReport, LedgerError> {
        self.survey(|connection| walk(connection, &self.key()))
    }

    /// Verifies the ledger itself from beginning to end, over a connection of its own.
    pub fn verify(&self) -> Result<(), LedgerError> {
        self.read(|_| Ok(()))?;
        verify(&open_to_read(self.path())?, &self.key())
    }
}

/// Whether the sale still has the facts of the row that began it.
fn facts_stand(connection: &Connection, row: &Sealed<'_>) -> Result<bool, LedgerError> {
    let [_, _, _, detail] = row.texts;
    let detail: EventDetail = serde_json::from_str(detail).map_err(|_| LedgerError::Corrupt)?;
    match (detail.facts, row.about) {
        (Some(facts), Some((_, attempt_id))) => Ok(one_attempt(connection, attempt_id)?.facts() == facts),
        (Some(_), None) => Ok(false),
        (None, _) => Ok(true),
    }
}

/// Walks the whole chain of a file.
pub(crate) fn walk(connection: &Connection, key: &ChainKey) -> Result<ChainReport, LedgerError> {
    walk_to(connection, key, i64::MAX)
}

/// Walks the chain up to a row.
pub(crate) fn walk_to(connection: &Connection, key: &ChainKey, last: i64) -> Result<ChainReport, LedgerError> {
    Ok(walk_between(connection, key, (Link::default(), last))?.0)
}

/// Walks the chain behind a row up to another. Gives the link of the last row, from which a later walk goes on.
pub(crate) fn walk_between(
    connection: &Connection,
    key: &ChainKey,
    stretch: (Link, i64),
) -> Result<(ChainReport, Link), LedgerError> {
    walk_rows(connection, key, stretch, |row| facts_stand(connection, row))
}

/// The same, with what else must be true of a row.
fn walk_rows(
    connection: &Connection,
    key: &ChainKey,
    (mut before, last): (Link, i64),
    stands: impl Fn(&Sealed<'_>) -> Result<bool, LedgerError>,
) -> Result<(ChainReport, Link), LedgerError> {
    let mut statement = connection.prepare(&sealed_rows("WHERE seq > ?1 AND seq <= ?2 ORDER BY seq"))?;
    let mut rows = statement.query([before.seq, last])?;
    let mut report = ChainReport::default();
    while let Some(row) = rows.next()? {
        before = with_row(row, |sealed, key_id, mac| {
            if key_id != key.id {
                report.other_key += 1;
            } else if sealed.is_sealed_by(mac, key, &before.digest)? && stands(&sealed)? {
                report.sealed += 1;
            } else {
                report.broken_at = Some(sealed.seq);
            }
            Ok(Link { seq: sealed.seq, digest: sealed.link(key_id, mac) })
        })?;
        if report.broken_at.is_some() {
            break;
        }
    }
    Ok((report, before))
}
