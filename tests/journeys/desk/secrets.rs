//! Canaries in what is asked of a person: they may be sent, and must be found nowhere else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use domain::SaleState;
use providers::{Access, Http, Reply, Request, ReqwestHttp, SendError};
use secrecy::SecretString;
use simulator::{Config, Simulator};
use till::{Connection, Language, Problem, SaleView, SlipOf};

use super::aadhaar::aadhaar;
use super::account::{AGENT_PAN, CUSTOMER_PAN, account, agent};
use super::agency::Agency;
use super::load::rupees;
use super::{QUICK, pan};
use crate::sales::counter::Counter;
use crate::sales::stall::{intent, settings, todays, within};

const AADHAAR: &str = "999900000016";
const OTP: &str = "123456";
const API_KEY: &str = "canary-key-7731";
/// What is nowhere: neither in a file nor in a view.
const CANARIES: [&str; 12] = [
    AGENT_PAN,
    CUSTOMER_PAN,
    "zzzpc2222q",
    AADHAAR,
    "9999 0000 0016",
    "9999-0000-0016",
    API_KEY,
    "asha@example.org",
    "ravi.customer@example.net",
    "282007",
    "accountOpen",
    "/page/",
];
/// The same of a verified person, and the OTP, of which six digits may stand in any number of a file.
const IN_WORDS: [&str; 4] = ["Practice Customer", "Practice Lane", "otp=123456", "\"123456\""];

/// The real line, which looks at how requests are printed, and breaks in the middle when it is told to.
struct Nosy {
    line: ReqwestHttp,
    printed: Mutex<String>,
    panics: AtomicBool,
}

#[async_trait]
impl Http for Nosy {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let printed = format!("{request} {request:?}");
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).push_str(&printed);
        let is_start = ["account-open", "send-otp", "load_request", "pan/request"];
        let breaks = self.panics.load(Ordering::SeqCst) && is_start.iter().any(|path| printed.contains(path));
        assert!(!breaks, "the line breaks with {request:?}");
        self.line.send(request).await
    }
}

fn nosy() -> Arc<Nosy> {
    let line = ReqwestHttp::new().expect("a line");
    Arc::new(Nosy { line, printed: Mutex::default(), panics: AtomicBool::new(false) })
}

/// The company at an address, with a key that is found wherever it stands.
fn at(base: &str, key: &str) -> Connection {
    let company = providers::company("inexopay").expect("a company");
    let credentials: BTreeMap<String, SecretString> =
        [("api_key", key), ("username", "practice")].map(|(name, value)| (name.to_owned(), value.into())).into();
    let access = Access::new(company.descriptor(), base, false, credentials).expect("a base address");
    Connection { company, access }
}

/// Everything that a window is given of the desk, as it is given and as it may be printed, and every slip.
async fn shown(counter: &Counter) -> String {
    let till = counter.shop.till();
    let (book, day) =
        (till.day_book(&todays().filter).expect("the day book"), till.sales_page(&todays()).expect("sales"));
    let mut text = String::new();
    for order in &day.rows {
        let detail = till.sale(order.id).expect("the order");
        text.push_str(&format!("{detail:?}{}", serde_json::to_string(&detail).expect("JSON")));
        for language in [Language::EN, Language::of_code("hi").expect("Hindi is spoken")] {
            let slip = SlipOf::Sale { sale_id: order.id };
            text.push_str(&format!("{:?}", till.sheet(&settings(), &slip, &[language]).expect("a sheet")));
        }
    }
    let (desk, now) = (till.desk().expect("the desk"), till.counter_now().expect("the counter"));
    let (pending, access) = (till.pending_sales().expect("pending"), till.desk_access(true).await.expect("the access"));
    text.push_str(&format!("{desk:?}{now:?}{pending:?}{access:?}{day:?}{book:?}"));
    for json in [
        serde_json::to_string(&desk),
        serde_json::to_string(&now),
        serde_json::to_string(&pending),
        serde_json::to_string(&access),
        serde_json::to_string(&day),
    ] {
        text.push_str(&json.expect("JSON"));
    }
    text
}

/// Where a canary stands. A few digits stand by chance inside of longer numbers: they count where no digit touches them.
fn found_at(bytes: &[u8], canary: &str) -> Option<usize> {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let is_number = canary.bytes().all(|byte| byte.is_ascii_digit());
    let mut places = bytes.windows(canary.len()).enumerate().filter(|(_, window)| *window == canary.as_bytes());
    let stands = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        !is_number || !(is_digit(before) || is_digit(bytes.get(at + canary.len())))
    };
    places.find(|(at, _)| stands(*at)).map(|(at, _)| at)
}

#[test]
fn digits_inside_of_a_longer_number_are_no_canary() {
    for (text, at) in [
        ("12820071", None),
        ("2820071", None),
        ("1282007", None),
        ("282007", Some(0)),
        ("x282007y", Some(1)),
        ("12820071 282007", Some(9)),
    ] {
        assert_eq!(found_at(text.as_bytes(), "282007"), at, "{text}");
    }
    assert_eq!(found_at(b"xZZZPA1111Z1", AGENT_PAN), Some(1));
}

fn assert_hidden(text: &str, what: &str) {
    for canary in CANARIES.iter().chain(&IN_WORDS) {
        let at = found_at(text.as_bytes(), canary);
        let around =
            at.map(|at| text[..at].chars().rev().take(300).collect::<Vec<_>>().into_iter().rev().collect::<String>());
        assert!(at.is_none(), "{canary} is in {what}: …{}", around.unwrap_or_default());
    }
}

/// Every file below a folder.
fn assert_in_no_file(folder: &Path) -> usize {
    let mut looked_at = 0;
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            looked_at += assert_in_no_file(&path);
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        for canary in CANARIES.iter().chain(&IN_WORDS) {
            assert!(found_at(&bytes, canary).is_none(), "{canary} is in {}", path.display());
        }
        looked_at += bytes.len();
    }
    looked_at
}

/// Waits until the company has answered.
async fn settle(counter: &mut Counter, begun: Result<SaleView, Vec<Problem>>) -> SaleView {
    let order = begun.expect("an order");
    counter.until(order.id, |order| order.state != SaleState::Submitted).await
}

/// Every flow of the desk, for a customer with this mobile number.
async fn run_all(counter: &mut Counter, mobile: &str) {
    let till = counter.shop.till();
    let (mut opening, mut application, mut check, mut load) =
        (account(mobile), pan(mobile), aadhaar(AADHAAR), rupees("102"));
    (opening.open_confirmed, application.open_confirmed) = (true, true);
    (check.open_confirmed, load.open_confirmed) = (true, true);
    let begun = till.open_account(&opening).await;
    let opened = settle(counter, begun).await;
    let begun = till.apply_for_pan(&application).await;
    let applied = settle(counter, begun).await;
    let begun = till.load_wallet(&load).await;
    let loaded = settle(counter, begun).await;
    let begun = till.check_aadhaar(&check).await;
    let checked = settle(counter, begun).await;
    let otp = SecretString::from(OTP);
    // Whatever comes of any of it: what is looked at is what is left behind.
    let _ = within(till.verify_otp(checked.id, &SecretString::from("654321"))).await;
    let _ = within(till.verify_otp(checked.id, &otp)).await;
    if let Ok(begun) = till.resend_otp(checked.id, &intent()).await {
        let again = settle(counter, Ok(begun)).await;
        let _ = within(till.verify_otp(again.id, &otp)).await;
        till.dismiss_person(again.id);
    }
    till.dismiss_person(checked.id);
    let _ = till.ask_by_pan(opened.id, &SecretString::from(CUSTOMER_PAN)).await;
    for order in [&opened, &applied, &loaded] {
        counter.clock.forward(5_000);
        let _ = till.check_now(order.id).await;
        let _ = till.open_page(order.id).await;
    }
    let _ = till.abandon_order(opened.id);
}

#[tokio::test]
async fn what_is_asked_of_a_person_is_sent_and_found_nowhere() {
    let outside = tempfile::tempdir().expect("a folder");
    let book = Some(outside.path().join("practice.jsonl"));
    let simulator = Simulator::start(Config { port: 0, book, pace: QUICK }).await.expect("the simulator starts");
    let line = nosy();
    let connection = at(&simulator.base_address("inexopay"), "practice-key");
    let mut counter = Counter::over(simulator, vec![connection], line.clone()).await;
    counter.shop.onboard(&agent()).await.expect("an agent");
    for mobile in ["9876543210", "9876500001", "9876500003", "9876500004", "9876500006", "9876500007", "9876500009"] {
        run_all(&mut counter, mobile).await;
    }
    let printed = line.printed.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(printed.contains("account-open") && printed.contains("verify-otp") && printed.contains("•••"), "{printed}");
    assert!(!printed.contains(AGENT_PAN) && !printed.contains(CUSTOMER_PAN) && !printed.contains(AADHAAR));
    assert!(!printed.contains("practice-key") && !printed.contains("=123456"));
    let text = shown(&counter).await;
    assert_hidden(&text, "a view");
    assert!(!text.contains("practice-key"));
    assert!(text.contains("Ravi Kumar Example") && text.contains("•••••2222•"), "the control: what the slip needs");
    assert!(!text.contains("last_name=Example") && !text.contains("first_name=Ravi"), "no part of what was sent");
    assert!(assert_in_no_file(counter.folder()) > 10_000, "the ledger and its log were looked at");
    assert!(assert_in_no_file(outside.path()) > 1_000, "the simulator's book was looked at");
}

/// A company that repeats all it was told, in its words and beside them.
#[tokio::test]
async fn what_a_company_repeats_is_hidden_before_anybody_reads_it() {
    let agency = Agency::start().await;
    let number = "{aadhaar_number} 9999 0000 0016 9999-0000-0016";
    let customer = format!("{CUSTOMER_PAN} zzzpc2222q ravi.customer@example.net");
    let opening = format!("{customer} {AGENT_PAN} 282007");
    let echo_of = |path: &str| match path {
        "account-open" => format!("{opening} {API_KEY}"),
        "onboarding" => format!("{AGENT_PAN} asha@example.org {API_KEY}"),
        "account-status" | "account-details" | "incomplete-url" => format!("{customer} {API_KEY}"),
        "send-otp" | "verify-otp" => format!("{number} otp={{otp}} {API_KEY}"),
        _ => format!("{API_KEY} is not ours"),
    };
    let refuses = |path: &str| {
        let echo = echo_of(path.rsplit('/').next().expect("a name"));
        // Only of an opening the company knows a person.
        let known = r#","pancard":"ZZZPC2222Q","email":"ravi.customer@example.net","pincode":"282007""#;
        let known = if path.contains("nsdl") { known } else { "" };
        let answer =
            format!(r#"{{"status":"FAILED","status_code":400,"message":"{echo}","data":{{"x":"{echo}"{known}}}}}"#);
        agency.says(path, &answer);
    };
    for path in [
        "/api/nsdl/onboarding",
        "/api/nsdl/account-open",
        "/api/nsdl/account-status",
        "/api/nsdl/account-details",
        "/api/nsdl/incomplete-url",
        "/api/wallet/check_status",
        "/api/pan/status",
        "/api/pan/incomplete",
        "/api/aadhaar/verify-otp",
    ] {
        refuses(path);
    }
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let mut counter = Counter::over(simulator, vec![at(&agency.base, API_KEY)], nosy()).await;
    counter.shop.save_agent("INX00042", &SecretString::from(AGENT_PAN)).await.expect("an agent");
    let begins = |path: &str, data: &str| {
        let echo = echo_of(path.rsplit('/').next().expect("a name"));
        agency.says(path, &format!(r#"{{"status_code":200,"status":"SUCCESS","message":"{echo}","data":{data}}}"#));
    };
    begins(
        "/api/pan/request",
        r#"{"txid":"7","url":"https://connect.inspay.in/page/1","number":"{number}","orderid":"{orderid}"}"#,
    );
    begins(
        "/api/wallet/load_request",
        r#"{"order_id":"WAL31","amount":102,"upi_id":"a@b","tx_string":"upi://pay?pa=a@b&pn=A&cu=INR&tn=WAL31&am=102&tr=WAL31","status":"pending"}"#,
    );
    begins("/api/aadhaar/send-otp", r#"{"request_id":"R1","aadhaar":"{aadhaar_number}","status":"pending"}"#);
    run_all(&mut counter, "9876543210").await;
    let onboarded = counter.shop.onboard(&agent()).await;
    assert_hidden(&format!("{onboarded:?}"), "what is told of the onboarding");
    let opened = format!(r#"{{"txn_id":"NSDL31","x":"{opening}"}}"#);
    agency.says(
        "/api/nsdl/account-open",
        &format!(
            r#"{{"status":true,"message":"{opening}","data":"https://nsdljiffy.co.in/accountOpen?signcs={CUSTOMER_PAN}","user":{opened}}}"#
        ),
    );
    for path in ["/api/aadhaar/send-otp", "/api/wallet/load_request", "/api/pan/request"] {
        refuses(path);
    }
    run_all(&mut counter, "9876543211").await;
    let text = shown(&counter).await;
    assert!(text.contains("•••"), "the control: the words came");
    assert_hidden(&text, "a view");
    assert!(assert_in_no_file(counter.folder()) > 10_000);
}

/// The line breaks in the middle of every flow: nothing is told by it, and every order comes to an end or is asked about.
#[tokio::test]
async fn a_panic_in_between_tells_nothing_and_leaves_no_order_on_the_line() {
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator starts");
    let line = nosy();
    let connection = at(&simulator.base_address("inexopay"), "practice-key");
    let mut counter = Counter::over(simulator, vec![connection], line.clone()).await;
    counter.shop.onboard(&agent()).await.expect("an agent");
    line.panics.store(true, Ordering::SeqCst);
    let till = counter.shop.till();
    let begun = till.open_account(&account("9876543210")).await;
    let opened = settle(&mut counter, begun).await;
    let begun = till.apply_for_pan(&pan("9876543210")).await;
    let applied = settle(&mut counter, begun).await;
    for order in [&opened, &applied] {
        assert!(order.state == SaleState::Unknown && order.next_check_at_ms.is_some(), "{order:?}");
    }
    let begun = till.load_wallet(&rupees("500")).await;
    let loaded = settle(&mut counter, begun).await;
    let begun = till.check_aadhaar(&aadhaar(AADHAAR)).await;
    let checked = settle(&mut counter, begun).await;
    for order in [&loaded, &checked] {
        let ended = counter.until(order.id, |order| !order.state.is_open()).await;
        assert_eq!((ended.state, ended.next_check_at_ms), (SaleState::Failed, None), "{ended:?}");
    }
    assert_eq!(till.requests_on_the_line(), 0);
    assert_hidden(&shown(&counter).await, "a view");
    assert_in_no_file(counter.folder());
}
