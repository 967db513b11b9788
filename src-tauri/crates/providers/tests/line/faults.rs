//! Whatever the line does after the request may have left: the sale is unknown, sent only once.

use domain::Word;
use providers::call::{Finding, Submission, enquire, submit};
use providers::{BODY_LIMIT, Trouble, sellers};

use crate::server::{Fault, FaultServer, answer};
use crate::{access, is_good, line, order, success_of};

const ORDER_ID: &str = "K7QX2M000021";
const NUMBER: &str = "9812300045";

/// Every way to fail, each around a body that says "succeeded" wherever there is one. `elsewhere` is another server.
fn faults(success: &str, elsewhere: &str) -> Vec<(&'static str, Fault)> {
    let say = |head: &str, body: &str| Fault::Say(answer(head, body));
    let raw = |text: String| Fault::Say(text.into_bytes());
    let half = &success[..success.len() / 2];
    let longer = success.len() + 1;
    vec![
        ("reset", Fault::Reset),
        ("closed without an answer", Fault::Close),
        ("half closed", Fault::HalfClose),
        ("cut in the status line", raw("HTTP/1.1 20".to_owned())),
        ("cut in the headers", raw("HTTP/1.1 200 OK\r\nContent-Ty".to_owned())),
        ("cut after the headers", raw(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", success.len()))),
        ("cut in the body", raw(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{half}", success.len()))),
        (
            "reset in the body",
            Fault::SayAndReset(format!("HTTP/1.1 200 OK\r\nContent-Length: {longer}\r\n\r\n{half}").into_bytes()),
        ),
        ("one byte short", raw(format!("HTTP/1.1 200 OK\r\nContent-Length: {longer}\r\n\r\n{success}"))),
        (
            "chunked and cut",
            raw(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{success}\r\n", success.len())),
        ),
        ("without a length and cut", raw(format!("HTTP/1.0 200 OK\r\n\r\n{half}"))),
        ("garbage", raw("\u{0}\u{1}\u{2} what?\r\n\r\n".to_owned())),
        ("another protocol", raw("SSH-2.0-OpenSSH_9.6\r\n".to_owned())),
        ("a body without a head", raw(success.to_owned())),
        ("continue, then closed", raw("HTTP/1.1 100 Continue\r\n\r\n".to_owned())),
        ("302 to itself", say("302 Found\r\nLocation: /", success)),
        ("303 to itself", say("303 See Other\r\nLocation: /", success)),
        ("307 to itself", say("307 Temporary Redirect\r\nLocation: /", success)),
        ("301 elsewhere", say(&format!("301 Moved Permanently\r\nLocation: {elsewhere}/"), success)),
        ("308 elsewhere", say(&format!("308 Permanent Redirect\r\nLocation: {elsewhere}/"), success)),
        ("401", say("401 Unauthorized\r\nWWW-Authenticate: Basic", success)),
        ("407", say("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic", success)),
        ("408", say("408 Request Timeout\r\nConnection: close", success)),
        ("421", say("421 Misdirected Request", success)),
        ("425", say("425 Too Early", success)),
        ("429", say("429 Too Many Requests\r\nRetry-After: 0", success)),
        ("500", say("500 Internal Server Error", success)),
        ("502", say("502 Bad Gateway", success)),
        ("503", say("503 Service Unavailable\r\nRetry-After: 0", success)),
        ("204", raw("HTTP/1.1 204 No Content\r\n\r\n".to_owned())),
        ("206", say("206 Partial Content", success)),
        ("an empty page", say("200 OK", "")),
        ("a login page", say("200 OK\r\nContent-Type: text/html", "<html><body>Success! Please log in</body></html>")),
        ("half an answer of the right length", say("200 OK", half)),
        ("two answers", say("200 OK", &format!("{success}{success}"))),
        ("an answer too long", say("200 OK", &format!("{success}{}", " ".repeat(BODY_LIMIT)))),
    ]
}

#[tokio::test]
async fn whatever_the_line_does_the_sale_is_unknown_and_was_sent_once() {
    let line = line();
    for provider in sellers() {
        let order = order(provider, ORDER_ID, NUMBER);
        let success = success_of(provider, &order).await.sold;
        let elsewhere = FaultServer::start(Fault::Say(answer("200 OK", &success))).await;
        for (what, fault) in faults(&success, &elsewhere.base()) {
            let server = FaultServer::start(fault).await;
            let told = submit(&line, provider, &access(provider, &server.base()), &order).await;
            let slug = provider.descriptor().slug;
            assert!(matches!(told.outcome, Submission::Unknown(_)), "{slug}, {what}: {:?}", told.outcome);
            assert_eq!((server.connections(), server.requests_with(ORDER_ID)), (1, 1), "{slug}, {what}");
            assert_eq!(server.requests(), 1, "{slug}, {what}");
            assert!(told.sent.is_some_and(|sent| sent.contains(ORDER_ID)), "{slug}, {what}");
        }
        assert_eq!(elsewhere.connections(), 0, "a redirect was followed");
    }
}

#[tokio::test]
async fn a_reset_before_anything_was_read_leaves_unknown_too() {
    for provider in sellers() {
        let server = FaultServer::start(Fault::ResetUnread).await;
        let told =
            submit(&line(), provider, &access(provider, &server.base()), &order(provider, ORDER_ID, NUMBER)).await;
        assert!(matches!(told.outcome, Submission::Unknown(_)), "{:?}", told.outcome);
        assert_eq!(server.connections(), 1);
    }
}

#[tokio::test]
async fn an_enquiry_over_a_broken_line_says_nothing() {
    let line = line();
    for provider in sellers() {
        let order = order(provider, ORDER_ID, NUMBER);
        let success = success_of(provider, &order).await.found;
        for (what, fault) in faults(&success, "http://127.0.0.1:1") {
            let server = FaultServer::start(fault).await;
            let told = enquire(&line, provider, &access(provider, &server.base()), &order).await;
            // The Open API's line says how it stands before its ids: what is lost with half of it are those.
            let line_without_end =
                !provider.descriptor().repeats_order && ["half", "cut"].iter().any(|word| what.contains(word));
            let says_nothing = matches!(told.outcome, Finding::SaysNothing(_))
                || (line_without_end && matches!(told.outcome, Finding::Says(Word::Succeeded, _)));
            assert!(says_nothing, "{what}: {:?}", told.outcome);
            assert_eq!(server.requests(), 1, "{what}");
        }
    }
}

/// The control: the same bodies, delivered as they should be, are successes.
#[tokio::test]
async fn a_good_answer_from_the_same_server_is_believed() {
    let line = line();
    for provider in sellers() {
        let order = order(provider, ORDER_ID, NUMBER);
        let success = success_of(provider, &order).await.sold;
        let padded = format!("{success}{}", " ".repeat(BODY_LIMIT - success.len()));
        let chunked = format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{success}\r\n0\r\n\r\n",
            success.len()
        );
        for good in [
            answer("200 OK", &success),
            answer("200 OK", &padded),
            chunked.into_bytes(),
            format!("HTTP/1.0 200 OK\r\n\r\n{success}").into_bytes(),
            [b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), answer("200 OK", &success)].concat(),
        ] {
            let server = FaultServer::start(Fault::Say(good)).await;
            let told = submit(&line, provider, &access(provider, &server.base()), &order).await;
            assert!(is_good(provider, &told.outcome), "{:?}", told.outcome);
            assert_eq!(server.requests(), 1);
        }
    }
}

/// The control that fails: a client with the usual manners sends the same form again, and the server sees it.
#[tokio::test]
async fn the_server_sees_what_a_usual_client_sends_again() {
    let form = format!("orderid={ORDER_ID}");
    let server = FaultServer::start(Fault::Say(answer("307 Temporary Redirect\r\nLocation: /", ""))).await;
    let usual = reqwest::Client::builder().no_proxy().build().unwrap();
    let told = usual.post(server.base()).body(form.clone()).send().await;
    assert!(told.is_err(), "it gives up in the end");
    assert!(server.requests_with(ORDER_ID) > 1, "{}", server.requests());

    let server = FaultServer::start(Fault::Close).await;
    let provider = sellers()[0];
    let (line, order) = (line(), order(provider, ORDER_ID, NUMBER));
    for sent in 1..=2 {
        submit(&line, provider, &access(provider, &server.base()), &order).await;
        assert_eq!(server.requests_with(ORDER_ID), sent);
    }
}

/// A pooled connection that the server has closed in the meantime is where hyper sends again by itself.
#[tokio::test]
async fn every_request_has_a_connection_of_its_own() {
    let line = line();
    for provider in sellers() {
        let order_ids = ["K7QX2M000022", "K7QX2M000023", "K7QX2M000024"];
        let success = success_of(provider, &order(provider, order_ids[0], NUMBER)).await.sold;
        for fault in [Fault::KeepAlive(answer("200 OK", &success)), Fault::Say(answer("200 OK", &success))] {
            let server = FaultServer::start(fault).await;
            let access = access(provider, &server.base());
            for order_id in order_ids {
                submit(&line, provider, &access, &order(provider, order_id, NUMBER)).await;
                assert_eq!(server.requests_with(order_id), 1);
            }
            assert_eq!((server.connections(), server.requests()), (3, 3));
        }
    }
}

/// The clock is stopped once the request has arrived, and then runs straight to the time-out.
#[tokio::test]
async fn timeout_leaves_unknown() {
    for provider in sellers() {
        let order = order(provider, ORDER_ID, NUMBER);
        let success = success_of(provider, &order).await.sold;
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", success.len());
        let half = format!("{head}{}", &success[..success.len() / 2]);
        for said in [String::new(), "HTTP/1.1 ".to_owned(), head, half] {
            let server = FaultServer::start(Fault::SayAndFallSilent(said.clone().into_bytes())).await;
            let (line, access) = (line(), access(provider, &server.base()));
            let stop_the_clock = async {
                server.arrived().await;
                tokio::time::pause();
            };
            let (told, ()) = tokio::join!(submit(&line, provider, &access, &order), stop_the_clock);
            tokio::time::resume();
            assert_eq!(told.outcome, Submission::Unknown(Trouble::TimedOut), "{said:?}");
            assert_eq!((server.connections(), server.requests()), (1, 1), "{said:?}");
        }
    }
}
