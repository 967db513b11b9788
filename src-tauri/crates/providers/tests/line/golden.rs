//! The exact bytes that each call puts on the wire, held against `fixtures/wire/*.http` of each seller's folder, so
//! that no change of a dialect, of the line or of reqwest goes unseen. After an intended one, `GALLA_WRITE_GOLDEN=1`
//! writes the files anew, to be read before they are committed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use domain::{OrderId, Paise, Service};
use providers::{Access, BadField, Http, Order, Provider, Request, ReqwestHttp, sellers};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// 20 November 2026, 13:50 in India: far from midnight, when Paygrt is asked about two dates.
const SUBMITTED_AT_MS: i64 = 1_795_162_800_000;

fn folder(seller: &dyn Provider) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(seller.descriptor().slug).join("fixtures").join("wire")
}

/// Made-up credentials: the open ones plain, the secret ones with signs that a form writes differently.
fn access(seller: &dyn Provider, base: &str) -> Access {
    let credentials = seller.descriptor().credentials.iter().map(|field| {
        let value = if field.secret { format!("my {}+&=%", field.key) } else { format!("my-{}", field.key) };
        (field.key.to_owned(), value.into())
    });
    Access::new(seller.descriptor(), base, false, credentials.collect()).unwrap()
}

fn order() -> Order {
    Order {
        order_id: OrderId::parse("K7QX2M000017").unwrap(),
        service: Service::Prepaid,
        code: "AC".to_owned(),
        number: "9812300045".to_owned(),
        amount: Paise::new(29_900),
        circle_code: Some("14".to_owned()),
        extras: BTreeMap::new(),
        special: false,
        submitted_at_ms: SUBMITTED_AT_MS,
    }
}

/// An order with everything that only some of the dialects have a place for.
fn order_with_extras() -> Order {
    let extras = [("value1", "040"), ("value2", "Block 7/B & नगर")];
    Order {
        service: Service::Landline,
        number: "23456789".to_owned(),
        amount: Paise::new(104_950),
        extras: extras.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        special: true,
        ..order()
    }
}

/// Every call of the seller, by the name of its file. A call may be more than one request.
fn calls(seller: &dyn Provider, access: &Access) -> Result<BTreeMap<&'static str, Vec<Request>>, BadField> {
    let mut calls = BTreeMap::from([
        ("recharge", vec![seller.recharge_request(access, &order())?]),
        ("recharge_extras", vec![seller.recharge_request(access, &order_with_extras())?]),
        ("status", seller.enquiry_requests(access, &order())?),
        ("balance", vec![seller.balance_request(access)?]),
    ]);
    if let Some(list) = seller.list_request(access) {
        calls.insert("list", vec![list?]);
    }
    Ok(calls)
}

/// Sends the request through the real line and takes down what arrives, as bytes and before anything reads them.
async fn bytes_of(listener: &TcpListener, request: Request) -> Vec<u8> {
    let take_down = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        while !is_whole(&bytes) {
            assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the request ends before its end");
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await.unwrap();
        // Whatever follows the request is taken down as well.
        stream.shutdown().await.unwrap();
        stream.read_to_end(&mut bytes).await.unwrap();
        bytes
    };
    let line = ReqwestHttp::new().unwrap();
    let (bytes, reply) = tokio::join!(take_down, line.send(request));
    assert_eq!(reply.map(|reply| reply.status), Ok(200));
    bytes
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    body.len() >= length.map_or(0, |length| length.trim().parse().unwrap())
}

/// The request as its file has it: the request line, the headers sorted, an empty line and the body if
/// there is one. Lines end as files' lines do; everything else is as it was sent.
fn printed(bytes: Vec<u8>, port: u16) -> String {
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<&str> = head.split("\r\n").collect();
    assert!(!body.contains(['\r', '\n']) && lines.iter().all(|line| !line.contains(['\r', '\n'])), "{text:?}");
    lines[1..].sort_unstable();
    let head = lines.join("\n").replace(&format!("host: 127.0.0.1:{port}"), "host: 127.0.0.1:{port}");
    let head = head.replace(concat!("Galla/", env!("CARGO_PKG_VERSION")), "Galla/{version}");
    if body.is_empty() { format!("{head}\n") } else { format!("{head}\n\n{body}\n") }
}

#[tokio::test]
async fn every_call_puts_exactly_these_bytes_on_the_wire() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let write = std::env::var("GALLA_WRITE_GOLDEN").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    for seller in sellers() {
        let (slug, folder) = (seller.descriptor().slug, folder(seller));
        let access = access(seller, &format!("http://127.0.0.1:{port}"));
        let calls = match calls(seller, &access) {
            Ok(calls) => calls,
            Err(BadField { field }) => {
                wrong.push(format!("{slug}: a call cannot be built: {field}"));
                continue;
            }
        };
        let expected_files: BTreeSet<String> = calls.keys().map(|call| format!("{call}.http")).collect();
        for (call, requests) in calls {
            let mut received = Vec::new();
            for request in requests {
                received.push(printed(bytes_of(&listener, request).await, port));
            }
            let received = received.join("\n");
            let file = folder.join(format!("{call}.http"));
            if write {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&file, &received).unwrap();
            }
            if std::fs::read_to_string(&file).ok().as_deref() != Some(&received) {
                wrong.push(format!("{slug}, {call}: the file is missing or differs. Received:\n{received}"));
            }
        }
        let entries = std::fs::read_dir(&folder).into_iter().flatten();
        let files: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        if files != expected_files {
            wrong.push(format!("{slug}: the folder holds {files:?}, and the calls are {expected_files:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
