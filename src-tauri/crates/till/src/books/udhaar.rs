//! A customer's account: payments, the statement, the reminder.

use domain::{DAY_MS, Names, Payment, Service, VoucherKind, india_day, india_day_start_ms, parse_day, parse_mobile};
use ledger::{Moved, NewPaid, Period, SaleMoved, Statement, StatementRow};
use receipts::{Reminder, Slip, UdhaarAccount, UdhaarLine, UdhaarWhy};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;
use url::Url;

use super::customers::{CustomerView, amount_fault, amount_of};
use crate::{CustomerFault, CustomerField, Language, Mode, Problem, Settings, Till};

/// Lines of a statement that come at once.
const PAGE: u32 = 100;
/// Lines of a statement on paper.
const ON_PAPER: u32 = 300;
/// The longest intent, in bytes: room for a UUID.
const INTENT_MAX: usize = 64;
/// The longest message, in letters.
const MESSAGE_MAX: usize = 1_000;
/// Where a message is handed over to WhatsApp. Nothing else is opened for a customer.
const WHATSAPP: &str = "https://wa.me/91";

/// A customer's payment as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct PaidInput {
    /// Drawn by the window for every deliberate payment: the same one delivered twice is one payment.
    pub intent: String,
    /// The mode the window shows.
    pub mode: Mode,
    /// Who pays.
    #[specta(type = Number)]
    pub customer: i64,
    /// How much.
    pub amount: String,
    /// In cash or by UPI.
    pub payment: Payment,
    /// The shopkeeper was asked about the same payment minutes ago, and it was paid again.
    pub repeat_confirmed: bool,
}

/// Which part of an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct StatementQuery {
    /// A day in India; empty: from the beginning.
    pub from_day: String,
    /// A day in India, which is in it; empty: until now.
    pub to_day: String,
    /// Only lines before this one.
    #[specta(type = Option<Number>)]
    pub before: Option<i64>,
}

/// Why an account moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountMoved {
    /// Sold on credit.
    Sold,
    /// A sale on credit was taken back.
    TakenBack,
    /// Money of a sale that came to nothing was kept as credit.
    Credited,
    /// The customer paid in cash.
    PaidCash,
    /// The customer paid by UPI.
    PaidUpi,
    /// What was owed before the books began.
    Opening,
    /// A mistake was mended.
    Corrected,
}

/// A line of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct StatementLine {
    #[specta(type = Number)]
    pub seq: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub why: AccountMoved,
    /// The sale that it is about.
    #[specta(type = Option<Number>)]
    pub sale_id: Option<i64>,
    pub service: Option<Service>,
    /// The operator's id; empty where it is about no sale.
    pub operator: String,
    pub number: String,
    /// Why, in a person's own words.
    pub reason: String,
    /// Positive: the customer owes more.
    #[specta(type = Number)]
    pub amount_paise: i64,
    /// What was owed after it.
    #[specta(type = Number)]
    pub balance_paise: i64,
}

/// A part of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct StatementView {
    #[specta(type = Number)]
    pub opening_paise: i64,
    #[specta(type = Number)]
    pub closing_paise: i64,
    /// Newest first.
    pub lines: Vec<StatementLine>,
    pub has_more: bool,
}

/// A statement on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatementSlip {
    /// As it is printed.
    pub slip: Slip,
    /// The same as text to copy.
    pub text: String,
    /// In which language.
    pub language: Language,
}

/// A reminder of what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReminderView {
    /// In the customer's language.
    pub text: String,
    /// The numbers that may have WhatsApp.
    pub mobiles: Vec<String>,
}

fn why_of(row: &StatementRow) -> AccountMoved {
    match &row.why {
        Moved::Sold(_) => AccountMoved::Sold,
        Moved::TakenBack(_) => AccountMoved::TakenBack,
        Moved::Credited(_) => AccountMoved::Credited,
        Moved::Voucher(voucher) => match voucher.kind {
            VoucherKind::UdhaarPaid if voucher.to == domain::Account::Upi => AccountMoved::PaidUpi,
            VoucherKind::UdhaarPaid => AccountMoved::PaidCash,
            VoucherKind::Opening => AccountMoved::Opening,
            VoucherKind::Correction
            | VoucherKind::Difference
            | VoucherKind::WalletLoaded
            | VoucherKind::CreditPaid
            | VoucherKind::CashIn
            | VoucherKind::CashOut
            | VoucherKind::Banked
            | VoucherKind::UpiSettled
            | VoucherKind::Drawn
            | VoucherKind::TdsKept
            | VoucherKind::Collected => AccountMoved::Corrected,
        },
    }
}

fn sale_of(row: &StatementRow) -> Option<&SaleMoved> {
    match &row.why {
        Moved::Sold(sale) | Moved::TakenBack(sale) | Moved::Credited(sale) => Some(sale),
        Moved::Voucher(_) => None,
    }
}

impl StatementLine {
    fn of(row: &StatementRow) -> StatementLine {
        let sale = sale_of(row);
        let reason = match &row.why {
            Moved::Voucher(voucher) => voucher.reason.clone(),
            Moved::Sold(_) | Moved::TakenBack(_) | Moved::Credited(_) => String::new(),
        };
        StatementLine {
            seq: row.seq,
            at_ms: row.at_ms,
            why: why_of(row),
            sale_id: sale.map(|sale| sale.sale_id),
            service: sale.map(|sale| sale.service),
            operator: sale.map_or_else(String::new, |sale| sale.operator.clone()),
            number: sale.map_or_else(String::new, |sale| sale.number.clone()),
            reason,
            amount_paise: row.amount.get(),
            balance_paise: row.balance.get(),
        }
    }
}

impl StatementQuery {
    fn period(&self) -> Result<Period, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut day = |field, typed: &str| {
            if typed.trim().is_empty() {
                return None;
            }
            let start_ms = parse_day(typed).and_then(|day| india_day_start_ms(&day));
            if start_ms.is_none() {
                problems.push(Problem::Customer { field, fault: CustomerFault::NoSuchDay });
            }
            start_ms
        };
        let from_ms = day(CustomerField::FromDay, &self.from_day);
        let until_ms = day(CustomerField::ToDay, &self.to_day).and_then(|start_ms| start_ms.checked_add(DAY_MS));
        if from_ms.zip(until_ms).is_some_and(|(from_ms, until_ms)| from_ms >= until_ms) {
            problems.push(Problem::Customer { field: CustomerField::ToDay, fault: CustomerFault::BeforeFrom });
        }
        if problems.is_empty() { Ok(Period { from_ms, until_ms }) } else { Err(problems) }
    }
}

/// The page that hands a message to WhatsApp. A blank is written as `%20`: a plus would be shown as one.
pub(crate) fn whatsapp_page(mobile: &str, text: &str) -> Option<Url> {
    let mut page = Url::parse(&format!("{WHATSAPP}{mobile}")).ok()?;
    page.query_pairs_mut().append_pair("text", text);
    let query = page.query().map(|query| query.replace('+', "%20"));
    page.set_query(query.as_deref());
    Some(page)
}

impl Till {
    /// Writes a customer's payment as typed. The same act delivered twice is one payment; the same sum within minutes is asked
    /// about. What is paid beyond what is owed is credit.
    pub fn pay_udhaar(&self, input: &PaidInput) -> Result<CustomerView, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let is_intent = !input.intent.is_empty() && input.intent.len() <= INTENT_MAX;
        if input.mode != self.mode || !is_intent || input.payment == Payment::Udhaar {
            return Err(one(Problem::NotAllowedNow));
        }
        let amount = amount_of(&input.amount).map_err(|problem| one(amount_fault(CustomerField::Amount, problem)))?;
        let now_ms = self.clock.now_ms();
        let since_ms = now_ms - self.rules().repeat_minutes * 60_000;
        let new = NewPaid {
            customer: input.customer,
            amount,
            payment: input.payment,
            intent: input.intent.clone(),
            ask_if_paid_since_ms: (!input.repeat_confirmed).then_some(since_ms),
        };
        self.ledger.pay_udhaar(&new, now_ms).map_err(|error| match error {
            ledger::LedgerError::PaidRecently { at_ms } => {
                one(Problem::PaidRecently { minutes_ago: (now_ms - at_ms) / 60_000, paid_at_ms: at_ms })
            }
            other => one(other.into()),
        })?;
        self.customer(input.customer).map_err(one)
    }

    /// A part of a customer's account.
    pub fn statement(&self, id: i64, query: &StatementQuery) -> Result<StatementView, Vec<Problem>> {
        let found = self.ledger.statement(id, query.period()?, query.before.unwrap_or(i64::MAX), PAGE);
        let Statement { opening, closing, rows, has_more } = found.map_err(|error| vec![error.into()])?;
        let lines = rows.iter().map(StatementLine::of).collect();
        Ok(StatementView { opening_paise: opening.get(), closing_paise: closing.get(), lines, has_more })
    }

    /// A customer's account on paper, in the customer's language.
    pub fn statement_slip(
        &self,
        settings: &Settings,
        id: i64,
        query: &StatementQuery,
    ) -> Result<StatementSlip, Vec<Problem>> {
        let one = |error: ledger::LedgerError| vec![Problem::from(error)];
        let found = self.ledger.statement(id, query.period()?, i64::MAX, ON_PAPER).map_err(one)?;
        let customer = self.ledger.customer(id).map_err(one)?;
        let language = customer.facts.language.unwrap_or(settings.language);
        // What is too long for the paper is brought forward in one line.
        let oldest = found.rows.last().filter(|_| found.has_more);
        let opening = oldest.and_then(|row| row.balance.checked_sub(row.amount)).unwrap_or(found.opening);
        let account = UdhaarAccount {
            practice: self.is_practice(),
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            shop_address: settings.shop_address.clone(),
            customer: id,
            name: customer.facts.name,
            made_at_ms: self.clock.now_ms(),
            opening,
            closing: found.closing,
            lines: found.rows.iter().rev().map(|row| self.account_line(row)).collect(),
        };
        let slip = Slip::of_udhaar(&account, language);
        Ok(StatementSlip { text: receipts::text(&slip), slip, language })
    }

    fn account_line(&self, row: &StatementRow) -> UdhaarLine {
        let sale = sale_of(row);
        let known = sale.map(|sale| (self.lists().operator(&sale.operator).map(|known| known.names.clone()), sale));
        let what = known.map(|(names, sale)| (names.unwrap_or_else(|| Names::alike(&sale.operator)), sale));
        let why = match why_of(row) {
            AccountMoved::Sold => UdhaarWhy::Sold,
            AccountMoved::TakenBack => UdhaarWhy::TakenBack,
            AccountMoved::Credited => UdhaarWhy::Credited,
            AccountMoved::PaidCash => UdhaarWhy::PaidCash,
            AccountMoved::PaidUpi => UdhaarWhy::PaidUpi,
            AccountMoved::Opening => UdhaarWhy::Opening,
            AccountMoved::Corrected => UdhaarWhy::Corrected,
        };
        let number = what.as_ref().map(|(_, sale)| sale.number.clone()).unwrap_or_default();
        let operator = what.map(|(names, _)| names).unwrap_or_default();
        UdhaarLine { at_ms: row.at_ms, why, operator, number, amount: row.amount }
    }

    /// A reminder of what a customer owes. Nothing owed, nothing to remind of.
    pub fn reminder(&self, settings: &Settings, id: i64) -> Result<ReminderView, Problem> {
        let customer = self.ledger.customer(id)?;
        if customer.balance.get() <= 0 || customer.is_forgotten {
            return Err(Problem::NotAllowedNow);
        }
        let facts = customer.facts;
        let reminder = Reminder {
            name: facts.name,
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            amount: customer.balance,
            day: india_day(self.clock.now_ms()),
            link: None,
        };
        let text = receipts::reminder(&reminder, facts.language.unwrap_or(settings.language));
        let mobiles = facts.numbers.into_iter().filter(|number| parse_mobile(number).is_ok()).collect();
        Ok(ReminderView { text, mobiles })
    }

    /// Hands a reminder to WhatsApp, in the system's browser. Only to a number of that customer.
    pub fn open_reminder(&self, id: i64, mobile: &str, text: &str) -> Result<(), Problem> {
        let customer = self.ledger.customer(id)?;
        let is_theirs = customer.facts.numbers.iter().any(|number| number == mobile) && parse_mobile(mobile).is_ok();
        let is_fit = !text.trim().is_empty() && text.chars().count() <= MESSAGE_MAX;
        let page = whatsapp_page(mobile, text).filter(|_| is_theirs && is_fit);
        self.browser.open(&page.ok_or(Problem::NotAllowedNow)?)
    }
}
