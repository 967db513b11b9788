//! Slips: what every kind says, how often it was printed, and whether one that comes back is genuine.

use std::fs;
use std::time::Duration;

use domain::{Field, Language, Payment, SaleState, Service, VoucherKind};
use ledger::ChainKey;
use receipts::paper::Block;
use receipts::{SlipFault, SlipSays};
use till::{
    CountInput, CustomerInput, FieldInput, MoneyBackWhat, PaidInput, Parts, Problem, SaleInput, SaleView, SlipOf,
    SlipPart, SlipVerdict, Till, notice_board,
};

use super::scripted::Scripted;
use super::stall::{Stall, airtel, intent, parts, settings};
use crate::money::{voucher, write};

const QUICK: Duration = Duration::from_millis(40);

fn both() -> [Language; 2] {
    [Language::EN, Language::of_code("hi").expect("Hindi is spoken")]
}

/// A sale's slip in English, as the window shows it.
pub fn slip_of(till: &Till, sale_id: i64) -> String {
    till.slip_preview(&SlipOf::Sale { sale_id }, &[Language::EN], None).expect("a slip").text
}

/// What a slip says in English.
fn said(till: &Till, slip: &SlipOf) -> String {
    till.slip_preview(slip, &[Language::EN], None).expect("a slip").text
}

fn holds(text: &str, facts: &[&str]) {
    for fact in facts {
        assert!(text.contains(fact), "{fact} is missing in\n{text}");
    }
}

/// The code and the signs of a sale's slip as it is now.
fn proof(till: &Till, sale: &SaleView) -> (String, String) {
    let sheet = till.sheet(&settings(), &SlipOf::Sale { sale_id: sale.id }, &[Language::EN]).expect("a sheet");
    let code_of = |block: &Block| if let Block::Code(code) = block { Some(code.clone()) } else { None };
    let code = sheet.blocks.iter().find_map(code_of).expect("it is signed");
    let text = receipts::sheet_text(&sheet);
    let (_, signs) = text.rsplit_once("To check this slip at the shop\n").expect("signs");
    (code, signs.lines().next().unwrap_or_default().to_owned())
}

fn verdict(till: &Till, text: &str) -> SlipVerdict {
    till.check_slip(text).expect("an answer").verdict
}

fn is_genuine(till: &Till, text: &str, sale: &SaleView) -> bool {
    matches!(verdict(till, text), SlipVerdict::Genuine { sale: found, .. } if found.id == sale.id)
}

#[tokio::test]
async fn a_slip_is_genuine_by_its_code_and_by_its_signs() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500001")).await;
    let (code, signs) = proof(&stall.till, &sale);
    let shared = said(&stall.till, &SlipOf::Sale { sale_id: sale.id });
    assert!(shared.contains(&signs), "{shared}");
    for text in
        [&code, &signs, &code.to_lowercase(), &format!(" {code}\n"), &signs.replace('-', " ").to_lowercase(), &shared]
    {
        assert!(is_genuine(&stall.till, text, &sale), "{text}: {:?}", verdict(&stall.till, text));
    }
    assert!(stall.till.check_slip(&code).expect("an answer").practice, "practice says so");
}

#[tokio::test]
async fn what_was_edited_is_named() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500001")).await;
    let failed = stall.sell_to_the_end(&airtel("9876500004")).await;
    let (code, _) = proof(&stall.till, &sale);
    let (of_failed, _) = proof(&stall.till, &failed);
    let edited = |text: &str| match verdict(&stall.till, text) {
        SlipVerdict::Edited { differs, sale, .. } => (differs, sale.map(|sale| sale.id)),
        other => panic!("{other:?}"),
    };
    assert_eq!(edited(&code.replace("*29900*", "*99900*")), (vec![SlipPart::Amount], Some(sale.id)));
    assert_eq!(edited(&of_failed.replace("*FAILED*", "*DONE*")), (vec![SlipPart::Outcome], Some(failed.id)));
    // The facts of one slip with the signature of another.
    let (facts, _) = code.rsplit_once('*').expect("a signature");
    let (_, signature) = of_failed.rsplit_once('*').expect("a signature");
    assert_eq!(edited(&format!("{facts}*{signature}")), (vec![SlipPart::Signature], Some(sale.id)));
    let nowhere = code.replace(&sale.order_id, "ZZZZZZ000001");
    assert_eq!(edited(&nowhere), (vec![SlipPart::OrderId], None));
    let time = code.split('*').nth(4).expect("a time").to_owned();
    assert_eq!(edited(&code.replace(&time, "1700000000")), (vec![SlipPart::Time], Some(sale.id)));
}

#[tokio::test]
async fn what_is_no_slip_of_ours_and_what_cannot_be_read_are_told_apart() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500001")).await;
    let (code, signs) = proof(&stall.till, &sale);
    let of_another = receipts::SlipKey::of_secret(&[42; 32]).code(&receipts::SlipFacts {
        order_id: "QQQQQQ000417".to_owned(),
        amount: domain::Paise::new(29_900),
        says: SlipSays::Done,
        sold_at_s: 1_795_199_400,
    });
    assert_eq!(verdict(&stall.till, &of_another), SlipVerdict::NotOurs);
    let fault = |text: &str| match verdict(&stall.till, text) {
        SlipVerdict::Unreadable { fault } => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(" "), SlipFault::Nothing);
    assert_eq!(fault(&code[..code.len() - 5]), SlipFault::CodeBroken);
    assert_eq!(fault(&signs[..10]), SlipFault::SignsLength);
    let last = if signs.ends_with('7') { "8" } else { "7" };
    assert_eq!(fault(&format!("{}{last}", &signs[..13])), SlipFault::SignsTypo);
}

/// It stands on the slip, too, and is as long as the signs.
#[tokio::test]
async fn an_order_id_is_told_as_one_and_leads_to_its_sale() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500001")).await;
    let found = |text: &str| match verdict(&stall.till, text) {
        SlipVerdict::OrderId { sale } => sale.map(|sale| sale.id),
        other => panic!("{text}: {other:?}"),
    };
    let id = &sale.order_id;
    let halves = format!("{} {}", &id[..6], &id[6..]);
    for text in [id, &id.to_lowercase(), &format!(" {id}\n"), &halves, &format!("Order id: {id}")] {
        assert_eq!(found(text), Some(sale.id), "{text}");
    }
    // One of another shop, whether or not it happens to read like signs.
    for counter in 1..200 {
        assert_eq!(found(&format!("ZZZZZZ{counter:06}")), None);
    }
    let (code, signs) = proof(&stall.till, &sale);
    assert!(is_genuine(&stall.till, &format!("{id} {code}"), &sale) && is_genuine(&stall.till, &signs, &sale));
}

#[tokio::test]
async fn a_slip_of_a_sale_that_was_taken_back_since_says_so() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500005")).await;
    let (code, signs) = proof(&stall.till, &sale);
    assert!(is_genuine(&stall.till, &code, &sale));
    stall.check_until(sale.id, SaleState::Reversed).await;
    let now = |text: &str| match verdict(&stall.till, text) {
        SlipVerdict::Changed { says, now, .. } => (says.says, now.says),
        other => panic!("{other:?}"),
    };
    for text in [&code, &signs] {
        assert_eq!(now(text), (SlipSays::Done, SlipSays::TakenBack));
    }
    holds(&said(&stall.till, &SlipOf::Sale { sale_id: sale.id }), &["REVERSED", "Taken back: ", "Original order id: "]);
    let back = SlipOf::MoneyBack { sale_id: sale.id };
    assert_eq!(stall.till.sheet(&settings(), &back, &both()), Err(Problem::MoneyMoved), "it is owed still");
    stall.till.settle_money(sale.id, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    assert_eq!(now(&code), (SlipSays::Done, SlipSays::GivenBack));
    holds(&said(&stall.till, &back), &["MONEY GIVEN BACK", "Given back: "]);
    let (code, signs) = proof(&stall.till, &stall.now(sale.id));
    assert!(is_genuine(&stall.till, &code, &sale) && is_genuine(&stall.till, &signs, &sale));
}

#[tokio::test]
async fn a_slip_stays_genuine_on_another_computer_and_under_another_key() {
    let scripted = Scripted::saying("Success").await;
    let (mut stall, _line) = Stall::real(&[("inspay", scripted.base.clone())]).await;
    stall.wallets_read().await;
    let sale = stall.sell(&SaleInput { mode: till::Mode::Real, ..airtel("9876543210") }).await;
    let (code, signs) = proof(&stall.till, &sale);
    assert!(!stall.till.check_slip(&code).expect("an answer").practice);
    let other = tempfile::tempdir().expect("another computer");
    for name in ["ledger.db", "ledger.db-wal"] {
        let from = stall.path().with_file_name(name);
        if from.exists() {
            fs::copy(from, other.path().join(name)).expect("a copy");
        }
    }
    let parts = parts(other.path().join("ledger.db"), Vec::new(), stall.clock.clone(), notice_board());
    let key = ChainKey { id: "anew".into(), bytes: [9; 32] };
    let till = Till::open(Parts { mode: till::Mode::Real, key, ..parts }).expect("the till opens");
    assert!(is_genuine(&till, &code, &sale) && is_genuine(&till, &signs, &sale));
    let (anew, new_signs) = proof(&till, &sale);
    assert!(anew != code && new_signs != signs, "it is signed by the new key");
    assert!(is_genuine(&till, &anew, &sale) && is_genuine(&till, &new_signs, &sale));
    assert!(!is_genuine(&stall.till, &anew, &sale), "the control: the old computer does not know the new key");
    // Practice is known as practice, whichever shop's it is.
    let mut practising = Stall::with("inspay", QUICK).await;
    let played = practising.sell_to_the_end(&airtel("9876500001")).await;
    let (code, signs) = proof(&practising.till, &played);
    for text in [&code, &signs] {
        let checked = till.check_slip(text).expect("an answer");
        assert_eq!((checked.practice, checked.verdict), (true, SlipVerdict::Practice), "{text}");
    }
    // Nor is it one of a practice that never sold it: everybody's practice signs with one key.
    let elsewhere = Stall::with("inspay", QUICK).await;
    assert_eq!(verdict(&elsewhere.till, &code), SlipVerdict::OtherPractice);
    assert_eq!(verdict(&elsewhere.till, &signs), SlipVerdict::NotOurs);
}

#[tokio::test]
async fn a_reprint_counts_and_another_slip_of_the_sale_is_none() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell(&airtel("9876500002")).await;
    let slip = SlipOf::Sale { sale_id: sale.id };
    stall.till.noted_printed(&slip, &[]).expect("it is noted");
    holds(&said(&stall.till, &slip), &["*** DUPLICATE 1 ***", "PENDING"]);
    stall.check_until(sale.id, SaleState::Succeeded).await;
    assert!(!said(&stall.till, &slip).contains("DUPLICATE"), "it says something else now");
    for count in 1..=2 {
        stall.till.noted_printed(&slip, &[]).expect("it is noted");
        holds(&said(&stall.till, &slip), &[&format!("*** DUPLICATE {count} ***")]);
    }
}

#[tokio::test]
async fn a_close_and_a_count_are_printed_by_their_place_in_the_books() {
    let mut stall = Stall::with("inspay", QUICK).await;
    stall.sell_to_the_end(&airtel("9876500001")).await;
    let count = |rupees: &str| CountInput {
        pieces: Vec::new(),
        sum: rupees.to_owned(),
        by: "Meena".to_owned(),
        intent: intent(),
        sure: true,
    };
    let counted = stall.till.count_drawer(&settings(), &count("299"), Language::EN).expect("a count");
    let x = SlipOf::Count { row: counted.count_seq };
    holds(&said(&stall.till, &x), &["COUNT IN THE SHIFT", "Counted: ₹ 299", "Wallet INSPAY"]);
    stall.sell_to_the_end(&SaleInput { repeat_confirmed: true, ..airtel("9876500001") }).await;
    assert_eq!(stall.till.sheet(&settings(), &x, &both()), Err(Problem::CountIsOld), "more cash came in");
    let counted = stall.till.count_drawer(&settings(), &count("598"), Language::EN).expect("a count");
    let input = till::ShiftInput {
        count_seq: counted.count_seq,
        reason: String::new(),
        by: "Ravi".to_owned(),
        intent: intent(),
    };
    stall.till.close_shift(&settings(), &input, Language::EN).expect("a close");
    let z = SlipOf::Close { number: 1 };
    holds(&said(&stall.till, &z), &["SHIFT CLOSED", "Z number: 1", "Closing seal"]);
    assert!(!said(&stall.till, &z).contains("DUPLICATE"));
    stall.till.noted_printed(&z, &[]).expect("it is noted");
    holds(&said(&stall.till, &z), &["*** DUPLICATE 1 ***"]);
    let old = SlipOf::Count { row: counted.count_seq };
    assert_eq!(stall.till.sheet(&settings(), &old, &both()), Err(Problem::CountIsGone));
    for number in [0, 2, -1] {
        assert_eq!(stall.till.sheet(&settings(), &SlipOf::Close { number }, &both()), Err(Problem::CloseUnknown));
    }
}

fn customer(stall: &Stall) -> i64 {
    let input = CustomerInput {
        name: "Ramesh".into(),
        numbers: "9876500001".into(),
        note: String::new(),
        language: None,
        limit: "1000".into(),
        by: "Anil".into(),
        below_confirmed: false,
    };
    stall.till.save_customer(None, &input).expect("a customer").id
}

#[tokio::test]
async fn udhaar_taken_and_paid_have_slips_of_their_own() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let ramesh = customer(&stall);
    let sale = stall.sell_to_the_end(&SaleInput { payment: Payment::Udhaar, ..airtel("9876500001") }).await;
    let slip = SlipOf::Sale { sale_id: sale.id };
    holds(&said(&stall.till, &slip), &["Paid by: Udhaar (still to be paid)", "Udhaar in all: ₹ 299 ("]);
    let paid = PaidInput {
        by: String::new(),
        intent: intent(),
        mode: till::Mode::Practice,
        customer: ramesh,
        amount: "100".to_owned(),
        payment: Payment::Cash,
        gives_back: false,
        repeat_confirmed: false,
    };
    stall.till.pay_udhaar(&paid).expect("a part is paid");
    let row = stall.till.vouchers(None).expect("vouchers").rows[0].seq;
    let payment = SlipOf::Voucher { row };
    holds(
        &said(&stall.till, &payment),
        &["UDHAAR PAID", "Customer: Ramesh", "Was due: ₹ 299", "Paid: ₹ 100", "Still due: ₹ 199", "Paid by: Cash"],
    );
    stall.till.noted_printed(&payment, &[]).expect("it is noted");
    holds(&said(&stall.till, &payment), &["*** DUPLICATE 1 ***"]);
    let statement = SlipOf::Statement { customer: ramesh, from: String::new(), to: String::new() };
    holds(&said(&stall.till, &statement), &["TO PAY", "₹ 199", "Customer: Ramesh"]);
    let load = write(&stall.till, &voucher(VoucherKind::WalletLoaded, "bank", "wallet:inspay", "500"));
    let load = SlipOf::Voucher { row: load.seq };
    holds(&said(&stall.till, &load), &["Wallet loaded", "₹ 500", "From: Bank", "To: Wallet INSPAY"]);
    assert_eq!(stall.till.sheet(&settings(), &SlipOf::Voucher { row: 1 }, &both()), Err(Problem::NotAllowedNow));
}

#[tokio::test]
async fn a_recharge_says_what_was_sold_to_whom_and_nothing_of_the_supplier() {
    let mut stall = Stall::with("inspay", QUICK).await;
    customer(&stall);
    let sale = stall.sell_to_the_end(&airtel("9876500001")).await;
    let slip = SlipOf::Sale { sale_id: sale.id };
    holds(
        &said(&stall.till, &slip),
        &["Customer: Ramesh\nService: Prepaid recharge\nNumber: 98765 00001\n", "Keep this slip."],
    );
    // A company's word for a failure is about the shop's wallet as often as about the number.
    let failed = stall.sell_to_the_end(&airtel("9876500004")).await;
    assert_eq!(failed.state, SaleState::Failed);
    let told = slip_of(&stall.till, failed.id);
    assert!(failed.words.is_some() && told.contains("FAILED") && !told.contains("Reason"), "{told}");
}

#[tokio::test]
async fn a_bill_and_two_languages_stand_on_one_slip_with_one_code() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let field = |field: Field, text: &str| FieldInput { field, text: text.to_owned() };
    let bill = SaleInput {
        service: Service::Electricity,
        operator: Some("msedcl".into()),
        number: "170012300001".into(),
        fields: vec![field(Field::BillingUnit, "4567"), field(Field::ProcessingCycle, "12")],
        ..airtel("")
    };
    let sale = stall.sell_to_the_end(&bill).await;
    let sheet = stall.till.sheet(&settings(), &SlipOf::Sale { sale_id: sale.id }, &both()).expect("a sheet");
    let codes = sheet.blocks.iter().filter(|block| matches!(block, Block::Code(_))).count();
    assert_eq!(codes, 1);
    holds(
        &receipts::sheet_text(&sheet),
        // In groups, as the screen shows it.
        &["Consumer number / उपभोक्ता नंबर: 1700 1230 0001", "Billing unit / ", ": 4567", "प्रोसेसिंग साइकिल: 12"],
    );
}
