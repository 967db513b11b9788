//! A person's word ends a sale that asking has not ended. If the company says something else later, that is shown, but
//! moves no money.

mod again;
mod twice;

use std::time::Duration;

use domain::{DAY_MS, Reason, Said, SaleState, Verdict, Word, india_day};
use providers::company;
use simulator::{Config, Simulator};
use till::{Clock, DealtInput, Mode, Problem, SaleInput, SaleView, ToldInput, WordFault, WordField, WordInput};

use super::books::{assert_given_back, assert_owed, books};
use super::counter::Counter;
use super::heard::{complaint, heard, told};
use super::scripted::Scripted;
use super::slips::slip_of;
use super::stall::{Stall, airtel, connection, todays};

const MINUTE_MS: i64 = 60_000;
const NEVER: Duration = Duration::from_secs(3_600);

/// A sale at a company of the test's own that says the same word to the sale and to every enquiry.
async fn sold(word: &str) -> (Stall, Scripted, SaleView) {
    let scripted = Scripted::saying(word).await;
    let mut stall = Stall::with("a1topup", Duration::from_millis(40)).await;
    stall.connect(vec![connection(company("inspay").expect("a company"), &scripted.base)]);
    let sale = stall.sell(&airtel("9876543210")).await;
    (stall, scripted, sale)
}

/// It is booked once, like a success that the company told.
fn assert_sold(stall: &Stall, sale: &SaleView) {
    let accounts = [("cash".into(), 29_900), ("commission".into(), -598), ("wallet:inspay".into(), -29_302)];
    assert_eq!((sale.state, books(stall, sale)), (SaleState::Succeeded, (0, accounts.into())), "{sale:?}");
}

/// So much later the program has asked once more.
async fn asked_after(stall: &mut Stall, sale: &SaleView, ms: i64) -> SaleView {
    let before = stall.now(sale.id).checks;
    stall.clock.forward(ms);
    stall.nudge();
    stall.until(sale.id, |now| now.checks > before).await
}

fn fault(problems: &[Problem], wanted: WordField) -> Option<WordFault> {
    problems.iter().find_map(|problem| match problem {
        Problem::Word { field, fault } if *field == wanted => Some(*fault),
        _ => None,
    })
}

#[tokio::test]
async fn a_sale_that_a_person_ended_is_contradicted_a_day_later() {
    let (mut stall, scripted, sale) = sold("Pending").await;
    let failed = heard(&stall.clock, &sale, Said::Failed);
    assert_eq!((sale.state, &sale.can_say), (SaleState::Pending, &vec![]));
    assert_eq!(stall.till.say(sale.id, &failed), Err(vec![Problem::NotAllowedNow]), "too early");
    let from_ms = sale.say_from_ms.expect("it can be ended some time");
    stall.clock.forward(from_ms - stall.clock.now_ms());
    assert_eq!(stall.now(sale.id).can_say, [Said::Succeeded, Said::Failed, Said::GivenBack]);
    let ended = stall.till.say(sale.id, &failed).expect("a person's word");
    assert_eq!((ended.state, ended.verdict, ended.reason), (SaleState::Failed, Verdict::Safe, Reason::DeclaredFailed));
    assert_eq!(ended.word.as_ref().map(|word| word.reference.as_str()), Some("CMP-77"));
    assert_owed(&stall, &ended);
    // The company goes on saying what it said before: that is no contradiction.
    let same = asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    assert_eq!((same.attention, same.is_loud, same.verdict), (None, false, Verdict::Safe));
    scripted.now_says("Success");
    asked_after(&mut stall, &sale, DAY_MS).await;
    let now = stall.until(sale.id, |now| now.is_loud).await;
    assert_eq!((now.state, now.verdict, now.reason), (SaleState::Failed, Verdict::Never, Reason::SaidOtherwise));
    assert_owed(&stall, &now);
    let loud = |stall: &Stall| stall.till.counter_now().expect("the counter").loud.len();
    assert_eq!((loud(&stall), stall.till.pending_sales().expect("the sales").len()), (1, 1));
    // Who wants to sell the same is asked, a day later too, and told why.
    let asked = |stall: &Stall| stall.till.quote(&airtel("9876543210")).expect("a quote").repeat;
    assert_eq!(asked(&stall).map(|repeat| (repeat.sale_id, repeat.contradicted)), Some((sale.id, true)));
    let sold = stall.till.sell(&SaleInput { intent: "once more".into(), ..airtel("9876543210") }).await;
    assert!(matches!(sold.expect_err("nobody confirmed it")[..], [Problem::RepeatRecent { contradicted: true, .. }]));
    let dealt = DealtInput { seen: now.seen.clone(), by: "Asha".into(), note: "the customer has paid".into() };
    let empty = stall.till.deal_with(sale.id, &DealtInput { by: String::new(), ..dealt.clone() });
    assert_eq!(fault(&empty.expect_err("nobody did it"), WordField::By), Some(WordFault::Missing));
    let quiet = stall.till.deal_with(sale.id, &dealt).expect("it is dealt with");
    assert!(!quiet.is_loud);
    assert_eq!(asked(&stall), None, "it is a day old, and somebody has dealt with it");
    assert_eq!((loud(&stall), stall.till.pending_sales().expect("the sales").len()), (0, 0));
    let again = DealtInput { seen: quiet.seen.clone(), ..dealt };
    assert_eq!(stall.till.deal_with(sale.id, &again), Err(vec![Problem::NotAllowedNow]));
    // The customer has it and has paid: a person books it.
    let booked = stall.till.say(sale.id, &heard(&stall.clock, &quiet, Said::Succeeded)).expect("a person's word");
    assert_eq!((booked.state, booked.reason), (SaleState::Succeeded, Reason::SaidDone));
    assert_sold(&stall, &booked);
    assert_eq!(scripted.recharges(), 1);
}

#[tokio::test]
async fn a_sale_that_was_sent_under_a_clock_a_year_ahead_has_an_exit() {
    let (_, scripted, _) = sold("no word that anybody knows").await;
    let mut stall = Stall::with("a1topup", NEVER).await;
    stall.connect(vec![connection(company("inspay").expect("a company"), &scripted.base)]);
    stall.clock.set_wrong(365 * DAY_MS);
    let sale = stall.sell(&airtel("9876543210")).await;
    stall.clock.set_wrong(0);
    let sale = stall.check(sale.id).await;
    assert_eq!((sale.state, &sale.can_say), (SaleState::Unknown, &vec![]));
    stall.clock.forward(61_000);
    assert!(stall.now(sale.id).can_say.contains(&Said::Failed));
    let ended = stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::Failed)).expect("a person's word");
    assert_eq!((ended.state, ended.reason), (SaleState::Failed, Reason::DeclaredFailed));
}

#[tokio::test]
async fn a_success_by_a_persons_word_is_taken_back_by_a_person_only() {
    let (mut stall, scripted, sale) = sold("no word that anybody knows").await;
    assert_eq!(sale.state, SaleState::Unknown);
    stall.clock.forward(61_000);
    let done = stall.till.say(sale.id, &heard(&stall.clock, &sale, Said::Succeeded)).expect("a person's word");
    assert_eq!((done.state, done.verdict, done.reason), (SaleState::Succeeded, Verdict::Never, Reason::SaidDone));
    assert_sold(&stall, &done);
    scripted.now_says("Failure");
    asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    let now = stall.until(sale.id, |now| now.is_loud).await;
    assert_eq!(now.state, SaleState::Succeeded);
    assert_sold(&stall, &now);
    assert_eq!(now.can_say, [Said::Failed, Said::GivenBack]);
    let back = stall.till.say(sale.id, &heard(&stall.clock, &now, Said::GivenBack)).expect("a person's word");
    assert_eq!((back.state, back.reason, back.is_loud), (SaleState::Reversed, Reason::SaidGivenBack, false));
    assert_owed(&stall, &back);
}

#[tokio::test]
async fn every_field_of_a_word_is_looked_at_and_nothing_is_written() {
    let (stall, _scripted, sale) = sold("no word that anybody knows").await;
    stall.clock.forward(61_000);
    let good = heard(&stall.clock, &sale, Said::Failed);
    let told = |told: ToldInput| WordInput { told, ..good.clone() };
    let right = good.told.clone();
    let tomorrow = india_day(stall.clock.now_ms() + DAY_MS);
    let wrong = |field, fault_wanted, input: WordInput| {
        let problems = stall.till.say(sale.id, &input).expect_err("it is refused");
        assert_eq!((problems.len(), fault(&problems, field)), (1, Some(fault_wanted)), "{input:?}: {problems:?}");
    };
    wrong(WordField::Reference, WordFault::Missing, told(ToldInput { reference: "  ".into(), ..right.clone() }));
    wrong(WordField::By, WordFault::TooLong, told(ToldInput { by: "x".repeat(81), ..right.clone() }));
    wrong(WordField::Day, WordFault::InFuture, told(ToldInput { told_day: tomorrow, ..right.clone() }));
    wrong(WordField::Day, WordFault::BeforeSale, told(ToldInput { told_day: "2020-01-31".into(), ..right.clone() }));
    wrong(WordField::Day, WordFault::WrongForm, told(ToldInput { told_day: "31-02-2026".into(), ..right.clone() }));
    wrong(WordField::Time, WordFault::Missing, told(ToldInput { told_time: String::new(), ..right.clone() }));
    wrong(WordField::LastFour, WordFault::NotThisNumber, WordInput { last_four: "0123".into(), ..good.clone() });
    wrong(WordField::LastFour, WordFault::Missing, WordInput { last_four: String::new(), ..good.clone() });
    let nothing = ToldInput { reference: String::new(), by: String::new(), ..right.clone() };
    let all = WordInput { told: nothing, last_four: String::new(), ..good.clone() };
    assert_eq!(stall.till.say(sale.id, &all).expect_err("it is refused").len(), 3, "all are told at once");
    assert_eq!(stall.now(sale.id).state, SaleState::Unknown);
    let said = stall.till.say(sale.id, &good).expect("a person's word");
    let twice = Problem::SaleMovedOn { state: SaleState::Failed, words: None };
    assert_eq!(stall.till.say(sale.id, &good), Err(vec![twice]), "it is said once");
    let again = heard(&stall.clock, &said, Said::Failed);
    assert_eq!(stall.till.say(sale.id, &again), Err(vec![Problem::NotAllowedNow]), "and stands so already");
}

#[tokio::test]
async fn a_failure_that_an_enquiry_found_is_looked_at_after_ten_minutes_and_after_an_hour() {
    let (mut stall, scripted, sale) = sold("Pending").await;
    scripted.now_says("Failure");
    let failed = stall.check(sale.id).await;
    assert_eq!((failed.state, failed.is_loud), (SaleState::Failed, false));
    asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
    scripted.now_says("Success");
    asked_after(&mut stall, &sale, 50 * MINUTE_MS).await;
    let now = stall.until(sale.id, |now| now.is_loud).await;
    assert_eq!((now.state, now.verdict), (SaleState::Failed, Verdict::Never));
    assert_given_back(&stall, &now);
}

/// How a sale comes to be settled while the clock is ahead, and is asked about afterwards.
#[derive(Debug, Clone, Copy)]
enum Settled {
    ByEnquiry,
    ByWord,
    InDispute,
}

#[tokio::test]
async fn what_was_settled_under_a_clock_that_was_ahead_is_asked_about_once_and_then_seldom() {
    for how in [Settled::ByEnquiry, Settled::ByWord, Settled::InDispute] {
        let (mut stall, scripted, sale) =
            sold(if matches!(how, Settled::InDispute) { "Success" } else { "Pending" }).await;
        stall.clock.set_wrong(30 * DAY_MS);
        match how {
            Settled::ByEnquiry => {
                scripted.now_says("Failure");
                stall.check(sale.id).await;
            }
            Settled::ByWord => {
                let now = stall.check(sale.id).await;
                stall.till.say(sale.id, &heard(&stall.clock, &now, Said::Failed)).expect("a person's word");
            }
            Settled::InDispute => {
                stall.till.open_complaint(sale.id, &complaint(told(&stall.clock, &sale))).expect("a complaint");
            }
        }
        stall.clock.set_wrong(0);
        asked_after(&mut stall, &sale, 11 * MINUTE_MS).await;
        let books = rusqlite::Connection::open(stall.path()).expect("the books");
        let planned = "SELECT next_check_at_ms FROM attempt";
        let next_ms: i64 = books.query_row(planned, (), |row| row.get(0)).expect("it is asked about again");
        let ahead_ms = next_ms - stall.clock.now_ms();
        assert!((DAY_MS / 5..=4 * DAY_MS).contains(&ahead_ms), "{how:?}: {ahead_ms}");
    }
}

#[tokio::test]
async fn enquiries_by_hand_do_not_use_up_the_schedule() {
    let (stall, scripted, sale) = sold("Pending").await;
    for _ in 0..30 {
        stall.check(sale.id).await;
    }
    let now = stall.now(sale.id);
    assert!(scripted.enquiries() >= 30 && now.checks >= 30, "{now:?}");
    assert_eq!((now.attention, now.next_check_at_ms.is_some()), (None, true), "it is asked about all the same");
}

#[tokio::test]
async fn a_sale_in_dispute_is_asked_about_daily_for_ten_days() {
    let (mut stall, scripted, sale) = sold("Success").await;
    stall.till.open_complaint(sale.id, &complaint(told(&stall.clock, &sale))).expect("a complaint");
    let disputed = stall.now(sale.id);
    assert!(disputed.disputed_at_ms.is_some() && disputed.state == SaleState::Succeeded);
    for _ in 0..9 {
        asked_after(&mut stall, &sale, DAY_MS).await;
    }
    scripted.now_says("Failure");
    asked_after(&mut stall, &sale, DAY_MS).await;
    stall.until(sale.id, |now| now.state == SaleState::Reversed).await;
}

#[tokio::test]
async fn what_was_sold_elsewhere_says_so_and_is_ended_by_a_persons_word() {
    let mut counter = Counter::with(&[], NEVER).await;
    let base = counter.simulator.base_address("inspay");
    counter.connect("inspay", &base, &[]).await;
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    let sale = counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500012") }).await;
    assert!(sale.state == SaleState::Unknown && !sale.is_elsewhere);
    let elsewhere = Simulator::start(Config { port: 0, book: None, pace: NEVER }).await.expect("another simulator");
    counter.connect("inspay", &elsewhere.base_address("inspay"), &[]).await;
    assert!(counter.now(sale.id).is_elsewhere);
    counter.clock.forward(19 * MINUTE_MS);
    assert!(counter.now(sale.id).can_say.is_empty(), "twenty minutes with real money");
    counter.clock.forward(2 * MINUTE_MS);
    let ended = counter.shop.till().say(sale.id, &heard(&counter.clock, &sale, Said::Failed)).expect("a person's word");
    assert_eq!((ended.state, ended.verdict), (SaleState::Failed, Verdict::Safe));
}

#[tokio::test]
async fn a_twin_that_is_open_says_so_at_once() {
    let (stall, _scripted, sale) = sold("Pending").await;
    stall.clock.forward(3 * DAY_MS);
    let quote = stall.till.quote(&airtel("9876543210"));
    assert_eq!(quote, Err(vec![Problem::AlreadyOpen { sale_id: sale.id }]), "days later too");
}

/// What a day comes to, and what the accounts hold.
fn day_and_accounts(stall: &Stall) -> (i64, i64, i64, Vec<(String, i64)>) {
    let book = stall.till.day_book(&todays().filter).expect("the day book");
    let now = stall.till.counter_now().expect("the counter");
    let totals = book.totals.iter().map(|total| (format!("{:?}", total.outcome), total.sales)).collect();
    (book.paid.cash_paise, book.earned_paise, now.taken_paise, totals)
}

#[tokio::test]
async fn a_company_that_has_no_record_of_what_it_took_is_not_said_to_work_on_it() {
    let (stall, scripted, sale) = sold("Pending").await;
    assert_eq!((sale.state, sale.no_record_at_ms), (SaleState::Pending, None));
    scripted.has_no_record();
    let denied = stall.check(sale.id).await;
    assert_eq!((denied.state, denied.verdict), (SaleState::Pending, Verdict::Never));
    assert_eq!(denied.words.as_deref(), Some("No record found"));
    assert!(denied.no_record_at_ms.is_some_and(|at_ms| at_ms >= sale.created_at_ms), "{denied:?}");
    scripted.now_says("Pending");
    assert_eq!(stall.check(sale.id).await.no_record_at_ms, None);
}
