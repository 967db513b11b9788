//! The slip of a chit says that nothing was sent, and what becomes of the money.

use domain::{Language, Names, Paise, Payment, Service, languages};

use super::{hindi, holds, text};
use crate::{ChitReceipt, Slip};

pub(crate) fn chit() -> ChitReceipt {
    ChitReceipt {
        practice: false,
        duplicate: 0,
        shop_name: "Verma Telecom".into(),
        shop_phone: "70000 00001".into(),
        shop_address: "Station Road".into(),
        day_number: 3,
        made_at_ms: 1_795_170_000_000,
        expires_at_ms: 1_795_199_400_000,
        is_over: false,
        service: Service::Prepaid,
        operator: Names::alike("Airtel"),
        number: "98765 43210".into(),
        phone: "98765 00000".into(),
        amount: Paise::new(29_900),
        taken: None,
    }
}

fn told(chit: &ChitReceipt, language: Language) -> String {
    text(&Slip::of_chit(chit, language))
}

#[test]
fn a_chit_says_that_nothing_was_sent_and_until_when_it_is_good() {
    let english = told(&chit(), Language::EN);
    holds(
        &english,
        &[
            "NOT SENT YET · ₹ 299\nChit number: 3\nDate: 20-11-2026\nTime: 3:50 PM\n",
            "Number: 98765 43210\nOperator: Airtel\nCustomer's mobile: 98765 00000\nMoney taken: None\n",
            "Valid until: 20-11-2026 11:59 PM\n",
            "Pay when it is done. This chit is no proof of payment.",
        ],
    );
    holds(&told(&chit(), hindi()), &["अभी भेजा नहीं गया · ₹ 299\nटोकन नंबर: 3\n", "पैसे लिए: नहीं लिए\n"]);
    assert!(!english.contains("Order id") && !english.contains("SUCCESSFUL"), "{english}");
}

#[test]
fn whoever_has_paid_is_told_to_keep_it() {
    for (payment, by) in [(Payment::Cash, "Cash"), (Payment::Upi, "UPI")] {
        let paid = told(&ChitReceipt { taken: Some(payment), ..chit() }, Language::EN);
        holds(
            &paid,
            &[&format!("Money taken: {by}\n"), "Your money is with the shop. Keep this chit until it is done."],
        );
        assert!(!paid.contains("no proof"), "{paid}");
    }
}

#[test]
fn one_whose_day_is_over_says_so_and_where_the_money_is() {
    let over = ChitReceipt { is_over: true, ..chit() };
    holds(&told(&over, Language::EN), &["EXPIRED - NOT SENT · ₹ 299\n", "Nothing was charged."]);
    let taken = told(&ChitReceipt { taken: Some(Payment::Cash), ..over }, Language::EN);
    holds(&taken, &["Show this chit to get your money back."]);
    assert!(!taken.contains("Nothing was charged"), "{taken}");
}

#[test]
fn a_chit_has_no_code_that_proves_a_sale() {
    for language in languages() {
        let slip = Slip::of_chit(&ChitReceipt { duplicate: 1, practice: true, ..chit() }, *language);
        assert!(slip.proof.is_none() && slip.pending);
        assert_eq!(slip.banners.len(), 2, "practice and duplicate are told");
    }
}
