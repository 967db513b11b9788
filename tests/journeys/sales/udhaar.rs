//! Customers and udhaar: from the typed form to settled books.

use std::sync::Arc;
use std::time::Duration;

use domain::{Language, Payment, SaleState, UpiAddress};
use till::{
    CustomerFault, CustomerField, CustomerInput, CustomerView, Mode, MoneyFault, MoneyField, PaidInput, Problem, Rules,
    SaleInput, SlipOf, StatementQuery, UpiPayee,
};

use super::stall::{Stall, airtel, intent, rules, settings, within};

const QUICK: Duration = Duration::from_millis(40);
const DAY_MS: i64 = 86_400_000;

fn named(name: &str, numbers: &str, limit: &str) -> CustomerInput {
    CustomerInput {
        name: name.into(),
        numbers: numbers.into(),
        note: String::new(),
        language: None,
        limit: limit.into(),
        by: "Anil".into(),
        below_confirmed: false,
    }
}

fn known(stall: &Stall, name: &str, numbers: &str, limit: &str) -> CustomerView {
    stall.till.save_customer(None, &named(name, numbers, limit)).expect("the customer is noted down")
}

fn on_credit(number: &str) -> SaleInput {
    SaleInput { payment: Payment::Udhaar, ..airtel(number) }
}

fn paid(customer: i64, amount: &str) -> PaidInput {
    let (intent, amount) = (intent(), amount.to_owned());
    PaidInput {
        by: String::new(),
        intent,
        mode: Mode::Practice,
        customer,
        amount,
        payment: Payment::Cash,
        gives_back: false,
        repeat_confirmed: false,
    }
}

fn owed(stall: &Stall, customer: i64) -> i64 {
    stall.till.customer(customer).expect("the customer").owed_paise
}

fn whole(customer: i64) -> StatementQuery {
    let (account, from, to) = (format!("customer:{customer}"), String::new(), String::new());
    StatementQuery { account, from, to, before: None }
}

fn fault(field: CustomerField, fault: CustomerFault) -> Problem {
    Problem::Customer { field, fault }
}

#[tokio::test]
async fn a_sale_on_credit_is_owed_when_it_is_done_and_paid_in_parts() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let ramesh = known(&stall, "Ramesh Kumar", "98765 00001, 9876500002", "1000");
    assert_eq!(ramesh.numbers, ["9876500001", "9876500002"]);
    let sale = stall.sell_to_the_end(&on_credit("9876500001")).await;
    assert_eq!((sale.state, sale.customer), (SaleState::Succeeded, Some(ramesh.id)));
    let waits = stall.sell(&on_credit("9876500002")).await;
    assert_eq!((waits.state, owed(&stall, ramesh.id)), (SaleState::Pending, 29_900), "what waits is not owed yet");
    stall.check_until(waits.id, SaleState::Succeeded).await;
    known(&stall, "Sunita Devi", "9000054321", "");
    let sums = |search: &str| {
        let found = stall.till.customers(search).expect("customers");
        (found.rows.len(), found.owed_paise, found.dues.week_paise)
    };
    assert_eq!((sums(""), sums("Ramesh"), sums("Sunita")), ((2, 59_800, 59_800), (1, 59_800, 59_800), (1, 0, 0)));
    let after = stall.till.pay_udhaar(&paid(ramesh.id, "₹ 400")).expect("a part is paid");
    assert_eq!((after.owed_paise, after.dues.week_paise), (19_800, 19_800));
    let lines = stall.till.statement(&whole(ramesh.id)).expect("the statement").rows;
    let line = |at: usize| (lines[at].amount_paise, lines[at].after_paise);
    assert_eq!((line(0), line(1), line(2)), ((-40_000, 19_800), (29_900, 59_800), (29_900, 29_900)));
    stall.clock.forward(40 * DAY_MS);
    let later = stall.till.customer(ramesh.id).expect("the customer");
    assert_eq!((later.dues.week_paise, later.dues.quarter_paise), (0, 19_800));
}

#[tokio::test]
async fn a_limit_stops_before_anything_is_sent_and_says_by_how_much() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let number = "9876500001";
    let nobody = stall.till.sell(&on_credit(number)).await;
    assert_eq!(nobody, Err(vec![Problem::PaymentNoCustomer]));
    let ramesh = known(&stall, "Ramesh", number, "");
    let refused = stall.till.sell(&on_credit(number)).await;
    assert_eq!(refused, Err(vec![Problem::PaymentNoLimit { customer: ramesh.id }]));
    let limited = stall.till.save_customer(Some(ramesh.id), &named("Ramesh", number, "400")).expect("a limit");
    assert_eq!(limited.limit_paise, Some(40_000));
    let first = stall.sell_to_the_end(&on_credit(number)).await;
    assert_eq!(first.state, SaleState::Succeeded);
    stall.clock.forward(3_600_000);
    let over =
        Problem::PaymentOverLimit { customer: ramesh.id, used_paise: 29_900, limit_paise: 40_000, over_paise: 19_800 };
    assert_eq!(stall.till.sell(&on_credit(number)).await, Err(vec![over]));
    assert_eq!(stall.till.sale(first.id + 1), Err(Problem::SaleNotFound), "nothing was begun");
    let sold = stall.sell_to_the_end(&airtel(number)).await;
    assert_eq!((sold.state, sold.payment, owed(&stall, ramesh.id)), (SaleState::Succeeded, Payment::Cash, 29_900));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_at_the_limit_never_both_pass() {
    let stall = Stall::with("inspay", Duration::from_secs(3_600)).await;
    let ramesh = known(&stall, "Ramesh", "9876500002", "500");
    let sell = |number: &'static str| {
        let till = Arc::clone(&stall.till);
        let input = SaleInput { customer: Some(ramesh.id), ..on_credit(number) };
        tokio::spawn(async move { till.sell(&input).await })
    };
    let (one, other) = (sell("9876500002"), sell("9876510002"));
    let (one, other) = within(async { (one.await.expect("a sale"), other.await.expect("a sale")) }).await;
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let refused = one.err().or(other.err()).unwrap_or_default();
    assert!(matches!(refused[..], [Problem::PaymentOverLimit { over_paise: 9_800, .. }]), "{refused:?}");
}

#[tokio::test]
async fn the_same_payment_is_asked_about_and_one_act_is_one_payment() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let ramesh = known(&stall, "Ramesh", "9876500001", "1000").id;
    stall.sell_to_the_end(&on_credit("9876500001")).await;
    let first = paid(ramesh, "100");
    assert_eq!(stall.till.pay_udhaar(&first).expect("paid").owed_paise, 19_900);
    assert_eq!(stall.till.pay_udhaar(&first).expect("the same act").owed_paise, 19_900);
    stall.clock.forward(120_000);
    let again = paid(ramesh, "100.00");
    let asked = stall.till.pay_udhaar(&again).expect_err("a question");
    assert!(matches!(asked[..], [Problem::VoucherLikeIt { minutes_ago: 2, .. }]), "{asked:?}");
    let wanted = PaidInput { repeat_confirmed: true, ..again };
    assert_eq!(stall.till.pay_udhaar(&wanted).expect("paid again").owed_paise, 9_900);
    stall.clock.forward(3_600_000);
    let taken = PaidInput { by: " Meena ".to_owned(), ..paid(ramesh, "100") };
    let over = stall.till.pay_udhaar(&taken).expect("an hour later nobody asks");
    let newest = &stall.till.vouchers(None).expect("the vouchers").rows[0];
    let whose = newest.customer.as_ref().map(|whose| (whose.id, whose.name.as_str(), whose.number.as_str()));
    assert_eq!((newest.by.as_str(), whose), ("Meena", Some((ramesh, "Ramesh", "9876500001"))));
    assert_eq!(over.owed_paise, -100, "what is too much is credit");
    for (amount, wrong) in [
        ("", CustomerFault::Missing),
        ("0", CustomerFault::Zero),
        ("1.005", CustomerFault::TooFine),
        ("ten", CustomerFault::NotANumber),
        ("-5", CustomerFault::NotANumber),
        ("1000000000", CustomerFault::TooLarge),
    ] {
        let refused = stall.till.pay_udhaar(&paid(ramesh, amount));
        assert_eq!(refused, Err(vec![fault(CustomerField::Amount, wrong)]), "{amount}");
    }
    assert_eq!(stall.till.pay_udhaar(&paid(99, "1")), Err(vec![Problem::CustomerNotFound]));
    let back = |amount: &str| PaidInput { gives_back: true, ..paid(ramesh, amount) };
    let too_much = vec![fault(CustomerField::Amount, CustomerFault::MoreThanCredit)];
    assert_eq!(stall.till.pay_udhaar(&back("1.01")), Err(too_much));
    let half = back("0.50");
    assert_eq!(stall.till.pay_udhaar(&half).expect("given back").owed_paise, -50);
    assert_eq!(stall.till.pay_udhaar(&half).expect("the same act").owed_paise, -50);
    let owing = PaidInput { payment: Payment::Udhaar, ..paid(ramesh, "1") };
    assert_eq!(stall.till.pay_udhaar(&owing), Err(vec![Problem::NotAllowedNow]));
    let real = PaidInput { mode: Mode::Real, ..paid(ramesh, "1") };
    assert_eq!(stall.till.pay_udhaar(&real), Err(vec![Problem::NotAllowedNow]));
    assert_eq!(owed(&stall, ramesh), -50, "nothing of that was written");
}

#[tokio::test]
async fn what_cannot_be_noted_down_stands_beside_its_field() {
    let stall = Stall::with("inspay", QUICK).await;
    let known = known(&stall, "Sunita Devi", "9876500001", "");
    let refused = |input: CustomerInput| stall.till.save_customer(None, &input).expect_err("a problem");
    assert_eq!(refused(named(" ", "", "")), [fault(CustomerField::Name, CustomerFault::Missing)]);
    assert_eq!(refused(named(&"अ".repeat(61), "", "")), [fault(CustomerField::Name, CustomerFault::TooLong)]);
    for typed in ["987650000", "98765000011", "12"] {
        let wrong = refused(named("A", &format!("9876500009, {typed}"), ""));
        assert_eq!(wrong, [Problem::CustomerNumberWrong { typed: typed.into() }], "{typed}");
    }
    let taken =
        Problem::CustomerNumberTaken { number: "9876500001".into(), customer: known.id, name: known.name.clone() };
    assert_eq!(refused(named("Other", "+91 98765-00001", "")), [taken]);
    assert_eq!(refused(named("A", "", "abc")), [fault(CustomerField::Limit, CustomerFault::NotANumber)]);
    let nobody = CustomerInput { by: String::new(), ..named("A", "", "500") };
    assert_eq!(refused(nobody), [fault(CustomerField::By, CustomerFault::Missing)]);
    let long = CustomerInput { note: "x".repeat(201), ..named("A", "", "") };
    assert_eq!(refused(long), [fault(CustomerField::Note, CustomerFault::TooLong)]);
}

#[tokio::test]
async fn a_limit_below_what_is_owed_is_asked_about_and_then_kept() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let number = "9876500001";
    let id = known(&stall, "Ramesh", number, "1000").id;
    stall.sell_to_the_end(&on_credit(number)).await;
    let lower = named("Ramesh", number, "100");
    let asked = stall.till.save_customer(Some(id), &lower);
    assert_eq!(asked, Err(vec![Problem::LimitBelowOwed { owed_paise: 29_900 }]));
    assert_eq!(stall.till.customer(id).expect("the customer").limit_paise, Some(100_000), "nothing was written");
    let lower = CustomerInput { below_confirmed: true, ..lower };
    assert_eq!(stall.till.save_customer(Some(id), &lower).expect("the limit").limit_paise, Some(10_000));
    let renamed = CustomerInput { below_confirmed: false, by: String::new(), ..named("Ramesh K", number, "100") };
    assert!(stall.till.save_customer(Some(id), &renamed).is_ok(), "a limit that stays is not asked about");
    stall.clock.forward(3_600_000);
    let refused = stall.till.sell(&on_credit(number)).await.expect_err("no more on credit");
    assert!(matches!(refused[..], [Problem::PaymentOverLimit { .. }]), "{refused:?}");
}

#[tokio::test]
async fn customers_are_found_by_name_in_either_script_and_by_any_digits() {
    let stall = Stall::with("inspay", QUICK).await;
    known(&stall, "रमेश कुमार", "9876500001, 9811122233", "");
    known(&stall, "Sunita Devi", "9000054321", "");
    let found = |search: &str| {
        let rows = stall.till.customers(search).expect("customers").rows;
        rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    for search in ["ramesh", "Kumar R", "रमे", "1122", "९८१११", "+91 98111 22233"] {
        assert_eq!(found(search), ["रमेश कुमार"], "{search}");
    }
    assert_eq!(found("सुनीता"), ["Sunita Devi"]);
    assert_eq!(found("543"), ["Sunita Devi"]);
    assert_eq!(found("Kamlesh"), [""; 0]);
    assert_eq!(found(" ").len(), 2);
    let suggested = stall.till.suggest(domain::Service::Prepaid, "98111 22233").expect("a suggestion");
    assert_eq!(suggested.customer.map(|customer| customer.name).as_deref(), Some("रमेश कुमार"));
    let unknown = stall.till.suggest(domain::Service::Prepaid, "9811122234").expect("a suggestion");
    assert_eq!(unknown.customer, None);
}

#[tokio::test]
async fn a_reminder_is_in_the_customers_language_and_goes_to_whatsapp_alone() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let input = CustomerInput { language: Language::of_code("hi"), ..named("रमेश", "9876500001", "1000") };
    let id = stall.till.save_customer(None, &input).expect("the customer").id;
    let shop = settings();
    assert_eq!(stall.till.reminder(&shop, id), Err(Problem::NotAllowedNow), "nothing is due");
    stall.sell_to_the_end(&on_credit("9876500001")).await;
    let reminder = stall.till.reminder(&shop, id).expect("a reminder");
    assert_eq!(reminder.mobiles, ["9876500001"]);
    for part in ["नमस्ते रमेश जी,", "₹ 299", "Verma Telecom", "उधार बाकी है"]
    {
        assert!(reminder.text.contains(part), "{part}: {}", reminder.text);
    }
    assert!(!reminder.text.contains("upi://"), "the shop has not said where it is paid");
    let address = UpiAddress::parse("verma@upi").expect("an address");
    let upi = Some(UpiPayee { address, name: "Verma & Sons".into() });
    stall.till.set_rules(Rules { upi, ..rules() });
    let link = format!("upi://pay?pa=verma@upi&pn=Verma%20%26%20Sons&am=299.00&cu=INR&tn=Udhaar%20{id}");
    assert!(stall.till.reminder(&shop, id).expect("a reminder").text.contains(&link));
    let text = "50% & more + #1?\nनमस्ते https://evil.example/";
    stall.till.open_reminder(id, "9876500001", text).expect("a browser");
    let pages = stall.shelf.pages();
    let page = pages.last().expect("a page");
    assert_eq!((page.scheme(), page.host_str(), page.path()), ("https", Some("wa.me"), "/919876500001"));
    assert_eq!(page.fragment(), None);
    let asked: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    assert_eq!(asked, [("text".to_owned(), text.to_owned())]);
    assert!(!page.as_str().contains('+'), "a plus would be shown as one: {page}");
    for (mobile, text) in [("9876500002", "x"), ("9876500001@evil.example", "x"), ("", "x"), ("9876500001", " ")] {
        assert_eq!(stall.till.open_reminder(id, mobile, text), Err(Problem::NotAllowedNow), "{mobile}");
    }
    assert_eq!(stall.shelf.pages().len(), pages.len());
}

#[tokio::test]
async fn a_statement_goes_on_paper_in_the_customers_language() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let input = CustomerInput { language: Language::of_code("hi"), ..named("", "9876500001", "1000") };
    let id = stall.till.save_customer(None, &input).expect("the customer").id;
    stall.sell_to_the_end(&on_credit("9876500001")).await;
    stall.till.pay_udhaar(&paid(id, "99.50")).expect("paid");
    let of = |customer, from: &str, to: &str| SlipOf::Statement { customer, from: from.into(), to: to.into() };
    let paper = |slip: &SlipOf| stall.till.slip_preview(slip, &[], None);
    let shown = paper(&of(id, "", "")).expect("a statement");
    assert_eq!(shown.languages, [Language::of_code("hi").expect("Hindi is spoken")]);
    for part in ["देना बाकी\n₹ 199.50", "ग्राहक: 98765 00001", "98765 00001: ₹ 299", "नकद दिया: -₹ 99.50"]
    {
        assert!(shown.text.contains(part), "{part}: {}", shown.text);
    }
    let before = paper(&of(id, "", "01-01-2020")).expect("a statement").text;
    assert!(before.contains("कुछ बाकी नहीं") && !before.contains('₹'), "{before}");
    let no_day = Problem::Money { field: MoneyField::FirstDay, fault: MoneyFault::NoSuchDay };
    assert_eq!(paper(&of(id, "31-02-2026", "")), Err(no_day));
    assert_eq!(paper(&of(99, "", "")), Err(Problem::CustomerNotFound));
}

#[tokio::test]
async fn who_is_forgotten_is_refused_while_owing_and_leaves_the_books() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let id = known(&stall, "Ramesh", "9876500005", "1000").id;
    let sale = stall.sell_to_the_end(&on_credit("9876500005")).await;
    let owes = |balance_paise| Err(Problem::CustomerOwes { balance_paise, waiting_paise: 0 });
    assert_eq!(stall.till.forget_customer(id, "Meena"), owes(29_900));
    stall.till.pay_udhaar(&paid(id, "300")).expect("paid");
    assert_eq!(stall.till.forget_customer(id, "Meena"), owes(-100), "the shop owes a rupee");
    let check = stall.check_until(sale.id, SaleState::Reversed).await;
    assert_eq!((check.customer, owed(&stall, id)), (Some(id), -30_000), "a success is taken back");
    let known = known(&stall, "Sunita", "9000000001", "500").id;
    assert_eq!(stall.till.forget_customer(known, ""), Ok(()));
    let gone = stall.till.customer(known).expect("the customer");
    assert_eq!((gone.name.as_str(), gone.numbers.len(), gone.forgotten), ("", 0, true));
    assert_eq!(stall.till.customers("").expect("customers").rows.len(), 1);
    assert!(stall.till.customer_of_number("9000000001").expect("an answer").is_none());
}
