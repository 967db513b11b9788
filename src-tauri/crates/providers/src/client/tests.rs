//! What the line tells of itself, without a line.

use super::*;

#[test]
fn a_server_date_is_read() {
    assert_eq!(http_date_ms("Tue, 20 Nov 2018 13:12:13 GMT"), Some(1_542_719_533_000));
    assert_eq!(http_date_ms("yesterday"), None);
}

#[test]
fn a_name_that_is_not_found_is_told_from_a_resolver_that_cannot_be_asked() {
    let unix = |words: &str| {
        format!(
            "ConnectError(\"dns error\", Custom {{ kind: Uncategorized, error: \"failed to lookup address information: {words}\" }})"
        )
    };
    let windows = |code: u32, words: &str| {
        format!("ConnectError(\"dns error\", Os {{ code: {code}, kind: Uncategorized, message: \"{words}\" }})")
    };
    let unknown = Some(Trouble::HostUnknown);
    let offline = Some(Trouble::NoNetwork);
    for (causes, trouble) in [
        (unix("Name or service not known"), &unknown),
        (unix("No address associated with hostname"), &unknown),
        (unix("nodename nor servname provided, or not known"), &unknown),
        (unix("Der Name oder der Dienst ist nicht bekannt"), &unknown),
        (unix("Temporary failure in name resolution"), &offline),
        (windows(11_001, "No such host is known."), &unknown),
        (windows(11_001, "ऐसा कोई होस्ट ज्ञात नहीं है।"), &unknown),
        (windows(11_004, "The requested name is valid, but no data of the requested type was found."), &unknown),
        (windows(11_002, "This is usually a temporary error during hostname resolution."), &offline),
        (windows(10_051, "A socket operation was attempted to an unreachable network."), &None),
        ("ConnectError(\"tcp connect error\", Os { code: 101, kind: NetworkUnreachable })".to_owned(), &None),
    ] {
        assert_eq!(&trouble_in_words(&causes), trouble, "{causes}");
    }
}

#[tokio::test]
async fn a_name_is_none_only_where_another_host_has_answered_since() {
    let line = ReqwestHttp::new().unwrap();
    let unknown = || SendError::NeverSent(Trouble::HostUnknown);
    let tried_at = Instant::now();
    line.note_answer(&Url::parse("https://other.invalid/balance").unwrap());
    assert_eq!(line.witnessed(unknown(), "mistyped.invalid", tried_at).await, unknown());
    line.note_answer(&Url::parse("http://127.0.0.1:9/balance").unwrap());
    let told = line.witnessed(unknown(), "mistyped.invalid", tried_at).await;
    assert_eq!(told, unknown(), "this computer is no witness");
    let other = SendError::NeverSent(Trouble::ConnectionRefused);
    assert_eq!(line.witnessed(other.clone(), "mistyped.invalid", tried_at).await, other);
}

#[test]
fn who_answered_before_the_line_dropped_is_no_witness() {
    let line = ReqwestHttp::new().unwrap();
    let before = Instant::now();
    line.note_answer(&Url::parse("https://other.invalid/balance").unwrap());
    assert!(line.has_witness("mistyped.invalid", before));
    assert!(!line.has_witness("other.invalid", before), "nobody is a witness of his own name");
    let (_, answered_at) = line.answered.lock().unwrap().clone().unwrap();
    assert!(!line.has_witness("mistyped.invalid", answered_at + Duration::from_millis(1)));
}

#[tokio::test]
async fn a_client_is_built_when_something_is_sent_and_kept() {
    let line = ReqwestHttp::when_wanted();
    assert!(line.secure.get().is_none() && line.plain.get().is_none() && line.loopback.get().is_none());
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let request = || Request::new(Method::Get, Url::parse(&format!("http://{nobody}")).unwrap(), true);
    for _ in 0..2 {
        assert_eq!(line.send(request()).await, Err(SendError::NeverSent(Trouble::ConnectionRefused)));
    }
    assert!(line.loopback.get().is_some() && line.secure.get().is_none() && line.plain.get().is_none());
}

#[test]
fn only_this_computer_is_loopback() {
    for (address, loopback) in [
        ("http://127.0.0.1:9/x", true),
        ("http://[::1]/", true),
        ("http://localhost/", true),
        ("http://127.0.0.1.example.com/", false),
        ("http://10.0.0.1/", false),
    ] {
        assert_eq!(Url::parse(address).ok().as_ref().map(is_loopback), Some(loopback), "{address}");
    }
}
