//! The page at a returned link, where the customer finishes an application or gives it up.

use std::io;

use hyper::Method;

use super::{account, pan};
use crate::application::{Application, Kind, Press, Standing};
use crate::back_office::BackOffice;
use crate::book::AGENT_SLUG;
use crate::calendar::now_ms;
use crate::desk::DeskLine;
use crate::reply::Reply;

/// Answers below `/page`: the page itself by GET, its buttons by POST.
pub(super) fn answer(office: &BackOffice, method: &Method, path: &[String]) -> io::Result<Reply> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let (kind, name, press) = match path.as_slice() {
        [kind, name] => (*kind, *name, None),
        [kind, name, "finish"] => (*kind, *name, Some(Press::Finish)),
        [kind, name, "abandon"] => (*kind, *name, Some(Press::Abandon)),
        _ => return Ok(Reply::NotFound),
    };
    let right_method = if press.is_some() { Method::POST } else { Method::GET };
    if *method != right_method {
        return Ok(Reply::WrongMethod);
    }
    let mut book = office.book();
    let is_theirs = |known: &&Application| match known.kind {
        Kind::Account => kind == "account" && account::txn_id(known) == name,
        Kind::Pan => kind == "pan" && pan::txid(known) == name,
    };
    let Some(known) = book.desk().applications().iter().find(is_theirs).cloned() else { return Ok(Reply::NotFound) };
    let now_ms = now_ms();
    // Pressed already, but not decided yet, is closed to the customer as well.
    if known.standing(office.pace_ms(), now_ms) != Standing::Initiated || known.pressed.is_some() {
        return Ok(Reply::Page(page("This application is closed", CLOSED)));
    }
    let Some(press) = press else {
        return Ok(Reply::Page(form(known.kind, &format!("/{AGENT_SLUG}/page/{kind}/{name}"))));
    };
    book.note(DeskLine::Pressed { serial: known.serial, at_ms: now_ms, press })?;
    drop(book);
    office.owe_application(&Application { pressed: Some((now_ms, press)), ..known }, i64::MIN);
    Ok(Reply::Page(page(
        match press {
            Press::Finish => "Thank you. The application has been handed in.",
            Press::Abandon => "The application has been given up.",
        },
        CLOSED,
    )))
}

const CLOSED: &str = "<p>You may close this page and go back to the counter.</p>";

/// Plain signs only: it is given to any browser, and nothing of it comes from elsewhere.
const STYLE: &str = "body{margin:0;padding:2rem 1rem;background:#f7f4ec;color:#1c2b2a;\
    font:1.125rem/1.6 \"Noto Sans\",system-ui,sans-serif}\
    main{max-width:34rem;margin:0 auto;padding:1.5rem;background:#fff;border:1px solid #c9c2b0;border-radius:.5rem}\
    h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.3}form{margin:1rem 0 0}\
    button{width:100%;min-height:3.5rem;padding:.75rem 1rem;border:2px solid #0b5f5c;border-radius:.5rem;\
    background:#0b5f5c;color:#fff;font:inherit;font-weight:600;cursor:pointer}\
    button.quiet{background:#fff;color:#0b5f5c}button:focus-visible{outline:3px solid #b45f06;outline-offset:2px}\
    .practice{margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid #c9c2b0;color:#5a5347}";

/// The page of an application that waits for its customer; `action` is its address.
fn form(kind: Kind, action: &str) -> String {
    let (title, stands_for) = match kind {
        Kind::Account => (
            "Bank account: practice page",
            "This page stands for the bank\u{2019}s own one. There the customer would enter what the bank asks for, \
             identify himself, and hand the application in.",
        ),
        Kind::Pan => (
            "PAN application: practice page",
            "This page stands for the one of the PAN office. There the customer would identify himself, check what is \
             printed on the card, and hand the application in.",
        ),
    };
    let button = |press: &str, class: &str, words: &str| {
        format!(
            "<form method=\"post\" action=\"{action}/{press}\"><button type=\"submit\"{class}>{words}</button></form>"
        )
    };
    let finish = button("finish", "", "Finish the application");
    let abandon = button("abandon", " class=\"quiet\"", "Give it up");
    page(title, &format!("<p>{stands_for}</p>{finish}{abandon}"))
}

/// `kind` and `name` come into the page only after they have named an application, so they hold nothing to be escaped.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}\
         <p class=\"practice\">Practice: nothing here is real.</p></main></body></html>"
    )
}
