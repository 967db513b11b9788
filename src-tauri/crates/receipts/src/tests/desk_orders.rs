//! Slips of the services desk.

use super::*;

#[test]
fn a_pan_slip_carries_the_acknowledgement_number() {
    holds(
        &told(&pan(Outcome::Done), Language::EN),
        &[
            "SUCCESSFUL · ₹ 150\n",
            "Date: 21-11-2026\nTime: 12:00 AM\nApplicant's mobile: 9000000417\nService: PAN card, new\nOrder id: ABCDEF000001\n",
            "Company: INSPAY\nAcknowledgement number: ACK0417\nCompany ref: T0417\n",
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
    for language in languages().iter().copied() {
        let gender = &crate::words::words_in(language).female;
        let parts = ["Sunita Sample", "05-11-1980", gender.as_str(), "Station Road, Agra"];
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
        let other = Person { gender: Gender::read("not told"), ..person() };
        let other = Receipt { subject: Subject::Aadhaar { person: Some(other) }, ..aadhaar(Outcome::Done) };
        assert!(told(&other, language).contains("not told"), "a word that nobody knows stays as it came");
    }
    let half = Person { gender: Gender::read(""), address: " ".into(), ..person() };
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
                gender: Gender::read(number),
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
