//! The facts of a receipt, line by line.

use domain::{Gender, Language, Paise, Payment, Service, india_time};

use crate::file_words::file_word;
use crate::slip::{Money, Outcome, Receipt, Row};
use crate::subject::{Person, Subject, masked_aadhaar, veiled, veiled_id};
use crate::udhaar::NO_BREAK;
use crate::words::{Words, words_in};

/// The lines of a slip so far, in its language.
struct Rows {
    words: &'static Words,
    language: Language,
    rows: Vec<Row>,
}

/// Which of the words stands before a value.
type Label = fn(&'static Words) -> &'static str;

impl Rows {
    fn add(&mut self, label: Label, value: impl Into<String>) {
        self.rows.push(Row { label: label(self.words).to_owned(), value: value.into() });
    }

    /// A line, unless there is nothing to say on it.
    fn add_known(&mut self, label: Label, value: &str) {
        if !value.trim().is_empty() {
            self.add(label, value);
        }
    }
}

pub(crate) fn rows_of(receipt: &Receipt, language: Language) -> Vec<Row> {
    let sold_at = india_time(receipt.sold_at_ms);
    let mut rows = Rows { words: words_in(language), language, rows: Vec::new() };
    let is_taken_back = receipt.outcome == Outcome::Reversed;
    if is_taken_back {
        if let Some(at_ms) = receipt.taken_back_at_ms {
            rows.add(|words| &words.taken_back_at, written_moment(at_ms));
        }
        rows.add(|words| &words.original_sale, written_moment(receipt.sold_at_ms));
    } else {
        rows.add(|words| &words.date, sold_at.strftime("%d-%m-%Y").to_string());
        rows.add(|words| &words.time, written_time(receipt.sold_at_ms));
    }
    what(&mut rows, receipt);
    let order_label: Label = if is_taken_back { |words| &words.original_order } else { |words| &words.order_id };
    rows.add(order_label, receipt.order_id.clone());
    rows.add_known(|words| &words.through, &receipt.provider);
    references(&mut rows, receipt);
    money(&mut rows, receipt);
    if let Some(reference) = &receipt.by_word {
        let is_check = matches!(receipt.subject, Subject::Aadhaar { .. });
        let reference = if is_check { veiled(reference) } else { reference.clone() };
        rows.add_known(|words| &words.told_reference, &reference);
    }
    // Why a company refused a sale is between it and the shop: often that the shop's wallet is empty, in the company's own words.
    if let (Outcome::Failed, Some(words), false) = (receipt.outcome, &receipt.words, receipt.subject.is_sold()) {
        rows.add(|words| &words.reason, veiled(words));
    }
    rows.rows
}

/// What was paid, how, and where it is now.
fn money(rows: &mut Rows, receipt: &Receipt) {
    if receipt.outcome == Outcome::Reversed {
        rows.add(|words| &words.original_amount, receipt.amount.to_string());
    } else if receipt.charge > Paise::ZERO {
        rows.add(|words| &words.amount_alone, receipt.amount.to_string());
    }
    if receipt.charge > Paise::ZERO {
        rows.add(|words| &words.service_charge, receipt.charge.to_string());
    }
    let is_customers = !matches!(receipt.subject, Subject::Load { .. });
    let is_something = receipt.amount > Paise::ZERO || receipt.charge > Paise::ZERO;
    let was_taken = receipt.outcome != Outcome::Failed || receipt.money != Money::Settled;
    if is_customers && is_something && was_taken {
        let by = match receipt.payment {
            Payment::Cash => &rows.words.by_cash,
            Payment::Upi => &rows.words.by_upi,
            Payment::Udhaar => &rows.words.by_udhaar,
        };
        rows.add(|words| &words.paid_by, by);
        if let Some(note) = &receipt.pay_note {
            rows.add_known(|words| &words.upi_note, note);
        }
    }
    if let Some(due) = receipt.due {
        let day = india_time(due.at_ms).strftime("%d-%m-%Y");
        let (label, owed): (Label, _) = match due.owed.checked_neg() {
            Some(credit) if credit > Paise::ZERO => (|words| &words.total_credit, credit),
            Some(_) | None => (|words| &words.total_due, due.owed),
        };
        rows.add(label, format!("{owed} ({day})"));
    }
    match receipt.money {
        Money::Settled => {}
        Money::Owed(amount) => rows.add(|words| &words.shop_owes, amount.to_string()),
        Money::GivenBack { at_ms, .. } => {
            let outcome = rows.words.outcome(&receipt.subject, receipt.outcome);
            rows.add(|words| &words.the_sale, outcome);
            rows.add(|words| &words.given_back_at, written_moment(at_ms));
        }
    }
}

/// What was sold, and to whom.
fn what(rows: &mut Rows, receipt: &Receipt) {
    let product = receipt.operator.in_language(rows.language);
    match &receipt.subject {
        Subject::Recharge | Subject::Sale => {
            rows.add_known(|words| &words.customer, &receipt.customer);
            let service = service_line(rows, receipt);
            rows.add(|words| &words.product, service);
            rows.add(|words| &words.number, receipt.number.clone());
            rows.add(|words| &words.operator, product);
        }
        Subject::Bill { service, fields } => {
            rows.add(|words| &words.biller, product);
            rows.add(number_label(*service), receipt.number.clone());
            for (field, value) in fields.iter().filter(|(_, value)| !value.trim().is_empty()) {
                let label = rows.words.field(*field).to_owned();
                rows.rows.push(Row { label, value: value.clone() });
            }
        }
        Subject::Pan => {
            rows.add(|words| &words.applicant_mobile, receipt.number.clone());
            rows.add(|words| &words.product, product);
        }
        Subject::Account { customer } => {
            rows.add_known(|words| &words.customer, customer);
            rows.add(|words| &words.customer_mobile, receipt.number.clone());
            rows.add(|words| &words.product, product);
        }
        Subject::Aadhaar { person } => {
            rows.add(|words| &words.product, product);
            rows.add(|words| &words.aadhaar, masked_aadhaar(&receipt.number));
            if let (Outcome::Done, Some(person)) = (receipt.outcome, person) {
                about_person(rows, person);
            }
        }
        Subject::Load { paid } => {
            rows.add(|words| &words.product, product);
            if let Some(paid) = paid.filter(|paid| *paid != receipt.amount) {
                rows.add(|words| &words.amount_asked, receipt.amount.to_string());
                rows.add(|words| &words.amount_paid, paid.to_string());
            }
        }
    }
}

/// What it was: "Prepaid recharge"; what is no recharge by its service alone.
fn service_line(rows: &Rows, receipt: &Receipt) -> String {
    let service = file_word(&format!("service_{}", receipt.service.as_str()), rows.language);
    match &receipt.subject {
        Subject::Recharge => rows.words.recharge_of.replace("{service}", service),
        Subject::Sale
        | Subject::Bill { .. }
        | Subject::Pan
        | Subject::Account { .. }
        | Subject::Aadhaar { .. }
        | Subject::Load { .. } => service.to_owned(),
    }
}

/// A day `2026-11-20` as a person reads it: `20-11-2026`.
pub fn written_day(day: &str) -> String {
    day.split('-').rev().collect::<Vec<_>>().join("-")
}

/// The time of day in India as it is said in a shop, and as the screen has it: `5:42 PM`. It stays on one line.
pub(crate) fn written_time(at_ms: i64) -> String {
    india_time(at_ms).strftime(&format!("%-I:%M{NO_BREAK}%p")).to_string()
}

/// A moment in India to the minute, as a person reads it: `20-11-2026 5:42 PM`.
pub fn written_moment(at_ms: i64) -> String {
    format!("{} {}", india_time(at_ms).strftime("%d-%m-%Y"), written_time(at_ms))
}

/// What a biller calls the number.
fn number_label(service: Service) -> Label {
    match service {
        Service::Postpaid => |words| &words.mobile_number,
        Service::Landline => |words| &words.telephone_number,
        Service::Electricity | Service::Gas => |words| &words.consumer_number,
        Service::Insurance => |words| &words.policy_number,
        Service::Fastag => |words| &words.tag_number,
        Service::Prepaid
        | Service::Dth
        | Service::DataCard
        | Service::Voucher
        | Service::CashDrop
        | Service::MoneyTransfer
        | Service::PanCard
        | Service::BankAccount
        | Service::AadhaarCheck
        | Service::WalletLoad => |words| &words.number,
    }
}

/// Whether a reference is one of Bharat Connect, the bill network of the banks: twenty signs, four of the house that collected
/// (two letters first), the last digit of the year with the day of the year, and twelve of its own.
fn is_bharat_connect(reference: &str) -> bool {
    let signs = reference.as_bytes();
    let is_plain = signs.iter().all(|sign| sign.is_ascii_digit() || sign.is_ascii_uppercase());
    let day = reference.get(5..8).and_then(|day| day.parse::<u16>().ok());
    signs.len() == 20
        && is_plain
        && signs[..2].iter().all(u8::is_ascii_uppercase)
        && signs[4].is_ascii_digit()
        && day.is_some_and(|day| (1..=366).contains(&day))
}

/// A provider may repeat the number in any of these.
fn about_person(rows: &mut Rows, person: &Person) {
    rows.add_known(|words| &words.full_name, &veiled(&person.full_name));
    rows.add_known(|words| &words.date_of_birth, &veiled(&person.date_of_birth));
    let gender = match &person.gender {
        Gender::Female => rows.words.female.clone(),
        Gender::Male => rows.words.male.clone(),
        Gender::Transgender => rows.words.transgender.clone(),
        Gender::Other { words } => veiled(words),
    };
    rows.add_known(|words| &words.gender, &gender);
    rows.add_known(|words| &words.address, &veiled(&person.address));
}

/// By which ids the others know it.
fn references(rows: &mut Rows, receipt: &Receipt) {
    let own = receipt.provider_ref.as_deref();
    let operator = receipt.operator_ref.as_deref();
    match &receipt.subject {
        Subject::Pan => {
            // The loudest of them: with this number the applicant asks the department.
            if let Some(id) = operator {
                rows.add(|words| &words.acknowledgement, id);
            }
            if let Some(id) = own {
                rows.add(|words| &words.provider_ref, id);
            }
        }
        Subject::Account { .. } => {
            if let Some(id) = own {
                rows.add(|words| &words.transaction_id, id);
            }
        }
        Subject::Aadhaar { .. } => {
            if let Some(id) = own {
                rows.add(|words| &words.provider_ref, veiled_id(id));
            }
        }
        Subject::Bill { .. } => {
            let is_network = |id: &&str| is_bharat_connect(id);
            if let Some(id) = own.filter(|id| !is_network(id)) {
                rows.add(|words| &words.provider_ref, id);
            }
            if let Some(id) = operator.filter(|id| !is_network(id)) {
                rows.add(|words| &words.approval_number, id);
            }
            if let Some(id) = [operator, own].into_iter().flatten().find(is_network) {
                rows.add(|words| &words.bharat_connect, id);
            }
        }
        Subject::Recharge | Subject::Sale | Subject::Load { .. } => {
            if let Some(id) = own {
                rows.add(|words| &words.provider_ref, id);
            }
            if let Some(id) = operator {
                rows.add(|words| &words.operator_ref, id);
            }
        }
    }
}
