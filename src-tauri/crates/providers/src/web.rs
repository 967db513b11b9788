//! Faults of the web: what came was no answer of the company's, and its likely cause is named.

use crate::http::Reply;
use crate::trouble::Trouble;

/// How a page begins, in small letters.
const PAGE_BEGINS: [&str; 18] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<script",
    "<style",
    "<meta",
    "<link",
    "<form",
    "<div",
    "<center",
    "<h1",
    "<h2",
    "<h3",
    "<table",
    "<iframe",
    "<noscript",
];

/// What the pages of firewalls and guards against robots say, in small letters.
const WALLS: [&str; 15] = [
    "cloudflare",
    "just a moment",
    "attention required",
    "captcha",
    "incapsula",
    "imperva",
    "sucuri",
    "akamai",
    "mod_security",
    "modsecurity",
    "web application firewall",
    "checking your browser",
    "request blocked",
    "has been blocked",
    "403 forbidden",
];

/// What servers say of a status by themselves, which is no company's word.
const REASONS: [&str; 14] = [
    "unauthorized",
    "forbidden",
    "bad request",
    "access denied",
    "not found",
    "payment required",
    "method not allowed",
    "not acceptable",
    "proxy authentication required",
    "request timeout",
    "conflict",
    "gone",
    "authorization required",
    "unprocessable entity",
];

/// Whether a text is a web page, for people and not for programs.
pub(crate) fn is_page(text: &str) -> bool {
    let begin: String = text.trim_start().chars().take(600).collect::<String>().to_ascii_lowercase();
    let declared = begin
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .map_or(begin.as_str(), |(_, rest)| rest.trim_start());
    PAGE_BEGINS.iter().any(|known| {
        // `<header>` is no `<head>`.
        declared.strip_prefix(known).is_some_and(|rest| !rest.starts_with(|sign: char| sign.is_alphanumeric()))
    })
}

/// What a page that came instead of an answer means.
pub(crate) fn trouble_of_page(status: u16, page: &str) -> Trouble {
    let lower = page.to_ascii_lowercase();
    if WALLS.iter().any(|words| lower.contains(words)) {
        Trouble::WallBetween { status }
    } else {
        Trouble::WebPageAtAddress
    }
}

/// Whether a text is what a server says of an HTTP status by itself.
pub(crate) fn is_reason(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.trim_matches(|sign: char| !sign.is_alphabetic());
    REASONS.contains(&words)
}

/// Whether a status says that a whole answer came. We never ask for a part of one.
pub(crate) fn is_good(status: u16) -> bool {
    (200..=299).contains(&status) && status != 206
}

/// What a reply with another status than 2xx means, as far as it tells.
pub(crate) fn trouble(reply: &Reply) -> Trouble {
    let status = reply.status;
    match status {
        // It leads to another page of the same site: its login, most likely.
        301 | 302 | 303 | 307 | 308 => Trouble::WebPageAtAddress,
        404 | 410 => Trouble::NothingAtAddress { status },
        401 => Trouble::CredentialsRefused { words: format!("HTTP {status}") },
        403 | 406 | 407 | 451 | 511 => Trouble::WallBetween { status },
        _ => {
            let told = trouble_of_page(status, &reply.body);
            let is_wall = matches!(told, Trouble::WallBetween { .. }) && status >= 400 && is_page(&reply.body);
            if is_wall { told } else { Trouble::ProviderError { status } }
        }
    }
}
