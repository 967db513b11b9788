//! What provably never left.

use std::net::TcpListener;

use providers::call::{Finding, Submission, balance, enquire, submit};
use providers::{Http, Method, Request, SendError, Trouble, sellers};
use url::Url;

use crate::server::{Fault, FaultServer, answer};
use crate::{access, access_with, line, order, practice};

const ORDER_ID: &str = "K7QX2M000031";
const NUMBER: &str = "9812300045";

#[tokio::test]
async fn a_refused_connection_leaves_not_sent() {
    let line = line();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for provider in sellers() {
        let (access, order) = (access(provider, &base), order(provider, ORDER_ID, NUMBER));
        let told = submit(&line, provider, &access, &order).await;
        assert_eq!(told.outcome, Submission::NotSent(Trouble::ConnectionRefused));
        let told = enquire(&line, provider, &access, &order).await;
        assert_eq!(told.outcome, Finding::Offline(Trouble::ConnectionRefused));
        assert_eq!(balance(&line, provider, &access).await, Err(Trouble::ConnectionRefused));
    }
}

#[tokio::test]
async fn a_credential_that_is_missing_leaves_not_sent() {
    let line = line();
    let server = FaultServer::start(Fault::Close).await;
    for provider in sellers() {
        for field in provider.descriptor().credentials {
            for blank in [false, true] {
                let mut credentials = practice(provider);
                credentials.remove(field.key);
                if blank {
                    credentials.insert(field.key.to_owned(), String::new());
                }
                let (access, order) =
                    (access_with(provider, &server.base(), credentials), order(provider, ORDER_ID, NUMBER));
                let refused = Trouble::FieldRefused { field: field.key.to_owned() };
                let told = submit(&line, provider, &access, &order).await;
                assert_eq!((told.outcome, told.sent), (Submission::NotSent(refused.clone()), None));
                assert_eq!(enquire(&line, provider, &access, &order).await.outcome, Finding::Offline(refused.clone()));
                assert_eq!(balance(&line, provider, &access).await, Err(refused));
            }
        }
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_request_that_cannot_be_built_was_never_sent() {
    let line = line();
    let server = FaultServer::start(Fault::Say(answer("200 OK", ""))).await;
    let request =
        |value: &str| Request::new(Method::Post, Url::parse(&server.base()).unwrap(), false).header("api-key", value);
    for value in ["two\r\nlines", "nul\u{0}", "bell\u{7}"] {
        let told = line.send(request(value)).await;
        assert!(matches!(told, Err(SendError::NeverSent(_))), "{value:?}: {told:?}");
    }
    assert_eq!(server.connections(), 0);
    assert!(line.send(request("plain")).await.is_ok(), "the control: it is the value that could not be sent");
}

/// 0.0.0.0 is no loopback address by its name, and leads to this computer: a request that got through would be seen.
#[tokio::test]
async fn plain_http_that_was_not_allowed_never_leaves() {
    let server = FaultServer::start(Fault::Say(answer("200 OK", ""))).await;
    let address = Url::parse(&format!("http://0.0.0.0:{}/", server.port())).unwrap();
    let told = line().send(Request::new(Method::Post, address, false).parameter("orderid", ORDER_ID)).await;
    assert!(matches!(told, Err(SendError::NeverSent(_))), "{told:?}");
    assert_eq!(server.connections(), 0);
}
