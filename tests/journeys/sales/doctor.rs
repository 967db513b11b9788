//! The check-up of a connection: each fault is found where it is, and no line of it holds a secret.

use std::time::Duration;

use providers::company;
use till::{Check, CheckUp, Health, Problem};
use tokio::net::TcpListener;

use super::counter::Counter;
use super::faults::server;
use super::scripted::Scripted;
use super::stall::{ALL, secret_of};

const QUICK: Duration = Duration::from_millis(40);
const CANARY: &str = "canary-5f3a9c";

async fn check_up(counter: &Counter, slug: &str) -> CheckUp {
    let found = counter.shop.check_up(slug).await.expect("a check-up");
    let told = serde_json::to_string(&found).expect("JSON");
    assert!(!told.contains(CANARY), "{told}");
    for (slug, fields) in simulator::PRACTICE_CREDENTIALS {
        let declared = company(slug).expect("a company").descriptor();
        let secret = |key: &str| declared.credentials.iter().any(|field| field.secret && field.key == key);
        for (_, value) in fields.iter().filter(|(key, _)| secret(key)) {
            // A PIN of four digits may stand in a port by chance.
            assert!(value.len() < 5 || !told.contains(value), "{told}");
        }
    }
    found
}

fn state(found: &CheckUp, check: Check) -> Health {
    found.findings.iter().find(|finding| finding.check == check).map_or(Health::NotChecked, |finding| finding.state)
}

fn problem(found: &CheckUp, check: Check) -> Option<Problem> {
    found.findings.iter().find(|finding| finding.check == check).and_then(|finding| finding.problem.clone())
}

#[tokio::test]
async fn a_good_connection_is_good_throughout() {
    let counter = Counter::with(&[], QUICK).await;
    for slug in ALL {
        counter.connect(slug, &counter.simulator.base_address(slug), &[]).await;
        let found = check_up(&counter, slug).await;
        let bad: Vec<_> = found.findings.iter().filter(|finding| finding.problem.is_some()).collect();
        assert!(bad.is_empty(), "{slug}: {bad:?}");
        for check in [
            Check::Keychain,
            Check::Login,
            Check::Address,
            Check::Reach,
            Check::Clock,
            Check::Credentials,
            Check::Listed,
            Check::Balance,
        ] {
            assert_eq!(state(&found, check), Health::Good, "{slug} {check:?}: {found:?}");
        }
        assert_eq!(state(&found, Check::Tls), Health::NotChecked, "plain http to this computer");
    }
}

#[tokio::test]
async fn wrong_credentials_are_told_from_an_address_that_is_not_listed() {
    let counter = Counter::with(&[], QUICK).await;
    for slug in ALL {
        let secret = secret_of(slug);
        let base = counter.simulator.base_address(slug);
        counter.connect(slug, &base, &[(secret, CANARY)]).await;
        let found = check_up(&counter, slug).await;
        assert_eq!(
            (state(&found, Check::Reach), state(&found, Check::Credentials)),
            (Health::Good, Health::Bad),
            "{slug}: {found:?}"
        );
        assert!(
            matches!(problem(&found, Check::Credentials), Some(Problem::CredentialsRefused { .. })),
            "{slug}: {found:?}"
        );
        assert_eq!(state(&found, Check::Balance), Health::NotChecked);
        counter.connect(slug, &base, &[(secret, "not-listed")]).await;
        let found = check_up(&counter, slug).await;
        // The Open API has one code for all it does not let in, which may be either.
        if slug != "rechargeopen" {
            assert_eq!(
                (state(&found, Check::Credentials), state(&found, Check::Listed)),
                (Health::NotChecked, Health::Bad),
                "{slug}: {found:?}"
            );
            assert!(
                matches!(problem(&found, Check::Listed), Some(Problem::AddressNotListed { .. })),
                "{slug}: {found:?}"
            );
        }
        assert!(found.findings.iter().any(|finding| finding.state == Health::Bad), "{slug}: {found:?}");
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_is_told_and_nothing_else_is_claimed() {
    let counter = Counter::with(&[], QUICK).await;
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    counter.connect("inspay", &closed, &[("token", CANARY)]).await;
    let found = check_up(&counter, "inspay").await;
    assert_eq!((state(&found, Check::Login), state(&found, Check::Reach)), (Health::Good, Health::Bad));
    assert_eq!(problem(&found, Check::Reach), Some(Problem::ConnectionRefused));
    for check in [Check::Clock, Check::Credentials, Check::Listed, Check::Balance] {
        assert_eq!(state(&found, check), Health::NotChecked, "{check:?}");
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told_beside_the_balance() {
    let counter = Counter::with(&[], QUICK).await;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    for forward_ms in [900_000, -1_800_000] {
        counter.clock.forward(forward_ms);
        let found = check_up(&counter, "inspay").await;
        assert_eq!(
            (state(&found, Check::Clock), problem(&found, Check::Clock)),
            (Health::Bad, Some(Problem::ClockWrong))
        );
        assert_eq!(state(&found, Check::Balance), Health::Good, "the wallet was told all the same: {found:?}");
        let clock = found.findings.iter().find(|finding| finding.check == Check::Clock).expect("the clock");
        let seconds: i64 = clock.detail.as_deref().and_then(|detail| detail.parse().ok()).expect("seconds");
        assert!((890..=910).contains(&seconds.abs()) && seconds.signum() == -forward_ms.signum(), "{seconds}");
    }
}

#[tokio::test]
async fn a_provider_that_was_never_connected_has_no_check_up() {
    let counter = Counter::with(&[], QUICK).await;
    for slug in ["inspay", "nobody"] {
        let told = counter.shop.check_up(slug).await;
        assert_eq!(told, Err(Problem::ProviderNotConnected { provider: slug.into() }));
    }
}

#[tokio::test]
async fn a_login_that_is_gone_from_the_keychain_is_told_before_anything_is_sent() {
    let mut counter = Counter::with(&[], QUICK).await;
    let scripted = Scripted::saying("Success").await;
    counter.connect("inspay", &scripted.base, &[]).await;
    counter = counter.with_an_empty_keychain().await;
    let found = check_up(&counter, "inspay").await;
    assert_eq!(problem(&found, Check::Login), Some(Problem::CredentialMissing { key: "username".into() }));
    assert_eq!(state(&found, Check::Reach), Health::NotChecked, "nothing was sent");
}

#[tokio::test]
async fn a_keychain_that_is_locked_is_told_and_what_is_typed_serves_until_the_end() {
    let mut counter = Counter::with(&[], QUICK).await;
    let base = counter.simulator.base_address("inspay");
    counter.connect("inspay", &base, &[]).await;
    counter = counter.with_a_locked_keychain().await;
    let found = check_up(&counter, "inspay").await;
    assert_eq!(problem(&found, Check::Keychain), Some(Problem::KeychainLocked));
    assert_eq!((state(&found, Check::Keychain), state(&found, Check::Login)), (Health::Warning, Health::Bad));
    counter.connect("inspay", &base, &[]).await;
    let found = check_up(&counter, "inspay").await;
    assert_eq!((state(&found, Check::Keychain), state(&found, Check::Balance)), (Health::Warning, Health::Good));
    let mut kept = String::new();
    for entry in std::fs::read_dir(counter.folder()).expect("the folder") {
        kept.push_str(&String::from_utf8_lossy(&std::fs::read(entry.expect("an entry").path()).expect("a file")));
    }
    assert!(kept.contains(&base) && !kept.contains("practice-token"), "the address is kept, the token is not");
}

/// A provider that repeats the token in its words, in its page, and in a JSON escape.
#[tokio::test]
async fn what_a_provider_repeats_of_a_secret_is_in_no_line() {
    let bodies = [
        format!(r#"{{"status":"Failure","message":"Invalid token {CANARY}"}}"#),
        format!(r#"{{"status":"Failure","opid":"{CANARY}","message":"IP not whitelisted for {CANARY}"}}"#),
        format!("<html>{CANARY}</html>"),
        CANARY.to_owned(),
    ];
    let counter = Counter::with(&[], QUICK).await;
    for body in bodies {
        for status in ["200 OK", "401 Unauthorized", "500 Internal Server Error"] {
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            let (base, _) = server(answer.leak()).await;
            counter.connect("inspay", &base, &[("token", CANARY)]).await;
            let found = check_up(&counter, "inspay").await;
            assert!(found.findings.iter().any(|finding| finding.state == Health::Bad), "{body} {status}: {found:?}");
        }
    }
}
