//! The facts of a receipt, line by line.

use domain::{Language, india_time};

use crate::about::{About, Person, masked_aadhaar, veiled, veiled_id};
use crate::slip::{Receipt, Row, Standing};
use crate::words::said_in;

/// The lines of a slip so far, in its language.
struct Rows {
    language: Language,
    rows: Vec<Row>,
}

impl Rows {
    fn add(&mut self, en: &'static str, hi: &'static str, value: impl Into<String>) {
        self.rows.push(Row { label: said_in(self.language, en, hi).to_owned(), value: value.into() });
    }

    /// A line, unless there is nothing to say on it.
    fn add_known(&mut self, en: &'static str, hi: &'static str, value: &str) {
        if !value.trim().is_empty() {
            self.add(en, hi, value);
        }
    }
}

pub(crate) fn rows_of(receipt: &Receipt, language: Language) -> Vec<Row> {
    let sold_at = india_time(receipt.sold_at_ms);
    let mut rows = Rows { language, rows: Vec::new() };
    rows.add("Date", "तारीख", sold_at.strftime("%d-%m-%Y").to_string());
    rows.add("Time", "समय", sold_at.strftime("%H:%M").to_string());
    what(&mut rows, receipt);
    rows.add("Order id", "ऑर्डर आईडी", receipt.order_id.clone());
    rows.add("Through", "प्रोवाइडर", receipt.provider.clone());
    references(&mut rows, receipt);
    if let Some(reference) = &receipt.by_word {
        rows.add_known("Ref as told", "बताया रेफ़रेंस", reference);
    }
    if let (Standing::Failed, Some(words)) = (receipt.standing, &receipt.words) {
        let words = if matches!(receipt.about, About::Aadhaar { .. }) { veiled(words) } else { words.clone() };
        rows.add("Reason", "कारण", words);
    }
    rows.rows
}

/// What was sold, and to whom.
fn what(rows: &mut Rows, receipt: &Receipt) {
    let product = match rows.language {
        Language::En => &receipt.operator_en,
        Language::Hi => &receipt.operator_hi,
    };
    match &receipt.about {
        About::Sale => {
            rows.add("Number", "नंबर", receipt.number.clone());
            rows.add("Operator", "ऑपरेटर", product.clone());
        }
        About::Pan => {
            rows.add("Applicant's mobile", "आवेदक का मोबाइल", receipt.number.clone());
            rows.add("What", "सेवा", product.clone());
        }
        About::Account { customer } => {
            rows.add_known("Customer", "ग्राहक", customer);
            rows.add("Customer's mobile", "ग्राहक का मोबाइल", receipt.number.clone());
            rows.add("What", "सेवा", product.clone());
        }
        About::Aadhaar { person } => {
            rows.add("What", "सेवा", product.clone());
            rows.add("Aadhaar", "आधार", masked_aadhaar(&receipt.number));
            if let (Standing::Done, Some(person)) = (receipt.standing, person) {
                about_person(rows, person);
            }
        }
        About::Load { paid } => {
            rows.add("What", "सेवा", product.clone());
            if let Some(paid) = paid.filter(|paid| *paid != receipt.amount) {
                rows.add("Amount asked for", "माँगी गई रकम", receipt.amount.to_string());
                rows.add("Amount paid", "दी गई रकम", paid.to_string());
            }
        }
    }
}

/// A provider may repeat the number in any of these.
fn about_person(rows: &mut Rows, person: &Person) {
    rows.add_known("Name", "नाम", &veiled(&person.full_name));
    rows.add_known("Date of birth", "जन्म तिथि", &veiled(&person.date_of_birth));
    rows.add_known("Gender", "लिंग", &veiled(&person.gender));
    rows.add_known("Address", "पता", &veiled(&person.address));
}

/// By which ids the others know it.
fn references(rows: &mut Rows, receipt: &Receipt) {
    let own = receipt.provider_ref.as_deref();
    let operator = receipt.operator_ref.as_deref();
    match &receipt.about {
        About::Pan => {
            // The loudest of them: with this number the applicant asks the department.
            if let Some(id) = operator {
                rows.add("Acknowledgement number", "पावती नंबर", id);
            }
            if let Some(id) = own {
                rows.add("Provider ref", "प्रोवाइडर रेफ़रेंस", id);
            }
        }
        About::Account { .. } => {
            if let Some(id) = own {
                rows.add("Transaction id", "ट्रांज़ैक्शन आईडी", id);
            }
        }
        About::Aadhaar { .. } => {
            if let Some(id) = own {
                rows.add("Provider ref", "प्रोवाइडर रेफ़रेंस", veiled_id(id));
            }
        }
        About::Sale | About::Load { .. } => {
            if let Some(id) = own {
                rows.add("Provider ref", "प्रोवाइडर रेफ़रेंस", id);
            }
            if let Some(id) = operator {
                rows.add("Operator ref", "ऑपरेटर रेफ़रेंस", id);
            }
        }
    }
}
