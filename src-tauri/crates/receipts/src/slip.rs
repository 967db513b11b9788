//! A slip: the facts of a receipt in the words of one language.

use domain::{Language, Names, Paise, Payment, Service};
use serde::Serialize;

use crate::proof::{SlipFacts, SlipSays};
use crate::rows::rows_of;
use crate::subject::Subject;
use crate::words::{Words, words_in};

/// What a customer may conclude from the slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded.
    Done,
    /// It is not settled; the slip is no proof of payment.
    Pending,
    /// It failed; nothing was taken.
    Failed,
    /// It was taken back.
    Reversed,
}

/// Where the customer's money of a sale is that came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Money {
    /// Nothing was taken, or it is where it belongs.
    #[default]
    Settled,
    /// The shop owes so much to the customer.
    Owed(Paise),
    /// So much was given back.
    GivenBack {
        /// How much.
        amount: Paise,
        /// When, in ms since 1970.
        at_ms: i64,
    },
}

/// What a customer owes at a moment; below nothing: what the shop owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in its title")]
pub struct Due {
    pub owed: Paise,
    /// In ms since 1970.
    pub at_ms: i64,
}

/// What proves a slip: the text of its code, and the signs below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SlipProof {
    /// For a scanner.
    pub code: String,
    /// For fingers.
    pub signs: String,
}

/// The facts of one sale or of one order of the desk, as they go on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct Receipt {
    pub practice: bool,
    /// How often this slip was printed before: nothing that it says has changed since.
    pub duplicate: u32,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    /// What was sold.
    pub subject: Subject,
    pub service: Service,
    /// The customer of a recharge, where the shop knows the name; else empty.
    pub customer: String,
    pub outcome: Outcome,
    /// When it was sold, in ms since 1970; printed in India's time.
    pub sold_at_ms: i64,
    /// As people read it: a mobile number in two halves.
    pub number: String,
    /// The operator, or the product of the desk.
    pub operator: Names,
    pub amount: Paise,
    /// What the shop took beside the amount.
    pub charge: Paise,
    pub payment: Payment,
    /// The note of the UPI code.
    pub pay_note: Option<String>,
    pub money: Money,
    pub order_id: String,
    pub provider: String,
    pub provider_ref: Option<String>,
    pub operator_ref: Option<String>,
    /// Why an order of the desk failed, in the provider's words. What a supplier says of a sale is not the customer's business.
    pub words: Option<String>,
    /// When it was taken back, in ms since 1970.
    pub taken_back_at_ms: Option<i64>,
    /// Of a sale on credit: what its customer owes in all.
    pub due: Option<Due>,
    /// What proves the slip; `None` where nothing was signed.
    pub proof: Option<SlipProof>,
    /// It stands so by the shopkeeper's word: the reference under which the provider's portal or helpline has it.
    pub by_word: Option<String>,
}

/// One labelled line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ReceiptRow")]
pub struct Row {
    /// The label, in the slip's language.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A receipt in the words of one language, in the order of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Slip {
    /// "Practice", "Duplicate": printed above everything.
    pub banners: Vec<String>,
    /// The shop's name.
    pub shop_name: String,
    /// Address and phone.
    pub shop_lines: Vec<String>,
    /// The outcome, in capitals where the language has them.
    pub outcome: String,
    /// Whether it is not settled.
    pub pending: bool,
    /// The amount, `₹ 299`; empty when an order of the desk cost the customer nothing.
    pub amount: String,
    /// The facts.
    pub rows: Vec<Row>,
    /// What stands below.
    pub footer: Vec<String>,
    /// What the signs are for, above the code; empty without one.
    pub proof_title: String,
    /// The code and its signs.
    pub proof: Option<SlipProof>,
}

impl Slip {
    /// Puts a receipt into words.
    pub fn of(receipt: &Receipt, language: Language) -> Slip {
        let words = words_in(language);
        let practice = receipt.practice.then(|| words.practice.clone());
        let duplicate = words.duplicate(receipt.duplicate);
        let by_word = receipt.by_word.as_ref().map(|_| words.by_word.clone());
        let lines = [&receipt.shop_address, &receipt.shop_phone];
        Slip {
            banners: practice.into_iter().chain(duplicate).collect(),
            shop_name: receipt.shop_name.clone(),
            shop_lines: lines.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
            outcome: loud_word(receipt, words).to_owned(),
            pending: receipt.outcome == Outcome::Pending,
            amount: shown_amount(receipt),
            rows: rows_of(receipt, language),
            footer: std::iter::once(note(receipt, words).to_owned()).chain(by_word).collect(),
            proof_title: receipt.proof.as_ref().map(|_| words.proof_signs.clone()).unwrap_or_default(),
            proof: receipt.proof.clone(),
        }
    }
}

impl Receipt {
    /// The facts that its proof is about.
    pub fn facts(&self) -> SlipFacts {
        let says = match (self.money, self.outcome) {
            (Money::GivenBack { .. }, _) => SlipSays::GivenBack,
            (Money::Settled | Money::Owed(_), Outcome::Done) => SlipSays::Done,
            (Money::Settled | Money::Owed(_), Outcome::Pending) => SlipSays::Waiting,
            (Money::Settled | Money::Owed(_), Outcome::Failed) => SlipSays::Failed,
            (Money::Settled | Money::Owed(_), Outcome::Reversed) => SlipSays::TakenBack,
        };
        let sold_at_s = self.sold_at_ms.div_euclid(1000);
        SlipFacts { order_id: self.order_id.clone(), amount: loud_amount(self), says, sold_at_s }
    }
}

fn loud_word<'a>(receipt: &Receipt, words: &'a Words) -> &'a str {
    match receipt.money {
        Money::GivenBack { .. } => &words.given_back,
        Money::Settled | Money::Owed(_) => words.outcome(&receipt.subject, receipt.outcome),
    }
}

fn note<'a>(receipt: &Receipt, words: &'a Words) -> &'a str {
    match receipt.money {
        Money::Settled => words.note(&receipt.subject, receipt.outcome),
        Money::Owed(_) => &words.money_owed,
        Money::GivenBack { .. } => &words.money_back,
    }
}

/// What was paid in all. Of a wallet load that is what came, not what was asked for; of money given back, how much that was.
fn loud_amount(receipt: &Receipt) -> Paise {
    match (&receipt.subject, receipt.money) {
        (_, Money::GivenBack { amount, .. }) => amount,
        (Subject::Load { paid }, Money::Settled | Money::Owed(_)) => paid.unwrap_or(receipt.amount),
        (
            Subject::Recharge
            | Subject::Bill { .. }
            | Subject::Sale
            | Subject::Pan
            | Subject::Account { .. }
            | Subject::Aadhaar { .. },
            Money::Settled | Money::Owed(_),
        ) => receipt.amount.checked_add(receipt.charge).unwrap_or(receipt.amount),
    }
}

fn shown_amount(receipt: &Receipt) -> String {
    let amount = loud_amount(receipt);
    let is_free = amount == Paise::ZERO && !receipt.subject.is_sold();
    if is_free { String::new() } else { amount.to_string() }
}
