//! The agents' company's calls about a person's number.

use super::inexopay::{Said, leaf};
use super::inexopay_calls::{ORDER, begun};
use super::{Opinion, Read, no};
use crate::parsers::case::{AADHAAR, Asked, REQUEST_ID, Told};
use crate::parsers::json::Node;
use crate::parsers::plain;

/// Whether a number as printed, perhaps in part, may be the one that was asked about.
fn is_our_aadhaar(printed: &str) -> bool {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    digits.len() < 4 || AADHAAR == digits || (digits.len() == 4 && AADHAAR.ends_with(&digits))
}

/// `data` of both calls, about our order and our number.
fn about_us<'a>(said: &Said<'a>, asked: &Asked) -> Read<&'a Node> {
    said.names_only(ORDER, asked.order_id)?;
    let data = said.data()?;
    for name in ["aadhaar", "aadhaar_number"] {
        if !leaf(data, name)?.is_none_or(|printed| is_our_aadhaar(&printed)) {
            return no("another number");
        }
    }
    Ok(data)
}

pub fn send_otp(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.order_id)?;
    if !said.good {
        return said.refused(false);
    }
    let data = about_us(said, asked)?;
    let word = plain::word(&leaf(data, "status")?.unwrap_or_default());
    if !["", "pending", "sent", "success"].contains(&word.as_str()) {
        return no("unknown word");
    }
    leaf(data, "request_id")?.map_or_else(|| no("no id"), |id| begun(vec![("request", id)]))
}

pub fn verify_otp(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.order_id)?;
    if !said.good {
        return said.refused(false);
    }
    let data = about_us(said, asked)?;
    if leaf(data, "request_id")?.as_deref() != Some(REQUEST_ID) {
        return no("another request");
    }
    if plain::word(&leaf(data, "status")?.unwrap_or_default()) != "verified" {
        return no("not verified");
    }
    if !data.once(&["aadhaar_details"]) {
        return no("twice");
    }
    let Some(details @ Node::Object(_)) = data.get("aadhaar_details") else { return no("no person") };
    let name = leaf(details, "full_name")?.map_or_else(|| no("no person"), Ok)?;
    Ok(Opinion::may(Told::Verified, vec![("name", name)], true, "person"))
}
