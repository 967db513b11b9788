//! Sales with their attempts, as rows.

use domain::{Doubt, OrderId, Paise, Payment, Priced, Said, SaleState, Service, Whose};
use rusqlite::{Connection, Params, Row};

use crate::LedgerError;
use crate::entry::Attention;
use crate::event::PersonsWord;
use crate::sql::columns;

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
    /// Only of a load that is done: the money really paid into the wallet.
    pub paid: Option<Paise>,
    /// Only of a load: the link by which it is paid. Else empty.
    pub link: String,
    pub checks: u32,
    /// How many of the checks a person or a callback asked for, and not the schedule.
    pub checks_beside: u32,
    pub next_check_at_ms: Option<i64>,
    pub doubt: Doubt,
    pub attention: Option<Attention>,
    /// What the person wrote down whose word is in `doubt.said`. `None` if there is no such word, or nothing was written
    /// down.
    pub word: Option<PersonsWord>,
    /// Since when a person is in dispute with the company about it.
    pub disputed_at_ms: Option<i64>,
    /// When a person dealt with the contradiction.
    pub dealt_at_ms: Option<i64>,
    /// How the customer pays.
    pub payment: Payment,
    /// The customer, where the shop knows who it is.
    pub customer: Option<i64>,
    /// What the shop takes beside the amount.
    pub charge: Paise,
    /// What was taken for it and is the customer's still.
    pub owed: Paise,
}

columns! {
    /// What is read of a sale and its attempt.
    Column {
        SaleId = "sale.id",
        AttemptId = "attempt.id",
        Service = "service",
        Operator = "operator",
        Number = "number",
        Circle = "circle",
        Amount = "amount_paise",
        State = "attempt.state",
        CreatedAt = "created_at_ms",
        Provider = "provider",
        Code = "code",
        OrderId = "order_id",
        SubmittedAt = "submitted_at_ms",
        SettledAt = "settled_at_ms",
        ProviderRef = "provider_ref",
        OperatorRef = "operator_ref",
        Words = "words",
        Problem = "problem",
        Earned = "earned_paise",
        Checks = "checks",
        NextCheckAt = "next_check_at_ms",
        NoRecords = "no_records",
        NoRecordAge = "last_no_record_ms - first_no_record_ms",
        DeclaredFailed = "declared_failed",
        Attention = "attention",
        Account = "account",
        Fields = "fields",
        ToldEarned = "told_earned_paise",
        Contradicted =
            "EXISTS (SELECT 1 FROM attempt AS other WHERE other.sale_id = sale.id AND other.attention = 'contradicted')",
        Paid = "paid_paise",
        Link = "link",
        Said = "said",
        SaidDetail = "said_detail",
        DisputedAt = "disputed_at_ms",
        DealtAt = "dealt_at_ms",
        ChecksBeside = "checks_beside",
        Payment = "payment",
        Customer = "customer_id",
        Charge = "charge_paise",
        Owed = "owed_paise",
    }
}

/// The fields of a sale whose operator needs nothing beside number and amount.
pub const NO_FIELDS: &str = "{}";

/// The condition for the newest of a sale's attempts.
pub(crate) const NEWEST: &str = "attempt.id = (SELECT MAX(id) FROM attempt AS newest WHERE newest.sale_id = sale.id)";

impl SaleRow {
    /// The facts of an attempt that never change, as the journal seals them.
    pub(crate) fn facts(&self) -> String {
        let SaleRow { service, operator, number, circle, amount, provider, code, order_id, fields, .. } = self;
        let (service, paise) = (service.as_str(), amount.get());
        // Rows from before there were fields were sealed without them.
        let fields = if fields == NO_FIELDS { String::new() } else { format!("|{fields}") };
        format!("{service}|{operator}|{number}|{circle}|{paise}|{provider}|{code}|{order_id}{fields}")
    }

    /// What of it decides what is booked.
    pub fn priced(&self) -> Priced {
        Priced {
            provider: self.provider.clone(),
            amount: self.amount,
            charge: self.charge,
            earned: self.earned,
            payment: self.payment,
            customer: self.customer,
        }
    }

    /// Whether the company can be asked how it stands.
    pub fn can_be_asked(&self) -> bool {
        self.service.can_be_asked(!self.provider_ref.is_empty())
    }

    /// How many enquiries of its schedule are used up.
    pub fn checks_by_schedule(&self) -> u32 {
        self.checks.saturating_sub(self.checks_beside)
    }

    /// Whose word put it into its state.
    pub fn whose(&self) -> Whose {
        match self.doubt.said.filter(|said| said.holds(self.state)) {
            Some(_) => Whose::Person,
            None => Whose::Company,
        }
    }

    fn of_row(row: &Row<'_>) -> Result<SaleRow, LedgerError> {
        let (service, state, order_id, attention): (String, String, String, String) =
            (Column::Service.of(row)?, Column::State.of(row)?, Column::OrderId.of(row)?, Column::Attention.of(row)?);
        let submitted_at_ms: i64 = Column::SubmittedAt.of(row)?;
        let (said, said_detail): (String, String) = (Column::Said.of(row)?, Column::SaidDetail.of(row)?);
        let doubt = Doubt {
            no_records: Column::NoRecords.of(row)?,
            no_record_age_ms: Column::NoRecordAge.of(row)?,
            declared_failed: Column::DeclaredFailed.of(row)?,
            contradicted: Column::Contradicted.of(row)?,
            said: Said::parse(&said),
            latest: None,
        };
        Ok(SaleRow {
            sale_id: Column::SaleId.of(row)?,
            attempt_id: Column::AttemptId.of(row)?,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            operator: Column::Operator.of(row)?,
            number: Column::Number.of(row)?,
            circle: Column::Circle.of(row)?,
            amount: Paise::new(Column::Amount.of(row)?),
            state: SaleState::parse(&state).ok_or(LedgerError::Corrupt)?,
            created_at_ms: Column::CreatedAt.of(row)?,
            provider: Column::Provider.of(row)?,
            code: Column::Code.of(row)?,
            account: Column::Account.of(row)?,
            order_id: OrderId::parse(&order_id).map_err(|_| LedgerError::Corrupt)?,
            submitted_at_ms,
            settled_at_ms: Column::SettledAt.of(row)?,
            provider_ref: Column::ProviderRef.of(row)?,
            operator_ref: Column::OperatorRef.of(row)?,
            words: Column::Words.of(row)?,
            problem: Column::Problem.of(row)?,
            earned: Paise::new(Column::Earned.of(row)?),
            checks: Column::Checks.of(row)?,
            next_check_at_ms: Column::NextCheckAt.of(row)?,
            doubt,
            attention: Attention::parse(&attention),
            fields: Column::Fields.of(row)?,
            told_earned: Column::ToldEarned.of::<Option<i64>>(row)?.map(Paise::new),
            paid: Column::Paid.of::<Option<i64>>(row)?.map(Paise::new),
            link: Column::Link.of(row)?,
            word: serde_json::from_str(&said_detail).ok(),
            disputed_at_ms: Column::DisputedAt.of(row)?,
            dealt_at_ms: Column::DealtAt.of(row)?,
            checks_beside: Column::ChecksBeside.of(row)?,
            payment: Payment::parse(&Column::Payment.of::<String>(row)?).ok_or(LedgerError::Corrupt)?,
            customer: Column::Customer.of(row)?,
            charge: Paise::new(Column::Charge.of(row)?),
            owed: Paise::new(Column::Owed.of(row)?),
        })
    }
}

pub(crate) fn sales(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<SaleRow>, LedgerError> {
    asked(connection, &["AND ", NEWEST, " ", rest], params)
}

pub(crate) fn attempts(connection: &Connection, rest: &str, params: impl Params) -> Result<Vec<SaleRow>, LedgerError> {
    asked(connection, &[rest], params)
}

/// `rest` in pieces: the text is long, every sale has several of them, and so each is put together once.
fn asked(connection: &Connection, rest: &[&str], params: impl Params) -> Result<Vec<SaleRow>, LedgerError> {
    let columns = ["SELECT ", Column::SELECTED, " FROM sale JOIN attempt ON attempt.sale_id = sale.id "].concat();
    let mut statement = connection.prepare_cached(&(columns + &rest.concat()))?;
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

/// The sale of an attempt, with that attempt, which need not be its newest.
pub(crate) fn one_attempt(connection: &Connection, attempt_id: i64) -> Result<SaleRow, LedgerError> {
    attempts(connection, "WHERE attempt.id = ?1", [attempt_id])?.pop().ok_or(LedgerError::NoSuchSale)
}

/// The attempts of a sale, oldest first.
pub(crate) fn all_attempts(connection: &Connection, sale_id: i64) -> Result<Vec<SaleRow>, LedgerError> {
    attempts(connection, "WHERE sale.id = ?1 ORDER BY attempt.id", [sale_id])
}

/// The newest attempt's id; 0 before the first.
pub(crate) fn newest_attempt(connection: &Connection) -> Result<i64, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT COALESCE(MAX(id), 0) FROM attempt")?;
    Ok(statement.query_row((), |row| Column::SaleId.of(row))?)
}

/// The newest row of the journal.
pub(crate) fn newest_row(connection: &Connection) -> Result<i64, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT COALESCE(MAX(seq), 0) FROM sale_event")?;
    Ok(statement.query_row((), |row| row.get(0))?)
}

/// The attempt of an order.
pub(crate) fn attempt_of(connection: &Connection, order_id: &OrderId) -> Result<Option<i64>, LedgerError> {
    let mut statement = connection.prepare_cached("SELECT id FROM attempt WHERE order_id = ?1")?;
    Ok(statement.query_map([order_id.as_str()], |row| Column::SaleId.of(row))?.next().transpose()?)
}
