//! Callbacks, as a shop that listens gets them.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use simulator::Outcome;

use crate::line::{AT_ONCE, Line, NEVER, send_raw};

/// A shop's listener.
pub struct Shop {
    listener: TcpListener,
}

/// One callback as it arrived.
#[derive(Debug)]
pub struct Arrived {
    /// Method and target.
    pub first_line: String,
    /// The headers in small letters.
    pub headers: String,
    pub body: String,
}

impl Arrived {
    /// A field of the query or of the form.
    pub fn field(&self, name: &str) -> Option<&str> {
        let query = self.first_line.split(['?', ' ']).nth(2).unwrap_or_default();
        [query, &self.body].into_iter().flat_map(|text| text.split('&')).find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            (key == name).then_some(value)
        })
    }
}

impl Shop {
    pub fn open() -> Shop {
        Shop { listener: TcpListener::bind("127.0.0.1:0").unwrap() }
    }

    pub fn url(&self) -> String {
        format!("http://{}/callback", self.listener.local_addr().unwrap())
    }

    /// Waits for the next callback and answers with this status.
    pub fn hear(&self, status: &str) -> Arrived {
        let (stream, _) = self.listener.accept().unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).unwrap(), 0, "cut head: {head}");
        }
        let (first_line, headers) = head.split_once("\r\n").unwrap();
        let headers = headers.to_ascii_lowercase();
        let length =
            headers.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        reader.get_mut().write_all(answer.as_bytes()).unwrap();
        Arrived { first_line: first_line.to_owned(), headers, body: String::from_utf8(body).unwrap() }
    }

    /// Whether nobody has called who has not been heard.
    pub fn is_quiet(&self) -> bool {
        self.listener.set_nonblocking(true).unwrap();
        let quiet = matches!(self.listener.accept(), Err(error) if error.kind() == ErrorKind::WouldBlock);
        self.listener.set_nonblocking(false).unwrap();
        quiet
    }
}

fn inspay(line: &Line, order_id: &str, number: &str) {
    let form =
        format!("username=practice&token=practice-token&opcode=RC&number={number}&amount=299&orderid={order_id}");
    line.post("inspay", "/v3/recharge/api", "", &form);
}

#[test]
fn inspay_tells_success_and_the_reversal_after_it() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("inspay", &shop.url()).unwrap();
    inspay(&line, "G1", "9876500005");
    let first = shop.hear("200 OK");
    assert_eq!(first.first_line, "GET /callback?txid=G1&status=Success&opid=BR000001EW HTTP/1.1");
    assert!(first.headers.contains("host: 127.0.0.1:"), "{first:?}");
    assert_eq!(shop.hear("200 OK").first_line, "GET /callback?txid=G1&status=Failure&opid=0 HTTP/1.1");
}

#[test]
fn pending_sale_is_told_when_it_settles_and_not_before() {
    let (line, shop) = (Line::open(Duration::from_millis(50)), Shop::open());
    line.simulator.set_callback("inspay", &shop.url()).unwrap();
    inspay(&line, "G1", "9876500002");
    inspay(&line, "G2", "9876500003");
    for _ in 0..2 {
        let heard = shop.hear("200 OK");
        let word = if heard.field("txid") == Some("G1") { "Success" } else { "Failure" };
        assert_eq!(heard.field("status"), Some(word));
        let form = format!("username=practice&token=practice-token&orderid={}", heard.field("txid").unwrap());
        assert_eq!(line.post("inspay", "/v3/recharge/status", "", &form).json()["status"], word);
    }
    drop(line);
    assert!(shop.is_quiet());
}

#[test]
fn sale_whose_answer_was_lost_is_told() {
    let (line, shop) = (Line::open(NEVER), Shop::open());
    line.simulator.set_callback("a1topup", &shop.url()).unwrap();
    let form =
        "username=practice&pwd=practice-pwd&circlecode=13&operatorcode=A&number=9876500006&amount=299&orderid=G1";
    assert!(line.post("a1topup", "/recharge/api", "", form).is_silence());
    assert_eq!(shop.hear("200 OK").first_line, "GET /callback?txid=G1&status=Success&opid=WB00000001 HTTP/1.1");
}

#[test]
fn sale_that_was_never_made_is_not_told() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("inspay", &shop.url()).unwrap();
    inspay(&line, "G1", "9876500012");
    inspay(&line, "G2", "9876500008");
    inspay(&line, "G3", "9876500001");
    assert_eq!(shop.hear("200 OK").field("txid"), Some("G3"));
    assert!(shop.is_quiet());
}

#[test]
fn paygrt_tells_its_four_fields() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("paygrt", &shop.url()).unwrap();
    for (order_id, number, told) in [
        ("G1", "9876500001", "api_ref_id=G1&txn_id=5001001&operator_id=PG00001XYZ&recharge_status=Success"),
        ("G2", "9876500004", "api_ref_id=G2&txn_id=5001002&operator_id=&recharge_status=Fail"),
    ] {
        let form = format!("api_ref_id={order_id}&recharge_number={number}&recharge_amount=299&operator_code=AT");
        line.post("paygrt", "/v1/recharges/PRACTICE", "api-key: practice-key\r\n", &form);
        assert_eq!(shop.hear("200 OK").first_line, format!("GET /callback?{told} HTTP/1.1"));
    }
}

#[test]
fn recharge_open_api_tells_balances_and_commission_by_get_and_by_post() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("rechargeopen", &shop.url()).unwrap();
    let recharge = |order_id: &str, number: &str| {
        let keys = "UserID=practice&Password=practice-password&MobileNo=9000012345";
        let path = format!("/Admin/RechargeAPI.aspx?{keys}&Message=V${number}$299$2580$0${order_id}");
        assert_eq!(line.get("rechargeopen", &path, "").body, "0=Success");
    };
    recharge("G1", "9876500001");
    let told = "ID=PRACTICE&TNO=G1&ST=1&STMSG=Success&TID=61001&OPRTID=GJ00001&PRB=5321.00&POB=5027.98&DP=2.00&DR=5.98";
    let heard = shop.hear("200 OK");
    assert_eq!((heard.first_line, heard.body.as_str()), (format!("GET /callback?{told} HTTP/1.1"), ""));

    recharge("G2", "9876500003");
    let told = "ID=PRACTICE&TNO=G2&ST=3&STMSG=Failed&TID=61002&OPRTID=&PRB=4734.96&POB=5027.98&DP=0&DR=0.00";
    let heard = shop.hear("200 OK");
    assert_eq!((heard.first_line.as_str(), heard.body.as_str()), ("POST /callback HTTP/1.1", told));
    assert!(heard.headers.contains("content-type: application/x-www-form-urlencoded"), "{heard:?}");

    recharge("G3", "9876500005");
    assert_eq!(shop.hear("200 OK").field("ST"), Some("1"));
    assert_eq!(shop.hear("200 OK").field("ST"), Some("5"));
}

#[test]
fn recharges_are_told_once_even_to_a_shop_in_trouble() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("inspay", &shop.url()).unwrap();
    inspay(&line, "G1", "9876500001");
    assert_eq!(shop.hear("500 Internal Server Error").field("txid"), Some("G1"));
    // Another provider's second try comes later than one of this provider's would.
    let other = Shop::open();
    line.simulator.set_callback("inexopay", &other.url()).unwrap();
    line.post("inexopay", "/api/wallet/load_request", "", "api_key=practice-key&username=practice&amount=100");
    other.hear("500 Internal Server Error");
    other.hear("200 OK");
    assert!(shop.is_quiet());
}

#[test]
fn change_after_a_restart_is_told_and_one_before_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let line = Line::open_book(&book, NEVER);
    inspay(&line, "G1", "9876500001");
    inspay(&line, "G2", "9876500005");
    drop(line);

    let (line, shop) = (Line::open_book(&book, Duration::from_secs(2)), Shop::open());
    line.simulator.set_callback("inspay", &shop.url()).unwrap();
    let heard = shop.hear("200 OK");
    assert_eq!((heard.field("txid"), heard.field("status")), (Some("G2"), Some("Failure")));
    drop(line);
    assert!(shop.is_quiet());
}

#[test]
fn address_can_be_set_over_http_and_only_on_this_computer() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    let base = line.simulator.base_address("inspay");
    let base = base.strip_suffix("/inspay").unwrap();
    let set = |body: &str| {
        let head =
            format!("POST /_callbacks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}", body.len());
        send_raw(base, &format!("{head}\r\n\r\n{body}")).status
    };
    assert_eq!(set(r#"{"slug":"inspay","url":"http://192.0.2.1:80/"}"#), Some(400));
    assert_eq!(set(r#"{"slug":"nobody","url":"http://127.0.0.1:80/"}"#), Some(400));
    assert_eq!(set("slug=inspay"), Some(400));
    assert_eq!(set(&format!(r#"{{"slug":"inspay","url":"{}"}}"#, shop.url())), Some(200));
    inspay(&line, "G1", "9876500001");
    assert_eq!(shop.hear("200 OK").field("txid"), Some("G1"));
    assert!(line.simulator.set_callback("inspay", "http://192.0.2.1:80/").is_err());
    assert!(line.simulator.set_callback("nobody", &shop.url()).is_err());
}

#[test]
fn every_executed_outcome_is_told_in_the_end() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("inspay", &shop.url()).unwrap();
    for (place, test) in simulator::TEST_NUMBERS.iter().enumerate() {
        inspay(&line, &format!("G{place}"), &format!("98765{}", test.ending));
        let told = match test.outcome {
            Outcome::Unreachable | Outcome::Lost => 0,
            Outcome::Reversed => 2,
            Outcome::Success
            | Outcome::Failure
            | Outcome::PendingThenSuccess
            | Outcome::PendingThenFailure
            | Outcome::NoAnswer
            | Outcome::CutAnswer
            | Outcome::EmptyWallet
            | Outcome::WrongEcho
            | Outcome::Slow => 1,
        };
        for _ in 0..told {
            assert_eq!(shop.hear("200 OK").field("txid"), Some(format!("G{place}").as_str()), "{:?}", test.outcome);
        }
    }
    assert!(shop.is_quiet());
}
