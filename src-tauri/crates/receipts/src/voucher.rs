//! Money that is no sale, on paper: a customer's payment of udhaar, a load of a wallet, and what else the shop writes down.

use std::collections::BTreeMap;

use domain::{Account, Cause, Language, Paise, Voucher, VoucherKind, india_time};

use crate::close::Pen;
use crate::rows::written_time;
use crate::slip::{Row, Slip};
use crate::words::{Words, words_in};

/// A customer's account before a voucher and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct Standing {
    pub customer: i64,
    /// The name; it may be empty.
    pub name: String,
    pub before: Paise,
    pub after: Paise,
}

/// The facts of a voucher, as they go on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct VoucherReceipt<'a> {
    pub practice: bool,
    /// How often it was printed before.
    pub duplicate: u32,
    pub shop_name: &'a str,
    pub shop_phone: &'a str,
    pub shop_address: &'a str,
    /// Its place in the journal: the number of the receipt.
    pub number: i64,
    /// When it was written, in ms since 1970.
    pub at_ms: i64,
    pub voucher: &'a Voucher,
    /// Of what a customer paid, or got back.
    pub standing: Option<Standing>,
    /// The names of the companies, by slug.
    pub companies: &'a BTreeMap<String, String>,
    /// It was taken back by a correction.
    pub mended: bool,
}

fn row(label: &str, value: impl ToString) -> Row {
    Row { label: label.to_owned(), value: value.to_string() }
}

/// What is owed, or what is in credit: two labels, so that nobody reads a sign.
fn standing_row(owed: Paise, due: &str, credit: &str) -> Row {
    match owed.checked_neg() {
        Some(more) if more > Paise::ZERO => row(credit, more),
        Some(_) | None => row(due, owed),
    }
}

/// What an account is called.
fn account_name(pen: &Pen, account: &Account, companies: &BTreeMap<String, String>) -> String {
    let of_company = |key: &str, slug: &str| {
        let name = companies.get(slug).map_or(slug, String::as_str);
        format!("{} {name}", pen.word(key))
    };
    match account {
        Account::Cash => pen.word("drawer"),
        Account::Upi => pen.word("upi"),
        Account::Bank => pen.word("bank"),
        Account::Wallet(slug) => of_company("wallet", slug),
        Account::Credit(slug) => of_company("credit", slug),
        Account::Tds(slug) => of_company("tds", slug),
        Account::Customer(_) => pen.word("customers"),
        Account::Owed => pen.word("owed"),
        Account::Commission => pen.word("commission"),
        Account::Charges => pen.word("charges"),
        Account::OverShort => pen.word("over_short"),
        Account::Owner => pen.word("owner"),
        Account::Spent => pen.word("spent"),
        Account::Lost => pen.word("lost"),
    }
}

/// The rows of a customer's payment: before, paid, after.
fn payment_rows(rows: &mut Vec<Row>, receipt: &VoucherReceipt<'_>, standing: &Standing, words: &Words) {
    let name = match standing.name.is_empty() {
        true => words.udhaar_nameless.replace("{id}", &standing.customer.to_string()),
        false => standing.name.clone(),
    };
    let gives_back = receipt.voucher.kind == VoucherKind::CreditBack;
    let shops = if gives_back { &receipt.voucher.from } else { &receipt.voucher.to };
    let by = if *shops == Account::Upi { &words.by_upi } else { &words.by_cash };
    rows.push(row(&words.customer, name));
    rows.push(standing_row(standing.before, &words.paid_before, &words.paid_credit_before));
    rows.push(row(if gives_back { &words.paid_back_now } else { &words.paid_now }, receipt.voucher.amount));
    rows.push(standing_row(standing.after, &words.paid_after, &words.paid_credit_after));
    rows.push(row(&words.paid_by, by));
}

/// The rows of the shop's own note.
fn own_rows(rows: &mut Vec<Row>, receipt: &VoucherReceipt<'_>, pen: &Pen, words: &Words) {
    let Voucher { from, to, by, reason, reference, .. } = receipt.voucher;
    rows.push(row(&words.voucher_from, account_name(pen, from, receipt.companies)));
    rows.push(row(&words.voucher_to, account_name(pen, to, receipt.companies)));
    rows.push(row(&words.voucher_reference, reference));
    rows.push(row(&words.reason, reason));
    rows.push(row(&words.voucher_by, by));
}

impl Slip {
    /// Puts a voucher into words.
    pub fn of_voucher(receipt: &VoucherReceipt<'_>, language: Language) -> Slip {
        let (words, pen) = (words_in(language), Pen(language));
        let kind = receipt.voucher.kind;
        let at = india_time(receipt.at_ms);
        let number = if receipt.standing.is_some() { &words.paid_number } else { &words.voucher_number };
        let mut rows = vec![
            row(number, receipt.number),
            row(&words.date, at.strftime("%d-%m-%Y")),
            row(&words.time, written_time(receipt.at_ms)),
        ];
        match &receipt.standing {
            Some(standing) => payment_rows(&mut rows, receipt, standing, words),
            None => own_rows(&mut rows, receipt, &pen, words),
        }
        rows.retain(|row| !row.value.trim().is_empty());
        let (outcome, note) = match (kind, &receipt.standing) {
            (VoucherKind::CreditBack, Some(_)) => (words.paid_credit_title.clone(), &words.paid_note),
            (_, Some(_)) => (words.paid_title.clone(), &words.paid_note),
            (kind, None) => (pen.cause(Cause::Voucher(kind)), &words.voucher_note),
        };
        let practice = receipt.practice.then(|| words.practice.clone());
        let mended = receipt.mended.then(|| words.voucher_mended.clone());
        let lines = [receipt.shop_address, receipt.shop_phone].into_iter();
        Slip {
            banners: practice.into_iter().chain(words.duplicate(receipt.duplicate)).chain(mended).collect(),
            shop_name: receipt.shop_name.to_owned(),
            shop_lines: lines.filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            outcome,
            pending: false,
            amount: receipt.voucher.amount.to_string(),
            rows,
            footer: vec![note.clone()],
            proof_title: String::new(),
            proof: None,
        }
    }
}
