//! A chit on paper: what the shop has promised to sell as soon as the line is back. It proves no sale.

use domain::{Language, Names, Paise, Payment, Service, india_time};

use crate::file_words::file_word;
use crate::rows::{written_moment, written_time};
use crate::slip::{Row, Slip};
use crate::words::words_in;

/// The facts of a chit, as they go on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct ChitReceipt {
    pub practice: bool,
    /// How often it was printed before.
    pub duplicate: u32,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    /// Its number on its day.
    pub day_number: i64,
    /// When it was written, in ms since 1970.
    pub made_at_ms: i64,
    /// When its day ends, in ms since 1970.
    pub expires_at_ms: i64,
    /// Its day is over: nothing is sold for it any more.
    pub is_over: bool,
    pub service: Service,
    pub operator: Names,
    /// As people read it.
    pub number: String,
    /// As people read it.
    pub phone: String,
    pub amount: Paise,
    /// How money was taken with it; `None`: none was.
    pub taken: Option<Payment>,
}

fn row(label: &str, value: impl ToString) -> Row {
    Row { label: label.to_owned(), value: value.to_string() }
}

impl Slip {
    /// Puts a chit into words.
    pub fn of_chit(chit: &ChitReceipt, language: Language) -> Slip {
        let words = words_in(language);
        let at = india_time(chit.made_at_ms);
        let by = match chit.taken {
            Some(Payment::Cash) => &words.by_cash,
            Some(Payment::Upi) => &words.by_upi,
            Some(Payment::Udhaar) | None => &words.chit_not_taken,
        };
        let note = match (chit.is_over, chit.taken) {
            (true, None) => &words.chit_over,
            (true, Some(_)) => &words.chit_over_taken,
            (false, None) => &words.chit_pay_later,
            (false, Some(_)) => &words.chit_keep,
        };
        let rows = vec![
            row(&words.chit_number, chit.day_number),
            row(&words.date, at.strftime("%d-%m-%Y")),
            row(&words.time, written_time(chit.made_at_ms)),
            row(&words.product, file_word(&format!("service_{}", chit.service.as_str()), language)),
            row(&words.number, &chit.number),
            row(&words.operator, chit.operator.in_language(language)),
            row(&words.customer_mobile, &chit.phone),
            row(&words.chit_taken, by),
            // The last minute of its day, and not the first of the next.
            row(&words.chit_valid, written_moment(chit.expires_at_ms - 1)),
        ];
        let practice = chit.practice.then(|| words.practice.clone());
        let lines = [&chit.shop_address, &chit.shop_phone];
        Slip {
            banners: practice.into_iter().chain(words.duplicate(chit.duplicate)).collect(),
            shop_name: chit.shop_name.clone(),
            shop_lines: lines.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
            outcome: if chit.is_over { &words.chit_title_over } else { &words.chit_title }.clone(),
            pending: true,
            amount: chit.amount.to_string(),
            rows,
            footer: vec![note.clone()],
            proof_title: String::new(),
            proof: None,
        }
    }
}
