//! What may happen to any answer of any company on its way, around the first good one of each call.

use providers::BODY_LIMIT;

use super::{Call, Case, raw};
use crate::server::answer;

/// For each call, the same faults around the first case of the table that is good news.
pub fn cases(own: &[Case]) -> Vec<Case> {
    let mut calls: Vec<Call> = own.iter().map(|case| case.call).filter(|call| *call != Call::Callback).collect();
    calls.sort();
    calls.dedup();
    calls.into_iter().flat_map(|call| around(own, call)).collect()
}

fn around(own: &[Case], call: Call) -> Vec<Case> {
    let is_good = |case: &&Case| case.call == call && !case.expected.contains(':') && case.expected != "no record";
    let good = own.iter().find(is_good).unwrap_or_else(|| panic!("{call:?}: no case is good news"));
    let text = String::from_utf8(good.said.clone()).unwrap();
    let body = text.split_once("\r\n\r\n").unwrap().1;
    let lost = |trouble: &str| lost(call, trouble);
    let unreadable = lost(if call == Call::Balance { "balance_unreadable" } else { "answer_unreadable" });
    let mut cases = vec![
        ("the body as it is", answer("200 OK", body), good.expected.clone()),
        ("a byte order mark", answer("200 OK", &format!("\u{feff}{body}")), good.expected.clone()),
        (
            "another charset named",
            answer("200 OK\r\nContent-Type: application/json; charset=utf-16", body),
            good.expected.clone(),
        ),
        ("in chunks", chunked(body), good.expected.clone()),
        ("empty", answer("200 OK", ""), unreadable.clone()),
        ("blanks", answer("200 OK", " \r\n\t "), unreadable.clone()),
        ("a page of HTML", answer("200 OK\r\nContent-Type: text/html", PAGE), lost("web_page_at_address")),
        ("a page in Latin-1", latin_1_page(), lost("web_page_at_address")),
        ("in UTF-16", utf_16(body), unreadable.clone()),
        ("a megabyte", answer("200 OK", &format!("{body}{}", " ".repeat(4 * BODY_LIMIT))), lost("answer_unreadable")),
        ("twice", answer("200 OK", &format!("{body}\n{body}")), unreadable.clone()),
        ("cut on the way", cut(body), lost("line_broke")),
        ("cut before the body", cut(""), lost("line_broke")),
    ];
    // A redirect leads to a page for people.
    for head in ["302 Found\r\nLocation: /", "307 Temporary Redirect\r\nLocation: /"] {
        cases.push((&head[..3], answer(head, body), lost("web_page_at_address")));
    }
    for head in
        ["429 Too Many Requests\r\nRetry-After: 0", "502 Bad Gateway", "503 Service Unavailable\r\nRetry-After: 0"]
    {
        cases.push((&head[..3], answer(head, body), lost("provider_error")));
    }
    cases.push(("404", answer("404 Not Found", body), lost("nothing_at_address")));
    cases.into_iter().map(|(name, said, expected)| raw(format!("good, but {name}"), call, said, expected)).collect()
}

const PAGE: &str = "<!DOCTYPE html><html><body><p>Success</p><p>0=Success</p><p>status: Success</p></body></html>";

/// How an answer that decides nothing is told.
pub fn lost(call: Call, trouble: &str) -> String {
    let how = match call {
        Call::Recharge => "unknown",
        Call::Status | Call::AccountStatus | Call::AccountDetails | Call::LoadStatus | Call::PanStatus => {
            "says nothing"
        }
        Call::Balance | Call::List | Call::ApiStatus | Call::ResumeAccount | Call::ResumePan => "refused",
        Call::Onboard | Call::OpenAccount | Call::LoadWallet | Call::ApplyForPan | Call::SendOtp | Call::VerifyOtp => {
            "unclear"
        }
        Call::Callback => "not theirs",
    };
    format!("{how}: {trouble}")
}

fn chunked(body: &str) -> Vec<u8> {
    let middle = body.char_indices().map(|(at, _)| at).nth(body.chars().count() / 2).unwrap_or_default();
    let (one, two) = body.split_at(middle);
    let chunk = |text: &str| if text.is_empty() { String::new() } else { format!("{:x}\r\n{text}\r\n", text.len()) };
    format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}{}0\r\n\r\n", chunk(one), chunk(two)).into_bytes()
}

/// The head promises a byte more than what comes.
fn cut(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len() + 1).into_bytes()
}

fn utf_16(body: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(body.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    with_length(&bytes)
}

fn latin_1_page() -> Vec<u8> {
    with_length(b"<html><body>D\xe9sol\xe9: r\xe9ponse indisponible</body></html>")
}

/// A body of bytes that are no UTF-8.
pub fn with_length(bytes: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
    [head.as_bytes(), bytes].concat()
}
