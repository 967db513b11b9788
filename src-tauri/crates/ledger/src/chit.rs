//! What was promised to be sold as soon as the line is back, table `chit`. The sale of a chit is begun in the transaction that ends the chit.

use domain::{DAY_MS, Paise, Payment, Service};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::sql::columns;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// So long after its day a chit is kept, in ms. Its customer's number is kept no longer.
const KEPT_MS: i64 = 31 * DAY_MS;

/// Whether a chit waits. It is the condition of the index over those that do, word for word.
const WAITS: &str = "state IN ('open', 'unsure')";

/// How a chit stands. Whether its day is over is told by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChitState {
    /// It can be sold.
    Open,
    /// It was open in the backup that took the place of the books, and may have been sold since: a person has to say.
    Unsure,
    /// A sale was begun for it.
    Sold,
    /// Nobody wants it any more.
    ThrownAway,
}

impl ChitState {
    const ALL: [(ChitState, &'static str); 4] = [
        (ChitState::Open, "open"),
        (ChitState::Unsure, "unsure"),
        (ChitState::Sold, "sold"),
        (ChitState::ThrownAway, "thrown_away"),
    ];

    fn parse(word: &str) -> Option<ChitState> {
        ChitState::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

/// A chit about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChit {
    /// The deliberate act behind it, unique for ever.
    pub intent: String,
    /// The business day.
    pub day: String,
    /// When that day ends, in ms since 1970. From then on the chit cannot be sold.
    pub expires_at_ms: i64,
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: String,
    /// The circle's id; empty where there is none.
    pub circle: String,
    /// The number.
    pub number: String,
    /// The amount.
    pub amount: Paise,
    /// What else the operator needs, as JSON; [`crate::NO_FIELDS`] where it is nothing.
    pub fields: String,
    /// The customer's mobile number.
    pub phone: String,
    /// How money was taken with it, cash or UPI; `None`: none was.
    pub taken: Option<Payment>,
}

/// A chit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChitRow {
    /// Its id: no chit has it a second time.
    pub chit_id: i64,
    /// Its number on its day.
    pub day_number: i64,
    /// When it was written, in ms since 1970.
    pub made_at_ms: i64,
    /// What is promised.
    pub chit: NewChit,
    /// How it stands.
    pub state: ChitState,
    /// The sale that it began.
    pub sale_id: Option<i64>,
}

impl ChitRow {
    /// Whether its day is over at a moment (ms since 1970).
    pub fn is_over(&self, at_ms: i64) -> bool {
        at_ms >= self.chit.expires_at_ms
    }
}

columns! {
    /// What is read of a chit.
    Column {
        Id = "id",
        Day = "day",
        DayNumber = "day_number",
        Intent = "intent",
        MadeAt = "made_at_ms",
        ExpiresAt = "expires_at_ms",
        Service = "service",
        Operator = "operator",
        Circle = "circle",
        Number = "number",
        Amount = "amount_paise",
        Fields = "fields",
        Phone = "phone",
        Taken = "taken",
        State = "state",
        SaleId = "sale_id",
    }
}

fn chit_of(row: &Row<'_>) -> Result<ChitRow, LedgerError> {
    let (service, taken, state): (String, String, String) =
        (Column::Service.of(row)?, Column::Taken.of(row)?, Column::State.of(row)?);
    Ok(ChitRow {
        chit_id: Column::Id.of(row)?,
        day_number: Column::DayNumber.of(row)?,
        made_at_ms: Column::MadeAt.of(row)?,
        chit: NewChit {
            intent: Column::Intent.of(row)?,
            day: Column::Day.of(row)?,
            expires_at_ms: Column::ExpiresAt.of(row)?,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            operator: Column::Operator.of(row)?,
            circle: Column::Circle.of(row)?,
            number: Column::Number.of(row)?,
            amount: Paise::new(Column::Amount.of(row)?),
            fields: Column::Fields.of(row)?,
            phone: Column::Phone.of(row)?,
            taken: Payment::parse(&taken),
        },
        state: ChitState::parse(&state).ok_or(LedgerError::Corrupt)?,
        sale_id: Column::SaleId.of(row)?,
    })
}

fn one_chit(connection: &Connection, chit_id: i64) -> Result<Option<ChitRow>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!("SELECT {columns} FROM chit WHERE id = ?1"))?;
    let mut rows = statement.query([chit_id])?;
    rows.next()?.map(chit_of).transpose()
}

/// The chit, where it can begin a sale to this number at a moment (ms since 1970).
pub(crate) fn sellable_chit(
    connection: &Connection,
    chit_id: i64,
    number: &str,
    at_ms: i64,
) -> Result<ChitRow, LedgerError> {
    let known = one_chit(connection, chit_id)?.ok_or(LedgerError::ChitGone)?;
    match known.state {
        ChitState::Sold => Err(LedgerError::ChitSold),
        ChitState::Open if !known.is_over(at_ms) && known.chit.number == number => Ok(known),
        ChitState::Open | ChitState::Unsure | ChitState::ThrownAway => Err(LedgerError::ChitGone),
    }
}

/// Ends a chit with the sale that it began. Whoever comes second is refused, and so is their sale.
pub(crate) fn sell_chit(transaction: &Transaction<'_>, chit_id: i64, sale_id: i64) -> Result<(), LedgerError> {
    let sold = transaction
        .prepare_cached("UPDATE chit SET state = 'sold', sale_id = ?2 WHERE id = ?1 AND state = 'open'")?
        .execute((chit_id, sale_id))?;
    if sold == 1 { Ok(()) } else { Err(LedgerError::ChitSold) }
}

/// Puts every open chit of a copy of the books in doubt: it may have been sold after the copy was made, and no row of the copy would tell.
pub(crate) fn doubt_chits(connection: &Connection) -> Result<(), LedgerError> {
    connection.execute("UPDATE chit SET state = 'unsure' WHERE state = 'open'", ())?;
    Ok(())
}

impl Ledger {
    /// Writes a chit, and throws those away whose day is long over. The same act again gives the chit that it has written.
    pub fn write_chit(&self, new: &NewChit, at_ms: i64) -> Result<ChitRow, LedgerError> {
        self.write(|transaction| {
            let known = transaction
                .prepare_cached("SELECT id FROM chit WHERE intent = ?1")?
                .query_row([&new.intent], |row| row.get(0))
                .optional()?;
            let chit_id: i64 = match known {
                Some(known) => known,
                None => insert_chit(transaction, new, at_ms)?,
            };
            one_chit(transaction, chit_id)?.ok_or(LedgerError::Corrupt)
        })
    }

    /// One chit; `None`: there is none, or not any more.
    pub fn chit(&self, chit_id: i64) -> Result<Option<ChitRow>, LedgerError> {
        self.look_up(|connection| one_chit(connection, chit_id))
    }

    /// The first chit written since a moment (ms since 1970) for a number and an amount, where a sale was begun for it.
    pub fn sold_chit(&self, number: &str, amount: Paise, since_ms: i64) -> Result<Option<ChitRow>, LedgerError> {
        self.look_up(|connection| {
            let columns = Column::SELECTED;
            // No id is smaller than the moment at which its chit was written.
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {columns} FROM chit WHERE id >= ?1 AND made_at_ms >= ?1 AND number = ?2 AND amount_paise = ?3
                 AND state = 'sold' ORDER BY id LIMIT 1"
            ))?;
            let mut rows = statement.query((since_ms, number, amount.get()))?;
            rows.next()?.map(chit_of).transpose()
        })
    }

    /// The chits that nobody has sold or thrown away and whose day ends after a moment (ms since 1970), oldest first. One with which money was
    /// taken is among them however old it is, because its customer has to have the money back.
    pub fn waiting_chits(&self, after_ms: i64) -> Result<Vec<ChitRow>, LedgerError> {
        self.look_up(|connection| {
            let columns = Column::SELECTED;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {columns} FROM chit WHERE {WAITS} AND expires_at_ms <= ?1 AND taken <> ''
                 UNION ALL SELECT {columns} FROM chit WHERE {WAITS} AND expires_at_ms > ?1
                 ORDER BY expires_at_ms, day_number"
            ))?;
            let mut rows = statement.query([after_ms])?;
            let mut chits = Vec::new();
            while let Some(row) = rows.next()? {
                chits.push(chit_of(row)?);
            }
            Ok(chits)
        })
    }

    /// Throws a chit away that was not sold. `ChitSold`: somebody was quicker.
    pub fn throw_chit_away(&self, chit_id: i64) -> Result<(), LedgerError> {
        self.end_doubt(chit_id, "UPDATE chit SET state = 'thrown_away' WHERE id = ?1 AND state IN ('open', 'unsure')")
    }

    /// Takes a chit of a backup as open, because a person says that it was not sold.
    pub fn keep_chit(&self, chit_id: i64) -> Result<(), LedgerError> {
        self.end_doubt(chit_id, "UPDATE chit SET state = 'open' WHERE id = ?1 AND state IN ('open', 'unsure')")
    }

    fn end_doubt(&self, chit_id: i64, change: &str) -> Result<(), LedgerError> {
        self.write(|transaction| {
            if transaction.prepare_cached(change)?.execute([chit_id])? == 1 {
                return Ok(());
            }
            let is_sold = one_chit(transaction, chit_id)?.is_some_and(|known| known.state == ChitState::Sold);
            Err(if is_sold { LedgerError::ChitSold } else { LedgerError::ChitGone })
        })
    }
}

fn insert_chit(transaction: &Transaction<'_>, new: &NewChit, at_ms: i64) -> Result<i64, LedgerError> {
    let ended = format!("DELETE FROM chit WHERE expires_at_ms < ?1 AND NOT (taken <> '' AND {WAITS})");
    transaction.prepare_cached(&ended)?.execute([at_ms - KEPT_MS])?;
    // No id is given twice, so that a window or a slip that knows an old chit never means another one.
    transaction
        .prepare_cached(
            "INSERT INTO chit (id, day, day_number, intent, made_at_ms, expires_at_ms, service, operator, circle, number,
                amount_paise, fields, phone, taken, state)
             VALUES (
                max(?4, COALESCE((SELECT MAX(id) FROM chit), 0) + 1), ?1,
                COALESCE((SELECT MAX(day_number) FROM chit WHERE day = ?1), 0) + 1, ?2, ?4, ?3, ?5, ?6, ?7, ?8, ?9, ?10,
                ?11, ?12, 'open')",
        )?
        .execute((
            &new.day,
            &new.intent,
            new.expires_at_ms,
            at_ms,
            new.service.as_str(),
            &new.operator,
            &new.circle,
            &new.number,
            new.amount.get(),
            &new.fields,
            &new.phone,
            new.taken.map_or("", Payment::as_str),
        ))?;
    Ok(transaction.last_insert_rowid())
}
