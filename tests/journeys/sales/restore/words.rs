//! What persons wrote comes back with its sale: their word, a dispute, and that a contradiction was dealt with.

use std::fs;
use std::path::Path;
use std::time::Duration;

use domain::{DAY_MS, Said, SaleState, india_day, india_time};
use providers::company;
use simulator::{Config, Simulator};
use till::{Clock, ComplaintNoteInput, Connection, DealtInput, SaleView, ToldInput, WordInput};

use super::super::books::{assert_owed_at, cash_at};
use super::super::counter::Counter;
use super::super::heard::complaint;
use super::super::scripted::Scripted;
use super::super::stall::connection;
use super::{after, airtel, newest, of_order, until};

const NO_WORD: &str = "no word that anybody knows";
const MINUTE_MS: i64 = 60_000;

/// A counter at a company of the test's own that says the same word to the sale and to every enquiry.
async fn practising(word: &str) -> (Counter, Scripted) {
    let scripted = Scripted::saying(word).await;
    let config = Config { port: 0, book: None, pace: Duration::from_secs(3_600) };
    let simulator = Simulator::start(config).await.expect("the simulator starts");
    (Counter::on(simulator, vec![inspay(&scripted)]).await, scripted)
}

fn inspay(scripted: &Scripted) -> Connection {
    connection(company("inspay").expect("a company"), &scripted.base)
}

/// A sale that nobody can tell the end of, and that a person may end now.
async fn riddle(counter: &mut Counter, number: &str) -> SaleView {
    let sale = counter.sell(&airtel(number)).await;
    assert_eq!(sale.state, SaleState::Unknown);
    counter.clock.forward(MINUTE_MS);
    sale
}

/// What a person heard a moment ago, of the sale as it is now.
fn told(counter: &Counter, sale: &SaleView, reference: &str) -> ToldInput {
    let now_ms = counter.clock.now_ms();
    ToldInput {
        seen: counter.now(sale.id).seen,
        reference: reference.into(),
        by: "Asha".into(),
        told_day: india_day(now_ms),
        told_time: india_time(now_ms).strftime("%H:%M").to_string(),
    }
}

fn say(counter: &Counter, sale: &SaleView, said: Said) -> SaleView {
    let last_four = sale.number[sale.number.len() - 4..].into();
    let input = WordInput { said, told: told(counter, sale, "CMP-77"), last_four };
    counter.shop.till().say(sale.id, &input).expect("a person's word")
}

fn dispute(counter: &Counter, sale: &SaleView) -> SaleView {
    let input = complaint(told(counter, sale, "T-5"));
    counter.shop.till().open_complaint(sale.id, &input).expect("a complaint");
    counter.now(sale.id)
}

/// What the company said about the complaint.
fn note(counter: &Counter, sale: &SaleView) {
    let till = counter.shop.till();
    let heard = told(counter, sale, "");
    let input = ComplaintNoteInput {
        intent: "a note".into(),
        reference: heard.reference,
        by: heard.by,
        told_day: heard.told_day,
        told_time: heard.told_time,
        note: "two days more".into(),
        next_step: "call again".into(),
        next_day: String::new(),
    };
    let complaints = till.sale_complaints(sale.id).expect("its complaints").complaints;
    till.note_complaint(complaints[0].id, &input).expect("a note");
}

fn copied(from: &Path, to: &Path) {
    fs::copy(from, to).expect("a copy");
}

/// The sale of an order once it stands as wanted.
async fn back(counter: &Counter, before: &SaleView) -> SaleView {
    let now = until(counter, &before.order_id, before.state).await;
    assert_eq!(now.word, before.word, "with name, reference and time");
    now
}

#[tokio::test]
async fn a_persons_word_comes_back_and_the_company_is_loud_against_it() {
    let (mut counter, scripted) = practising(NO_WORD).await;
    let open = riddle(&mut counter, "9876543210").await;
    counter.shop.back_up_now().await.expect("a backup");
    let failed = riddle(&mut counter, "9876543211").await;
    let done = say(&counter, &open, Said::Succeeded);
    let failed = say(&counter, &failed, Said::Failed);
    let input = newest(&counter).await;
    for round in 1..=2 {
        let report = counter.shop.restore(&input).await.expect("it is restored");
        assert_eq!((report.words_put_back, report.disputes_put_back), (2, 0), "round {round}: {report:?}");
        assert_eq!((report.orders_from_log, report.settled_again, report.words_unsure), (1, 0, false));
        let now = back(&counter, &done).await;
        assert_eq!(cash_at(&counter.shop.till(), &now), [29_900], "what the backup had open is ended, and booked once");
        let now = back(&counter, &failed).await;
        assert_owed_at(&counter.shop.till(), &now);
    }
    // The next start finds nothing to add.
    let reports = counter.shop.backups().await.expect("backups").reports.len();
    let mut counter = after(counter, |_| ()).await;
    assert_eq!(counter.shop.backups().await.expect("backups").reports.len(), reports);
    scripted.now_says("Success");
    let sale = back(&counter, &failed).await;
    counter.clock.forward(DAY_MS);
    counter.shop.till().check_now(sale.id).await.expect("it is asked about");
    let loud = counter.until(sale.id, |sale| sale.is_loud).await;
    assert_eq!(loud.state, SaleState::Failed, "it is told");
    assert_owed_at(&counter.shop.till(), &loud);
    assert_eq!(cash_at(&counter.shop.till(), &loud), [29_900], "and moves no money");
    assert_eq!(scripted.recharges(), 2);
}

#[tokio::test]
async fn a_dispute_goes_on_and_what_was_dealt_with_stays() {
    let (mut counter, scripted) = practising("Success").await;
    counter.shop.back_up_now().await.expect("a backup");
    let sold = counter.sell(&airtel("9876543210")).await;
    let disputed = dispute(&counter, &sold);
    note(&counter, &sold);
    scripted.now_says("Pending");
    counter.clock.forward(MINUTE_MS);
    counter.shop.till().check_now(sold.id).await.expect("it is asked about");
    counter.until(sold.id, |sale| sale.is_loud).await;
    let dealt =
        DealtInput { seen: counter.now(sold.id).seen, by: "Asha".into(), note: "the company looks into it".into() };
    assert!(!counter.shop.till().deal_with(sold.id, &dealt).expect("it is dealt with").is_loud);
    let input = newest(&counter).await;
    let report = counter.shop.restore(&input).await.expect("it is restored");
    assert_eq!((report.words_put_back, report.disputes_put_back), (0, 1), "{report:?}");
    let now = until(&counter, &sold.order_id, SaleState::Succeeded).await;
    assert_eq!((now.disputed_at_ms, now.is_loud), (disputed.disputed_at_ms, false));
    // The complaint is open again, with everything that was said.
    let back = counter.shop.till().sale_complaints(now.id).expect("its complaints").complaints;
    let said: Vec<_> =
        back[0].steps.iter().map(|step| step.person.as_ref().map(|person| person.note.as_str())).collect();
    assert_eq!((back.len(), said, back[0].outcome), (1, vec![Some(""), Some("two days more")], None));
    assert_eq!((back[0].next_step.as_deref(), back[0].reference.as_deref()), (Some("call again"), Some("T-5")));
    // It is asked about daily for the rest of its ten days: the schedule alone would have ended after three.
    counter.until(now.id, |sale| sale.checks > 0).await;
    for day in 1..=6 {
        let before = counter.now(now.id).checks;
        counter.clock.forward(DAY_MS);
        // The clock was put forward, and the watcher does not know.
        counter.shop.till().set_connections(vec![inspay(&scripted)]);
        let asked = counter.until(now.id, |sale| sale.checks > before).await;
        assert!(!asked.is_loud, "day {day}: {asked:?}");
    }
}

#[tokio::test]
async fn a_repair_puts_words_back_from_the_log_or_from_what_the_ledger_still_gives() {
    let destroy = |ledger: &Path| fs::write(ledger, b"nothing").expect("rubbish");
    let forget = |log: &Path| fs::remove_file(log).expect("the log");
    for (is_log_lost, is_ledger_lost) in [(false, true), (true, false), (true, true)] {
        let (mut counter, _scripted) = practising(NO_WORD).await;
        let first = riddle(&mut counter, "9876543210").await;
        counter.shop.back_up_now().await.expect("a backup");
        let done = say(&counter, &first, Said::Succeeded);
        let second = riddle(&mut counter, "9876543211").await;
        let failed = say(&counter, &second, Said::GivenBack);
        let counter = after(counter, |folder| {
            if is_log_lost {
                forget(&folder.join("practice-orders.log"));
            }
            if is_ledger_lost {
                destroy(&folder.join("practice.db"));
            }
        })
        .await;
        let report = match is_ledger_lost {
            true => counter.shop.repair().await.expect("it is repaired"),
            false => counter.shop.restore(&newest(&counter).await).await.expect("it is restored"),
        };
        let told = (report.words_put_back, report.words_unsure);
        if is_log_lost && is_ledger_lost {
            assert_eq!(told, (0, true), "nothing tells of them, and that is told: {report:?}");
            assert_eq!(of_order(&counter, &second.order_id), None);
            continue;
        }
        assert_eq!(told, (2, false), "{report:?}");
        let now = back(&counter, &done).await;
        assert_eq!(cash_at(&counter.shop.till(), &now), [29_900]);
        back(&counter, &failed).await;
    }
}

/// An older file in the ledger's place lacks no order, only what a person said of one.
#[tokio::test]
async fn an_older_file_in_its_place_gets_the_words_from_the_log() {
    let (mut counter, _scripted) = practising(NO_WORD).await;
    let sale = riddle(&mut counter, "9876543210").await;
    let copy = counter.folder().join("kept");
    let counter = after(counter, |folder| copied(&folder.join("practice.db"), &copy)).await;
    let done = say(&counter, &sale, Said::Succeeded);
    let counter = after(counter, |folder| copied(&copy, &folder.join("practice.db"))).await;
    let report = counter.shop.backups().await.expect("backups").reports.pop().expect("it is told");
    assert_eq!((report.ledger_stayed, report.orders_from_log, report.words_put_back), (true, 0, 1));
    let now = back(&counter, &done).await;
    assert_eq!(cash_at(&counter.shop.till(), &now), [29_900]);
    let counter = after(counter, |_| ()).await;
    assert_eq!(counter.shop.backups().await.expect("backups").reports, [report], "once");
    assert_eq!(cash_at(&counter.shop.till(), &now), [29_900]);
}

/// What could not be written when it was said (the disk was full; the version of then wrote no words) is in the log from the
/// next backup on.
#[tokio::test]
async fn a_backup_writes_into_the_log_what_it_lacks_of_words() {
    let (mut counter, _scripted) = practising(NO_WORD).await;
    let sale = riddle(&mut counter, "9876543210").await;
    let (log, copy) = (counter.folder().join("practice-orders.log"), counter.folder().join("kept"));
    copied(&log, &copy);
    let done = say(&counter, &sale, Said::Succeeded);
    let counter = after(counter, |_| copied(&copy, &log)).await;
    assert!(!fs::read_to_string(&log).expect("the log").contains("CMP-77"));
    counter.shop.back_up_now().await.expect("a backup");
    assert_eq!(fs::read_to_string(&log).expect("the log").matches("CMP-77").count(), 1);
    counter.shop.back_up_now().await.expect("a backup");
    assert_eq!(fs::read_to_string(&log).expect("the log").matches("CMP-77").count(), 1, "once");
    back(&counter, &done).await;
}
