//! What stands around the agents' company's answers, which agree on nothing but being JSON.

use super::{
    Form, Opinion, Oracle, Read, about, field, inexopay_calls as calls, inexopay_person as person, no, object,
};
use crate::parsers::case::{Call, Facts, Input, Told};
use crate::parsers::json::Node;
use crate::parsers::plain::{self, Sense};

pub(super) const ORACLE: Oracle = Oracle {
    calls: &[
        Call::Balance,
        Call::Callback,
        Call::ApiStatus,
        Call::Onboard,
        Call::OpenAccount,
        Call::AccountStatus,
        Call::AccountDetails,
        Call::ResumeAccount,
        Call::LoadWallet,
        Call::LoadStatus,
        Call::ApplyForPan,
        Call::PanStatus,
        Call::ResumePan,
        Call::SendOtp,
        Call::VerifyOtp,
    ],
    judge,
    callback,
};

/// The order stands under one of two names, or the same one under both.
fn callback(form: &Form) -> Opinion {
    let is_known = |word: &str| ["success", "failed", "refund", "pending"].contains(&plain::word(word).as_str());
    if field(form, "status").is_some_and(|word| !is_known(word)) {
        return Opinion::nothing("unknown word");
    }
    match (field(form, "orderid"), field(form, "order_id")) {
        (Some(one), Some(other)) if one != other && field(form, "status").is_some() => Opinion::nothing("two orders"),
        (None, _) => about(form, "order_id", "status"),
        (Some(_), _) => about(form, "orderid", "status"),
    }
}

fn judge(input: &Input, text: &str) -> Read<Opinion> {
    let (node, clean) = object(text)?;
    let said = Said::read(&node, input.status)?;
    let mut opinion = match input.call {
        Call::Balance => calls::balance(&said),
        Call::ApiStatus => calls::api_status(&said),
        Call::Onboard => calls::onboard(&said),
        Call::OpenAccount => calls::open_account(&said, input.asked()),
        Call::AccountStatus | Call::AccountDetails => calls::account(&said, input.call, input.asked()),
        Call::ResumeAccount => calls::resume_account(&said, input.asked()),
        Call::LoadWallet => calls::load_wallet(&said, input.asked()),
        Call::LoadStatus => calls::load_status(&said, input.asked()),
        Call::ApplyForPan => calls::apply_for_pan(&said, input.asked()),
        Call::PanStatus => calls::pan_status(&said, input.asked()),
        Call::ResumePan => calls::resume_pan(&said, input.asked()),
        Call::SendOtp => person::send_otp(&said, input.asked()),
        Call::VerifyOtp => person::verify_otp(&said, input.asked()),
        Call::Recharge | Call::Enquiry | Call::List | Call::Callback => no("no call of theirs"),
    }?;
    let quiet = [Sense::Good, Sense::Waits, Sense::Neutral, Sense::Caller];
    let has_shape = samples(input.call).iter().any(|sample| has_shape(&node, sample));
    opinion.must = opinion.must
        && clean
        && input.status == 200
        && opinion.most != Told::Nothing
        && has_shape
        && (plain::only(&[&said.words], &quiet) || SENTENCES.contains(&said.words.as_str()));
    Ok(opinion)
}

/// Sentences of this company that say nothing against what they stand with.
pub const SENTENCES: &[&str] = &["Fetched from portal", "Started", "Sent", "Checked", "Ready, please pay"];

/// What a call says of itself.
pub struct Said<'a> {
    pub node: &'a Node,
    /// `data`, where it is an object.
    pub data: Option<&'a Node>,
    /// Carried out; else refused, perhaps with a code.
    pub good: bool,
    pub code: Option<String>,
    pub words: String,
}

const CODES: [&str; 7] = ["200", "400", "401", "402", "403", "405", "500"];

/// A leaf: text, number, true, false; nothing where it is blank, null or missing. A list or an object is no leaf.
pub fn leaf(node: &Node, name: &str) -> Read<Option<String>> {
    if node.all(name).count() > 1 {
        return no("twice");
    }
    Ok(match node.get(name) {
        None | Some(Node::Null) => None,
        Some(Node::Text(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Some(Node::Raw(raw)) => Some(raw.clone()),
        Some(Node::Bool(yes)) => Some(yes.to_string()),
        Some(Node::Broken(_) | Node::List(_) | Node::Object(_)) => return no("no leaf"),
    })
}

/// A leaf that is only shown: what is no leaf is nothing.
pub fn shown(node: &Node, name: &str) -> String {
    leaf(node, name).ok().flatten().unwrap_or_default()
}

impl<'a> Said<'a> {
    fn read(node: &'a Node, http: u16) -> Read<Said<'a>> {
        if !node.once(&["status", "status_code", "error_code", "data", "message", "user"]) {
            return no("twice");
        }
        let is_good = (200..300).contains(&http) && http != 206;
        let http = if is_good { "200".to_owned() } else { http.to_string() };
        if !CODES.contains(&http.as_str()) {
            return no("http");
        }
        let codes = [leaf(node, "status_code")?, leaf(node, "error_code")?];
        let standing: Vec<&String> = codes.iter().flatten().collect();
        if standing.iter().any(|code| !CODES.contains(&code.as_str())) {
            return no("unknown code");
        }
        if standing.len() == 2 && standing[0] != standing[1] {
            return no("two codes");
        }
        let code = standing.first().map(|code| (*code).clone());
        let is_good_code = code.as_deref().map(|code| code == "200");
        let good = match (plain::word(&leaf(node, "status")?.unwrap_or_default()).as_str(), is_good_code) {
            ("success" | "true", None | Some(true)) => true,
            ("failed" | "false", None | Some(false)) | ("", Some(false)) => false,
            ("success" | "true", _) | ("failed" | "false", _) => return no("word and code"),
            ("", _) => return no("no word"),
            _ => return no("unknown word"),
        };
        if good && http != "200" {
            return no("http and word");
        }
        if http == "500" || code.as_deref() == Some("500") {
            return no("server error");
        }
        let data = node.get("data").filter(|data| matches!(data, Node::Object(_)));
        let message = shown(node, "message");
        let reason = || data.map(|data| shown(data, "response")).unwrap_or_default();
        let words = if message.is_empty() { reason() } else { message };
        let code = code.or_else(|| Some(http).filter(|http| http != "200"));
        Ok(Said { node, data, good, code, words })
    }

    /// `data` as an object.
    pub fn data(&self) -> Read<&'a Node> {
        self.data.map_or_else(|| no("no data"), Ok)
    }

    /// Every value that stands beside the envelope or in `data` under one of these names.
    pub fn standing<'b>(&'b self, names: &'b [&'b str]) -> impl Iterator<Item = String> + 'b {
        let places = [Some(self.node), self.data].into_iter().flatten();
        let all = places.flat_map(move |place| names.iter().flat_map(move |name| place.all(name)));
        all.filter_map(|value| match value {
            Node::Null => None,
            Node::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            other => Some(other.print()),
        })
    }

    /// What it names must be ours.
    pub fn names_only(&self, names: &[&str], ours: &str) -> Read<()> {
        if self.standing(names).any(|value| value != ours) { no("another one") } else { Ok(()) }
    }

    /// What it must name, and must be ours.
    pub fn names(&self, names: &[&str], ours: &str) -> Read<()> {
        self.names_only(names, ours)?;
        if self.standing(names).next().is_some() { Ok(()) } else { no("names nothing") }
    }

    /// A refusal, which names a reason or a code: a bare word is none.
    pub fn refused(&self, twice_is_unclear: bool) -> Read<Opinion> {
        if self.code.is_none() && self.words.is_empty() {
            return no("refusal without a reason");
        }
        if twice_is_unclear && plain::says(&[&self.words], &[Sense::Twice]) {
            return no("failure: sent before");
        }
        if plain::says(&[&self.words], &[Sense::Lost]) {
            return no("lost track");
        }
        let must = plain::only(&[&self.words], &[Sense::Neutral, Sense::Caller, Sense::Request]);
        Ok(Opinion::may(Told::Failed, Facts::new(), must, "refused"))
    }

    /// A refused enquiry, which at most says that there is no such thing.
    pub fn no_record(&self) -> Read<Opinion> {
        let about_it = matches!(self.code.as_deref(), None | Some("400"));
        if !about_it || !super::flat::mentions_no_record(&[&self.words]) {
            return no("refused enquiry");
        }
        Ok(Opinion::may(Told::NoRecord, Facts::new(), false, "no record"))
    }
}

/// The paper's answers to a call, in their shape.
fn samples(call: Call) -> Vec<Node> {
    let refused = r#"{"status_code":400,"status":"FAILED","message":"x"}"#;
    let texts: &[&str] = match call {
        Call::Balance => &[r#"{"status":"S","error_code":200,"message":"x","balance":1,"username":"x"}"#],
        Call::ApiStatus => &[
            r#"{"status_code":200,"status":"S","message":"x","data":{"owner_name":"x","api_balance":1,"api_status":"x",
            "plan_name":"x","bind_ip":"x","your_ip":"x","ip_status":"x"}}"#,
        ],
        Call::Onboard => &[r#"{"status":true,"message":"x","data":{"txn_id":"x","agent_id":"x"}}"#, refused],
        Call::OpenAccount => {
            &[r#"{"status":true,"message":"x","data":"x","user":{"txn_id":"x","customer_id":1}}"#, refused]
        }
        Call::AccountStatus | Call::AccountDetails => {
            &[r#"{"status":true,"message":"x","data":{"id":1,"account_type":2,"txn_id":"x","first_name":"x",
            "middle_name":null,"last_name":"x","email":"x","phone":"x","pancard":"x","pincode":"x","is_completed":1,
            "message":null,"status":1,"date":"x","is_refunded":0,"created_at":"x","updated_at":"x"}}"#]
        }
        Call::ResumeAccount => {
            &[r#"{"status":true,"message":"x","order_id":"x","txn_id":"x","account_url":"x","status_in_db":"x"}"#]
        }
        Call::LoadWallet => &[
            r#"{"status_code":200,"status":"S","message":"x","data":{"order_id":"x","amount":1,"qr_url":"x",
            "upi_id":"x","account_holder_name":"x","tx_string":"x","status":"x"}}"#,
            refused,
        ],
        Call::LoadStatus => {
            &[r#"{"status_code":200,"status":"S","data":{"order_id":"x","amount":1,"status":"x","date_time":"x",
            "bank":"x","mode":"x","remark":"x","new_balance":1}}"#]
        }
        Call::ApplyForPan => &[
            r#"{"status_code":200,"status":"S","message":"x","data":{"txid":"x","url":"x","number":"x","orderid":"x"}}"#,
            refused,
        ],
        Call::PanStatus => {
            &[r#"{"status_code":200,"status":"S","message":"x","order_id":"x","reference":"x","number":"x","amount":1,
            "date_time":"x","data":{"status":"x","orderid":"x","txid":"x","amount":1,"opid":"x","number":"x",
            "created_at":"x","updated_at":"x"}}"#]
        }
        Call::ResumePan => {
            &[r#"{"status_code":200,"status":"S","message":"x","data":{"txid":"x","url":"x","orderid":"x"}}"#]
        }
        Call::SendOtp => &[
            r#"{"status_code":200,"status":"S","message":"x","data":{"request_id":"x","aadhaar":"x","status":"x"},
            "meta":{"request_id":"x","time":"x"}}"#,
            refused,
        ],
        Call::VerifyOtp => &[
            r#"{"status_code":200,"status":"S","message":"x","data":{"request_id":"x","status":"x",
            "aadhaar_details":{"full_name":"x","dob":"x","gender":"x","address":"x"}},
            "meta":{"request_id":"x","time":"x"}}"#,
            refused,
        ],
        Call::Recharge | Call::Enquiry | Call::List | Call::Callback => &[],
    };
    texts.iter().filter_map(|text| Node::read(text).ok()).collect()
}

/// Whether a node has the fields of the sample, each once, with leaves of the same kinds in the place of its leaves.
fn has_shape(node: &Node, sample: &Node) -> bool {
    match (node, sample) {
        (Node::Object(fields), Node::Object(wanted)) => {
            let each = wanted.iter().all(|(name, value)| node.get(name).is_some_and(|own| has_shape(own, value)));
            fields.len() == wanted.len() && each
        }
        (Node::Text(text), Node::Text(_)) => text.trim() == text && text.is_ascii() && !text.is_empty(),
        (Node::Raw(raw), Node::Raw(_)) => plain::is_plain_amount(raw),
        (Node::Null, Node::Null) | (Node::Bool(_), Node::Bool(_)) => true,
        _ => false,
    }
}
