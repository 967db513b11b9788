//! The shift: two hundred sales of a day closed to the paisa, the missing rupee named, and the closing seal.

use std::time::Duration;

use domain::{Language, Mistake, Payment, SaleState, SealFault, Subject, VoucherKind};
use till::{
    CloseView, CountInput, CountView, CustomerInput, MoneyBackWhat, MoneyFault, MoneyField, PaidInput, PiecesInput,
    Problem, SaleInput, SealView, ShiftInput, ShiftView, SlipOf,
};

use super::{own, voucher, write};
use crate::sales::stall::{Stall, airtel, intent, settings, todays};

const QUICK: Duration = Duration::from_millis(1);
const SALES: usize = 200;

fn sum(rupees: &str, sure: bool) -> CountInput {
    CountInput { pieces: Vec::new(), sum: rupees.to_owned(), by: "Meena".to_owned(), intent: intent(), sure }
}

fn counted(stall: &Stall, rupees: &str) -> CountView {
    stall.till.count_drawer(&settings(), &sum(rupees, true), Language::EN).expect("a count")
}

fn with_count(count: &CountView, reason: &str) -> ShiftInput {
    ShiftInput { count_seq: count.count_seq, reason: reason.to_owned(), by: "Ravi".to_owned(), intent: intent() }
}

/// Counts, and opens with that.
fn open_with(stall: &Stall, rupees: &str, reason: &str) -> Result<ShiftView, Vec<Problem>> {
    stall.till.open_shift(&with_count(&counted(stall, rupees), reason))
}

fn close_with(stall: &Stall, count: &CountView, reason: &str) -> Result<CloseView, Vec<Problem>> {
    stall.till.close_shift(&settings(), &with_count(count, reason), Language::EN)
}

fn typed(paise: i64) -> String {
    format!("{}.{:02}", paise / 100, paise % 100)
}

/// The value of a line of a slip, under its heading.
fn line<'a>(close: &'a CloseView, title: &str, label: &str) -> &'a str {
    let part = close.slip.parts.iter().find(|part| part.title == title).unwrap_or_else(|| panic!("no {title}"));
    let row = part.rows.iter().chain(&part.sum).find(|row| row.label == label);
    row.map_or_else(|| panic!("no {label} in {part:?}"), |row| row.value.as_str())
}

/// One customer who may owe.
fn customer(stall: &Stall) -> i64 {
    let input = CustomerInput {
        name: "Asha".into(),
        numbers: "9000000077".into(),
        note: String::new(),
        language: None,
        limit: "50000".into(),
        by: "Meena".into(),
        below_confirmed: false,
    };
    stall.till.save_customer(None, &input).expect("a customer").id
}

#[tokio::test]
async fn two_hundred_sales_of_a_day_are_closed_to_the_paisa() {
    let mut stall = Stall::with("inspay", QUICK).await;
    open_with(&stall, "2000", "").expect("an open shift");
    let asha = customer(&stall);
    // What the drawer holds by the shop's own counting, apart from the books.
    let (mut drawer, mut upi, mut udhaar, mut late) = (200_000_i64, 0_i64, 0_i64, Vec::new());
    for place in 0..SALES {
        let rupees = 10 + (place as i64 * 7) % 60;
        let payment = match place % 10 {
            3 => Payment::Upi,
            6 => Payment::Udhaar,
            _ => Payment::Cash,
        };
        let is_failing = payment != Payment::Udhaar && place % 20 == 19;
        let number = match (payment, is_failing) {
            (Payment::Udhaar, _) => "9000000077".to_owned(),
            (_, true) => format!("98{place:03}00004"),
            (_, false) => format!("98{place:03}54321"),
        };
        let input = SaleInput { amount: rupees.to_string(), payment, repeat_confirmed: true, ..airtel(&number) };
        let sale = stall.sell(&input).await;
        // Half of those that fail are given back at once, as the books say. The others' customers have gone.
        if is_failing && place % 40 == 19 {
            assert_eq!(sale.state, SaleState::Failed);
            stall.till.settle_money(sale.id, MoneyBackWhat::StillOwed, "", None).expect("it is owed");
            late.push((sale.id, rupees * 100));
        } else if is_failing {
            continue;
        }
        match payment {
            Payment::Cash => drawer += rupees * 100,
            Payment::Upi => upi += rupees * 100,
            Payment::Udhaar => udhaar += rupees * 100,
        }
    }
    let (first, back) = late[0];
    stall.till.settle_money(first, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    drawer -= back;
    write(&stall.till, &voucher(VoucherKind::WalletLoaded, "cash", "wallet:inspay", "1000"));
    drawer -= 100_000;
    let paid = PaidInput {
        by: String::new(),
        intent: intent(),
        mode: till::Mode::Practice,
        customer: asha,
        amount: "100".to_owned(),
        payment: Payment::Cash,
        gives_back: false,
        repeat_confirmed: false,
    };
    stall.till.pay_udhaar(&paid).expect("udhaar is paid");
    (drawer, udhaar) = (drawer + 10_000, udhaar - 10_000);
    let count = counted(&stall, &typed(drawer));
    assert_eq!((count.over_short_paise.get(), count.needs_reason), (0, false), "the drawer is as the shop counted it");
    let close = close_with(&stall, &count, "").expect("a close");
    assert_eq!((close.line.number, close.line.over_short_paise.get()), (1, 0));
    assert_eq!([own(&stall.till, "cash"), own(&stall.till, "upi")], [drawer, upi]);
    let owed = late.len() - 1;
    assert!(line(&close, "Sales, with service charges", "Sales not given back").starts_with(&format!("{owed} ·")));
    assert_eq!(line(&close, "Udhaar", "At the end"), domain::Paise::new(udhaar).to_string());
    assert!(
        matches!(stall.till.check_seal(&close.slip.seal).expect("a seal"), SealView::Stands { line } if line == close.line)
    );
}

#[tokio::test]
async fn money_that_was_given_back_and_not_entered_is_named() {
    let mut stall = Stall::with("inspay", QUICK).await;
    open_with(&stall, "500", "").expect("an open shift");
    for (place, rupees) in ["199", "239", "149", "99"].iter().enumerate() {
        stall.sell(&SaleInput { amount: (*rupees).to_owned(), ..airtel(&format!("987655432{place}")) }).await;
    }
    let late = stall.sell(&SaleInput { amount: "437".to_owned(), ..airtel("9876500004") }).await;
    stall.till.settle_money(late.id, MoneyBackWhat::StillOwed, "", None).expect("its customer has gone");
    let drawer = own(&stall.till, "cash");
    let count = counted(&stall, &typed(drawer - 43_700));
    assert_eq!((count.over_short_paise.get(), count.needs_reason), (-43_700, true));
    let likeliest = &count.missing.drawer[0].parts[0];
    assert_eq!(likeliest.mistake, Mistake::BackNotEntered);
    assert_eq!(likeliest.subject, Subject::Sale { sale_id: late.id });
    assert!(count.missing.sales.iter().any(|sale| sale.sale_id == late.id && sale.amount_paise == 43_700));
    assert_eq!(close_with(&stall, &count, " "), Err(vec![Problem::ShiftReasonMissing { small_paise: 1_000 }]));
    // It is mended where it went wrong, and the count is taken once more.
    stall.till.settle_money(late.id, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    assert_eq!(close_with(&stall, &count, "x"), Err(vec![Problem::CountIsOld]));
    let again = counted(&stall, &typed(drawer - 43_700));
    assert_eq!(again.over_short_paise.get(), 0);
    close_with(&stall, &again, "").expect("a close");
}

#[tokio::test]
async fn what_is_wrong_is_told_and_nothing_is_half_written() {
    let stall = Stall::with("inspay", QUICK).await;
    let till = &stall.till;
    assert_eq!(till.shift().expect("a shift").opened, None);
    let count = |rupees: &str| till.count_drawer(&settings(), &sum(rupees, false), Language::EN);
    let strange = |counted_paise| Err(vec![Problem::CountStrange { counted_paise }]);
    assert_eq!(count("0"), strange(0));
    assert_eq!(count("10,00,00,000"), strange(10_000_000_000));
    let empty = open_with(&stall, "0", "").expect("an empty drawer, and a person is sure");
    assert_eq!(empty.opened.expect("an opening").counted_paise.get(), 0);
    assert_eq!(open_with(&stall, "5", ""), Err(vec![Problem::ShiftIsOpen]));
    let lines = [PiecesInput { paise: 50_000, coin: false, count: "two".to_owned() }];
    let wrong = CountInput { pieces: lines.to_vec(), ..sum("", false) };
    let told = till.count_drawer(&settings(), &wrong, Language::EN).expect_err("no number");
    assert_eq!(told, [Problem::CountNotANumber { face_paise: 50_000, coin: false }]);
    assert_eq!(till.check_seal("2345"), Err(Problem::Seal { fault: SealFault::Length }));
    assert_eq!(till.save_day_start("25:00", "Asha"), Err(Problem::DayStartWrong));
    let nobody = Problem::Money { field: MoneyField::By, fault: MoneyFault::Missing };
    assert_eq!(till.save_day_start("04:00", " "), Err(nobody), "a rule has the name of who set it");
    assert_eq!(till.slip_preview(&SlipOf::Close { number: 1 }, &[], None), Err(Problem::CloseUnknown));
    assert_eq!(till.closes(None).expect("closes").rows, []);
}

#[tokio::test]
async fn a_shift_that_was_left_open_says_so_and_a_day_may_start_at_any_hour() {
    let stall = Stall::with("inspay", QUICK).await;
    let till = &stall.till;
    let opened = open_with(&stall, "500", "").expect("an open shift");
    assert!(!opened.is_left_open);
    assert_eq!(till.counter_now().expect("the counter").left_open_since_ms, None);
    stall.clock.forward(3 * 86_400_000);
    assert!(till.shift().expect("a shift").is_left_open);
    let told = till.counter_now().expect("the counter").left_open_since_ms;
    assert_eq!(told, opened.opened.map(|opened| opened.at_ms), "it is said at the start");
    let day = till.shift().expect("a shift").day;
    let saved = till.save_day_start("23:59", "Asha").expect("a start");
    assert_eq!(saved.day_start_min, 1_439);
    assert!(saved.day < day, "{} {day}", saved.day);
    let count = counted(&stall, "500");
    let close = close_with(&stall, &count, "").expect("a close after days");
    assert_eq!(close.line.day, saved.day);
    assert_eq!(till.day_book(&todays().filter).expect("a day").today, saved.day);
}

#[tokio::test]
async fn a_shift_that_nobody_opened_can_be_closed_once_money_has_moved() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let shift = |stall: &Stall| stall.till.shift().expect("the shift");
    assert!(shift(&stall).opened.is_none() && !shift(&stall).has_moved, "there is nothing to close");
    stall.sell_to_the_end(&airtel("9876500001")).await;
    assert!(shift(&stall).opened.is_none() && shift(&stall).has_moved);
    let count = counted(&stall, "299");
    close_with(&stall, &count, "").expect("a close");
    assert!(!shift(&stall).has_moved, "it is closed");
}

#[tokio::test]
async fn a_first_count_below_what_was_taken_is_short_and_no_opening_balance() {
    let mut stall = Stall::with("inspay", QUICK).await;
    stall.sell_to_the_end(&airtel("9876500001")).await;
    let count = counted(&stall, "100");
    assert_eq!((count.is_first, count.needs_reason, count.over_short_paise.get()), (false, true, -19_900));
    let opens = |reason: &str| stall.till.open_shift(&with_count(&count, reason));
    assert_eq!(opens(""), Err(vec![Problem::ShiftReasonMissing { small_paise: 1_000 }]));
    opens("paid for tea").expect("an open shift");
    assert_eq!(own(&stall.till, "cash"), 10_000);
}

#[tokio::test]
async fn an_opening_that_differs_says_so_before_and_both_differences_stand_apart_on_the_close() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let first = counted(&stall, "500");
    assert!(
        first.is_first && first.needs_reason,
        "as an opening it needs none: nobody knew before what the drawer held"
    );
    stall.till.open_shift(&with_count(&first, "")).expect("an open shift");
    close_with(&stall, &counted(&stall, "500"), "").expect("a close");
    stall.sell(&SaleInput { amount: "199".to_owned(), ..airtel("9876554321") }).await;
    let before = own(&stall.till, "cash");
    let short = counted(&stall, "680");
    assert_eq!((short.over_short_paise.get(), short.is_first, short.needs_reason), (-1_900, false, true));
    assert_eq!(own(&stall.till, "cash"), before, "nothing is booked before it was seen");
    let opens = |reason: &str| stall.till.open_shift(&with_count(&short, reason));
    assert_eq!(opens(""), Err(vec![Problem::ShiftReasonMissing { small_paise: 1_000 }]));
    assert_eq!(opens("taken for milk").expect("an open shift").opened.expect("one").over_short_paise.get(), -1_900);
    counted(&stall, "600");
    let z = close_with(&stall, &counted(&stall, "685"), "").expect("a close");
    let told = |label| line(&z, "Drawer", label);
    assert_eq!([told("Counted at the opening"), told("Short at the opening"), told("Over")], ["₹ 680", "₹ 19", "₹ 5"]);
    assert_eq!(told("Reason at the opening"), "taken for milk");
    assert_eq!(line(&z, "Over and short", "Difference at the opening"), "-₹ 19");
    assert_eq!(line(&z, "Over and short", "Difference at the close"), "+₹ 5");
    assert_eq!(line(&z, "Sales, with service charges", "Of these before the opening"), "1 · ₹ 199");
    let counts = z.slip.parts.iter().find(|part| part.title == "Counted before").expect("the count before");
    assert_eq!(counts.rows.len(), 1);
    assert!(counts.rows[0].value.starts_with("₹ 600 · Short"), "{counts:?}");
    assert_eq!(z.line.name, z.slip.head[0].value, "the list and the paper call it the same");
}

#[tokio::test]
async fn money_book_and_close_tell_the_same_of_a_wallet_that_was_loaded_after_its_reading() {
    let mut stall = Stall::with("inspay", QUICK).await;
    stall.wallets_read().await;
    let till = &stall.till;
    let unopened = super::book(till).unopened;
    assert_eq!(unopened, ["cash", "wallet:inspay"]);
    // The opening that is missing is named, with what is in the wallet.
    let count = counted(&stall, "0");
    let missing = &count.missing.wallets[0];
    let likeliest = &missing.explanations[0].parts[0];
    assert_eq!(likeliest.mistake, Mistake::OpeningNotEntered);
    assert_eq!(likeliest.subject, Subject::Opening { account: "wallet:inspay".to_owned() });
    assert_eq!(likeliest.effect_paise, missing.differs_paise);
    write(till, &voucher(VoucherKind::Opening, "owner", "wallet:inspay", &typed(missing.differs_paise.get())));
    assert_eq!(super::book(till).unopened, ["cash"]);
    write(till, &voucher(VoucherKind::WalletLoaded, "bank", "wallet:inspay", "700"));
    close_with(&stall, &counted(&stall, "0"), "").expect("a close");
    // The load was in the shift before, and the reading is older than it.
    assert_eq!(super::wallet(till, "inspay").differs_paise, Some(0));
    let next = counted(&stall, "0");
    assert!(next.missing.wallets.is_empty(), "{:?}", next.missing);
    assert_eq!(super::book(till).unopened, [] as [&str; 0], "whoever counted the drawer has opened it");
}

#[tokio::test]
async fn of_an_account_in_which_nothing_was_somebody_says_so_once() {
    let stall = Stall::with("inspay", QUICK).await;
    let told = stall.till.nothing_was_there("wallet:inspay").expect("it is said");
    assert_eq!(told.unopened, ["cash"]);
    assert_eq!(stall.till.nothing_was_there("cash").expect("it is said").unopened, [] as [&str; 0]);
    assert_eq!(stall.till.nothing_was_there("owner"), Err(Problem::AccountUnknown));
}
