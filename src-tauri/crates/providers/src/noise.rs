//! Takes an answer out of what servers print around it: a byte-order mark, warnings and notices of PHP before it, a page of
//! ASP.NET behind it, quotes around it. Noise decides nothing; two answers in one body are none.

use std::borrow::Cow;

use domain::flaw::{self, Flaw};
use serde_json::value::RawValue;

use crate::trouble::Trouble;
use crate::web;

/// So often an answer may be wrapped: quotes inside of an element, say.
const MOST_WRAPS: usize = 3;

/// The kinds of remark that PHP prints into what it answers.
const SEVERITIES: [&str; 11] = [
    "warning",
    "notice",
    "deprecated",
    "strict standards",
    "fatal error",
    "parse error",
    "catchable fatal error",
    "recoverable fatal error",
    "user warning",
    "user notice",
    "user deprecated",
];

/// Tags that say nothing where they stand alone.
const EMPTY_TAGS: [&str; 14] =
    ["br", "br/", "br /", "pre", "/pre", "p", "/p", "b", "/b", "/font", "/body", "/html", "hr", "hr /"];

/// Names whose presence makes an object an answer, whoever's.
const ANSWER_NAMES: [&str; 8] =
    ["status", "orderid", "txid", "data", "message", "balance", "recharge_status", "api_ref_id"];

/// The answer in a body, without what stands around it; or why there is none.
pub(crate) fn answer(body: &str) -> Result<Cow<'_, str>, Trouble> {
    let whole = match body.find('{').filter(|_| flaw::is_on(Flaw::WarningReadAsAnswer)) {
        Some(first) => return Ok(Cow::Owned(first_object(&body[first..]))),
        None => body,
    };
    let mut text = Cow::Borrowed(peeled(whole));
    for _ in 0..MOST_WRAPS {
        match unwrapped(&text) {
            Some(inner) => text = Cow::Owned(peeled(&inner).to_owned()),
            None => break,
        }
    }
    if text.is_empty() {
        return Err(Trouble::AnswerUnreadable);
    }
    if web::is_page(&text) {
        return Err(web::trouble_of_page(200, &text));
    }
    let end = match text.chars().next() {
        Some('{') => end_of_object(&text),
        Some('<') => end_of_document(&text),
        _ => end_of_line(&text),
    };
    let end = end.ok_or(Trouble::AnswerUnreadable)?;
    Ok(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text[..end].trim_end()),
        Cow::Owned(mut text) => {
            text.truncate(end);
            text.truncate(text.trim_end().len());
            Cow::Owned(text)
        }
    })
}

/// The first thing in a text that looks like an object, wherever it stands: the bug that is made for the proof.
fn first_object(text: &str) -> String {
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    objects.next().and_then(Result::ok).map_or_else(String::new, |object| object.get().to_owned())
}

/// A text that is wrapped as a whole: in the quotes of JSON, or in the one element of an ASP.NET service.
fn unwrapped(text: &str) -> Option<String> {
    if text.starts_with('"') {
        let mut texts = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let inner = texts.next()?.ok()?;
        let behind = peeled(&text[texts.byte_offset()..]);
        return (behind.is_empty() || (web::is_page(behind) && ends_as_a_page(behind))).then_some(inner);
    }
    let whole =
        text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(text, |(_, rest)| rest.trim_start());
    if !whole.starts_with("<string") || !whole.ends_with("</string>") {
        return None;
    }
    let options =
        roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 8, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(text, options).ok()?;
    let root = document.root_element();
    root.children().all(|child| child.is_text()).then(|| root.text().unwrap_or_default().to_owned())
}

/// The end of the one object that a text begins with; `None` when it is no whole one, or not the only one.
fn end_of_object(text: &str) -> Option<usize> {
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let object = objects.next()?.ok()?;
    let end = object.get().len();
    let behind = peeled(&text[end..]);
    (behind.is_empty() || (behind.starts_with('<') && is_nothing_but_a_page(behind))).then_some(end)
}

/// Whether markup behind an answer holds no second one.
fn is_nothing_but_a_page(page: &str) -> bool {
    let is_answer = |text: &str| {
        let mut objects =
            serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
        let object = objects.next().and_then(Result::ok);
        object.is_some_and(|object| ANSWER_NAMES.iter().any(|name| object.contains_key(*name)))
    };
    !page.match_indices('{').any(|(at, _)| is_answer(&page[at..])) && ends_as_a_page(page)
}

/// Whether a page is the last thing in a text.
fn ends_as_a_page(page: &str) -> bool {
    let lower = page.to_ascii_lowercase();
    match lower.rfind("</html>") {
        Some(at) => peeled(&page[at + "</html>".len()..]).is_empty(),
        None => page.trim_end().ends_with('>'),
    }
}

/// The end of the document that a text begins with.
fn end_of_document(text: &str) -> Option<usize> {
    let inner = skip_declarations(text);
    let name: String = inner
        .strip_prefix('<')?
        .chars()
        .take_while(|sign| !sign.is_whitespace() && !matches!(sign, '>' | '/'))
        .collect();
    let closing = format!("</{name}>");
    let Some(end) = inner.rfind(&closing).map(|at| text.len() - inner.len() + at + closing.len()) else {
        return Some(text.len());
    };
    let behind = peeled(&text[end..]);
    (behind.is_empty() || (web::is_page(behind) && ends_as_a_page(behind))).then_some(end)
}

fn skip_declarations(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            return rest;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return rest,
        }
    }
}

/// The end of the one line that a text begins with: whatever follows must be noise or a page.
fn end_of_line(text: &str) -> Option<usize> {
    let is_noise = |at: usize| {
        let behind = peeled(&text[at..]);
        behind.is_empty() || (web::is_page(behind) && ends_as_a_page(behind))
    };
    let line_end = text.find(['\n', '\r']).unwrap_or(text.len());
    let tags = text[..line_end].match_indices('<').map(|(at, _)| at);
    tags.chain([line_end]).find(|at| is_noise(*at))
}

/// A text without the noise before it, and without blanks behind it.
fn peeled(text: &str) -> &str {
    let mut rest = text.trim_end_matches(is_blank);
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(is_blank);
        // A byte-order mark that was taken for Latin-1 on its way.
        rest = rest.strip_prefix("ï»¿").unwrap_or(rest);
        rest = without_remark(rest).unwrap_or(rest);
        rest = without_tag(rest).unwrap_or(rest);
        if rest.len() == before {
            return rest;
        }
    }
}

fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{feff}' || sign == '\u{200b}'
}

/// What follows a tag, a comment or a table of a debugger that says nothing.
fn without_tag(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    if let Some(comment) = rest.strip_prefix("!--") {
        return comment.split_once("-->").map(|(_, after)| after);
    }
    let (tag, after) = rest.split_once('>')?;
    let tag = tag.to_ascii_lowercase();
    if tag.starts_with("table") && tag.contains("xdebug") {
        return after.find("</table>").map(|at| &after[at + "</table>".len()..]);
    }
    (EMPTY_TAGS.contains(&tag.as_str()) || tag.starts_with("font ")).then_some(after)
}

/// What follows a remark of PHP: `Warning: … on line 41`, with or without its tags.
fn without_remark(text: &str) -> Option<&str> {
    let bare = text.strip_prefix("<b>").unwrap_or(text);
    let bare = bare.strip_prefix("PHP ").unwrap_or(bare);
    let name =
        SEVERITIES.iter().find(|name| bare.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))?;
    let rest = &bare[name.len()..];
    let rest = rest.strip_prefix("</b>").unwrap_or(rest).strip_prefix(':')?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    // Of a remark in plain text, the line is its end; only with its tags it may be of several.
    let line = rest.find('\n').unwrap_or(rest.len());
    let whole = if bare.len() < text.len() && text.starts_with('<') { rest.len() } else { line };
    match rest[..whole].find(" on line ").map(|at| (at, &rest[at + " on line ".len()..])) {
        Some((_, after)) => {
            let after = after.trim_start().strip_prefix("<b>").unwrap_or(after);
            let after = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
            Some(after.strip_prefix("</b>").unwrap_or(after))
        }
        // A remark in a form of its own ends with its line; without one, everything is the remark.
        None => Some(&rest[line..]),
    }
}

#[cfg(test)]
mod tests;
