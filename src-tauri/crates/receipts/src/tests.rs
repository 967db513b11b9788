//! Slips of every kind, as text.

mod kinds;
mod lines;

use domain::{Language, Names, Paise, Payment, languages};

pub(crate) use lines::text;

use crate::{Money, Outcome, Person, Receipt, Slip, Subject};

pub(crate) fn receipt(outcome: Outcome) -> Receipt {
    Receipt {
        practice: false,
        duplicate: 0,
        shop_name: "Verma Telecom".into(),
        shop_phone: "70000 00001".into(),
        shop_address: "Station Road".into(),
        subject: Subject::Recharge,
        service: domain::Service::Prepaid,
        customer: String::new(),
        outcome,
        sold_at_ms: 1_795_199_400_000,
        number: "98765 43210".into(),
        operator: Names::alike("Airtel"),
        amount: Paise::new(999_999_900),
        charge: Paise::ZERO,
        payment: Payment::Cash,
        pay_note: None,
        money: Money::Settled,
        order_id: "ABCDEF000001".into(),
        provider: "INSPAY".into(),
        provider_ref: Some("4711".into()),
        operator_ref: None,
        words: Some("Invalid number".into()),
        taken_back_at_ms: (outcome == Outcome::Reversed).then_some(1_795_300_000_000),
        due: None,
        proof: None,
        by_word: None,
    }
}

#[test]
fn a_persons_word_is_marked_as_one() {
    let own = receipt(Outcome::Done);
    let by_word = Receipt { by_word: Some("CMP-77".into()), ..receipt(Outcome::Done) };
    for (language, mark) in [(Language::EN, "By the shopkeeper's word"), (hindi(), "दुकानदार के कहे पर")]
    {
        let told = text(&Slip::of(&by_word, language));
        assert!(told.contains("CMP-77") && told.matches(mark).count() == 1, "{told}");
        assert!(!text(&Slip::of(&own, language)).contains(mark));
    }
}

/// Beside a longer label an order id of twelve signs takes two lines on 72 mm of paper.
#[test]
fn no_label_takes_the_room_of_an_order_id() {
    let by_word = |one: Receipt| Receipt { by_word: Some("CMP-77".into()), ..one };
    for one in KINDS.map(|kind| by_word(kind(Outcome::Done))) {
        for language in languages().iter().copied() {
            for row in Slip::of(&one, language).rows {
                assert!(row.label.chars().count() <= 22, "{}", row.label);
            }
        }
    }
}

#[test]
fn a_charge_stands_apart_and_it_says_how_it_was_paid() {
    let one = Receipt { amount: Paise::new(29_900), charge: Paise::new(500), ..receipt(Outcome::Done) };
    let upi = Receipt { payment: Payment::Upi, pay_note: Some("7K3M9Q2D".into()), ..one.clone() };
    let told = text(&Slip::of(&upi, Language::EN));
    for line in ["SUCCESSFUL · ₹ 304", "Amount: ₹ 299", "Service charge: ₹ 5", "Paid by: UPI", "UPI note: 7K3M9Q2D"]
    {
        assert!(told.contains(line), "{line} is missing in\n{told}");
    }
    let udhaar = text(&Slip::of(&Receipt { payment: Payment::Udhaar, ..one }, hindi()));
    assert!(udhaar.contains("सर्विस चार्ज: ₹ 5") && udhaar.contains("भुगतान: उधार (अभी देना है)"), "{udhaar}");
    let plain = text(&Slip::of(&receipt(Outcome::Done), Language::EN));
    assert!(plain.contains("Paid by: Cash") && !plain.contains("Service charge") && !plain.contains("Amount:"));
    assert!(!text(&Slip::of(&receipt(Outcome::Failed), Language::EN)).contains("Paid by"));
    assert!(!text(&Slip::of(&load(Outcome::Done), Language::EN)).contains("Paid by"));
}

#[test]
fn a_slip_says_where_the_customers_money_is() {
    let failed = Receipt { amount: Paise::new(29_900), ..receipt(Outcome::Failed) };
    let owed = Receipt { money: Money::Owed(Paise::new(30_400)), charge: Paise::new(500), ..failed.clone() };
    let told = text(&Slip::of(&owed, Language::EN));
    assert!(
        told.contains("FAILED") && told.contains("Shop owes you: ₹ 304") && told.contains("Show this slip"),
        "{told}"
    );
    assert!(!told.contains("Nothing was charged"), "{told}");
    let money = Money::GivenBack { amount: Paise::new(29_900), at_ms: 1_795_200_000_000 };
    let told = text(&Slip::of(&Receipt { money, ..failed.clone() }, Language::EN));
    for line in ["MONEY GIVEN BACK · ₹ 299", "The sale: FAILED", "Given back: 21-11-2026 00:10"] {
        assert!(told.contains(line), "{line} is missing in\n{told}");
    }
    let told = text(&Slip::of(&Receipt { money, outcome: Outcome::Reversed, ..failed }, hindi()));
    assert!(told.contains("पैसे लौटाए · ₹ 299") && told.contains("बिक्री: वापस हुआ"), "{told}");
}

#[test]
fn a_slip_carries_every_fact_in_indias_time() {
    let told = text(&Slip::of(&receipt(Outcome::Done), Language::EN));
    for fact in [
        "Verma Telecom",
        "Station Road",
        "70000 00001",
        "SUCCESSFUL · ₹ 99,99,999",
        "21-11-2026",
        "00:00",
        "98765 43210",
        "Airtel",
        "ABCDEF000001",
        "INSPAY",
        "4711",
    ] {
        assert!(told.contains(fact), "{fact} is missing in\n{told}");
    }
    assert!(!told.contains("Invalid number"), "a success has no reason for failing");
}

/// A supplier's word is about the supplier's wallet as often as about the number.
#[test]
fn no_suppliers_reason_stands_on_a_sales_slip() {
    for kind in [receipt, kinds::bill] {
        let failed = Receipt { words: Some("Insufficient Merchant Balance".into()), ..kind(Outcome::Failed) };
        for language in languages().iter().copied() {
            let told = told(&failed, language);
            assert!(!told.contains("Balance") && !told.contains("कारण") && !told.contains("Reason"), "{told}");
        }
    }
}

#[test]
fn a_recharge_names_its_service_and_the_customer_that_the_shop_knows() {
    let known = Receipt { customer: "Ramesh".into(), ..receipt(Outcome::Done) };
    holds(&told(&known, Language::EN), &["Customer: Ramesh\nService: Prepaid recharge\nNumber: 98765 43210\n"]);
    holds(&told(&known, hindi()), &["ग्राहक: Ramesh\nसेवा: प्रीपेड रिचार्ज\nनंबर: 98765 43210\n"]);
    assert!(!told(&receipt(Outcome::Done), Language::EN).contains("Customer"));
    let subject = Subject::of_sold(domain::Service::Voucher, []);
    let voucher = Receipt { subject, service: domain::Service::Voucher, ..receipt(Outcome::Done) };
    holds(&told(&voucher, Language::EN), &["Service: Voucher\n"]);
}

#[test]
fn a_pending_slip_says_so_in_both_languages() {
    let pending = receipt(Outcome::Pending);
    for language in [Language::EN, hindi()] {
        let slip = Slip::of(&pending, language);
        assert!(slip.pending && text(&slip).contains("PENDING"));
    }
    assert!(text(&Slip::of(&pending, Language::EN)).contains("no proof of payment"));
}

pub(crate) const KINDS: [fn(Outcome) -> Receipt; 6] = [receipt, pan, account, aadhaar, load, kinds::bill];
pub(crate) const OUTCOMES: [Outcome; 4] = [Outcome::Done, Outcome::Pending, Outcome::Failed, Outcome::Reversed];

pub(crate) fn hindi() -> Language {
    Language::of_code("hi").expect("Hindi is spoken")
}

/// A slip of the desk, with a reference of every sort.
fn desk(subject: Subject, number: &str, product: &str, outcome: Outcome) -> Receipt {
    Receipt {
        subject,
        number: number.into(),
        operator: domain::desk_product(product).expect("a product").names.clone(),
        amount: Paise::new(15_000),
        provider_ref: Some("T0417".into()),
        operator_ref: Some("ACK0417".into()),
        words: Some("Not done".into()),
        ..receipt(outcome)
    }
}

fn pan(outcome: Outcome) -> Receipt {
    desk(Subject::Pan, "9000000417", "pan-new", outcome)
}

fn account(outcome: Outcome) -> Receipt {
    let subject = Subject::Account { customer: "Sunita Sample".into() };
    desk(subject, "9000000417", "account-saving", outcome)
}

fn person() -> Person {
    Person {
        full_name: "Sunita Sample".into(),
        date_of_birth: "05-11-1980".into(),
        gender: "Female".into(),
        address: "12, Station Road, Agra 282001".into(),
    }
}

fn aadhaar(outcome: Outcome) -> Receipt {
    desk(Subject::Aadhaar { person: Some(person()) }, "0016", "aadhaar-otp", outcome)
}

fn load(outcome: Outcome) -> Receipt {
    desk(Subject::Load { paid: None }, "", "wallet-load", outcome)
}

fn told(receipt: &Receipt, language: Language) -> String {
    text(&Slip::of(receipt, language))
}

fn holds(text: &str, facts: &[&str]) {
    for fact in facts {
        assert!(text.contains(fact), "{fact} is missing in\n{text}");
    }
}

fn longest_run_of_digits(text: &str) -> usize {
    text.split(|sign: char| !sign.is_numeric()).map(|run| run.chars().count()).max().unwrap_or(0)
}

#[test]
fn a_pan_slip_carries_the_acknowledgement_number() {
    holds(
        &told(&pan(Outcome::Done), Language::EN),
        &[
            "SUCCESSFUL · ₹ 150\n",
            "Date: 21-11-2026\nTime: 00:00\nApplicant's mobile: 9000000417\nService: PAN card, new\nOrder id: ABCDEF000001\n",
            "Provider: INSPAY\nAcknowledgement number: ACK0417\nProvider ref: T0417\n",
            "handed in",
        ],
    );
    holds(
        &told(&pan(Outcome::Done), hindi()),
        &["सफल · ₹ 150", "आवेदक का मोबाइल: 9000000417", "सेवा: पैन कार्ड, नया", "पावती नंबर: ACK0417"],
    );
    let failed = told(&pan(Outcome::Failed), Language::EN);
    holds(&failed, &["FAILED", "Reason: Not done", "ask the shop for your money"]);
}

#[test]
fn an_account_slip_names_the_customer_and_the_transaction() {
    let english = told(&account(Outcome::Done), Language::EN);
    holds(
        &english,
        &[
            "Customer: Sunita Sample\nCustomer's mobile: 9000000417\nService: Bank account, savings\n",
            "Transaction id: T0417\n",
            "from the bank",
        ],
    );
    assert!(!english.contains("Operator") && !english.contains("ACK0417"), "{english}");
    holds(
        &told(&account(Outcome::Done), hindi()),
        &["ग्राहक: Sunita Sample", "सेवा: बैंक खाता, बचत", "ट्रांज़ैक्शन आईडी: T0417"],
    );
}

#[test]
fn what_was_started_proves_nothing() {
    for (receipt, english, in_hindi) in [
        (pan(Outcome::Pending), "no proof that a PAN card was applied for", "आवेदन का प्रमाण नहीं है"),
        (account(Outcome::Pending), "no proof of an account", "खाते का प्रमाण नहीं है"),
        (load(Outcome::Pending), "no proof of payment", "भुगतान का प्रमाण नहीं है"),
        (aadhaar(Outcome::Pending), "no proof of anybody's identity", "पहचान का प्रमाण नहीं है"),
    ] {
        let loud = if matches!(receipt.subject, Subject::Aadhaar { .. }) { "NOT VERIFIED" } else { "NOT FINISHED" };
        for (language, proof) in [(Language::EN, english), (hindi(), in_hindi)] {
            let slip = Slip::of(&receipt, language);
            assert!(slip.pending);
            holds(&text(&slip), &[loud, proof]);
            assert!(!text(&slip).contains("PENDING") && !text(&slip).contains("SUCCESSFUL"));
        }
    }
}

#[test]
fn an_aadhaar_slip_has_the_last_four_digits_and_a_person_only_when_verified() {
    let parts = ["Sunita Sample", "05-11-1980", "Female", "Station Road, Agra"];
    for language in languages().iter().copied() {
        for outcome in OUTCOMES {
            let shown = told(&aadhaar(outcome), language);
            holds(&shown, &["XXXX XXXX 0016", "VERIFIED"]);
            assert_eq!(shown.contains("NOT VERIFIED"), outcome != Outcome::Done);
            for part in parts {
                assert_eq!(shown.contains(part), outcome == Outcome::Done, "{part}\n{shown}");
            }
        }
        let nobody = Receipt { subject: Subject::Aadhaar { person: None }, ..aadhaar(Outcome::Done) };
        assert!(parts.iter().all(|part| !told(&nobody, language).contains(part)));
    }
    let half = Person { gender: String::new(), address: " ".into(), ..person() };
    let half = Receipt { subject: Subject::Aadhaar { person: Some(half) }, ..aadhaar(Outcome::Done) };
    let shown = told(&half, Language::EN);
    holds(
        &shown,
        &["Service: Aadhaar check\nAadhaar: XXXX XXXX 0016\nName: Sunita Sample\nDate of birth: 05-11-1980\nOrder id"],
    );
    assert!(!shown.contains("Gender") && !shown.contains("Address"), "{shown}");
}

#[test]
fn an_aadhaar_number_is_on_no_slip_wherever_a_provider_puts_it() {
    let whole = "999900000016";
    for (language, outcome) in languages().iter().copied().flat_map(|one| OUTCOMES.map(|outcome| (one, outcome))) {
        for number in [whole, "9999 0000 0016"] {
            let person = Person {
                full_name: format!("Sunita {number}"),
                date_of_birth: number.into(),
                gender: number.into(),
                address: format!("Agra 282001 {number}"),
            };
            let careless = Receipt {
                subject: Subject::Aadhaar { person: Some(person) },
                number: number.into(),
                provider_ref: Some(number.into()),
                operator_ref: Some(number.into()),
                words: Some(format!("{number} is not linked")),
                ..aadhaar(outcome)
            };
            let shown = told(&careless, language);
            assert!(longest_run_of_digits(&shown) < 12 && !shown.contains("9999 0000"), "{shown}");
            holds(&shown, &["XXXX XXXX 0016"]);
        }
    }
}

#[test]
fn a_wallet_load_tells_what_was_paid_when_it_differs() {
    let paid = |paise| Receipt { subject: Subject::Load { paid: Some(Paise::new(paise)) }, ..load(Outcome::Done) };
    let other = told(&paid(10_000), Language::EN);
    holds(&other, &["SUCCESSFUL · ₹ 100\n", "Service: Wallet load\nAmount asked for: ₹ 150\nAmount paid: ₹ 100\n"]);
    holds(&told(&paid(10_000), hindi()), &["माँगी गई रकम: ₹ 150", "दी गई रकम: ₹ 100", "ग्राहक की रसीद नहीं"]);
    for same in [paid(15_000), load(Outcome::Done)] {
        let shown = told(&same, Language::EN);
        holds(&shown, &["SUCCESSFUL · ₹ 150\n", "The shop's own note"]);
        assert!(!shown.contains("Amount") && !shown.contains("Number"), "{shown}");
    }
}

#[test]
fn an_order_of_the_desk_that_cost_nothing_has_no_amount() {
    for language in languages().iter().copied() {
        for free in [pan(Outcome::Done), account(Outcome::Done), aadhaar(Outcome::Done), load(Outcome::Failed)] {
            let free = Receipt { amount: Paise::ZERO, ..free };
            assert_eq!(Slip::of(&free, language).amount, "");
            assert!(!told(&free, language).contains('₹') && !told(&free, language).contains('·'));
        }
    }
    let sale = Receipt { amount: Paise::ZERO, ..receipt(Outcome::Done) };
    assert_eq!(Slip::of(&sale, Language::EN).amount, "₹ 0");
}

#[test]
fn every_slip_has_words_of_its_own_in_both_languages_and_no_long_number() {
    let mut notes = Vec::new();
    for (kind, outcome) in KINDS.into_iter().flat_map(|kind| OUTCOMES.map(|outcome| (kind, outcome))) {
        let one = kind(outcome);
        for language in languages().iter().copied() {
            let slip = Slip::of(&one, language);
            assert!(longest_run_of_digits(&text(&slip)) < 12, "{}", text(&slip));
            assert!(
                slip.footer.len() == 1 && slip.rows.iter().all(|row| !row.value.is_empty() && !row.label.is_empty())
            );
            assert_eq!(slip.footer[0].is_ascii(), language == Language::EN, "{}", slip.footer[0]);
            assert_eq!(slip.rows.iter().all(|row| row.label.is_ascii()), language == Language::EN);
            notes.extend(slip.footer.into_iter().map(|note| (language, note)));
        }
        assert_eq!(Slip::of(&one, Language::EN).rows.len(), Slip::of(&one, hindi()).rows.len());
    }
    let count = notes.len();
    notes.sort();
    notes.dedup();
    assert_eq!(notes.len(), count, "two slips of different meaning say the same");
}
