//! Numbers that this shop has sold to.

use domain::{Paise, Payment, Service};
use rusqlite::{Connection, Params, Row};

use crate::sql::{AT_DESK, columns, desk_services};
use crate::{Ledger, LedgerError};

columns! {
    /// What is read of a sale to a number.
    Column {
        Number = "number",
        Service = "service",
        Operator = "operator",
        Circle = "circle",
        Amount = "amount_paise",
        At = "created_at_ms",
        Fields = "fields",
    }
}

/// A number this shop has sold to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberUse {
    /// The number.
    pub number: String,
    /// The service.
    pub service: Service,
    /// The operator's id.
    pub operator: String,
    /// The circle's id, or empty.
    pub circle: String,
    /// The last amount.
    pub amount: Paise,
    /// What else the operator needed, as JSON.
    pub fields: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

impl NumberUse {
    fn of_row(row: &Row<'_>) -> Result<NumberUse, LedgerError> {
        let service: String = Column::Service.of(row)?;
        Ok(NumberUse {
            number: Column::Number.of(row)?,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            operator: Column::Operator.of(row)?,
            circle: Column::Circle.of(row)?,
            amount: Paise::new(Column::Amount.of(row)?),
            at_ms: Column::At.of(row)?,
            fields: Column::Fields.of(row)?,
        })
    }
}

fn uses(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<NumberUse>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!("SELECT {columns} FROM sale {rest}"))?;
    let mut rows = statement.query(params)?;
    let mut uses = Vec::new();
    while let Some(row) = rows.next()? {
        uses.push(NumberUse::of_row(row)?);
    }
    Ok(uses)
}

/// The numbers are looked for among those that were ever sold to, and then each one's newest sale. The last three digits find an end,
/// by their index.
const WITH_DIGITS: &str = concat!(
    "WHERE id IN (SELECT (SELECT newest.id FROM sale AS newest WHERE newest.number = known.number
                AND newest.service = known.service AND newest.state = 'succeeded' ORDER BY newest.id DESC LIMIT 1)
            FROM (SELECT number, service FROM sold_number WHERE number >= ?1 AND number < ?1 || char(1114111)
                UNION SELECT number, service FROM sold_number
                WHERE substr(number, -3) = substr(?1, -3) AND number LIKE '%' || ?1) AS known
            WHERE known.service NOT IN ",
    desk_services!(),
    ") ORDER BY id DESC LIMIT ?2"
);

/// So many of the newest sales are looked through for numbers. A handful of them stand among far fewer.
const NEWEST_AT_MOST: u32 = 6_000;

/// The numbers of the newest successful sales, each once.
fn newest_uses(connection: &Connection, limit: u32) -> Result<Vec<NumberUse>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} FROM sale WHERE id > (SELECT MAX(id) FROM sale) - ?1 AND state = 'succeeded' AND service NOT IN {AT_DESK}
         ORDER BY id DESC"
    ))?;
    let mut rows = statement.query([NEWEST_AT_MOST])?;
    let mut uses: Vec<NumberUse> = Vec::new();
    while uses.len() < limit as usize
        && let Some(row) = rows.next()?
    {
        let newer = NumberUse::of_row(row)?;
        if !uses.iter().any(|known| (&known.number, known.service) == (&newer.number, newer.service)) {
            uses.push(newer);
        }
    }
    Ok(uses)
}

impl Ledger {
    /// The last successful sales to a number, newest first.
    pub fn number_history(&self, service: Service, number: &str, limit: u32) -> Result<Vec<NumberUse>, LedgerError> {
        let rest = "WHERE number = ?1 AND service = ?2 AND state = 'succeeded' ORDER BY id DESC LIMIT ?3";
        self.read(|connection| uses(connection, rest, (number, service.as_str(), limit)))
    }

    /// How the newest sale to a number was paid that is done or may still be.
    pub fn last_payment(&self, number: &str) -> Result<Option<Payment>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT payment FROM sale WHERE number = ?1 AND state NOT IN ('failed', 'not_sent', 'reversed')
                 ORDER BY id DESC LIMIT 1",
            )?;
            let word: Option<String> = statement.query_map([number], |row| row.get(0))?.next().transpose()?;
            word.map(|word| Payment::parse(&word).ok_or(LedgerError::Corrupt)).transpose()
        })
    }

    /// Numbers sold to before that begin or end with the digits, three or more. Without digits, those of the newest sales. Each comes with
    /// its last success, the latest first. Numbers of the services desk are left out.
    pub fn known_numbers(&self, digits: &str, limit: u32) -> Result<Vec<NumberUse>, LedgerError> {
        self.read(|connection| match digits {
            "" => newest_uses(connection, limit),
            digits => uses(connection, WITH_DIGITS, (digits, limit)),
        })
    }
}
