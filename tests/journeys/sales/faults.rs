//! A line that lies: whatever comes back, the sale is unknown and the provider was asked once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::{Reason, SaleState, Verdict};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::stall::{Stall, airtel, connection};

const WALLET: &str = "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{\"status\":\"Success\",\"balance\":\"5000.00\"}";

/// A server that counts recharge calls, answers every call with the same bytes and closes.
pub async fn server(answer: &'static str) -> (String, Arc<AtomicUsize>) {
    answering(answer, answer).await
}

/// The same, which tells its wallet: else nothing would be sold there.
pub async fn seller(answer: &'static str) -> (String, Arc<AtomicUsize>) {
    answering(WALLET, answer).await
}

async fn answering(wallet: &'static str, answer: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let seen = Arc::new(AtomicUsize::new(0));
    let counter = seen.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = vec![0; 8 * 1024];
            let read = socket.read(&mut request).await.unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..read]);
            if request.contains("/v3/recharge/api") {
                counter.fetch_add(1, Ordering::SeqCst);
            }
            let said = if request.contains("/v3/recharge/balance") { wallet } else { answer };
            let _ = socket.write_all(said.as_bytes()).await;
        }
    });
    (base, seen)
}

#[tokio::test]
async fn whatever_comes_back_the_sale_is_unknown_and_sent_once() {
    let answers = [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /v3/recharge/api\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: /v3/recharge/api\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 20\r\n\r\n{\"status\":\"Failure\"}",
        "HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n<html>Please log in</html>     ",
        "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"status\":\"Fail",
        "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"status\":\"Processed\"}",
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"status\":\"Success\"}",
    ];
    for answer in answers {
        let mut stall = Stall::with("inspay", Duration::from_secs(3_600)).await;
        let (base, seen) = seller(answer).await;
        let provider = providers::provider("inspay").expect("a provider");
        stall.till.set_connections(vec![connection(provider, &base)]);
        let sale = stall.sell(&airtel("9876543210")).await;
        assert_eq!((sale.state, sale.verdict), (SaleState::Unknown, Verdict::NotYet), "{answer:?}");
        stall.check(sale.id).await;
        assert_eq!(stall.now(sale.id).state, SaleState::Unknown, "an enquiry that fails says nothing: {answer:?}");
        assert_eq!(seen.load(Ordering::SeqCst), 1, "{answer:?}");
    }
}

#[tokio::test]
async fn the_counting_server_sees_a_second_request() {
    let (base, seen) = seller("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await;
    let provider = providers::provider("inspay").expect("a provider");
    for number in ["9876543210", "9876543211"] {
        let mut stall = Stall::with("inspay", Duration::from_secs(3_600)).await;
        stall.till.set_connections(vec![connection(provider, &base)]);
        stall.sell(&airtel(number)).await;
    }
    assert_eq!(seen.load(Ordering::SeqCst), 2, "the harness would not notice a sale sent twice");
}

#[tokio::test]
async fn a_request_that_never_left_is_not_sent_and_may_be_sold_again() {
    let mut stall = Stall::with("inspay", Duration::from_millis(40)).await;
    let provider = providers::provider("inspay").expect("a provider");
    let working = stall.simulator.base_address("inspay");
    let gone = stall.gone("inspay").await;
    stall.till.set_connections(vec![gone]);
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!((sale.state, sale.verdict, sale.reason), (SaleState::NotSent, Verdict::Safe, Reason::NeverLeft));
    stall.till.set_connections(vec![connection(provider, &working)]);
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    assert_eq!(stall.arrived(&sale), 1);
}
