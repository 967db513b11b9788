//! The agents' company's calls one by one.

use url::{Host, Url};

use super::inexopay::{Said, leaf};
use super::{Opinion, Read, form, no};
use crate::parsers::case::{Asked, Call, Facts, PAN, Told};
use crate::parsers::json::Node;
use crate::parsers::plain;

/// Both names of an order id.
pub(super) const ORDER: &[&str] = &["orderid", "order_id"];

pub(super) fn begun(facts: Facts) -> Read<Opinion> {
    Ok(Opinion::may(Told::Begun, facts, true, "begun"))
}

fn money(node: &Node, name: &str) -> Read<Option<i64>> {
    money_by(plain::paise, node, name)
}

fn money_by(read: impl Fn(&str) -> Option<i64>, node: &Node, name: &str) -> Read<Option<i64>> {
    match leaf(node, name)? {
        None => Ok(None),
        Some(printed) => read(&printed).map_or_else(|| no("no money"), |paise| Ok(Some(paise))),
    }
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// An address that may be shown: https, without a login in it.
fn page(node: &Node, name: &str) -> Read<Facts> {
    let printed = leaf(node, name)?.unwrap_or_default();
    match Url::parse(&printed) {
        Ok(url) if url.scheme() == "https" && url.username().is_empty() && url.password().is_none() => {
            Ok(vec![("url", url.to_string())])
        }
        // This computer, where practice is.
        Ok(url) if url.scheme() == "http" && is_this_computer(&url) => Ok(vec![("url", url.to_string())]),
        _ => no("no page"),
    }
}

pub fn balance(said: &Said<'_>) -> Read<Opinion> {
    if !said.good {
        return no("refused");
    }
    match money_by(plain::whole_paise, said.node, "balance")? {
        Some(paise) => Ok(Opinion::may(Told::Money, vec![("paise", paise.to_string())], true, "balance")),
        None => no("no money"),
    }
}

pub fn api_status(said: &Said<'_>) -> Read<Opinion> {
    if !said.good {
        return no("refused");
    }
    let paise = money_by(plain::whole_paise, said.data()?, "api_balance")?.map(|paise| ("paise", paise.to_string()));
    Ok(Opinion::may(Told::Listed, paise.into_iter().collect(), true, "access"))
}

pub fn onboard(said: &Said<'_>) -> Read<Opinion> {
    if !said.good {
        return said.refused(false);
    }
    let data = said.data()?;
    match (leaf(data, "agent_id")?, leaf(data, "txn_id")?) {
        (Some(one), Some(other)) if one != other => no("two ids"),
        (one, other) => one.or(other).map_or_else(|| no("no id"), |id| begun(vec![("agent", id)])),
    }
}

pub fn open_account(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.order_id)?;
    if !said.good {
        return said.refused(true);
    }
    let mut facts = page(said.node, "data")?;
    if let Some(user @ Node::Object(_)) = said.node.get("user") {
        let user = Said { node: user, data: None, good: true, code: None, words: String::new() };
        user.names_only(ORDER, asked.order_id)?;
        if let Some(id) = user.standing(&["txn_id"]).next() {
            facts.push(("id", id));
        }
    }
    begun(facts)
}

/// A PAN as printed, perhaps in part, is the customer's where all signs that both sides show are the same, and there
/// are at least three of them. An X is a letter like others, unless one stands for a digit or five of them begin it.
fn is_our_pan(printed: &str, is_whole: bool) -> bool {
    let xs: Vec<bool> = printed.chars().map(|sign| sign.eq_ignore_ascii_case(&'x')).collect();
    let x_hides = xs.len() == PAN.len() && (xs[..5].iter().all(|x| *x) || xs[5..9].contains(&true));
    let hides = |sign: char| matches!(sign, '*' | '•') || (x_hides && sign.eq_ignore_ascii_case(&'x'));
    let pairs: Vec<(usize, (char, char))> = PAN.chars().zip(printed.chars()).enumerate().collect();
    let known = |place: usize| is_whole || (5..9).contains(&place);
    let same = pairs.iter().filter(|(place, (one, other))| known(*place) && one.eq_ignore_ascii_case(other)).count();
    let other =
        pairs.iter().any(|(place, (one, other))| known(*place) && !one.eq_ignore_ascii_case(other) && !hides(*other));
    // Beyond the digits we may know nothing of it; a PAN it must be all the same.
    let is_form = |(place, sign): (usize, char)| {
        hides(sign) || if (5..9).contains(&place) { sign.is_ascii_digit() } else { sign.is_ascii_alphabetic() }
    };
    printed.chars().count() == PAN.len() && printed.chars().enumerate().all(is_form) && !other && same >= 3
}

pub fn account(said: &Said<'_>, call: Call, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.order_id)?;
    if let Some(txn_id) = asked.txn_id {
        said.names_only(&["txn_id"], txn_id)?;
    }
    if !said.good {
        let stands = |name: &str| said.data.is_some_and(|data| leaf(data, name).is_ok_and(|leaf| leaf.is_some()));
        return if stands("is_completed") || stands("is_refunded") {
            no("no record of a state")
        } else {
            said.no_record()
        };
    }
    let data = said.data()?;
    if asked.txn_id.is_none() && call == Call::AccountStatus {
        return no("perhaps another one");
    }
    let Some(id) = leaf(data, "txn_id")? else { return no("names nothing") };
    let is_whole = call == Call::AccountStatus || asked.pan_is_whole;
    if !is_our_pan(&leaf(data, "pancard")?.unwrap_or_default(), is_whole) {
        return no("another pan");
    }
    let flag = |name: &str| match plain::word(&leaf(data, name)?.unwrap_or_default()).as_str() {
        "" => Ok(None),
        "0" | "false" => Ok(Some(false)),
        "1" | "true" => Ok(Some(true)),
        _ => no("unknown flag"),
    };
    let told = match (flag("is_refunded")?, flag("is_completed")?, flag("status")?) {
        (Some(true), ..) => Told::Refunded,
        (Some(false), Some(true), Some(true)) => Told::Succeeded,
        (Some(false), Some(true), Some(false)) => return no("completed and not"),
        (Some(false), Some(false), _) => Told::Accepted,
        _ => return no("no flag"),
    };
    Ok(Opinion::may(told, vec![("id", id)], true, "flags"))
}

pub fn resume_account(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    if !said.good {
        return no("refused");
    }
    said.names(ORDER, asked.order_id)?;
    if let Some(txn_id) = asked.txn_id {
        said.names_only(&["txn_id"], txn_id)?;
    }
    if !["", "pending"].contains(&plain::word(&leaf(said.node, "status_in_db")?.unwrap_or_default()).as_str()) {
        return no("not pending");
    }
    begun(page(said.node, "account_url")?)
}

/// The longest link that a code on a screen can hold.
const LONGEST_LINK: usize = 512;

/// To whom a link pays, if it pays this amount for this load and nothing else. Which of two values a customer's app
/// takes is nobody's to guess.
fn payee(link: &str, amount: i64, load: &str) -> Read<String> {
    let plain =
        link.len() <= LONGEST_LINK && link.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && !link.contains('#');
    let Some(query) = link.strip_prefix("upi://pay?").filter(|_| plain) else { return no("no link") };
    let fields = form(query.as_bytes());
    let mut names: Vec<String> = fields.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return no("a link that says something twice");
    }
    let all = |name: &str| -> Vec<&str> {
        let same = fields.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    };
    let is_amount = |text: &&str| plain::paise(text) == Some(amount);
    if all("am").len() != 1 || !all("am").iter().all(is_amount) || !all("mam").iter().all(is_amount) {
        return no("link of another amount");
    }
    let references: Vec<&str> = all("tr").into_iter().chain(all("tn")).collect();
    if references.is_empty() || references.iter().any(|reference| *reference != load) {
        return no("link of another load");
    }
    if all("cu").iter().any(|currency| *currency != "INR") {
        return no("another currency");
    }
    match all("pa").as_slice() {
        [payee] if payee.contains('@') => Ok((*payee).to_owned()),
        _ => no("no payee"),
    }
}

pub fn load_wallet(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    if !said.good {
        return said.refused(false);
    }
    let data = said.data()?;
    let Some(load) = leaf(data, "order_id")? else { return no("names nothing") };
    said.names(ORDER, &load)?;
    if money(data, "amount")? != Some(asked.amount) {
        return no("another amount");
    }
    if !["pending", "initiated", "incomplete"]
        .contains(&plain::word(&leaf(data, "status")?.unwrap_or_default()).as_str())
    {
        return no("not pending");
    }
    let link = leaf(data, "tx_string")?.unwrap_or_default();
    let payee = payee(&link, asked.amount, &load)?;
    if leaf(data, "upi_id")?.is_some_and(|printed| printed != payee) {
        return no("two payees");
    }
    begun(vec![("load", load), ("link", link), ("payee", payee)])
}

/// `data.status`: the webhook's four words, and the sister company's spelling of them.
fn word(data: &Node) -> Read<Told> {
    match plain::word(&leaf(data, "status")?.unwrap_or_default()).as_str() {
        "success" => Ok(Told::Succeeded),
        "failed" | "failure" => Ok(Told::Failed),
        "refund" | "refunded" => Ok(Told::Refunded),
        "pending" | "initiated" | "incomplete" => Ok(Told::Accepted),
        _ => no("unknown word"),
    }
}

pub fn load_status(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.load_id)?;
    if !said.good {
        return said.no_record();
    }
    said.names(ORDER, asked.load_id)?;
    let data = said.data()?;
    let (told, amount) = (word(data)?, leaf(data, "amount")?.as_deref().and_then(plain::paise));
    let mut facts = Facts::new();
    match (told, amount) {
        (Told::Succeeded, Some(paid)) if paid > 0 => facts.push(("paid", paid.to_string())),
        (Told::Succeeded, _) => return no("no money"),
        (_, amount) if amount != Some(asked.amount) => return no("another amount"),
        _ => {}
    }
    let after = leaf(data, "new_balance")?.as_deref().and_then(plain::whole_paise);
    facts.extend(after.map(|paise| ("paise", paise.to_string())));
    Ok(Opinion::may(told, facts, true, "load"))
}

pub fn apply_for_pan(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.order_id)?;
    said.names_only(&["number"], asked.number)?;
    if !said.good {
        return said.refused(true);
    }
    said.names(ORDER, asked.order_id)?;
    begun(page(said.data()?, "url")?)
}

pub fn resume_pan(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    if !said.good {
        return no("refused");
    }
    said.names(ORDER, asked.order_id)?;
    begun(page(said.data()?, "url")?)
}

pub fn pan_status(said: &Said<'_>, asked: &Asked) -> Read<Opinion> {
    said.names_only(ORDER, asked.order_id)?;
    said.names_only(&["number"], asked.number)?;
    let empty = Node::Object(Vec::new());
    let data = said.data.unwrap_or(&empty);
    if !said.good {
        let stands =
            leaf(data, "status")?.is_some_and(|word| !["failed", "failure"].contains(&plain::word(&word).as_str()));
        return if stands { no("no record of a state") } else { said.no_record() };
    }
    said.names(ORDER, asked.order_id)?;
    said.names(&["number"], asked.number)?;
    let told = word(data)?;
    let fee = match (money(said.node, "amount")?, money(data, "amount")?) {
        (Some(one), Some(other)) if one != other => return no("two fees"),
        (one, other) => one.or(other),
    };
    if fee.is_some_and(|fee| fee < 0) {
        return no("no money");
    }
    let proof = match (leaf(said.node, "reference")?, leaf(data, "opid")?) {
        (Some(one), Some(other)) if one != other => return no("two proofs"),
        (one, other) => one.or(other).filter(|proof| told == Told::Succeeded && proof != "0"),
    };
    let mut facts: Facts = proof.map(|proof| ("proof", proof)).into_iter().collect();
    facts.extend(fee.map(|fee| ("fee", fee.to_string())));
    Ok(Opinion::may(told, facts, true, "pan"))
}
