//! Customers whom the shop knows, with what they owe.

use domain::{
    AmountProblem, Language, Paise, Payment, is_named, parse_amount, parse_mobile, parse_reference, plain_digits,
};
use ledger::{CustomerFacts, CustomerRow, Dues, LedgerError};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::count::name_of;
use crate::{CustomerFault, CustomerField, Problem, Till};

/// The longest name, in letters.
const NAME_MAX: usize = 60;
/// The longest note, in letters.
const NOTE_MAX: usize = 200;
/// The longest name of who sets a limit, in letters.
pub(crate) const BY_MAX: usize = 80;
/// So many numbers one customer may have.
const NUMBERS_MAX: usize = 10;
/// The most that a person may type for a limit or a payment: ₹ 99,99,99,999.99.
pub(crate) const AMOUNT_MAX: Paise = Paise::new(99_999_999_999);
const PAISA: Paise = Paise::new(1);
/// Signs of a number that is no mobile number: of a dish, a meter, a vehicle.
const REFERENCE: (usize, usize) = (5, 30);

/// What is due, by its age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, specta::Type)]
pub struct DuesView {
    /// Up to 7 days old.
    #[specta(type = Number)]
    pub week_paise: i64,
    /// 8 to 30 days old.
    #[specta(type = Number)]
    pub month_paise: i64,
    /// 31 to 90 days old.
    #[specta(type = Number)]
    pub quarter_paise: i64,
    /// Older.
    #[specta(type = Number)]
    pub older_paise: i64,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CustomerView {
    #[specta(type = Number)]
    pub id: i64,
    pub name: String,
    pub numbers: Vec<String>,
    pub note: String,
    /// `None`: the shop's own.
    pub language: Option<Language>,
    #[specta(type = Option<Number>)]
    pub limit_paise: Option<i64>,
    /// Below nothing: what the shop owes.
    #[specta(type = Number)]
    pub owed_paise: i64,
    pub dues: DuesView,
    /// When the oldest of it was sold, in ms since 1970.
    #[specta(type = Option<Number>)]
    pub oldest_due_at_ms: Option<i64>,
    pub forgotten: bool,
    /// Since when the shop knows the customer, in ms since 1970.
    #[specta(type = Number)]
    pub since_ms: i64,
}

/// Customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CustomersView {
    /// Those who owe come first, the longest due before the others.
    pub rows: Vec<CustomerView>,
    /// How many the shop knows in all.
    #[specta(type = Number)]
    pub known: usize,
    /// What those of the rows owe.
    pub dues: DuesView,
    #[specta(type = Number)]
    pub owed_paise: i64,
    /// What the shop owes to those of the rows, as a positive sum.
    #[specta(type = Number)]
    pub credit_paise: i64,
}

/// A customer as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct CustomerInput {
    /// The name; it may be empty where a number is known.
    pub name: String,
    /// The numbers, with commas between them.
    pub numbers: String,
    /// A note.
    pub note: String,
    /// The language of slips and reminders; `None`: the shop's own.
    pub language: Option<Language>,
    /// How much may be owed; empty: nothing is sold on credit.
    pub limit: String,
    /// Who sets the limit.
    pub by: String,
    /// The shopkeeper was asked about a limit below what is owed, and wants it.
    pub below_confirmed: bool,
}

impl DuesView {
    fn of(dues: &Dues) -> DuesView {
        let [week, month, quarter, older] = dues.by_age.map(Paise::get);
        DuesView { week_paise: week, month_paise: month, quarter_paise: quarter, older_paise: older }
    }

    /// Each is at most what stands in the books, so that no sum passes what a number holds.
    fn add(&mut self, other: DuesView) {
        self.week_paise = self.week_paise.saturating_add(other.week_paise);
        self.month_paise = self.month_paise.saturating_add(other.month_paise);
        self.quarter_paise = self.quarter_paise.saturating_add(other.quarter_paise);
        self.older_paise = self.older_paise.saturating_add(other.older_paise);
    }
}

impl CustomerView {
    fn of(row: CustomerRow, dues: &Dues) -> CustomerView {
        let facts = row.facts;
        CustomerView {
            id: row.id,
            name: facts.name,
            numbers: facts.numbers,
            note: facts.note,
            language: facts.language,
            limit_paise: facts.limit.map(Paise::get),
            owed_paise: row.balance.get(),
            dues: DuesView::of(dues),
            oldest_due_at_ms: dues.oldest_at_ms,
            forgotten: row.is_forgotten,
            since_ms: row.since_ms,
        }
    }

    /// By name in either script, or by any digits of a number.
    fn is_meant(&self, search: &str) -> bool {
        let digits = parse_mobile(search).unwrap_or_else(|_| plain_digits(search));
        let has_letters = search.chars().any(char::is_alphabetic);
        let by_number = !digits.is_empty() && self.numbers.iter().any(|number| number.contains(&digits));
        search.trim().is_empty() || (by_number && !has_letters) || is_named(&self.name, search)
    }
}

fn fault(field: CustomerField, fault: CustomerFault) -> Problem {
    Problem::Customer { field, fault }
}

/// What is wrong with an amount in a field of a customer's forms.
pub(crate) fn amount_fault(field: CustomerField, problem: AmountProblem) -> Problem {
    let found = match problem {
        AmountProblem::Missing => CustomerFault::Missing,
        AmountProblem::NotANumber => CustomerFault::NotANumber,
        AmountProblem::Zero | AmountProblem::Below(_) => CustomerFault::Zero,
        AmountProblem::TooFine => CustomerFault::TooFine,
        AmountProblem::Above(_) => CustomerFault::TooLarge,
    };
    fault(field, found)
}

/// An amount that a person may type.
pub(crate) fn amount_of(typed: &str) -> Result<Paise, AmountProblem> {
    parse_amount(typed, PAISA, AMOUNT_MAX)
}

pub(crate) fn text_of(field: CustomerField, typed: &str, most: usize, problems: &mut Vec<Problem>) -> String {
    let text = domain::typed_line(typed);
    if text.chars().count() > most {
        problems.push(fault(field, CustomerFault::TooLong));
    }
    text
}

/// A number as sales have it. One digit too few or too many for a mobile number is a slip, and no number of a dish.
fn number_of(typed: &str) -> Option<String> {
    if let Ok(mobile) = parse_mobile(typed) {
        return Some(mobile);
    }
    let number = parse_reference(typed, REFERENCE.0, REFERENCE.1).ok()?;
    let is_near = matches!(number.len(), 9 | 11) && number.starts_with(['6', '7', '8', '9']);
    (!is_near || !number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

fn numbers_of(typed: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut numbers = Vec::new();
    for part in typed.split([',', ';', '\n', '،']).map(str::trim).filter(|part| !part.is_empty()) {
        match number_of(part) {
            Some(number) if numbers.contains(&number) => {}
            Some(number) => numbers.push(number),
            None => problems.push(Problem::CustomerNumberWrong { typed: part.to_owned() }),
        }
    }
    if numbers.len() > NUMBERS_MAX {
        problems.push(fault(CustomerField::Numbers, CustomerFault::TooLong));
    }
    numbers
}

impl CustomerInput {
    /// What was typed, and who sets the limit; `before`: the customer as it stands.
    fn read(&self, before: Option<&CustomerRow>) -> Result<(CustomerFacts, String), Vec<Problem>> {
        let mut problems = Vec::new();
        let name = text_of(CustomerField::Name, &self.name, NAME_MAX, &mut problems);
        let numbers = numbers_of(&self.numbers, &mut problems);
        let note = text_of(CustomerField::Note, &self.note, NOTE_MAX, &mut problems);
        let by = text_of(CustomerField::By, &self.by, BY_MAX, &mut problems);
        if name.is_empty() && numbers.is_empty() && problems.is_empty() {
            problems.push(fault(CustomerField::Name, CustomerFault::Missing));
        }
        let limit = match amount_of(&self.limit) {
            Ok(limit) => Some(limit),
            // Nothing may be owed: that is what no limit means.
            Err(AmountProblem::Missing | AmountProblem::Zero) => None,
            Err(problem) => {
                problems.push(amount_fault(CustomerField::Limit, problem));
                None
            }
        };
        let is_changed = before.and_then(|before| before.facts.limit) != limit;
        if is_changed && by.is_empty() && problems.is_empty() {
            problems.push(fault(CustomerField::By, CustomerFault::Missing));
        }
        let owed = before.map_or(Paise::ZERO, |before| before.balance);
        let is_below = limit.is_some_and(|limit| limit < owed);
        if is_changed && is_below && !self.below_confirmed && problems.is_empty() {
            problems.push(Problem::LimitBelowOwed { owed_paise: owed.get() });
        }
        let facts = CustomerFacts { name, note, language: self.language, numbers, limit };
        if problems.is_empty() { Ok((facts, by)) } else { Err(problems) }
    }
}

impl Till {
    /// Customers by name or number; every one where nothing is searched for.
    pub fn customers(&self, search: &str) -> Result<CustomersView, Problem> {
        let all = self.ledger.customers()?;
        let dues = self.ledger.dues(self.clock.now_ms())?;
        let known = all.iter().filter(|row| !row.is_forgotten).count();
        let mut view =
            CustomersView { rows: Vec::new(), known, dues: DuesView::default(), owed_paise: 0, credit_paise: 0 };
        for row in all {
            let due = dues.get(&row.id).copied().unwrap_or_default();
            let row = CustomerView::of(row, &due);
            if !row.is_meant(search) {
                continue;
            }
            view.dues.add(row.dues);
            view.owed_paise = view.owed_paise.saturating_add(row.owed_paise.max(0));
            view.credit_paise = view.credit_paise.saturating_sub(row.owed_paise.min(0));
            view.rows.push(row);
        }
        view.rows.sort_by_cached_key(|row| (row.oldest_due_at_ms.unwrap_or(i64::MAX), row.name.to_lowercase()));
        Ok(view)
    }

    /// A customer.
    pub fn customer(&self, id: i64) -> Result<CustomerView, Problem> {
        let dues = self.ledger.dues_of(id, self.clock.now_ms())?;
        Ok(CustomerView::of(self.ledger.customer(id)?, &dues))
    }

    /// Notes a customer down as typed; `None`: a new one.
    pub fn save_customer(&self, id: Option<i64>, input: &CustomerInput) -> Result<CustomerView, Vec<Problem>> {
        let one = |error: LedgerError| vec![self.customer_problem(error)];
        let before = id.map(|id| self.ledger.customer(id)).transpose().map_err(one)?;
        let (facts, by) = input.read(before.as_ref())?;
        let now_ms = self.clock.now_ms();
        let saved = match id {
            Some(id) => self.ledger.change_customer(id, &facts, &by, now_ms),
            None => self.ledger.add_customer(&facts, &by, now_ms),
        };
        self.customer(saved.map_err(one)?.id).map_err(|problem| vec![problem])
    }

    /// Takes a customer's name, note and numbers away. `by`: who does it, as typed, which may be nobody; the limit goes, too.
    pub fn forget_customer(&self, id: i64, by: &str) -> Result<(), Problem> {
        self.ledger.forget_customer(id, &name_of(by)?, self.clock.now_ms())?;
        Ok(())
    }

    /// Refuses a sale on credit that goes beyond its customer's limit: before anything is sent.
    pub(crate) fn check_udhaar(&self, payment: Payment, customer: Option<i64>, total: Paise) -> Result<(), Problem> {
        let (Payment::Udhaar, Some(customer)) = (payment, customer) else { return Ok(()) };
        Ok(self.ledger.check_udhaar(customer, total)?)
    }

    /// A number that is taken is told with the name of whom it belongs to.
    fn customer_problem(&self, error: LedgerError) -> Problem {
        let LedgerError::NumberTaken { number, customer } = error else { return error.into() };
        match self.ledger.customer(customer) {
            Ok(row) => Problem::CustomerNumberTaken { number, customer, name: row.facts.name },
            Err(error) => error.into(),
        }
    }
}
