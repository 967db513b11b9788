//! Questions to an agent's company over real HTTP: what never left, what may have, and what must not be kept.

use providers::{Call, SendError, Standing, Start, Told, Trouble, Verification};

use crate::golden_agent::{aadhaar, access, account_question, agent, onboarding, opening, order_id, otp_answer};
use crate::line;
use crate::server::{Fault, FaultServer, answer};

const KEY: &str = "S3cr-t+/&=%?key";
const AADHAAR: &str = "999945016781";

/// What was told, as it could be printed, without the server's own address: its port may be any five digits, four of a
/// secret among them.
fn printed<T: std::fmt::Debug>(told: &T, server: &FaultServer) -> String {
    without_address(&format!("{told:?}"), server)
}

fn without_address(text: &str, server: &FaultServer) -> String {
    text.replace(&format!("127.0.0.1:{}", server.port()), "")
}

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
async fn an_aadhaar_number_is_recognised_in_the_reply_and_kept_nowhere() {
    for written in
        [format!("\"{AADHAAR}\""), "\"9999 4501 6781\"".to_owned(), "\"9999-4501-6781\"".to_owned(), AADHAAR.to_owned()]
    {
        let number = AADHAAR;
        let aadhaar = domain::Aadhaar::parse(number).unwrap();
        let send = |access: &providers::Access| agent().send_otp(access, &order_id(), &aadhaar).unwrap();
        let body = format!("{{\"status\":\"success\",\"data\":{{\"request_id\":\"R1\",\"aadhaar\":{written}}}}}");
        let (told, server) = asked(send, ok(&body)).await;
        assert_eq!(server.requests_with(number), 1, "the control: it was sent");
        assert!(matches!(&told.outcome, Ok(Start::Started(sent)) if sent.request_id == "R1"), "{written}: {told:?}");
        let kept = printed(&told, &server);
        assert!(!kept.contains(number) && !kept.contains("4501") && kept.contains("•••"), "{kept}");
        let other = body.replace(&written, "\"999900000016\"");
        let (told, _server) = asked(send, ok(&other)).await;
        assert_eq!(told.outcome, Ok(Start::Unclear(Trouble::AnswerNotOurs)), "the control: another one is not ours");
    }
    let send = |access: &providers::Access| agent().send_otp(access, &order_id(), &aadhaar()).unwrap();
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
    let kept = printed(&told, &server);
    for secret in ["Sample", "1990", "417052", AADHAAR, KEY] {
        assert!(!kept.contains(secret), "{secret}: {kept}");
    }
}

/// All that the samples say of a person, and what opens somebody's application.
const OF_A_PERSON: [&str; 14] = [
    "Sample",
    "Middle",
    "example.invalid",
    "1990",
    "Uttar",
    "Agra",
    "282001",
    "ZZZXZ1234Q",
    "ZZZXY4321R",
    "signcs",
    "nsdljiffy",
    "process_id",
    AADHAAR,
    KEY,
];

fn kept_of<T>((told, server): &(Told<Result<T, SendError>>, FaultServer)) -> String {
    let (sent, received) = (told.sent.as_deref().unwrap_or_default(), told.received.as_deref().unwrap_or_default());
    without_address(&format!("{sent}\n{received}"), server)
}

fn is_clean(kept: &str) -> bool {
    // Where the return address leads is the shop's own setting.
    let kept = kept.replace("https://shop.example.invalid/done?a=1&b=2", "");
    OF_A_PERSON.iter().all(|secret| !kept.contains(secret))
}

/// Asks with every call about a person; gives back what is kept of each.
async fn kept_of_all(fault: impl Fn(&'static str) -> Fault) -> Vec<String> {
    let application = providers::PanApplication {
        order_id: order_id(),
        number: "9812300045".to_owned(),
        mode: domain::PanMode::Ekyc,
        kind: providers::PanKind::New,
    };
    let question = providers::PanQuestion { order_id: order_id(), number: application.number.clone() };
    let account = account_question();
    vec![
        kept_of(&asked(|access| agent().onboard(access, &onboarding()).unwrap(), fault("onboarding.json")).await),
        kept_of(&asked(|access| agent().open_account(access, &opening()).unwrap(), fault("account_open.json")).await),
        kept_of(&asked(|access| agent().account_status(access, &account).unwrap(), fault("account.json")).await),
        kept_of(&asked(|access| agent().account_details(access, &account).unwrap(), fault("account.json")).await),
        kept_of(&asked(|access| agent().resume_account(access, &account).unwrap(), fault("account_link.json")).await),
        kept_of(&asked(|access| agent().apply_for_pan(access, &application).unwrap(), fault("pan_request.json")).await),
        kept_of(&asked(|access| agent().resume_pan(access, &order_id()).unwrap(), fault("pan_resume.json")).await),
        kept_of(&asked(|access| agent().pan_status(access, &question).unwrap(), fault("pan_status.json")).await),
        kept_of(
            &asked(|access| agent().send_otp(access, &order_id(), &aadhaar()).unwrap(), fault("otp_sent.json")).await,
        ),
        kept_of(&asked(|access| agent().verify_otp(access, &otp_answer()).unwrap(), fault("otp_verified.json")).await),
    ]
}

fn fixture(file: &str) -> String {
    std::fs::read_to_string(format!("{}/src/inexopay/fixtures/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[tokio::test]
async fn nothing_of_a_person_is_in_what_is_kept_of_a_call() {
    for kept in kept_of_all(|file| ok(&fixture(file))).await {
        assert!(is_clean(&kept) && kept.contains("•••"), "{kept}");
        assert!(kept.contains("\nHTTP 200"), "{kept}");
    }
    let refused = |name: &str| {
        let message = format!("{name} of 1, Sample Street cannot: SAMPLE, customer@example.invalid, ABCPE4321K");
        ok(&serde_json::json!({ "status": false, "message": message, "data": { "full_name": name } }).to_string())
    };
    for kept in kept_of_all(|_| refused("Somebody")).await {
        assert!(!kept.contains("ABCPE4321K") && !kept.contains("customer@"), "{kept}");
    }
    let opened = &kept_of_all(|_| refused("Sample")).await[1];
    let words = "••• of 1, ••• Street cannot: •••, ••• •••";
    assert!(opened.contains(words), "what was sent of them is hidden in words, too: {opened}");
}

#[tokio::test]
async fn what_is_kept_still_tells_how_it_stands() {
    let kept = kept_of_all(|file| ok(&fixture(file))).await;
    for (place, texts) in [
        (0, &["mobile=9812300045", "agent_id\":\"NSDLQ31", "Agent verified successfully"][..]),
        (1, &["orderid=K7QX2M000017", "phone=9812300045", "txn_id\":\"NSDLSAMPLE0417", "\"status\":true"]),
        (3, &["txn_id=NSDLSAMPLE0417", "is_completed\":1", "is_refunded\":0", "2026-03-02T08:15:00"]),
        (4, &["status_in_db\":\"pending", "account_url\":\"•••"]),
        (5, &["number=9812300045", "txid\":\"61234417", "url\":\"•••"]),
        (7, &["opid\":\"OPSAMPLE0417", "amount\":107"]),
        (8, &["request_id\":\"ADHRSAMPLE_0417ab", "aadhaar\":\"•••"]),
    ] {
        for text in texts {
            assert!(kept[place].contains(text), "{text}: {}", kept[place]);
        }
    }
    assert!(kept[9].ends_with("\nHTTP 200"), "{}", kept[9]);
}

#[tokio::test]
async fn a_server_that_repeats_the_request_gives_nothing_away() {
    let (told, server) =
        asked(|access| agent().account_status(access, &account_question()).unwrap(), Fault::Echo).await;
    assert_eq!(server.requests_with("ZZZXZ1234Q") + server.requests_with(KEY), 2, "the control: both were sent");
    let kept = printed(&told, &server);
    assert!(!kept.contains("ZZZXZ1234Q") && !kept.contains("S3cr"), "{kept}");
    for kept in kept_of_all(|_| Fault::Echo).await {
        assert!(is_clean(&kept) && kept.contains("HTTP 200"), "{kept}");
    }
}

#[tokio::test]
async fn a_key_that_is_an_id_of_the_answer_does_not_hide_it_from_the_reader() {
    for key in ["NSDLSAMPLE0417", "ZZZXZ1234Q", "SAMPLE", "true"] {
        let server = FaultServer::start(ok(&fixture("account.json"))).await;
        let access = access(&server.base(), key);
        let told = agent().account_details(&access, &account_question()).unwrap().ask(&line(), &access).await;
        assert!(matches!(told.outcome, Ok(Standing::Says(domain::Word::Succeeded, _))), "{key}: {told:?}");
        assert!(!told.sent.is_some_and(|sent| sent.contains(&format!("key: {key}"))), "{key}");
        assert!(key == "true" || !told.received.is_some_and(|received| received.contains(key)), "{key}");
    }
}

#[tokio::test]
async fn our_own_pan_is_recognised_in_any_case_and_another_is_not_ours() {
    let body = fixture("account.json");
    for body in [body.clone(), body.replace("ZZZXZ1234Q", "zzzxz1234q")] {
        let (told, _server) =
            asked(|access| agent().account_details(access, &account_question()).unwrap(), ok(&body)).await;
        let said = matches!(told.outcome, Ok(Standing::Says(domain::Word::Succeeded, _)));
        assert!(said && !format!("{told:?}").to_uppercase().contains("ZZZXZ1234Q"), "{told:?}");
    }
    let other = body.replace("ZZZXZ1234Q", "ZZZXZ1234R");
    let (told, _server) =
        asked(|access| agent().account_details(access, &account_question()).unwrap(), ok(&other)).await;
    assert_eq!(told.outcome, Ok(Standing::SaysNothing(Trouble::AnswerNotOurs)));
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
