//! Questions to an agent's company over real HTTP: what never left, what may have, and what must not be kept.

use providers::{Call, SendError, Start, Told, Trouble, Verification};

use crate::golden_agent::{aadhaar, access, account_question, agent, order_id, otp_answer};
use crate::line;
use crate::server::{Fault, FaultServer, answer};

const KEY: &str = "S3cr-t+/&=%?key";
const AADHAAR: &str = "999945016781";

/// Asks a server that gives this answer.
async fn asked<T>(
    build: impl FnOnce(&providers::Access) -> Call<T>,
    fault: Fault,
) -> (Told<Result<T, SendError>>, FaultServer) {
    let server = FaultServer::start(fault).await;
    let access = access(&server.base(), KEY);
    let told = build(&access).ask(&line(), &access).await;
    (told, server)
}

fn ok(body: &str) -> Fault {
    Fault::Say(answer("200 OK", body))
}

#[tokio::test]
async fn an_aadhaar_number_is_hidden_in_the_reply_before_it_is_read() {
    let send = |access: &providers::Access| agent().send_otp(access, &order_id(), &aadhaar()).unwrap();
    for (number, json) in [
        (format!("\"{AADHAAR}\""), true),
        (AADHAAR.to_owned(), false),
        ("\"9999 4501 6781\"".to_owned(), true),
        ("\"9999-4501-6781\"".to_owned(), true),
    ] {
        let body = format!("{{\"status\":\"success\",\"data\":{{\"request_id\":\"R1\",\"aadhaar\":{number}}}}}");
        let (told, server) = asked(send, ok(&body)).await;
        assert_eq!(server.requests_with(AADHAAR), 1, "the control: it was sent");
        assert!(
            matches!(&told.outcome, Ok(Start::Started(sent)) if sent.request_id == "R1"),
            "{number} {json}: {told:?}"
        );
        let kept = format!("{told:?}");
        assert!(!kept.contains(AADHAAR) && !kept.contains("4501") && kept.contains("•••"), "{kept}");
    }
    let refusal = format!("{{\"status\":false,\"message\":\"{AADHAAR} is not linked to a mobile\"}}");
    let (told, _server) = asked(send, ok(&refusal)).await;
    let Ok(Start::Rejected { words, .. }) = &told.outcome else { panic!("{told:?}") };
    assert_eq!(words, "••• is not linked to a mobile");
}

#[tokio::test]
async fn nothing_of_a_verified_person_is_kept() {
    let body = include_str!("../../src/inexopay/fixtures/otp_verified.json");
    let (told, server) = asked(|access| agent().verify_otp(access, &otp_answer()).unwrap(), ok(body)).await;
    assert!(matches!(told.outcome, Ok(Verification::Verified(_))), "{told:?}");
    assert_eq!(told.received.as_deref(), Some("HTTP 200"));
    assert_eq!(server.requests_with("otp=417052"), 1, "the control: it was sent");
    let kept = format!("{told:?}");
    for secret in ["Sample", "1990", "417052", AADHAAR, KEY] {
        assert!(!kept.contains(secret), "{secret}: {kept}");
    }
}

#[tokio::test]
async fn a_server_that_repeats_the_request_gives_no_number_and_no_key_away() {
    let (told, server) =
        asked(|access| agent().account_status(access, &account_question()).unwrap(), Fault::Echo).await;
    assert_eq!(server.requests_with("ZZZXZ1234Q") + server.requests_with(KEY), 2, "the control: both were sent");
    let kept = format!("{told:?}");
    assert!(told.received.as_ref().is_some_and(|text| text.contains("pancard=•••")), "{kept}");
    assert!(!kept.contains("ZZZXZ1234Q") && !kept.contains("S3cr"), "{kept}");
}

#[tokio::test]
async fn our_own_pan_is_recognised_though_it_is_hidden() {
    let body = include_str!("../../src/inexopay/fixtures/account.json");
    for body in [body.to_owned(), body.replace("ZZZXZ1234Q", "zzzxz1234q")] {
        let (told, _server) =
            asked(|access| agent().account_details(access, &account_question()).unwrap(), ok(&body)).await;
        let said = matches!(told.outcome, Ok(providers::Standing::Says(domain::Word::Succeeded, _)));
        assert!(said && !format!("{told:?}").to_uppercase().contains("ZZZXZ1234Q"), "{told:?}");
    }
    let other = body.replace("ZZZXZ1234Q", "ZZZXZ1234R");
    let (told, _server) =
        asked(|access| agent().account_details(access, &account_question()).unwrap(), ok(&other)).await;
    assert_eq!(told.outcome, Ok(providers::Standing::SaysNothing(Trouble::AnswerNotOurs)));
}

#[tokio::test]
async fn what_never_left_and_what_may_have_are_told_apart() {
    let resume = |access: &providers::Access| agent().resume_pan(access, &order_id()).unwrap();
    for fault in [Fault::Reset, Fault::Close, Fault::HalfClose, Fault::SayAndReset(b"HTTP/1.1 200 OK\r\n".to_vec())] {
        let (told, server) = asked(resume, fault.clone()).await;
        assert!(matches!(told.outcome, Err(SendError::MaybeSent(_))), "{fault:?}: {told:?}");
        assert_eq!(server.requests(), 1, "{fault:?}");
        assert!(told.sent.is_some() && told.received.is_none());
    }
    // A port that was open a moment ago and belongs to nobody now.
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let access = access(&gone, KEY);
    let told = resume(&access).ask(&line(), &access).await;
    assert_eq!(told.outcome, Err(SendError::NeverSent(Trouble::ConnectionRefused)));
}

#[tokio::test]
async fn the_readers_judge_every_http_status() {
    let start = |access: &providers::Access| agent().load_wallet(access, domain::Paise::new(50_000)).unwrap();
    let body = "{\"status\":\"FAILED\",\"status_code\":402,\"message\":\"Please load\"}";
    let (told, _server) = asked(start, Fault::Say(answer("402 Payment Required", body))).await;
    let trouble = Trouble::WalletEmpty { words: "Please load".to_owned() };
    assert_eq!(told.outcome, Ok(Start::Rejected { words: "Please load".to_owned(), trouble }));
    let (told, _server) = asked(start, Fault::Say(answer("502 Bad Gateway", body))).await;
    assert_eq!(told.outcome, Ok(Start::Unclear(Trouble::ProviderError { status: 502 })));
    assert_eq!(told.received.as_deref(), Some(format!("HTTP 502\n{body}").as_str()));
}
