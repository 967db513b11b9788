//! Customers whom the shop knows, `customer` and `customer_number`, and how much each of them may owe.

use domain::flaw::{self, Flaw};
use domain::{Account, Language, Paise, Payment};
use rusqlite::{Connection, ErrorCode, Params};

use crate::due_again::forget_dismissed;
use crate::entry::LimitChange;
use crate::event::EventDetail;
use crate::journal::NewEvent;
use crate::sql::{AMONG_OPEN, columns};
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// A row of the journal that tells a customer's limit, as the database has it.
pub(crate) const LIMIT: &str = "limit";

/// What the shop notes down of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerFacts {
    /// The name; empty where the shop knows a number alone.
    pub name: String,
    /// A note in the shopkeeper's own words.
    pub note: String,
    /// The language of slips and reminders; `None`: the shop's own.
    pub language: Option<Language>,
    /// The numbers, as sales have them.
    pub numbers: Vec<String>,
    /// How much may be owed; `None`: nothing is sold on credit.
    pub limit: Option<Paise>,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// The id, which stands in the books for ever.
    pub id: i64,
    /// What is noted down; nothing of one who was forgotten.
    pub facts: CustomerFacts,
    /// Name, note and numbers were taken away on request.
    pub is_forgotten: bool,
    /// What the customer owes; below nothing: what the shop owes.
    pub balance: Paise,
    /// Since when the shop knows the customer, in ms since 1970.
    pub since_ms: i64,
}

/// Whom a number belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The customer's id.
    pub id: i64,
    /// The name; it may be empty.
    pub name: String,
}

/// How much a customer has used of the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// How much may be owed; `None`: nothing is sold on credit.
    pub limit: Option<Paise>,
    /// What is owed, and what sales that are not settled may bring to it.
    pub used: Paise,
}

columns! {
    /// What is read of a customer.
    Column {
        Id = "customer.id",
        Name = "name",
        Note = "note",
        Language = "language",
        Limit = "limit_paise",
        Forgotten = "forgotten",
        Balance = "coalesce(balance.paise, 0)",
        Since = "created_at_ms",
        Numbers = "coalesce((SELECT group_concat(number, ' ' ORDER BY number) FROM customer_number WHERE customer_id = customer.id), '')",
    }
}

fn customers(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<CustomerRow>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} FROM customer LEFT JOIN balance ON account = 'customer:' || customer.id WHERE {rest} ORDER BY customer.id"
    ))?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (language, numbers): (String, String) = (Column::Language.of(row)?, Column::Numbers.of(row)?);
        let limit: Option<i64> = Column::Limit.of(row)?;
        found.push(CustomerRow {
            id: Column::Id.of(row)?,
            facts: CustomerFacts {
                name: Column::Name.of(row)?,
                note: Column::Note.of(row)?,
                language: Language::of_code(&language),
                numbers: numbers.split_whitespace().map(str::to_owned).collect(),
                limit: limit.map(Paise::new),
            },
            is_forgotten: Column::Forgotten.of(row)?,
            balance: Paise::new(Column::Balance.of(row)?),
            since_ms: Column::Since.of(row)?,
        });
    }
    Ok(found)
}

/// A customer, or that there is no such.
pub(crate) fn one_customer(connection: &Connection, id: i64) -> Result<CustomerRow, LedgerError> {
    customers(connection, "customer.id = ?1", [id])?.pop().ok_or(LedgerError::NoSuchCustomer)
}

/// What sales on credit that are not settled may bring to a customer's account.
fn waiting(connection: &Connection, id: i64) -> Result<Paise, LedgerError> {
    // The plus keeps SQLite from walking all sales of the customer.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT coalesce(SUM(amount_paise + charge_paise), 0) FROM sale
         WHERE +customer_id = ?1 AND payment = 'udhaar' AND {AMONG_OPEN}"
    ))?;
    Ok(Paise::new(statement.query_row([id], |row| row.get(0))?))
}

fn room_of(connection: &Connection, id: i64) -> Result<Room, LedgerError> {
    let known = one_customer(connection, id)?;
    let used = known.balance.checked_add(waiting(connection, id)?).ok_or(LedgerError::OutOfRange)?;
    Ok(Room { limit: known.facts.limit, used })
}

/// Refuses a sale on credit that goes beyond its customer's limit. It is called inside the transaction that begins the sale, so
/// that two of them at the limit never both pass.
pub(crate) fn check_limit(
    connection: &Connection,
    payment: Payment,
    customer: Option<i64>,
    total: Option<Paise>,
) -> Result<(), LedgerError> {
    let (Payment::Udhaar, Some(customer)) = (payment, customer) else { return Ok(()) };
    if flaw::is_on(Flaw::LimitForgotten) {
        return Ok(());
    }
    let Room { limit, used } = room_of(connection, customer)?;
    let after = total.and_then(|total| used.checked_add(total)).ok_or(LedgerError::OutOfRange)?;
    let limit = match limit {
        Some(limit) => limit,
        // The customer's own credit may be used up.
        None if after <= Paise::ZERO => return Ok(()),
        None => return Err(LedgerError::NoUdhaar { customer }),
    };
    let over = after.checked_sub(limit).ok_or(LedgerError::OutOfRange)?;
    if over > Paise::ZERO { Err(LedgerError::OverLimit { customer, used, limit, over }) } else { Ok(()) }
}

fn write_numbers(transaction: &Transaction<'_>, id: i64, numbers: &[String]) -> Result<(), LedgerError> {
    transaction.prepare_cached("DELETE FROM customer_number WHERE customer_id = ?1")?.execute([id])?;
    for number in numbers {
        let written = transaction
            .prepare_cached("INSERT INTO customer_number (number, customer_id) VALUES (?1, ?2)")?
            .execute((number, id));
        match written {
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                let whose = known_by(transaction, number)?.ok_or(LedgerError::from(error))?;
                return Err(LedgerError::NumberTaken { number: number.clone(), customer: whose.id });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn known_by(connection: &Connection, number: &str) -> Result<Option<Known>, LedgerError> {
    let mut statement = connection.prepare_cached(
        "SELECT customer.id, name FROM customer_number JOIN customer ON customer.id = customer_id WHERE number = ?1",
    )?;
    let mut rows = statement.query_map([number], |row| Ok(Known { id: row.get(0)?, name: row.get(1)? }))?;
    Ok(rows.next().transpose()?)
}

/// Empties the table and fills it again with the same rows. SQLite overwrites what is deleted, and leaves behind what it only moved to
/// another page: a name that was changed and then forgotten would lie there. Pages that are emptied are overwritten whole.
fn write_anew(transaction: &Transaction<'_>) -> Result<(), LedgerError> {
    type Row = (i64, String, String, String, Option<i64>, i64, bool);
    let mut statement = transaction
        .prepare_cached("SELECT id, name, note, language, limit_paise, created_at_ms, forgotten FROM customer")?;
    let read = |row: &rusqlite::Row<'_>| -> rusqlite::Result<Row> { row.try_into() };
    let rows = statement.query_map((), read)?.collect::<Result<Vec<Row>, _>>()?;
    transaction.execute("DELETE FROM customer", ())?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO customer (id, name, note, language, limit_paise, created_at_ms, forgotten)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for row in rows {
        insert.execute(row)?;
    }
    Ok(())
}

/// Notes down whom an order names, where these books do not have that customer: without a name, to be named anew. The order's number
/// is theirs where it is nobody's.
pub(crate) fn put_customer_back(
    transaction: &Transaction<'_>,
    id: i64,
    number: &str,
    at_ms: i64,
) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("INSERT OR IGNORE INTO customer (id, name, created_at_ms) VALUES (?1, '', ?2)")?
        .execute((id, at_ms))?;
    // One who has a name keeps the numbers that a person wrote down.
    transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO customer_number (number, customer_id)
             SELECT ?2, id FROM customer WHERE id = ?1 AND name = '' AND forgotten = 0",
        )?
        .execute((id, number))?;
    Ok(())
}

/// Writes a limit as it is from now on.
pub(crate) fn put_limit(transaction: &Transaction<'_>, change: &LimitChange) -> Result<(), LedgerError> {
    transaction
        .prepare_cached("UPDATE customer SET limit_paise = ?2 WHERE id = ?1")?
        .execute((change.customer, change.limit.map(Paise::get)))?;
    Ok(())
}

fn code_of(language: Option<Language>) -> &'static str {
    language.map_or("", Language::code)
}

impl Ledger {
    /// Notes a customer down; `by`: who sets the limit.
    pub fn add_customer(&self, facts: &CustomerFacts, by: &str, at_ms: i64) -> Result<CustomerRow, LedgerError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("INSERT INTO customer (name, note, language, created_at_ms) VALUES (?1, ?2, ?3, ?4)")?
                .execute((&facts.name, &facts.note, code_of(facts.language), at_ms))?;
            let id = transaction.last_insert_rowid();
            write_numbers(transaction, id, &facts.numbers)?;
            self.write_limit(transaction, id, None, facts.limit, by, at_ms)?;
            one_customer(transaction, id)
        })
    }

    /// Changes what is noted down of a customer. Refused as [`LedgerError::MovedOn`] of one who was forgotten.
    pub fn change_customer(
        &self,
        id: i64,
        facts: &CustomerFacts,
        by: &str,
        at_ms: i64,
    ) -> Result<CustomerRow, LedgerError> {
        self.write(|transaction| {
            let before = one_customer(transaction, id)?;
            if before.is_forgotten {
                return Err(LedgerError::MovedOn);
            }
            transaction
                .prepare_cached("UPDATE customer SET name = ?2, note = ?3, language = ?4 WHERE id = ?1")?
                .execute((id, &facts.name, &facts.note, code_of(facts.language)))?;
            write_numbers(transaction, id, &facts.numbers)?;
            self.write_limit(transaction, id, before.facts.limit, facts.limit, by, at_ms)?;
            one_customer(transaction, id)
        })
    }

    /// Takes name, note, language and numbers away; the id stays in the books. Refused while anything is owed either way, or may
    /// come to be: nobody would know whom to ask. No byte of the name or the note stays in the file.
    pub fn forget_customer(&self, id: i64, by: &str, at_ms: i64) -> Result<CustomerRow, LedgerError> {
        self.write_and_wipe(|transaction| {
            let before = one_customer(transaction, id)?;
            if before.is_forgotten {
                return Ok(before);
            }
            let waiting = waiting(transaction, id)?;
            let owes = before.balance != Paise::ZERO || waiting != Paise::ZERO;
            if owes && !flaw::is_on(Flaw::ForgottenOwing) {
                return Err(LedgerError::StillOwing { balance: before.balance, waiting });
            }
            forget_dismissed(transaction, id)?;
            write_numbers(transaction, id, &[])?;
            self.write_limit(transaction, id, before.facts.limit, None, by, at_ms)?;
            transaction
                .prepare_cached("UPDATE customer SET name = '', note = '', language = '', forgotten = 1 WHERE id = ?1")?
                .execute([id])?;
            write_anew(transaction)?;
            one_customer(transaction, id)
        })
    }

    /// A limit is a rule of money: each change of it is a row under the seal.
    fn write_limit(
        &self,
        transaction: &Transaction<'_>,
        id: i64,
        before: Option<Paise>,
        limit: Option<Paise>,
        by: &str,
        at_ms: i64,
    ) -> Result<(), LedgerError> {
        if before == limit {
            return Ok(());
        }
        let change = LimitChange { customer: id, limit, by: by.to_owned() };
        put_limit(transaction, &change)?;
        let detail = EventDetail { limit: Some(change), ..EventDetail::default() };
        self.append(transaction, NewEvent { about: None, at_ms, kind: LIMIT, from: None, to: None, detail })?;
        Ok(())
    }

    /// A customer.
    pub fn customer(&self, id: i64) -> Result<CustomerRow, LedgerError> {
        self.read(|connection| one_customer(connection, id))
    }

    /// Every customer in the order of their ids; of those who were forgotten only such as owe, or are owed, something again.
    pub fn customers(&self) -> Result<Vec<CustomerRow>, LedgerError> {
        self.read(|connection| customers(connection, "forgotten = 0 OR balance.paise <> 0", ()))
    }

    /// Whose number it is.
    pub fn customer_of_number(&self, number: &str) -> Result<Option<Known>, LedgerError> {
        self.look_up(|connection| known_by(connection, number))
    }

    /// Refuses what a customer may not owe beside all that is owed already.
    pub fn check_udhaar(&self, id: i64, total: Paise) -> Result<(), LedgerError> {
        self.read(|connection| check_limit(connection, Payment::Udhaar, Some(id), Some(total)))
    }

    /// How much a customer has used of the limit.
    pub fn room_of_customer(&self, id: i64) -> Result<Room, LedgerError> {
        self.read(|connection| room_of(connection, id))
    }

    /// What a customer owes; below nothing: what the shop owes.
    pub fn owed_by(&self, id: i64) -> Result<Paise, LedgerError> {
        self.account_balance(&Account::Customer(id))
    }
}
