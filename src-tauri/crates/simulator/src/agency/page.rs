//! The page at a returned link, where the customer finishes an application or gives it up.

use std::io;

use hyper::Method;

use super::{account, pan};
use crate::application::{Application, Kind, Press, Standing};
use crate::calendar::now_ms;
use crate::desk::DeskLine;
use crate::house::{House, Reply};

/// Answers below `/page`: the page itself by GET, its buttons by POST.
pub(super) fn answer(house: &House, method: &Method, path: &[String]) -> io::Result<Reply> {
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
    let mut book = house.book();
    let is_theirs = |known: &&Application| match known.kind {
        Kind::Account => kind == "account" && account::txn_id(known) == name,
        Kind::Pan => kind == "pan" && pan::txid(known) == name,
    };
    let Some(known) = book.desk().applications().iter().find(is_theirs).cloned() else { return Ok(Reply::NotFound) };
    let now_ms = now_ms();
    // Pressed already, but not decided yet, is closed to the customer as well.
    if known.standing(house.pace_ms(), now_ms) != Standing::Initiated || known.pressed.is_some() {
        return Ok(Reply::Page(page("This application is closed", "")));
    }
    let Some(press) = press else {
        let button = |press: &str, words: &str| {
            format!(
                "<form method=\"post\" action=\"/inexopay/page/{kind}/{name}/{press}\"><button>{words}</button></form>"
            )
        };
        let buttons = button("finish", "Finish the application") + &button("abandon", "Give it up");
        return Ok(Reply::Page(page("Practice application", &buttons)));
    };
    book.note(DeskLine::Pressed { serial: known.serial, at_ms: now_ms, press })?;
    drop(book);
    house.owe_application(&Application { pressed: Some((now_ms, press)), ..known }, i64::MIN);
    Ok(Reply::Page(page(
        match press {
            Press::Finish => "Thank you. The application has been handed in.",
            Press::Abandon => "The application has been given up.",
        },
        "",
    )))
}

/// `kind` and `name` come into the page only after they have named an application, so they hold nothing to be escaped.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title></head><body><h1>{title}</h1>{body}<p>Practice: nothing here is real.</p></body></html>"
    )
}
