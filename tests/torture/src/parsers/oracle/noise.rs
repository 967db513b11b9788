//! The answer without what servers print around it. Only the forms that are surely noise are taken off here; what merely looks
//! like some is not judged, unless it is surely none.

use super::{Opinion, Read, no};

/// A page behind an answer.
pub const PAGE: &str = "\r\n\r\n<!DOCTYPE html>\r\n<html><head><title></title></head><body></body></html>";

fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{feff}' || sign == '\u{200b}'
}

/// The answer in a body, and whether nothing was around it.
pub fn answer(text: &str) -> Read<(String, bool)> {
    let bare = text.trim_matches(is_blank);
    let mut clean = bare.len() == text.len();
    let mut rest = bare.to_owned();
    for _ in 0..4 {
        let before = rest.clone();
        if let Some(after) = behind_remark(&rest) {
            rest = after.trim_start_matches(is_blank).to_owned();
        }
        if rest.starts_with('"')
            && let Ok(super::Node::Text(inner)) = super::Node::read(&rest)
        {
            rest = inner.trim_matches(is_blank).to_owned();
        }
        if rest == before {
            break;
        }
        clean = false;
    }
    if rest.is_empty() {
        return no("empty");
    }
    // Tags, comments and remarks in forms of their own, texts that are wrapped otherwise.
    let looks_like_noise =
        ["<br", "<b>", "<pre", "</", "<p", "<hr", "<font", "<table", "<!--", "<string", "\u{ef}\u{bb}", "PHP "];
    let lower = rest.to_lowercase();
    let remark =
        ["warning", "notice", "deprecated", "fatal", "parse error", "strict", "user ", "catchable", "recoverable"];
    let quoted = rest.starts_with('"')
        && (rest.contains("\\") || rest.contains('<') || rest.contains('{') || rest.contains("\" "));
    if looks_like_noise.iter().any(|tag| lower.starts_with(&tag.to_lowercase()))
        || remark.iter().any(|name| lower.starts_with(name))
        || (rest.starts_with('"') && remark.iter().any(|name| lower.contains(name)))
        || lower.contains("<string")
        || quoted
    {
        return Err(Opinion::unsure("looks like noise"));
    }
    Ok((rest, clean))
}

/// What follows a remark of PHP in one of its two plain forms, on one line of its own.
fn behind_remark(text: &str) -> Option<&str> {
    let (line, after) = match text.strip_prefix("<br />\n") {
        Some(rest) => {
            let (line, after) = rest.split_once('\n')?;
            (line.strip_suffix("<br />")?, after)
        }
        None => text.split_once('\n')?,
    };
    let bold = |name: &str| line.starts_with(&format!("<b>{name}</b>: "));
    if line.contains('<') && !["Warning", "Notice", "Deprecated"].into_iter().any(bold) {
        return None;
    }
    let plain = line.replace("<b>", "").replace("</b>", "");
    let (name, rest) = plain.split_once(": ")?;
    let number = rest.rsplit_once(" on line ")?.1;
    let is_remark = ["Warning", "Notice", "Deprecated"].contains(&name)
        && rest.matches(" on line ").count() == 1
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_remark.then_some(after)
}

/// Whether nothing that counts is behind an answer.
pub fn ends(behind: &str) -> Read<()> {
    let bare = behind.trim_matches(is_blank);
    if bare.is_empty() || bare == PAGE.trim() {
        return Ok(());
    }
    let lower = bare.to_lowercase();
    let may_be_noise = bare.starts_with('<')
        || [
            "warning",
            "notice",
            "deprecated",
            "php ",
            "fatal",
            "user ",
            "parse",
            "strict",
            "\u{ef}\u{bb}",
            "catch",
            "recov",
        ]
        .iter()
        .any(|name| lower.starts_with(name));
    if may_be_noise { Err(Opinion::unsure("something behind it")) } else { no("something behind it") }
}

/// The one line of an answer, and whether nothing was around it.
pub fn line(text: &str) -> Read<(String, bool)> {
    let (bare, clean) = answer(text)?;
    match bare.find(['\n', '\r', '<']) {
        Some(at) if bare.starts_with('<') || at == 0 => Ok((bare, clean)),
        Some(at) => {
            ends(&bare[at..])?;
            Ok((bare[..at].trim_end_matches(is_blank).to_owned(), false))
        }
        None => Ok((bare, clean)),
    }
}
