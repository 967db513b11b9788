//! A made-up sale, to show what a design does.

use domain::{Names, Paise, Payment, Service, spaced_mobile};

use crate::slip::SlipProof;
use crate::{Money, Outcome, Receipt, Subject};

/// A sale that has every line which a design can leave out. `operator`: a company that the shop sells.
pub fn sample(operator: Names, provider: String, now_ms: i64) -> Receipt {
    Receipt {
        practice: false,
        duplicate: 0,
        shop_name: String::new(),
        shop_phone: String::new(),
        shop_address: String::new(),
        subject: Subject::Recharge,
        service: Service::Prepaid,
        customer: "Ramesh".to_owned(),
        outcome: Outcome::Done,
        sold_at_ms: now_ms,
        number: spaced_mobile("9000000417"),
        operator,
        amount: Paise::new(29_900),
        charge: Paise::new(500),
        payment: Payment::Upi,
        pay_note: Some("7K3M9Q2D".to_owned()),
        money: Money::Settled,
        order_id: "SAMPLE000417".to_owned(),
        provider,
        provider_ref: Some("4711002233".to_owned()),
        operator_ref: Some("1122334455".to_owned()),
        words: None,
        taken_back_at_ms: None,
        due: None,
        // Its signs are nobody's: whoever checks them hears that the slip is not genuine.
        proof: Some(SlipProof { code: "GALLA SAMPLE".to_owned(), signs: "SAMP-LE00-0417".to_owned() }),
        by_word: None,
    }
}
