//! A customer's account: payments, the statement, the reminder.

use domain::{
    Account, Names, Paise, Payment, Voucher, VoucherKind, india_day, parse_mobile, shown_number, spaced_mobile,
};
use ledger::{EventKind, Mover, Span, StatementRow, VoucherAct, VoucherWritten};
use receipts::{Reminder, UdhaarAccount, UdhaarLine, UdhaarWhy};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;
use url::Url;

use super::called::CalledBy;
use super::customers::{BY_MAX, CustomerView, amount_fault, amount_of, text_of};
use super::statement::day;
use crate::{CustomerFault, CustomerField, Mode, MoneyField, Problem, Settings, Till};

/// Lines of a statement on paper.
const ON_PAPER: usize = 300;
/// The longest intent, in bytes: room for a UUID.
const INTENT_MAX: usize = 64;
/// The longest message, in letters.
const MESSAGE_MAX: usize = 1_000;
/// Where a message is handed over to WhatsApp. Nothing else is opened for a customer.
const WHATSAPP: &str = "https://wa.me/";
/// India.
const COUNTRY: &str = "91";

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
    /// The shop pays: it gives a customer's credit back.
    pub gives_back: bool,
    /// Who takes it, or pays it out; it may be empty.
    pub by: String,
    /// The shopkeeper was asked about the same payment minutes ago, and it was paid again.
    pub repeat_confirmed: bool,
}

/// A reminder of what is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReminderView {
    /// In the customer's language.
    pub text: String,
    /// The numbers that may have WhatsApp.
    pub mobiles: Vec<String>,
}

fn why_of(row: &StatementRow) -> UdhaarWhy {
    let voucher = match &row.mover {
        Mover::Sale { kind: EventKind::Credited, .. } => return UdhaarWhy::Credited,
        Mover::Sale { .. } if row.amount > Paise::ZERO => return UdhaarWhy::Sold,
        Mover::Sale { .. } => return UdhaarWhy::TakenBack,
        Mover::Voucher { voucher, .. } => voucher,
    };
    match voucher.kind {
        VoucherKind::UdhaarPaid if voucher.to == Account::Upi => UdhaarWhy::PaidUpi,
        VoucherKind::UdhaarPaid => UdhaarWhy::PaidCash,
        VoucherKind::CreditBack => UdhaarWhy::GivenBack,
        VoucherKind::Opening => UdhaarWhy::Opening,
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
        | VoucherKind::Collected => UdhaarWhy::Corrected,
    }
}

/// The page that hands a message to WhatsApp. A blank is written as `%20`: a plus would be shown as one.
/// Without a number WhatsApp asks whom it is for.
pub(crate) fn whatsapp_page(mobile: Option<&str>, text: &str) -> Option<Url> {
    let whom = mobile.map(|mobile| format!("{COUNTRY}{mobile}")).unwrap_or_default();
    let mut page = Url::parse(&format!("{WHATSAPP}{whom}")).ok()?;
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
        let mut problems = Vec::new();
        let by = text_of(CustomerField::By, &input.by, BY_MAX, &mut problems);
        let amount = amount_of(&input.amount)
            .map_err(|problem| problems.insert(0, amount_fault(CustomerField::Amount, problem)));
        let (Ok(amount), true) = (amount, problems.is_empty()) else { return Err(problems) };
        let standing = self.ledger.customer(input.customer).map_err(|error| one(error.into()))?.balance;
        let shops = if input.payment == Payment::Upi { Account::Upi } else { Account::Cash };
        let theirs = Account::Customer(input.customer);
        let (kind, from, to) = match input.gives_back {
            true => (VoucherKind::CreditBack, shops, theirs),
            false => (VoucherKind::UdhaarPaid, theirs, shops),
        };
        let is_known = self.ledger.voucher_of_intent(&input.intent).map_err(|error| one(error.into()))?.is_some();
        if input.gives_back && !is_known && standing.checked_add(amount).is_none_or(|after| after > Paise::ZERO) {
            return Err(one(Problem::Customer { field: CustomerField::Amount, fault: CustomerFault::MoreThanCredit }));
        }
        let paid = Voucher { kind, from, to, amount, by, reason: String::new(), reference: String::new() };
        let now_ms = self.clock.now_ms();
        let since_ms = now_ms - self.rules().repeat_minutes * 60_000;
        let ask_if_written_since_ms = (!input.repeat_confirmed).then_some(since_ms);
        let act = VoucherAct { intent: &input.intent, ask_if_written_since_ms };
        match self.ledger.write_voucher(&paid, &act, now_ms).map_err(|error| one(error.into()))? {
            VoucherWritten::At(_) => self.customer(input.customer).map_err(one),
            VoucherWritten::LikeIt(like) => {
                let minutes_ago = (now_ms - like.at_ms) / 60_000;
                Err(one(Problem::VoucherLikeIt { minutes_ago, written_at_ms: like.at_ms }))
            }
        }
    }

    /// A customer's account between two days, as it goes on paper. `duplicate`: how often it was printed before.
    pub(crate) fn udhaar_account(
        &self,
        settings: &Settings,
        id: i64,
        (from, to): (&str, &str),
        duplicate: u32,
    ) -> Result<UdhaarAccount, Problem> {
        let (from, to) = (day(from, MoneyField::FirstDay)?, day(to, MoneyField::LastDay)?);
        let span = Span { from: from.as_deref(), to: to.as_deref(), before: None };
        let customer = self.ledger.customer(id)?;
        let found = self.ledger.statement(&Account::Customer(id), span, ON_PAPER)?;
        // What is too long for the paper is brought forward in one line.
        let oldest = found.rows.last().filter(|_| found.more_before.is_some());
        let opening = oldest.and_then(|row| row.after.checked_sub(row.amount)).unwrap_or(found.brought);
        Ok(UdhaarAccount {
            practice: self.is_practice(),
            duplicate,
            shop_name: settings.shop_name.clone(),
            shop_phone: settings.shop_phone.clone(),
            shop_address: settings.shop_address.clone(),
            customer: id,
            name: CalledBy::of(&customer).on_paper(),
            made_at_ms: self.clock.now_ms(),
            opening,
            closing: found.carried,
            lines: found.rows.iter().rev().map(|row| self.account_line(row)).collect(),
        })
    }

    fn account_line(&self, row: &StatementRow) -> UdhaarLine {
        let (operator, number) = match &row.mover {
            Mover::Sale { service, operator, number, .. } => {
                (self.names_of_sold(operator), shown_number(*service, number))
            }
            Mover::Voucher { .. } => (Names::default(), String::new()),
        };
        UdhaarLine { at_ms: row.at_ms, why: why_of(row), operator, number, amount: row.amount }
    }

    /// A reminder of what a customer owes. Nothing owed, nothing to remind of.
    pub fn reminder(&self, settings: &Settings, id: i64) -> Result<ReminderView, Problem> {
        let customer = self.ledger.customer(id)?;
        if customer.balance.get() <= 0 || customer.is_forgotten {
            return Err(Problem::NotAllowedNow);
        }
        let (due, facts) = (customer.balance, customer.facts);
        // By the note the payment is known again.
        let note = format!("Udhaar {id}");
        let reminder = Reminder {
            practice: self.is_practice(),
            name: facts.name,
            shop_name: settings.shop_name.clone(),
            shop_phone: spaced_mobile(&settings.shop_phone),
            amount: due,
            day: india_day(self.clock.now_ms()),
            link: self.rules().upi.as_ref().map(|payee| payee.address.link(&payee.name, due, &note)),
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
        let page = whatsapp_page(Some(mobile), text).filter(|_| is_theirs && is_fit);
        self.browser.open(&page.ok_or(Problem::NotAllowedNow)?)
    }
}
