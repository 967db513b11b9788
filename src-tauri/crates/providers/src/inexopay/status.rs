//! Reads the words of an INEXOPAY answer: about the *call*, about the application.
//!
//! The two are far apart here: `status: "SUCCESS"` around an answer only says that something was fetched or begun.
//! How an application stands is said by `data.status` (PAN, wallet load) or three flags (account) and nothing else.

use domain::Word;

use super::wire::{Envelope, Leaf};
use crate::trouble::says_no_record;
use crate::{Reply, Trouble, vocabulary, web};

/// The codes of the paper ("Error Codes"), over HTTP and in the body alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Success,
    BadRequest,
    Unauthorized,
    PaymentRequired,
    Forbidden,
    MethodNotAllowed,
    ServerError,
}

impl Code {
    fn of(number: &str) -> Option<Code> {
        match number {
            "200" => Some(Code::Success),
            "400" => Some(Code::BadRequest),
            "401" => Some(Code::Unauthorized),
            "402" => Some(Code::PaymentRequired),
            "403" => Some(Code::Forbidden),
            "405" => Some(Code::MethodNotAllowed),
            "500" => Some(Code::ServerError),
            _ => None,
        }
    }

    fn number(self) -> u16 {
        match self {
            Code::Success => 200,
            Code::BadRequest => 400,
            Code::Unauthorized => 401,
            Code::PaymentRequired => 402,
            Code::Forbidden => 403,
            Code::MethodNotAllowed => 405,
            Code::ServerError => 500,
        }
    }

    /// The sentence for a person. 403 has three meanings in the paper, told apart by the provider's own words.
    fn trouble(self, words: &str) -> Trouble {
        let status = self.number();
        let or_status = |words: &str| if words.is_empty() { format!("HTTP {status}") } else { words.to_owned() };
        match self {
            Code::Unauthorized => {
                let told = Trouble::of_refusal(words);
                let is_of_the_address = matches!(told, Trouble::AddressNotListed { .. });
                if is_of_the_address { told } else { Trouble::CredentialsRefused { words: or_status(words) } }
            }
            Code::PaymentRequired => Trouble::WalletEmpty { words: or_status(words) },
            _ if words.is_empty() => Trouble::ProviderError { status },
            Code::Success | Code::BadRequest | Code::Forbidden => Trouble::of_refusal(words),
            Code::MethodNotAllowed | Code::ServerError => Trouble::ProviderSays { words: words.to_owned() },
        }
    }
}

/// What the envelope says of the call.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It was carried out. That says nothing of what it was about.
    Good(Envelope),
    /// It was refused, in a word or a code of the paper.
    Refused(Refusal),
    /// Nothing that may be believed.
    Unclear(Trouble),
}

/// A refused call.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) envelope: Envelope,
    pub(super) words: String,
    pub(super) trouble: Trouble,
    code: Option<Code>,
}

impl Refusal {
    /// Whether it says that there is no such application: in its words, and not because of the caller.
    pub(super) fn says_no_record(&self) -> bool {
        matches!(self.code, None | Some(Code::BadRequest)) && says_no_record(&self.words)
    }

    /// The same of a call about a one-time password: that password is no sign that a credential was refused.
    pub(super) fn of_otp(mut self) -> Refusal {
        let lower = self.words.to_lowercase().replace('-', " ").replace("one time password", "otp");
        let about_it = matches!(self.code, None | Some(Code::BadRequest));
        if about_it && matches!(Trouble::of_refusal(&lower), Trouble::ProviderSays { .. }) && !lower.is_empty() {
            self.trouble = Trouble::ProviderSays { words: self.words.clone() };
        }
        self
    }

    /// Its words in small letters, where they may be about the thing that was asked for: neither the code nor the
    /// words say that they are about the caller.
    pub(super) fn words_about_it(&self) -> Option<String> {
        let about_it = matches!(self.trouble, Trouble::ProviderSays { .. });
        (about_it && matches!(self.code, None | Some(Code::BadRequest))).then(|| self.words.to_lowercase())
    }
}

/// What the leaves of an envelope say together.
enum Said {
    Good,
    Bad(Option<Code>),
    Contradiction,
    UnknownWord(String),
    Nothing,
}

/// `status_code` and `error_code` are the same thing under two names; a number other than the paper's is not read.
fn code_of(envelope: &Envelope) -> Result<Option<Code>, Said> {
    let read = |leaf: &Leaf| match leaf.get() {
        None => Ok(None),
        Some(number) => Code::of(number).map(Some).ok_or_else(|| Said::UnknownWord(number.to_owned())),
    };
    match (read(&envelope.status_code)?, read(&envelope.error_code)?) {
        (Some(one), Some(other)) if one != other => Err(Said::Contradiction),
        (one, other) => Ok(one.or(other)),
    }
}

fn said(envelope: &Envelope) -> Said {
    let code = match code_of(envelope) {
        Ok(code) => code,
        Err(said) => return said,
    };
    match (envelope.status.word().as_str(), code) {
        ("success" | "true", None | Some(Code::Success)) => Said::Good,
        ("failed" | "false", Some(Code::Success)) => Said::Contradiction,
        ("failed" | "false", code) => Said::Bad(code),
        ("success" | "true", Some(_)) => Said::Contradiction,
        ("", None | Some(Code::Success)) => Said::Nothing,
        ("", code) => Said::Bad(code),
        (word, _) => Said::UnknownWord(word.to_owned()),
    }
}

/// Reads what stands around an answer. A server error is never a refusal: the call may have been carried out before
/// it. An HTTP status the paper does not have comes from somebody between us and the provider.
pub(super) fn judge(reply: &Reply) -> Verdict {
    let status = if web::is_good(reply.status) { 200 } else { reply.status };
    let Some(http) = Code::of(&status.to_string()) else { return Verdict::Unclear(web::trouble(reply)) };
    let envelope = match Envelope::read(&reply.body) {
        Ok(envelope) => envelope,
        Err(trouble) => {
            let by_status = || {
                let told = web::trouble(reply);
                if matches!(told, Trouble::WallBetween { .. }) { told } else { http.trouble("") }
            };
            return Verdict::Unclear(if http == Code::Success { trouble } else { by_status() });
        }
    };
    let words = envelope.words();
    match (http, said(&envelope)) {
        (Code::Success, Said::Good) => Verdict::Good(envelope),
        (_, Said::Good | Said::Contradiction) => Verdict::Unclear(Trouble::AnswerContradictsItself),
        (http, Said::Bad(code)) => {
            let code = code.or(Some(http).filter(|http| *http != Code::Success));
            let trouble = code.map_or_else(|| Trouble::of_refusal(&words), |code| code.trouble(&words));
            if http == Code::ServerError || code == Some(Code::ServerError) {
                return Verdict::Unclear(trouble);
            }
            // A company that lost track of it has refused nothing.
            if vocabulary::common().said(&words).may_have_lost_track() {
                return Verdict::Unclear(Trouble::ProviderSays { words });
            }
            // The paper's refusals have a code or a reason, and most have both: a bare word may be anybody's.
            if code.is_none() && words.is_empty() {
                return Verdict::Unclear(Trouble::AnswerUnreadable);
            }
            Verdict::Refused(Refusal { envelope, words, trouble, code })
        }
        (Code::Success, Said::UnknownWord(word)) if words.is_empty() => {
            Verdict::Unclear(Trouble::AnswerWordUnknown { words: word })
        }
        (Code::Success, Said::UnknownWord(_)) => Verdict::Unclear(Trouble::of_refusal(&words)),
        (Code::Success, Said::Nothing) if words.is_empty() => Verdict::Unclear(Trouble::AnswerUnreadable),
        (Code::Success, Said::Nothing) => Verdict::Unclear(Trouble::of_refusal(&words)),
        (http, Said::UnknownWord(_) | Said::Nothing) => Verdict::Unclear(http.trouble(&words)),
    }
}

/// What a call that only fetches brings: the envelope, or why not.
pub(super) fn fetched(reply: &Reply) -> Result<Envelope, Trouble> {
    match judge(reply) {
        Verdict::Good(envelope) => Ok(envelope),
        Verdict::Refused(refusal) => Err(refusal.trouble),
        Verdict::Unclear(trouble) => Err(trouble),
    }
}

/// What a call for the page of something unfinished brings. "URL Expired" and "URL can only be retrieved for pending
/// transactions" are the paper's two ways to say that there is no page any more ("Resume Incomplete PAN Application",
/// "Incomplete Account Opening URL Retrieval"). The second is also said of a transaction that is not found, and then
/// nothing has expired.
pub(super) fn fetched_page(reply: &Reply) -> Result<Envelope, Trouble> {
    match judge(reply) {
        Verdict::Good(envelope) => Ok(envelope),
        Verdict::Unclear(trouble) => Err(trouble),
        Verdict::Refused(refusal) => {
            let lower = refusal.words_about_it().unwrap_or_default();
            let any = |needles: &[&str]| needles.iter().any(|needle| lower.contains(needle));
            let has_expired = any(&["expire"]) && any(&["url", "link"]);
            let is_over = has_expired || any(&["only be retrieved for pending", "not pending"]);
            if is_over && !refusal.says_no_record() {
                Err(Trouble::LinkExpired { words: refusal.words })
            } else {
                Err(refusal.trouble)
            }
        }
    }
}

/// How an application stands, in `data.status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Success,
    Failed,
    Refund,
    Pending,
}

impl Status {
    /// The four words of the webhook ("Callback Payload"), INSPAY's spelling of two of them, and the words for an
    /// application that was begun and not finished.
    pub(super) fn read(leaf: &Leaf) -> Result<Status, Trouble> {
        match leaf.word().as_str() {
            "success" => Ok(Status::Success),
            "failed" | "failure" => Ok(Status::Failed),
            "refund" | "refunded" => Ok(Status::Refund),
            "pending" | "initiated" | "incomplete" => Ok(Status::Pending),
            _ => Err(Trouble::AnswerWordUnknown { words: leaf.owned().unwrap_or_default() }),
        }
    }
}

impl From<Status> for Word {
    fn from(status: Status) -> Word {
        match status {
            Status::Success => Word::Succeeded,
            Status::Failed => Word::Failed,
            Status::Refund => Word::Refunded,
            Status::Pending => Word::Accepted,
        }
    }
}

/// The three flags of an account opening, `0`/`1`, `"0"`/`"1"` or `true`/`false`.
///
/// - Refunded is refunded, whatever the others say: the money is back.
/// - Completed needs all three: `is_completed` 1, `status` 1, `is_refunded` 0.
/// - Completed with `status` 0 contradicts itself.
/// - Not completed is under way. The paper has no word for an opening that failed without a refund, so `status` 0
///   before completion is not taken for one.
pub(super) fn read_flags(is_completed: &Leaf, status: &Leaf, is_refunded: &Leaf) -> Result<Word, Trouble> {
    let flag = |leaf: &Leaf| match leaf.word().as_str() {
        "" => Ok(None),
        "1" | "true" => Ok(Some(true)),
        "0" | "false" => Ok(Some(false)),
        _ => Err(Trouble::AnswerWordUnknown { words: leaf.owned().unwrap_or_default() }),
    };
    match (flag(is_refunded)?, flag(is_completed)?, flag(status)?) {
        (Some(true), _, _) => Ok(Word::Refunded),
        (Some(false), Some(true), Some(true)) => Ok(Word::Succeeded),
        (Some(false), Some(true), Some(false)) => Err(Trouble::AnswerContradictsItself),
        (Some(false), Some(false), _) => Ok(Word::Accepted),
        (None, _, _) | (Some(false), None, _) | (Some(false), Some(true), None) => Err(Trouble::AnswerUnreadable),
    }
}
