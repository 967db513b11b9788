//! How much of a text is hidden.

use domain::Pan;
use proptest::prelude::*;
use url::Url;

use super::*;
use crate::Method;

const PAN: &str = "ZZZXZ1234Q";

fn access() -> Access {
    let company = crate::registry().into_iter().find(|company| company.agent().is_some()).unwrap();
    let credentials = [("api_key".to_owned(), "key-0417".to_owned().into())];
    Access::new(company.descriptor(), "https://example.invalid", false, credentials.into_iter().collect()).unwrap()
}

fn request() -> Request {
    let secret = |text: &str| SecretString::from(text);
    Request::new(Method::Post, Url::parse("https://example.invalid/x").unwrap(), false)
        .parameter("orderid", "417041704170")
        .parameter("phone", "9812300045")
        .parameter("first_name", &secret("Sample"))
        .parameter("email", &secret("customer@example.invalid"))
        .parameter("address", &secret("1, Sample Street"))
        .parameter("date_of_birth", &secret("1990-03-02"))
        .parameter("pincode", &secret("282001"))
        .parameter("last_name", &secret("Al"))
}

fn with<T>(evidence: Evidence, see: impl FnOnce(&Discreet<'_>) -> T) -> T {
    let numbers = [Pan::parse(PAN).unwrap().expose().clone()];
    see(&Discreet::new(&access(), &request(), &numbers, evidence))
}

fn words(text: &str) -> String {
    with(Evidence::Skeleton, |discreet| discreet.words(text))
}

fn received(body: &str) -> String {
    let reply = Reply { status: 200, server_time_ms: None, body: body.to_owned() };
    with(Evidence::Skeleton, |discreet| discreet.received(&reply))
}

#[test]
fn a_persons_number_is_hidden_wherever_it_stands() {
    for (text, clean) in [
        ("{\"a\": \"012345678901\"}", "{\"a\": \"•••\"}"),
        ("{\"a\":\"no. 0123 4567 8901 \\\" is\"}", "{\"a\":\"no. ••• \\\" is\"}"),
        ("number=0123-4567-8901&b", "number=•••&b"),
        ("a 0123+4567+8901", "a •••"),
        ("9012345678901", "9•••"),
        ("012345678901012345678901", "••••••"),
        ("01234567890", "01234567890"),
        ("012345678902", "012345678902"),
    ] {
        assert_eq!(hidden(text, "012345678901"), clean);
    }
    assert_eq!(hidden("{\"pan\":\"zzzxz1234q\"}", PAN), "{\"pan\":\"•••\"}");
    assert_eq!(hidden("as it is", ""), "as it is");
}

#[test]
fn words_about_a_person_keep_the_reason_and_lose_the_person() {
    for (text, clean) in [
        ("Duplicate orderid 417041704170", "Duplicate orderid 417041704170"),
        ("Transaction status is failed.", "Transaction status is failed."),
        ("fee 107.00 on 2026-05-04 18:23:40, code 99", "fee 107.00 on 2026-05-04 18:23:40, code 99"),
        ("PAN zzzxz1234q of SAMPLE is taken", "PAN ••• of ••• is taken"),
        ("PAN ABCPE4321K, or PANABCPE4321K", "PAN •••, or •••"),
        ("Samples and resample", "Samples and resample"),
        ("Al is too short to hide, and also stays", "Al is too short to hide, and also stays"),
        ("born 1990-03-02 at 1, sample street 282001", "born ••• at 1, ••• street •••"),
        ("call 9812300045 or 98123 00046.", "call ••• or •••."),
        ("+91 98123-00046", "+91 •••"),
        ("card 0123 4500 6781", "card •••"),
        ("virtual 9123-4500-6781-4321!", "virtual •••!"),
        ("9123450067814321", "•••"),
        ("अंक ०१२३४५००६७८१", "अंक •••"),
        ("write to a.b@example.invalid, now", "write to ••• now"),
        ("open https://example.invalid/x?t=1 or www.example.invalid", "open ••• or •••"),
        ("12345 is no number, nor is 123456789", "12345 is no number, nor is 123456789"),
        ("key-0417 is wrong", "••• is wrong"),
        ("of customer%40example.invalid, &#50;82001; 1282001", "of •••, •••; 1282001"),
        ("", ""),
    ] {
        assert_eq!(words(text), clean, "{text}");
    }
    let whole = with(Evidence::Whole, |discreet| discreet.words("UTR 412345678901 of Sample"));
    assert_eq!(whole, "UTR 412345678901 of Sample", "what is about nobody is only freed of credentials");
}

#[test]
fn of_a_reply_about_a_person_a_list_of_fields_is_kept() {
    let body = "\u{feff}{\"status\": true, \"message\":\"Success, Sample\", \"data\":{\"id\":34,\"account_type\":2,\
        \"txn_id\":\"NSDLSAMPLE0417\",\"first_name\":\"Sample\",\"middle_name\":null,\"email\":\"c@example.invalid\",\
        \"phone\":\"9812300045\",\"pancard\":\"ZZZXZ1234Q\",\"pincode\":282001,\"is_completed\":1,\"message\":\"\",\
        \"date\":\"2026-05-04T10:00:00.000000Z\",\"is_refunded\":\"0\",\"amount\":107.00,\"opid\":\"OP417\"},\
        \"list\":[{\"status\":\"x\"},\"Sample\",7],\"account_url\":\"https://example.invalid/x?t=1\"}";
    let kept = "HTTP 200\n{\"status\":true,\"message\":\"Success, •••\",\"data\":{\"id\":34,\"account_type\":2,\
        \"txn_id\":\"NSDLSAMPLE0417\",\"first_name\":\"•••\",\"middle_name\":null,\"email\":\"•••\",\
        \"phone\":\"•••\",\"pancard\":\"•••\",\"pincode\":\"•••\",\"is_completed\":1,\"message\":\"\",\
        \"date\":\"2026-05-04T10:00:00.000000Z\",\"is_refunded\":\"0\",\"amount\":107.00,\"opid\":\"OP417\"},\
        \"list\":[{\"status\":\"x\"},\"•••\",\"•••\"],\"account_url\":\"•••\"}";
    assert_eq!(received(body), kept);
}

#[test]
fn a_field_keeps_only_what_it_is_for() {
    for (body, kept) in [
        ("{\"status\":\"Sample wrote https://example.invalid/x\"}", "{\"status\":\"•••\"}"),
        ("{\"status\":\"ZZZXY4321R\"}", "{\"status\":\"•••\"}"),
        ("{\"status\":9812300045}", "{\"status\":\"•••\"}"),
        ("{\"txn_id\":\"ABCPE4321K\"}", "{\"txn_id\":\"•••\"}"),
        ("{\"txn_id\":\"a@example.invalid\"}", "{\"txn_id\":\"•••\"}"),
        ("{\"date\":\"9812300045\"}", "{\"date\":\"•••\"}"),
        ("{\"amount\":\"one hundred\"}", "{\"amount\":\"•••\"}"),
        ("{\"opid\":\"412345678901\"}", "{\"opid\":\"412345678901\"}"),
        ("{\"opid\":\"Rejected: 412345678901\"}", "{\"opid\":\"Rejected: •••\"}"),
        ("{\"dob\":\"02-03-1990\"}", "{\"dob\":\"•••\"}"),
        ("{\"Sample Customer\":1,\"9812300045\":2}", "{\"•••\":\"•••\",\"•••\":\"•••\"}"),
        ("{\"status\":1,\"status\":2}", "{\"status\":1,\"status\":2}"),
        ("{\"data\":\"https://example.invalid/open?t=1\"}", "{\"data\":\"•••\"}"),
        ("[{\"name\":\"Sample\"}]", "[{\"name\":\"•••\"}]"),
        ("{}", "{}"),
    ] {
        assert_eq!(received(body), format!("HTTP 200\n{kept}"), "{body}");
    }
    let deep = format!("{}{{\"status\":\"x\"}}{}", "{\"data\":".repeat(20), "}".repeat(20));
    assert!(!received(&deep).contains("status"), "{}", received(&deep));
}

#[test]
fn what_is_no_json_is_kept_by_its_length() {
    for body in ["<p>Sample</p>", "Sample", "\"Sample\"", "{\"name\":\"Sample\"", "name=Sample&x=1", ""] {
        assert_eq!(received(body), format!("HTTP 200\n••• ({} bytes)", body.len()));
    }
}

#[test]
fn the_request_is_kept_without_the_person() {
    let kept = with(Evidence::Skeleton, |discreet| discreet.sent(&request()));
    assert!(kept.contains("phone=9812300045") && kept.contains("orderid=417041704170"), "{kept}");
    assert!(!kept.contains("Sample") && !kept.contains("282001") && kept.contains("first_name=•••"), "{kept}");
}

#[test]
fn an_id_in_which_something_is_hidden_is_none() {
    let id = |text: &str| with(Evidence::Skeleton, |discreet| discreet.optional_id(Some(text.to_owned())));
    assert_eq!(id("412345678901").as_deref(), Some("412345678901"));
    assert_eq!((id("X-ZZZXZ1234Q"), id("ABCPE4321K"), id("key-0417")), (None, None, None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_is_hidden_in_any_text_and_nothing_else_is(before in "[\"\\\\{\\[]{0,3}\\PC{0,20}", after in "\\PC{0,20}") {
        let secret = "012345678901";
        prop_assert_eq!(hidden(&before, secret), before.clone());
        let clean = hidden(&format!("{before}{secret}{after}"), secret);
        prop_assert!(!clean.contains(secret) && clean.contains(HIDDEN), "{}", clean);
    }

    #[test]
    fn no_number_of_anybody_stays_in_words(before in "\\PC{0,20}", after in "\\PC{0,20}", number in "[0-9]{10,16}") {
        let clean = words(&format!("{before}{number}{after}"));
        prop_assert!(!clean.contains(&number), "{}", clean);
        let clean = words(&format!("{before}ABCPE4321K{after}"));
        prop_assert!(!clean.contains("ABCPE4321K"), "{}", clean);
    }

    #[test]
    fn any_bytes_are_kept_without_a_name(name in "\\PC{0,20}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let body = serde_json::json!({ "status": true, "data": { "name": format!("Qqz{name}") } }).to_string();
        prop_assert!(!received(&body).contains("Qqz"));
        let other = received(&String::from_utf8_lossy(&bytes));
        prop_assert!(other.starts_with("HTTP 200\n"));
    }
}
