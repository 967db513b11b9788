//! No secret in what is shown, kept or printed.

use std::collections::BTreeMap;
use std::sync::Mutex;

use providers::call::{balance, enquire, list, submit};
use providers::probe::api_status;
use providers::{Access, AddressProblem, Descriptor, ListedOperator, Method, Provider, Request, sellers};
use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::golden_agent;
use crate::manners::{Manner, has};
use crate::server::{Fault, FaultServer, answer};
use crate::{Listening, NEVER, access, access_with, is_good, line, order, simulator, success_of};

/// Signs that a form, an address or a header writes differently.
const SECRET: &str = "S3cr t+/&=%?\"tok~en";

fn encoded() -> String {
    form_urlencoded::byte_serialize(SECRET.as_bytes()).collect()
}

fn is_clean(text: &str) -> bool {
    !text.contains(SECRET) && !text.contains(&encoded()) && !text.contains("S3cr")
}

/// Credentials whose secrets are the canary.
fn canaries(provider: &dyn Provider) -> BTreeMap<String, String> {
    let value = |secret: bool| if secret { SECRET.to_owned() } else { "shop".to_owned() };
    provider.descriptor().credentials.iter().map(|field| (field.key.to_owned(), value(field.secret))).collect()
}

fn exposed(request: &Request) -> String {
    let headers: Vec<_> = request.exposed_headers().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{}\n{}", headers.join("\n"), request.exposed_form())
}

fn has_parameters(request: &Request) -> bool {
    request.shown_parameters().next().is_some()
}

#[test]
fn a_request_is_shown_without_its_secrets() {
    for provider in sellers() {
        let access = access_with(provider, "https://example.invalid/base", canaries(provider));
        let order = order(provider, "K7QX2M000051", "9812300045");
        let mut requests = provider.enquiry_requests(&access, &order).unwrap();
        requests.push(provider.recharge_request(&access, &order).unwrap());
        requests.push(provider.balance_request(&access).unwrap());
        assert!(requests.len() >= 3);
        for request in requests {
            assert!(!is_clean(&exposed(&request)), "the control: it is really sent");
            let in_address = request.method == Method::Get && has_parameters(&request);
            assert_eq!(in_address, has(provider, Manner::SendsInTheAddress), "{request}");
            let shown =
                format!("{request} {request:?} {request:#?} {:?}", request.shown_parameters().collect::<Vec<_>>());
            assert!(is_clean(&shown), "{shown}");
            assert!(shown.contains("•••"), "{shown}");
            assert!(is_clean(request.address.as_str()), "an address goes into logs: {}", request.address);
            assert!(request.address.as_str().starts_with("https://example.invalid/base/"), "{}", request.address);
        }
        assert!(is_clean(&format!("{access:?} {access:#?}")));
    }
}

#[test]
fn a_value_is_secret_because_of_where_it_comes_from() {
    let address = Url::parse("https://example.invalid/").unwrap();
    let secret: secrecy::SecretString = SECRET.to_owned().into();
    let request = Request::new(Method::Get, address, false)
        .header("x-key", &secret)
        .parameter("token", &secret)
        .parameter("open", "to all");
    let shown = format!("{request}|{request:?}");
    assert!(is_clean(&shown) && shown.contains("to all") && shown.contains("x-key: •••"), "{shown}");
    assert!(request.exposed_form().contains(&encoded()));
}

#[test]
fn a_reply_is_kept_without_the_secrets_it_repeats() {
    for provider in sellers() {
        let access = access_with(provider, "https://example.invalid", canaries(provider));
        for text in [
            format!("key {SECRET} is wrong, {SECRET}!"),
            format!("?a=1&token={}&b=2", encoded()),
            format!("{SECRET}{}", encoded()),
            format!("?a=1&token={}", encoded().replace('+', "%20")),
            serde_json::json!({ "token": SECRET }).to_string(),
            serde_json::json!({ "token": SECRET }).to_string().replace('/', "\\/"),
        ] {
            let scrubbed = access.scrub(&text);
            assert!(is_clean(&scrubbed) && scrubbed.contains("•••"), "{scrubbed}");
        }
        assert_eq!(access.scrub("nothing to hide at shop"), "nothing to hide at shop");
        let without = access_with(provider, "https://example.invalid", BTreeMap::new());
        assert_eq!(without.scrub("as it is"), "as it is");
    }
}

#[tokio::test]
async fn a_server_that_repeats_the_whole_request_gives_no_secret_away() {
    let line = line();
    for provider in sellers() {
        let server = FaultServer::start(Fault::Echo).await;
        let access = access_with(provider, &server.base(), canaries(provider));
        let order = order(provider, "K7QX2M000052", "9812300045");
        let sold = submit(&line, provider, &access, &order).await;
        let found = enquire(&line, provider, &access, &order).await;
        let read = balance(&line, provider, &access).await;
        assert!(
            server.requests_with(SECRET) + server.requests_with(&encoded()) >= 3,
            "the control: the secret was sent"
        );
        assert!(sold.received.as_ref().is_some_and(|text| text.contains("•••")), "{:?}", sold.received);
        let kept = format!("{sold:?} {found:?} {read:?}");
        assert!(is_clean(&kept), "{kept}");
    }
}

#[test]
fn a_base_address_is_checked_as_it_is_typed() {
    let strict = sellers()[0].descriptor();
    assert!(!strict.may_use_plain_http);
    let lenient = Descriptor { may_use_plain_http: true, ..*strict };
    let check =
        |descriptor: &Descriptor, base: &str, plain: bool| Access::check_base(descriptor, base, plain).map(drop);
    let (good, wrong, plain) = (Ok(()), Err(AddressProblem::Wrong), Err(AddressProblem::NotHttps));
    for (base, expected) in [
        ("https://api.example.com", good),
        (" https://api.example.com/ ", good),
        ("https://api.example.com:8443/v1", good),
        ("https://[2001:db8::1]/", good),
        ("http://127.0.0.1:8080/inspay", good),
        ("http://localhost:8080", good),
        ("http://[::1]:80/", good),
        ("http://api.example.com", plain),
        ("http://127.0.0.1.example.com", plain),
        ("http://localhost.example.com", plain),
        ("http://192.168.1.10", plain),
        ("http://0.0.0.0", plain),
        ("https://user@api.example.com", wrong),
        ("https://user:word@api.example.com", wrong),
        ("https://:word@api.example.com", wrong),
        ("http://user@127.0.0.1", wrong),
        ("https://api.example.com/?token=1", wrong),
        ("https://api.example.com/?", wrong),
        ("https://api.example.com/#part", wrong),
        ("https://api.example.com/#", wrong),
        ("ftp://api.example.com", wrong),
        ("file:///etc/hosts", wrong),
        ("mailto:shop@example.com", wrong),
        ("javascript:alert(1)", wrong),
        ("api.example.com", wrong),
        ("https://", wrong),
        ("https:// ", wrong),
        ("", wrong),
        ("junk", wrong),
    ] {
        assert_eq!(check(strict, base, false), expected, "{base}");
        assert_eq!(check(strict, base, true), expected, "{base}: the provider does not allow it");
        assert_eq!(check(&lenient, base, false), expected, "{base}: the shopkeeper did not allow it");
        let allowed = if expected == plain { good } else { expected };
        assert_eq!(check(&lenient, base, true), allowed, "{base}: both allow it");
    }
}

#[test]
fn an_open_credential_cannot_leave_its_place_in_the_path() {
    for provider in sellers() {
        for value in ["../../admin", "a/b?c#d", "a b", "%2e%2e"] {
            let mut credentials = canaries(provider);
            for field in provider.descriptor().credentials.iter().filter(|field| !field.secret) {
                credentials.insert(field.key.to_owned(), value.to_owned());
            }
            let order = order(provider, "K7QX2M000053", "9812300045");
            let addressed = |credentials| {
                let access = access_with(provider, "https://example.invalid/base", credentials);
                provider.recharge_request(&access, &order).unwrap().address
            };
            let (plain, address) = (addressed(canaries(provider)), addressed(credentials));
            let (plain, parts): (Vec<_>, Vec<_>) =
                (plain.path().split('/').collect(), address.path().split('/').collect());
            assert_eq!(parts.len(), plain.len(), "{address}");
            for (part, plain) in parts.iter().zip(plain) {
                assert!(*part == plain || plain == "shop", "{address}");
            }
            assert!(
                address.query().is_none() && address.fragment().is_none() && !address.path().contains("//"),
                "{address}"
            );
        }
    }
}

#[tokio::test]
async fn a_password_that_is_the_number_itself_does_not_hide_the_answer() {
    let line = line();
    for provider in sellers() {
        let slug = provider.descriptor().slug;
        let order = order(provider, "K7QX2M000054", "9812300045");
        let body = success_of(provider, &order).await.sold;
        let page = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let server = FaultServer::start(Fault::Say(page.into_bytes())).await;
        let mut credentials = canaries(provider);
        for field in provider.descriptor().credentials.iter().filter(|field| field.secret) {
            credentials.insert(field.key.to_owned(), order.number.clone());
        }
        let access = access_with(provider, &server.base(), credentials);
        let sold = submit(&line, provider, &access, &order).await;
        assert!(is_good(provider, &sold.outcome), "{slug}: {:?}", sold.outcome);
        assert!(!format!("{sold:?}").contains(&order.number), "{slug}: it is hidden in what is kept: {sold:?}");
    }
}

/// Both are shown, and a list is kept.
#[tokio::test]
async fn a_list_and_the_state_of_the_access_come_without_secrets() {
    let key = "S3cr-t/7";
    let body = format!(
        r#"{{"status":"SUCCESS","status_code":200,"data":{{"api_status":"{key}","plan_name":"{key}","bind_ip":"{key}","your_ip":"{key}"}}}}"#
    );
    let server = FaultServer::start(Fault::Say(answer("200 OK", &body))).await;
    let access = golden_agent::access(&server.base(), key);
    let status = api_status(&line(), golden_agent::agent(), &access).await.unwrap();
    assert!(!format!("{status:?}").contains("S3cr"), "{status:?}");
    assert_eq!(status.plan, "•••");
    let mut lists = 0;
    for seller in sellers() {
        let Some((body, rows)) = list_of(seller).await else { continue };
        let (first, second) = (&rows[0], &rows[1]);
        let hidden = with_texts(&body, &[(&first.name, key), (&second.code, key)]);
        let longer = format!("{key}x");
        let all = rows.iter().map(|row| (row.code.as_str(), if row == first { key } else { longer.as_str() }));
        let none_left = with_texts(&body, &all.collect::<Vec<_>>());
        for (body, told) in [(hidden, Some(rows.len() - 1)), (none_left, None)] {
            let server = FaultServer::start(Fault::Say(answer("200 OK", &body))).await;
            let canaries = BTreeMap::from_iter(canaries(seller).into_keys().map(|name| (name, key.to_owned())));
            let access = access_with(seller, &server.base(), canaries);
            let listed = list(&line(), seller, &access).await.expect("a seller that has a list");
            assert_eq!(listed.as_ref().ok().map(Vec::len), told, "{listed:?}");
            assert!(!format!("{listed:?}").contains("S3cr"), "{listed:?}");
        }
        lists += 1;
    }
    assert!(lists > 0, "nobody hands out a list");
}

/// The list of a seller as its simulator hands it out, and what is read of it; `None` where it has none.
async fn list_of(seller: &'static dyn Provider) -> Option<(String, Vec<ListedOperator>)> {
    let simulator = simulator(NEVER).await;
    let line = Listening { line: line(), heard: Mutex::default() };
    let access = access(seller, &simulator.base_address(seller.descriptor().slug));
    let rows = list(&line, seller, &access).await?.expect("a list");
    assert!(rows.len() > 2, "{rows:?}");
    Some((line.heard.into_inner().unwrap(), rows))
}

/// A JSON body in which each of these texts is another one.
fn with_texts(body: &str, texts: &[(&str, &str)]) -> String {
    fn change(value: &mut Value, texts: &[(&str, &str)]) {
        match value {
            Value::String(text) => {
                if let Some((_, other)) = texts.iter().find(|(known, _)| known == text) {
                    *text = (*other).to_owned();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| change(item, texts)),
            Value::Object(fields) => fields.values_mut().for_each(|field| change(field, texts)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut json: Value = serde_json::from_str(body).expect("a list in another form than JSON wants another change");
    change(&mut json, texts);
    json.to_string()
}
