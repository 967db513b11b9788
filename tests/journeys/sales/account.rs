//! The shop connects another account, or another address, while a sale is unknown.

use std::time::Duration;

use domain::{SaleState, Verdict};
use simulator::{Config, Simulator};
use till::{Mode, Problem, SaleInput, SaleView, WordFault, WordField};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use super::counter::Counter;
use super::heard::unrecorded;
use super::scripted::call_of;
use super::stall::{airtel, within};

const NEVER: Duration = Duration::from_secs(3_600);

/// Asks by hand four times within 24 minutes: often and long enough for "no record" to be believed.
async fn asked_for_long(counter: &Counter, sale_id: i64) -> (SaleView, Option<Problem>) {
    let mut said = None;
    for _ in 0..4 {
        counter.clock.forward(8 * 60_000);
        said = within(counter.shop.till().check_now(sale_id)).await.err();
    }
    (counter.now(sale_id), said)
}

#[tokio::test]
async fn what_another_account_has_no_record_of_may_have_been_sold_all_the_same() {
    let mut counter = Counter::with(&[], NEVER).await;
    let base = counter.simulator.base_address("inspay");
    counter.connect("inspay", &base, &[]).await;
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    let sale = counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500012") }).await;
    assert_eq!((sale.state, sale.verdict), (SaleState::Unknown, Verdict::NotYet));
    let elsewhere = Simulator::start(Config { port: 0, book: None, pace: NEVER }).await.expect("another simulator");
    counter.connect("inspay", &elsewhere.base_address("inspay"), &[]).await;
    let (sale, said) = asked_for_long(&counter, sale.id).await;
    assert_eq!((sale.state, sale.verdict), (SaleState::Unknown, Verdict::NotYet), "{sale:?}");
    assert_eq!(said, Some(Problem::AnswerNotOurs));
    let refused = counter.shop.till().say(sale.id, &unrecorded(&counter.clock, &sale));
    let missing = Problem::Word { field: WordField::Reference, fault: WordFault::Missing };
    assert_eq!(refused, Err(vec![missing]), "it has a record somewhere");
    counter.connect("inspay", &base, &[]).await;
    let (sale, said) = asked_for_long(&counter, sale.id).await;
    assert_eq!((sale.state, sale.verdict, said), (SaleState::Unknown, Verdict::Safe, None), "{sale:?}");
    assert_eq!(counter.simulator.requests().len() + elsewhere.requests().len(), 1, "it was sent once");
}

/// What was only written otherwise is the address that the sale was sent to: the sale is no other address's, and its answer counts.
#[tokio::test]
async fn an_address_written_otherwise_is_the_one_that_the_sale_was_sent_to() {
    for end in ["/Admin/RechargeAPI.aspx", "/", "/Admin/RechargeAPI.aspx/"] {
        let mut counter = Counter::with(&[], NEVER).await;
        let base = counter.simulator.base_address("rechargeopen");
        counter.connect("rechargeopen", &base, &[]).await;
        counter.shop.set_mode(Mode::Real).await.expect("real money");
        let sale = counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500001") }).await;
        assert!(sale.state.is_open(), "{sale:?}");
        counter.connect("rechargeopen", &format!("{base}{end}"), &[]).await;
        assert!(!counter.now(sale.id).is_elsewhere, "{end}");
        within(counter.shop.till().check_now(sale.id)).await.expect("it can be asked about");
        assert_eq!(counter.now(sale.id).state, SaleState::Succeeded, "{end}");
    }
}

/// A server that says the same to every call.
async fn saying(line: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            if call_of(&mut stream).await.is_some() {
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", line.len());
                let _ = stream.write_all(format!("{head}{line}").as_bytes()).await;
            }
        }
    });
    base
}

/// The Open API's answers repeat neither order nor number: what another reseller says of a reference is about a sale of his.
#[tokio::test]
async fn nothing_is_believed_of_another_address_that_does_not_repeat_the_order() {
    for line in ["2=Failed=7304=", "1=Success=7304=PG1", "5=Refunded=7304="] {
        let mut counter = Counter::with(&[], NEVER).await;
        let base = counter.simulator.base_address("rechargeopen");
        counter.connect("rechargeopen", &base, &[]).await;
        counter.shop.set_mode(Mode::Real).await.expect("real money");
        let sale = counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500012") }).await;
        assert!(sale.state.is_open(), "{sale:?}");
        let state = sale.state;
        counter.connect("rechargeopen", &saying(line).await, &[]).await;
        let (sale, said) = asked_for_long(&counter, sale.id).await;
        assert_eq!((sale.state, said), (state, Some(Problem::AnswerNotOurs)), "{line}");
    }
}
