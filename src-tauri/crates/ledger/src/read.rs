//! Questions to the books that span tables.

use domain::{Doubt, OrderId, Paise, Said, SaleState, Service, Whose};
use rusqlite::{Connection, Params, Row};

use crate::event::PersonsWord;
use crate::recover::OPEN_TWIN;
use crate::sale::Attention;
use crate::{Ledger, LedgerError};

/// A sale with one of its attempts: the newest, unless another was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of sale and attempt, told in migrations")]
pub struct SaleRow {
    pub sale_id: i64,
    pub attempt_id: i64,
    pub service: Service,
    pub operator: String,
    pub number: String,
    pub circle: String,
    pub amount: Paise,
    /// What else the operator needs, as JSON.
    pub fields: String,
    pub state: SaleState,
    pub created_at_ms: i64,
    pub provider: String,
    pub code: String,
    pub account: String,
    pub order_id: OrderId,
    pub submitted_at_ms: i64,
    pub settled_at_ms: Option<i64>,
    pub provider_ref: String,
    pub operator_ref: String,
    pub words: String,
    pub problem: String,
    pub earned: Paise,
    pub told_earned: Option<Paise>,
    /// What was really paid into the wallet; only of a load that is done.
    pub paid: Option<Paise>,
    /// The link by which a load is paid; empty of everything else.
    pub link: String,
    pub checks: u32,
    /// How many of them no schedule asked for.
    pub checks_beside: u32,
    pub next_check_at_ms: Option<i64>,
    pub doubt: Doubt,
    pub attention: Option<Attention>,
    /// What a person wrote down with the word that `doubt` has; `None` while nobody did, or where nothing was written.
    pub word: Option<PersonsWord>,
    /// Since when a person is in dispute with the company about it.
    pub disputed_at_ms: Option<i64>,
    /// When a person dealt with what contradicts itself.
    pub dealt_at_ms: Option<i64>,
}

const SALE: &str =
    "SELECT sale.id, attempt.id, service, operator, number, circle, amount_paise, attempt.state, created_at_ms,
    provider, code, order_id, submitted_at_ms, settled_at_ms, provider_ref, operator_ref, words, problem, earned_paise,
    checks, next_check_at_ms, no_records, last_no_record_ms - first_no_record_ms, declared_failed, attention, account,
    fields, told_earned_paise,
    EXISTS (SELECT 1 FROM attempt AS other WHERE other.sale_id = sale.id AND other.attention = 'contradicted'),
    paid_paise, link, said, said_detail, disputed_at_ms, dealt_at_ms, checks_beside
    FROM sale JOIN attempt ON attempt.sale_id = sale.id";
/// A sale whose operator needs nothing beside number and amount.
pub const NO_FIELDS: &str = "{}";

/// Of several attempts, the newest.
const NEWEST: &str = "attempt.id = (SELECT MAX(id) FROM attempt AS newest WHERE newest.sale_id = sale.id)";

impl SaleRow {
    /// What never changes of an attempt, as the journal seals it.
    pub(crate) fn facts(&self) -> String {
        let SaleRow { service, operator, number, circle, amount, provider, code, order_id, fields, .. } = self;
        let (service, paise) = (service.as_str(), amount.get());
        // Rows from before there were fields were sealed without.
        let fields = if fields == NO_FIELDS { String::new() } else { format!("|{fields}") };
        format!("{service}|{operator}|{number}|{circle}|{paise}|{provider}|{code}|{order_id}{fields}")
    }

    /// Whether the company can be asked how it stands.
    pub fn can_be_asked(&self) -> bool {
        self.service.can_be_asked(!self.provider_ref.is_empty())
    }

    /// How much of its schedule is used up.
    pub fn checks_by_schedule(&self) -> u32 {
        self.checks.saturating_sub(self.checks_beside)
    }

    /// By whose word it stands as it does.
    pub fn whose(&self) -> Whose {
        match self.doubt.said.filter(|said| said.holds(self.state)) {
            Some(_) => Whose::Person,
            None => Whose::Company,
        }
    }

    fn of_row(row: &Row<'_>) -> Result<SaleRow, LedgerError> {
        let (service, state, order_id, attention): (String, String, String, String) =
            (row.get(2)?, row.get(7)?, row.get(11)?, row.get(24)?);
        let submitted_at_ms: i64 = row.get(12)?;
        let (said, said_detail): (String, String) = (row.get(31)?, row.get(32)?);
        let doubt = Doubt {
            no_records: row.get(21)?,
            no_record_age_ms: row.get(22)?,
            declared_failed: row.get(23)?,
            contradicted: row.get(28)?,
            said: Said::parse(&said),
        };
        Ok(SaleRow {
            sale_id: row.get(0)?,
            attempt_id: row.get(1)?,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            operator: row.get(3)?,
            number: row.get(4)?,
            circle: row.get(5)?,
            amount: Paise::new(row.get(6)?),
            state: SaleState::parse(&state).ok_or(LedgerError::Corrupt)?,
            created_at_ms: row.get(8)?,
            provider: row.get(9)?,
            code: row.get(10)?,
            account: row.get(25)?,
            order_id: OrderId::parse(&order_id).map_err(|_| LedgerError::Corrupt)?,
            submitted_at_ms,
            settled_at_ms: row.get(13)?,
            provider_ref: row.get(14)?,
            operator_ref: row.get(15)?,
            words: row.get(16)?,
            problem: row.get(17)?,
            earned: Paise::new(row.get(18)?),
            checks: row.get(19)?,
            next_check_at_ms: row.get(20)?,
            doubt,
            attention: Attention::parse(&attention),
            fields: row.get(26)?,
            told_earned: row.get::<_, Option<i64>>(27)?.map(Paise::new),
            paid: row.get::<_, Option<i64>>(29)?.map(Paise::new),
            link: row.get(30)?,
            word: serde_json::from_str(&said_detail).ok(),
            disputed_at_ms: row.get(33)?,
            dealt_at_ms: row.get(34)?,
            checks_beside: row.get(35)?,
        })
    }
}

fn sales(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<SaleRow>, LedgerError> {
    attempts(connection, &format!("AND {NEWEST} {rest}"), params)
}

fn attempts(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<SaleRow>, LedgerError> {
    let mut statement = connection.prepare_cached(&format!("{SALE} {rest}"))?;
    let mut rows = statement.query(params)?;
    let mut sales = Vec::new();
    while let Some(row) = rows.next()? {
        sales.push(SaleRow::of_row(row)?);
    }
    Ok(sales)
}

pub(crate) fn one_sale(connection: &Connection, sale_id: i64) -> Result<SaleRow, LedgerError> {
    sales(connection, "WHERE sale.id = ?1", [sale_id])?.pop().ok_or(LedgerError::NoSuchSale)
}

pub(crate) fn newest_twin(
    connection: &Connection,
    number: &str,
    operator: &str,
    amount: Paise,
    since_ms: i64,
) -> Result<Option<SaleRow>, LedgerError> {
    let loud =
        "EXISTS (SELECT 1 FROM attempt AS other WHERE other.sale_id = sale.id AND other.attention = 'contradicted'
        AND other.dealt_at_ms IS NULL)";
    let rest = format!(
        "WHERE number = ?1 AND operator = ?2 AND amount_paise = ?3
            AND ({loud} OR created_at_ms >= ?4 AND (sale.state NOT IN ('failed', 'not_sent', 'reversed')
                OR EXISTS (SELECT 1 FROM attempt AS other WHERE other.sale_id = sale.id AND other.attention = 'contradicted')))
         ORDER BY {loud} DESC, sale.id DESC LIMIT 1"
    );
    Ok(sales(connection, &rest, (number, operator, amount.get(), since_ms))?.pop())
}

/// The sale of an attempt, with that attempt, which need not be its newest.
pub(crate) fn one_attempt(connection: &Connection, attempt_id: i64) -> Result<SaleRow, LedgerError> {
    attempts(connection, "WHERE attempt.id = ?1", [attempt_id])?.pop().ok_or(LedgerError::NoSuchSale)
}

/// The attempts of a sale, oldest first.
pub(crate) fn all_attempts(connection: &Connection, sale_id: i64) -> Result<Vec<SaleRow>, LedgerError> {
    attempts(connection, "WHERE sale.id = ?1 ORDER BY attempt.id", [sale_id])
}

/// The sales whose request was on the line.
pub(crate) fn lost_sales(connection: &Connection) -> Result<Vec<SaleRow>, LedgerError> {
    sales(connection, &format!("WHERE {OPEN} AND attempt.state = 'submitted' ORDER BY sale.id"), ())
}

/// How many sales are open.
pub(crate) fn count_open(connection: &Connection) -> Result<usize, LedgerError> {
    let mut statement = connection.prepare_cached(&format!("SELECT COUNT(*) FROM sale WHERE {OPEN}"))?;
    let count: i64 = statement.query_row((), |row| row.get(0))?;
    usize::try_from(count).map_err(|_| LedgerError::Corrupt)
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
        let service: String = row.get(1)?;
        Ok(NumberUse {
            number: row.get(0)?,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            operator: row.get(2)?,
            circle: row.get(3)?,
            amount: Paise::new(row.get(4)?),
            at_ms: row.get(5)?,
            fields: row.get(6)?,
        })
    }
}

/// Sums of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayTotals {
    /// Sales begun.
    pub sales: i64,
    /// Amounts of those that succeeded and stand, for which a customer paid: loads of the wallet are the shop's own.
    pub taken: Paise,
    /// What they earned.
    pub earned: Paise,
}

/// The services of the desk, as SQL has them.
const AT_DESK: &str = "('pan_card', 'bank_account', 'aadhaar_check', 'wallet_load')";

/// The condition of the index over open sales, word for word.
pub(crate) const OPEN: &str = "sale.state IN ('intended', 'submitted', 'pending', 'unknown')";

impl Ledger {
    /// One sale.
    pub fn sale(&self, sale_id: i64) -> Result<SaleRow, LedgerError> {
        self.read(|connection| one_sale(connection, sale_id))
    }

    /// Every open sale, oldest first.
    pub fn open_sales(&self) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| sales(connection, &format!("WHERE {OPEN} ORDER BY sale.id"), ()))
    }

    /// The sales of which an attempt contradicts itself and nobody has dealt with it yet, oldest first.
    pub fn sales_to_deal_with(&self) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = "WHERE sale.id IN (SELECT loud.sale_id FROM attempt AS loud
                WHERE loud.attention = 'contradicted' AND loud.dealt_at_ms IS NULL) ORDER BY sale.id";
        self.read(|connection| sales(connection, rest, ()))
    }

    /// The newest sales, newest first.
    pub fn newest_sales(&self, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| sales(connection, "ORDER BY sale.id DESC LIMIT ?1", [limit]))
    }

    /// The sales of a day in India, newest first.
    pub fn day_sales(&self, day: &str) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| sales(connection, "WHERE day = ?1 ORDER BY sale.id DESC", [day]))
    }

    /// Sales of any day whose number contains the digits, or whose order id, provider's or operator's reference
    /// contains the text. Newest first.
    pub fn find_sales(&self, text: &str, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let number = if digits.len() >= 3 { digits } else { String::from("?") };
        // Any of its attempts may be the one that somebody asks about.
        let rest = "WHERE instr(number, ?1) OR EXISTS (SELECT 1 FROM attempt AS any_one WHERE any_one.sale_id = sale.id
                AND (instr(any_one.order_id, ?2) OR instr(upper(any_one.operator_ref), ?2) OR instr(upper(any_one.provider_ref), ?2)
                    OR (any_one.said_detail <> '' AND instr(upper(any_one.said_detail ->> 'reference'), ?2))))
            ORDER BY sale.id DESC LIMIT ?3";
        self.read(|connection| sales(connection, rest, (&number, text.trim().to_uppercase(), limit)))
    }

    /// One attempt with its sale.
    pub fn attempt(&self, attempt_id: i64) -> Result<SaleRow, LedgerError> {
        self.read(|connection| one_attempt(connection, attempt_id))
    }

    /// The attempts of a sale, oldest first.
    pub fn attempts(&self, sale_id: i64) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| all_attempts(connection, sale_id))
    }

    /// The attempt of an order id at a provider, if there ever was one. A load of the wallet goes by the company's id; it
    /// is looked for among those only that are still asked about, open or not.
    pub fn attempt_of_order(&self, provider: &str, order_id: &str) -> Result<Option<SaleRow>, LedgerError> {
        let known = (order_id, provider);
        let of_load =
            "WHERE service = 'wallet_load' AND provider_ref = ?1 AND provider = ?2 AND next_check_at_ms IS NOT NULL";
        self.read(|connection| {
            let ours = attempts(connection, "WHERE order_id = ?1 AND provider = ?2", known)?.pop();
            if ours.is_some() { Ok(ours) } else { Ok(attempts(connection, of_load, known)?.pop()) }
        })
    }

    /// A provider's attempts whose enquiry is due: those that were asked about a few times only come first, since their
    /// customers may still stand at the counter, then the longest overdue. Attempts on the line are not due: their
    /// answer is still to come.
    pub fn due_attempts(&self, provider: &str, now_ms: i64, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = "WHERE attempt.id IN (
                SELECT id FROM attempt WHERE provider = ?1 AND next_check_at_ms <= ?2 AND state <> 'submitted'
                ORDER BY checks > 4, next_check_at_ms LIMIT ?3)
            ORDER BY checks > 4, next_check_at_ms";
        self.read(|connection| attempts(connection, rest, (provider, now_ms, limit)))
    }

    /// When an attempt's next enquiry is due, in ms since 1970; `None` when there is none.
    pub fn next_check_ms(&self, attempt_id: i64) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT next_check_at_ms FROM attempt WHERE id = ?1")?;
            Ok(statement.query_map([attempt_id], |row| row.get(0))?.next().transpose()?.flatten())
        })
    }

    /// When a provider's next enquiry is due, in ms since 1970.
    pub fn next_due_ms(&self, provider: &str) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT next_check_at_ms FROM attempt
                 WHERE provider = ?1 AND next_check_at_ms IS NOT NULL AND state <> 'submitted'
                 ORDER BY next_check_at_ms LIMIT 1",
            )?;
            Ok(statement.query_map([provider], |row| row.get(0))?.next().transpose()?)
        })
    }

    /// The newest sale of the same number, operator and amount since a moment that was not a failure, or may not have
    /// been one. One that is contradicted, with nobody having dealt with that, comes first, however old it is.
    pub fn newest_twin(
        &self,
        number: &str,
        operator: &str,
        amount: Paise,
        since_ms: i64,
    ) -> Result<Option<SaleRow>, LedgerError> {
        self.read(|connection| newest_twin(connection, number, operator, amount, since_ms))
    }

    /// An open sale of the same number, operator and amount, whenever it was made: its twin cannot be sold.
    pub fn open_twin(&self, number: &str, operator: &str, amount: Paise) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(OPEN_TWIN)?;
            Ok(statement.query_map((number, operator, amount.get()), |row| row.get(0))?.next().transpose()?)
        })
    }

    /// The sale that a deliberate act has led to already.
    pub fn sale_of_intent(&self, intent: &str) -> Result<Option<SaleRow>, LedgerError> {
        self.read(|connection| Ok(sales(connection, "WHERE intent = ?1", [intent])?.pop()))
    }

    /// The last successful sales to a number, newest first.
    pub fn number_history(&self, service: Service, number: &str, limit: u32) -> Result<Vec<NumberUse>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT number, service, operator, circle, amount_paise, created_at_ms, fields FROM sale
                 WHERE number = ?1 AND service = ?2 AND state = 'succeeded' ORDER BY id DESC LIMIT ?3",
            )?;
            let mut rows = statement.query((number, service.as_str(), limit))?;
            let mut uses = Vec::new();
            while let Some(row) = rows.next()? {
                uses.push(NumberUse::of_row(row)?);
            }
            Ok(uses)
        })
    }

    /// The open orders of the services desk, oldest first.
    pub fn open_orders(&self) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = format!("WHERE {OPEN} AND service IN {AT_DESK} ORDER BY sale.id");
        self.read(|connection| sales(connection, &rest, ()))
    }

    /// The newest orders of the services desk that are not open any more, newest first.
    pub fn ended_orders(&self, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = format!("WHERE service IN {AT_DESK} AND NOT ({OPEN}) ORDER BY sale.id DESC LIMIT ?1");
        self.read(|connection| sales(connection, &rest, [limit]))
    }

    /// Numbers sold to before that begin or end with the digits (all when empty), each with its last success, the
    /// latest first.
    pub fn known_numbers(&self, digits: &str, limit: u32) -> Result<Vec<NumberUse>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT number, service, operator, circle, amount_paise, created_at_ms, fields FROM sale
                 WHERE id IN (SELECT MAX(id) FROM sale WHERE state = 'succeeded' AND service NOT IN {AT_DESK}
                                AND (number LIKE '%' || ?1 OR number LIKE ?1 || '%')
                              GROUP BY number, service)
                 ORDER BY id DESC LIMIT ?2",
            ))?;
            let mut rows = statement.query((digits, limit))?;
            let mut uses = Vec::new();
            while let Some(row) = rows.next()? {
                uses.push(NumberUse::of_row(row)?);
            }
            Ok(uses)
        })
    }

    /// Sums of a day in India.
    pub fn day_totals(&self, day: &str) -> Result<DayTotals, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COUNT(*), COALESCE(SUM(CASE WHEN sale.state = 'succeeded' AND service <> 'wallet_load' THEN amount_paise END), 0),
                    COALESCE(SUM(CASE WHEN sale.state = 'succeeded' THEN earned_paise END), 0)
                 FROM sale JOIN attempt ON attempt.id = (SELECT MAX(id) FROM attempt AS newest WHERE newest.sale_id = sale.id)
                 WHERE day = ?1",
            )?;
            let totals = statement.query_row([day], |row| {
                Ok(DayTotals { sales: row.get(0)?, taken: Paise::new(row.get(1)?), earned: Paise::new(row.get(2)?) })
            })?;
            Ok(totals)
        })
    }

    /// Whether a slip of the sale was printed before.
    pub fn was_printed(&self, sale_id: i64) -> Result<bool, LedgerError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM sale_event WHERE sale_id = ?1 AND kind = 'printed')")?;
            Ok(statement.query_row([sale_id], |row| row.get(0))?)
        })
    }
}
