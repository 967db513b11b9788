//! A customer's account on paper, and a reminder of what is due.

use domain::{Language, Names, Paise, india_time};

use crate::rows::written_day;
use crate::slip::{Row, Slip};
use crate::words::{Words, words_in};

/// Why an account moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UdhaarWhy {
    /// Sold on credit.
    Sold,
    /// A sale on credit was taken back.
    TakenBack,
    /// Money of a sale that came to nothing was kept as credit.
    Credited,
    /// Paid in cash.
    PaidCash,
    /// Paid by UPI.
    PaidUpi,
    /// Credit was given back.
    GivenBack,
    /// What was owed before the books began.
    Opening,
    /// A mistake was mended.
    Corrected,
}

/// A line of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct UdhaarLine {
    /// When, in ms since 1970; printed in India's time.
    pub at_ms: i64,
    pub why: UdhaarWhy,
    /// The operator; empty where no sale moved it.
    pub operator: Names,
    /// As people read it.
    pub number: String,
    /// Positive: the customer owes more.
    pub amount: Paise,
}

/// The facts of a customer's account, as they go on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the slip")]
pub struct UdhaarAccount {
    pub practice: bool,
    /// How often the same span was printed before.
    pub duplicate: u32,
    pub shop_name: String,
    pub shop_phone: String,
    pub shop_address: String,
    /// The customer's id.
    pub customer: i64,
    /// The customer's name; it may be empty.
    pub name: String,
    /// When it was written, in ms since 1970.
    pub made_at_ms: i64,
    /// What was owed before the first line.
    pub opening: Paise,
    /// What is owed after the last one; below nothing: what the shop owes.
    pub closing: Paise,
    /// Oldest first.
    pub lines: Vec<UdhaarLine>,
}

/// The facts of a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as in the message")]
pub struct Reminder {
    pub practice: bool,
    /// The customer's name; it may be empty.
    pub name: String,
    pub shop_name: String,
    pub shop_phone: String,
    pub amount: Paise,
    /// The day in India, `2026-11-20`.
    pub day: String,
    /// The link by which it can be paid.
    pub link: Option<String>,
}

/// A blank at which no line is broken.
pub(crate) const NO_BREAK: &str = "\u{a0}";

fn day_of(at_ms: i64) -> String {
    india_time(at_ms).strftime("%d-%m-%Y").to_string()
}

/// What a line says that moved the account.
fn said(line: &UdhaarLine, words: &Words, language: Language) -> String {
    // On narrow paper the line is broken beside the number and not within it.
    let sold = format!("{} {}", line.operator.in_language(language), line.number.replace(' ', NO_BREAK));
    match line.why {
        UdhaarWhy::Sold => sold,
        UdhaarWhy::TakenBack => words.udhaar_taken_back.replace("{what}", &sold),
        UdhaarWhy::Credited => words.udhaar_credited.replace("{what}", &sold),
        UdhaarWhy::PaidCash => words.udhaar_paid_cash.clone(),
        UdhaarWhy::PaidUpi => words.udhaar_paid_upi.clone(),
        UdhaarWhy::GivenBack => words.udhaar_given_back.clone(),
        UdhaarWhy::Opening => words.udhaar_before.clone(),
        UdhaarWhy::Corrected => words.udhaar_corrected.clone(),
    }
}

impl Slip {
    /// Puts a customer's account into words.
    pub fn of_udhaar(account: &UdhaarAccount, language: Language) -> Slip {
        let words = words_in(language);
        let name = match account.name.is_empty() {
            true => words.udhaar_nameless.replace("{id}", &account.customer.to_string()),
            false => account.name.clone(),
        };
        let row = |label: &str, value: String| Row { label: label.to_owned(), value };
        let mut rows = vec![row(&words.customer, name), row(&words.date, day_of(account.made_at_ms))];
        if account.opening != Paise::ZERO {
            rows.push(row(&words.udhaar_opening, account.opening.to_string()));
        }
        rows.extend(account.lines.iter().map(|line| Row {
            label: format!("{} {}", day_of(line.at_ms), said(line, words, language)),
            value: line.amount.to_string(),
        }));
        let (outcome, amount) = match account.closing {
            Paise::ZERO => (&words.udhaar_even, String::new()),
            due if due > Paise::ZERO => (&words.udhaar_due, due.to_string()),
            credit => (&words.udhaar_credit, credit.checked_neg().unwrap_or(credit).to_string()),
        };
        let lines = [&account.shop_address, &account.shop_phone];
        Slip {
            banners: account
                .practice
                .then(|| words.practice.clone())
                .into_iter()
                .chain(words.duplicate(account.duplicate))
                .collect(),
            shop_name: account.shop_name.clone(),
            shop_lines: lines.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
            outcome: outcome.clone(),
            pending: false,
            amount,
            rows,
            footer: vec![words.udhaar_note.clone()],
            proof_title: String::new(),
            proof: None,
        }
    }
}

/// How a message to a customer begins; the name may be empty.
pub(crate) fn greeting(name: &str, words: &Words) -> String {
    if name.is_empty() { words.reminder_hello.clone() } else { words.reminder_hello_name.replace("{name}", name) }
}

/// A message that reminds a customer of what is due.
pub fn reminder(facts: &Reminder, language: Language) -> String {
    let words = words_in(language);
    let day = written_day(&facts.day);
    // The shop's name comes last, because whatever stands in it is no place to fill in.
    let due = words.reminder_due.replace("{amount}", &facts.amount.to_string()).replace("{day}", &day);
    let mut lines: Vec<String> = facts.practice.then(|| words.practice.clone()).into_iter().collect();
    lines.extend([greeting(&facts.name, words), due.replace("{shop}", &facts.shop_name)]);
    lines.extend(facts.link.iter().map(|link| words.reminder_link.replace("{link}", link)));
    lines.push(words.reminder_thanks.clone());
    lines.push([facts.shop_name.as_str(), facts.shop_phone.as_str()].join(" ").trim().to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use domain::languages;

    use super::*;

    #[test]
    fn a_reminder_of_practice_says_so_first() {
        let facts = Reminder {
            practice: false,
            name: "Asha".to_owned(),
            shop_name: "Sharma Telecom".to_owned(),
            shop_phone: "98765 00000".to_owned(),
            amount: Paise::new(29_900),
            day: "2026-11-29".to_owned(),
            link: None,
        };
        for language in languages() {
            let real = reminder(&facts, *language);
            assert!(real.contains("Asha") && !real.contains(&words_in(*language).practice), "{real}");
            let practised = reminder(&Reminder { practice: true, ..facts.clone() }, *language);
            assert_eq!(practised, format!("{}\n{real}", words_in(*language).practice));
        }
    }
}
