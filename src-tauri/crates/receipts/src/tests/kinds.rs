//! Bills, what was taken back, what is owed, vouchers, the test slip: and that none of them tells what nobody may read.

use std::collections::BTreeMap;

use domain::{Account, Field, Language, Names, Paise, Payment, Service, Voucher, VoucherKind, languages};
use proptest::prelude::*;

use super::{OUTCOMES, aadhaar, account, hindi, holds, load, longest_run_of_digits, pan, person, receipt, text, told};
use crate::paper::{Block, Sheet};
use crate::{
    Due, Money, Outcome, Receipt, Slip, SlipKey, SlipProof, SlipSays, Standing, Subject, UdhaarAccount, VoucherReceipt,
    sheet_text, test_sheet,
};

pub(crate) fn bill(outcome: Outcome) -> Receipt {
    let fields = vec![(Field::BillingUnit, "0417".to_owned()), (Field::ProcessingCycle, "3".to_owned())];
    Receipt {
        subject: Subject::Bill { service: Service::Electricity, fields },
        number: "170012345".into(),
        operator: Names::alike("MSEDC Limited"),
        amount: Paise::new(124_000),
        operator_ref: Some("APN00417".into()),
        ..receipt(outcome)
    }
}

#[test]
fn a_bill_names_its_biller_the_number_and_every_field() {
    let english = told(&bill(Outcome::Done), Language::EN);
    holds(
        &english,
        &[
            "SUCCESSFUL · ₹ 1,240\n",
            "Biller: MSEDC Limited\nConsumer number: 170012345\nBilling unit: 0417\nProcessing cycle: 3\n",
            "Approval number: APN00417",
            "The biller may take some days",
        ],
    );
    assert!(!english.contains("Operator") && !english.contains("Bharat Connect") && !english.contains("SMS"));
    let in_hindi = told(&bill(Outcome::Done), hindi());
    holds(&in_hindi, &["बिलर: MSEDC Limited\nउपभोक्ता नंबर: 170012345\nबिलिंग यूनिट: 0417", "अप्रूवल नंबर: APN00417"]);
    for (service, label) in [
        (Service::Postpaid, "Mobile number: 170012345"),
        (Service::Landline, "Telephone number: 170012345"),
        (Service::Gas, "Consumer number: 170012345"),
        (Service::Insurance, "Policy number: 170012345"),
        (Service::Fastag, "Vehicle or tag: 170012345"),
    ] {
        let subject = Subject::of_sold(service, [(Field::DateOfBirth, "05-11-1980".to_owned())]);
        let one = told(&Receipt { subject, ..bill(Outcome::Done) }, Language::EN);
        holds(&one, &[label, "Date of birth: 05-11-1980"]);
    }
}

#[test]
fn a_bill_has_the_id_of_the_network_only_where_the_company_gave_one() {
    let id = "CC014110BAAF00010016";
    let given = Receipt { operator_ref: Some(id.into()), provider_ref: Some("4711".into()), ..bill(Outcome::Done) };
    let shown = told(&given, Language::EN);
    holds(&shown, &["Company ref: 4711\n", &format!("Bharat Connect id: {id}")]);
    assert!(!shown.contains("Approval number"));
    let both = Receipt { provider_ref: Some(id.into()), ..bill(Outcome::Done) };
    let shown = told(&both, Language::EN);
    holds(&shown, &["Approval number: APN00417", &format!("Bharat Connect id: {id}")]);
    assert!(!shown.contains("Company ref"));
    for other in ["CC014999BAAF00010016", "CC014110BAAF0001001", "cc014110baaf00010016", "99014110BAAF00010016"] {
        let one = Receipt { operator_ref: Some(other.into()), ..bill(Outcome::Done) };
        holds(&told(&one, Language::EN), &[&format!("Approval number: {other}")]);
    }
    let none = Receipt { operator_ref: None, provider_ref: None, ..bill(Outcome::Done) };
    let shown = told(&none, Language::EN);
    assert!(!shown.contains("Approval") && !shown.contains("Bharat") && !shown.contains("ref"), "{shown}");
}

#[test]
fn a_recharge_says_that_the_operators_sms_tells_the_benefits() {
    for service in [Service::Prepaid, Service::Dth, Service::DataCard] {
        let subject = Subject::of_sold(service, []);
        assert_eq!(subject, Subject::Recharge);
    }
    let sentence = "The operator's SMS tells the benefits";
    assert!(told(&receipt(Outcome::Done), Language::EN).contains(sentence));
    assert!(told(&receipt(Outcome::Done), hindi()).contains("फ़ायदे ऑपरेटर के SMS में हैं"));
    for outcome in [Outcome::Pending, Outcome::Failed, Outcome::Reversed] {
        assert!(!told(&receipt(outcome), Language::EN).contains(sentence), "there are no benefits yet, or none at all");
    }
    let voucher = Receipt { subject: Subject::of_sold(Service::Voucher, []), ..receipt(Outcome::Done) };
    assert!(!told(&voucher, Language::EN).contains("SMS"));
}

#[test]
fn what_was_taken_back_tells_the_original() {
    let one = Receipt { amount: Paise::new(29_900), charge: Paise::new(500), ..receipt(Outcome::Reversed) };
    let shown = told(&one, Language::EN);
    holds(
        &shown,
        &[
            "REVERSED · ₹ 304\n",
            "Taken back: 22-11-2026 3:56 AM\nOriginal sale: 21-11-2026 12:00 AM\n",
            "Original order id: ABCDEF000001\n",
            "Original amount: ₹ 299\nService charge: ₹ 5\n",
            "The recharge was taken back",
        ],
    );
    assert!(!shown.contains("\nDate:") && !shown.contains("\nOrder id:"));
    holds(&told(&bill(Outcome::Reversed), hindi()), &["मूल बिक्री: 21-11-2026 12:00 AM", "मूल रकम: ₹ 1,240"]);
}

#[test]
fn a_sale_on_credit_says_what_is_owed_in_all() {
    let udhaar = |owed: i64| {
        let due = Some(Due { owed: Paise::new(owed), at_ms: 1_795_199_400_000 });
        told(&Receipt { payment: Payment::Udhaar, due, ..receipt(Outcome::Done) }, Language::EN)
    };
    holds(&udhaar(79_900), &["Paid by: Udhaar (still to be paid)\nUdhaar in all: ₹ 799 (21-11-2026)"]);
    holds(&udhaar(0), &["Udhaar in all: ₹ 0 (21-11-2026)"]);
    holds(&udhaar(-10_000), &["In credit: ₹ 100 (21-11-2026)"]);
}

fn voucher(kind: VoucherKind, from: Account, to: Account) -> Voucher {
    let (by, reason, reference) = ("Meena".to_owned(), "tea".to_owned(), "UTR 77".to_owned());
    Voucher { kind, from, to, amount: Paise::new(30_000), by, reason, reference }
}

fn of_voucher(voucher: &Voucher, standing: Option<Standing>, mended: bool, language: Language) -> Slip {
    let companies = BTreeMap::from([("inspay".to_owned(), "INSPAY".to_owned())]);
    let receipt = VoucherReceipt {
        practice: false,
        duplicate: u32::from(mended),
        shop_name: "Verma Telecom",
        shop_phone: "",
        shop_address: "Station Road",
        number: 417,
        at_ms: 1_795_199_400_000,
        voucher,
        standing,
        companies: &companies,
        mended,
    };
    Slip::of_voucher(&receipt, language)
}

fn standing(before: i64, after: i64) -> Standing {
    Standing { customer: 3, name: "Sunita".into(), before: Paise::new(before), after: Paise::new(after) }
}

#[test]
fn a_payment_of_udhaar_says_before_paid_and_after() {
    let paid = voucher(VoucherKind::UdhaarPaid, Account::Customer(3), Account::Upi);
    let shown = text(&of_voucher(&paid, Some(standing(79_900, 49_900)), false, Language::EN));
    holds(
        &shown,
        &[
            "UDHAAR PAID · ₹ 300\nReceipt number: 417\nDate: 21-11-2026\nTime: 12:00 AM\n",
            "Customer: Sunita\nWas due: ₹ 799\nPaid: ₹ 300\nStill due: ₹ 499\nPaid by: UPI\n",
        ],
    );
    let more = text(&of_voucher(&paid, Some(standing(10_000, -20_000)), false, Language::EN));
    holds(&more, &["Was due: ₹ 100\nPaid: ₹ 300\nNow in credit: ₹ 200\n"]);
    let back = voucher(VoucherKind::CreditBack, Account::Cash, Account::Customer(3));
    let shown = text(&of_voucher(&back, Some(standing(-30_000, 0)), true, Language::EN));
    holds(
        &shown,
        &[
            "*** DUPLICATE 1 ***\n*** TAKEN BACK SINCE ***\n",
            "CREDIT GIVEN BACK · ₹ 300",
            "Was in credit: ₹ 300\nGiven back: ₹ 300\nStill due: ₹ 0\nPaid by: Cash",
        ],
    );
    let nameless = Standing { name: String::new(), ..standing(1, 0) };
    holds(&text(&of_voucher(&paid, Some(nameless), false, hindi())), &["उधार जमा हुआ", "ग्राहक: ग्राहक 3"]);
}

#[test]
fn every_voucher_has_a_slip_in_the_words_of_the_shop() {
    let load = voucher(VoucherKind::WalletLoaded, Account::Bank, Account::Wallet("inspay".to_owned()));
    holds(
        &text(&of_voucher(&load, None, false, Language::EN)),
        &[
            "Wallet loaded · ₹ 300\nJournal row: 417\n",
            "From: Bank\nTo: Wallet INSPAY\nReference: UTR 77\nReason: tea\nBy: Meena\n",
            "The shop's own note",
        ],
    );
    for kind in VoucherKind::ALL {
        for language in languages().iter().copied() {
            let slip = of_voucher(&voucher(kind, Account::Owner, Account::Spent), None, false, language);
            assert!(!slip.outcome.is_empty() && slip.rows.iter().all(|row| !row.label.is_empty()), "{slip:?}");
        }
    }
}

#[test]
fn the_test_slip_tries_what_a_printer_must_do() {
    let both = [Language::EN, hindi()];
    let sheet = test_sheet("Verma Telecom", 384, true, &both);
    let has = |what: &dyn Fn(&Block) -> bool| sheet.blocks.iter().any(what);
    assert!(has(&|block| *block == Block::Ruler) && has(&|block| matches!(block, Block::Code(_))));
    let shown = sheet_text(&sheet);
    holds(&shown, &["*** TEST SLIP ***", "prints 384 dots", "384 बिंदु", "₹ 1,234.50", "it opens now", "अभी खुलेगी"]);
    let without = sheet_text(&test_sheet("Verma Telecom", 576, false, &both));
    assert!(!without.contains("opens now") && without.contains("576"));
}

#[test]
fn a_proved_slip_has_its_code_and_its_signs_below_everything() {
    let one = receipt(Outcome::Done);
    let key = SlipKey::of_secret(&[7; 32]);
    let signs = key.public().signs(7, false, &one.facts()).unwrap().to_string();
    let proof = SlipProof { code: key.code(&one.facts()), signs: signs.clone() };
    let sheet = Sheet::from(&Slip::of(&Receipt { proof: Some(proof.clone()), ..one.clone() }, Language::EN));
    assert!(sheet.blocks.contains(&Block::Code(proof.code)));
    assert!(sheet_text(&sheet).ends_with(&format!("To check this slip at the shop\n{signs}")));
    assert!(!sheet_text(&Sheet::from(&Slip::of(&one, Language::EN))).contains("To check"));
}

#[test]
fn what_is_signed_is_what_stands_in_large_type() {
    let one = Receipt { amount: Paise::new(29_900), charge: Paise::new(500), ..receipt(Outcome::Pending) };
    let facts = one.facts();
    assert_eq!((facts.amount, facts.says), (Paise::new(30_400), SlipSays::Waiting));
    assert_eq!((facts.order_id.as_str(), facts.sold_at_s), ("ABCDEF000001", 1_795_199_400));
    let money = Money::GivenBack { amount: Paise::new(29_900), at_ms: 1_795_200_000_000 };
    let back = Receipt { outcome: Outcome::Failed, money, ..one }.facts();
    assert_eq!((back.amount, back.says), (Paise::new(29_900), SlipSays::GivenBack));
    assert_eq!(load(Outcome::Done).facts().amount, Paise::new(15_000));
}

/// An Aadhaar number and a PAN wherever a company or a person may have put them.
fn careless(one: Receipt, secret: &str) -> Receipt {
    let said = format!("about {secret}.");
    let words = Some(said.clone());
    if !matches!(one.subject, Subject::Aadhaar { .. }) {
        return Receipt { words, ..one };
    }
    let person = crate::Person { full_name: said.clone(), address: said, ..person() };
    let reference = Some(secret.to_owned());
    Receipt { subject: Subject::Aadhaar { person: Some(person) }, words, by_word: reference, ..one }
}

proptest! {
    #[test]
    fn no_slip_tells_a_whole_aadhaar_number_or_a_pan(
        digits in "[2-9][0-9]{11}", gap in "[ -]?", pan_number in "[A-Z]{5}[0-9]{4}[A-Z]", outcome in 0..4_usize,
    ) {
        let grouped = format!("{}{gap}{}{gap}{}", &digits[..4], &digits[4..8], &digits[8..]);
        let outcome = OUTCOMES[outcome];
        for one in [pan(outcome), account(outcome), aadhaar(outcome), load(outcome)] {
            for secret in [&digits, &grouped, &pan_number, &pan_number.to_lowercase()] {
                let one = careless(one.clone(), secret);
                let is_check = matches!(one.subject, Subject::Aadhaar { .. });
                let own = Receipt { number: digits.clone(), provider_ref: Some(digits.clone()), ..one.clone() };
                let one = if is_check { own } else { one };
                for language in languages().iter().copied() {
                    let shown = sheet_text(&Sheet::from(&Slip::of(&one, language)));
                    prop_assert!(!shown.contains(secret.as_str()), "{}", shown);
                    prop_assert!(longest_run_of_digits(&shown) < 12, "{}", shown);
                }
            }
        }
    }
}

#[test]
fn a_statement_that_was_printed_before_is_a_duplicate() {
    let account = UdhaarAccount {
        practice: true,
        duplicate: 1,
        shop_name: "Verma Telecom".into(),
        shop_phone: String::new(),
        shop_address: String::new(),
        customer: 3,
        name: String::new(),
        made_at_ms: 1_795_199_400_000,
        opening: Paise::ZERO,
        closing: Paise::ZERO,
        lines: Vec::new(),
    };
    let slip = Slip::of_udhaar(&account, Language::EN);
    assert_eq!(slip.banners, ["PRACTICE - NO REAL MONEY", "DUPLICATE 1"]);
}

#[test]
fn practice_and_duplicates_are_marked() {
    let marked = Receipt { practice: true, duplicate: 2, ..receipt(Outcome::Failed) };
    let shown = told(&marked, Language::EN);
    assert!(shown.starts_with("*** PRACTICE - NO REAL MONEY ***\n*** DUPLICATE 2 ***"));
    assert!(shown.contains("Nothing was charged."));
    // What the company said of it is no business of the customer's.
    assert!(!shown.contains("Reason") && !shown.contains("Invalid number"), "{shown}");
    assert!(told(&marked, hindi()).contains("अभ्यास"));
}
