//! Whether what the readers made of an answer may be: held against the opinion of the papers.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::time::{Duration, Instant};

use super::case::{AADHAAR, AGENT_PAN, Call, Dialect, Input, PAN, PIN, SECRET, Told};
use super::oracle::{self, Opinion};
use super::subject::{Answered, Subject};

/// What must not happen, and happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Of which kind: what is shrunk stays of one kind.
    pub kind: String,
    pub text: String,
}

/// What came of an input.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub told: Told,
    /// Inputs that differ in this are worth keeping apart while a run lasts.
    pub signature: String,
    /// Inputs that differ in this are worth keeping for good.
    pub kind: String,
    pub took: Duration,
    pub violation: Option<Violation>,
}

/// How [`SECRET`] begins, in small letters: with three quarters of it, a secret that was cut is hidden, in letters of any
/// case.
const PART_OF_SECRET: &str = "zk9/canary+tok";

/// A reader may be slow on a noisy computer; this long it never is.
const TOO_LONG: Duration = Duration::from_secs(5);

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the panics that are looked for from the screen, and no others.
pub fn keep_panics_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
}

/// Tries an input.
pub fn tried(dialect: Dialect, subject: &Subject, input: &Input) -> Outcome {
    let began = Instant::now();
    QUIET.set(true);
    let answered = catch_unwind(AssertUnwindSafe(|| subject.read(input)));
    QUIET.set(false);
    let took = began.elapsed();
    let opinion = oracle::judge(dialect, input);
    match answered {
        Ok(answered) => {
            let slow = (took > TOO_LONG).then(|| violation("slow", format!("the reader took {} ms", took.as_millis())));
            let violation = against(dialect, input, &opinion, &answered).or(slow);
            let first = match input.body.first() {
                Some(byte @ (b'{' | b'<' | b'[' | b'"')) => *byte as char,
                Some(b'0'..=b'9') => '0',
                Some(_) => 'x',
                None => ' ',
            };
            let (call, told, most) = (input.call.name(), answered.told, opinion.most);
            let http = if input.status == 200 { "" } else { "http" };
            let kind = format!("{call} {told} {most} {} {} {http}", opinion.must, opinion.why);
            let signature = format!("{kind} {} {first}", answered.trouble);
            Outcome { told, signature, kind, took, violation }
        }
        Err(payload) => {
            let words = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let words = words.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
            let violation = violation("panic", format!("the reader panicked: {words}"));
            let kind = "panic".to_owned();
            Outcome { told: Told::Nothing, signature: kind.clone(), kind, took, violation: Some(violation) }
        }
    }
}

fn violation(kind: &str, text: String) -> Violation {
    Violation { kind: kind.to_owned(), text }
}

fn against(dialect: Dialect, input: &Input, opinion: &Opinion, answered: &Answered) -> Option<Violation> {
    if let Some(secret) = leaked(dialect, input, &answered.kept) {
        return Some(violation("secret", format!("what is kept holds {secret}: {:?}", answered.kept)));
    }
    if opinion.unsure {
        return None;
    }
    let (told, most, why) = (answered.told, opinion.most, opinion.why);
    if told != Told::Nothing && told != most && !opinion.or.contains(&told) {
        let text = format!("read as \"{told}\", and at most \"{most}\" may be believed of it ({why})");
        return Some(violation(&format!("believed {told} {most} {why}"), text));
    }
    // What repeats a credential, or the beginning of one, is hidden before it is read: it may be lost by that.
    if told != most && opinion.must && !has_part_of_secret(&input.text()) {
        let text = format!("read as \"{told}\" ({}), and it plainly says \"{most}\"", answered.trouble);
        return Some(violation(&format!("lost {told} {most}"), text));
    }
    if told == Told::Nothing {
        return None;
    }
    let hidden = |text: &str| text.contains('•') || [SECRET, PIN, PAN, AADHAAR].iter().any(|one| text.contains(one));
    for (name, value) in opinion.facts.iter().filter(|_| told == most) {
        let read = answered.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let same = read.is_some_and(|read| read == value || hidden(read)) || hidden(value) || has_part_of_secret(value);
        // Whatever looks like a PAN is hidden where it stands for an id.
        if !same && !looks_like_pan(value) {
            return Some(violation(&format!("fact {name}"), format!("{name} was read as {read:?}, and is {value:?}")));
        }
    }
    if told != most {
        return None;
    }
    let is_maybe = |(name, value): &(&str, String)| {
        opinion.maybe.iter().any(|(known, text)| known == name && (text == value || hidden(value)))
    };
    let unknown = |fact: &&(&str, String)| opinion.facts.iter().all(|(known, _)| *known != fact.0) && !is_maybe(fact);
    let more = answered.facts.iter().find(unknown);
    more.map(|(name, value)| violation(&format!("fact {name}"), format!("{name} was read as {value:?}, and is none")))
}

fn has_part_of_secret(text: &str) -> bool {
    text.to_ascii_lowercase().contains(PART_OF_SECRET)
}

fn looks_like_pan(text: &str) -> bool {
    let letter = |place: usize| !(5..9).contains(&place);
    let fits = |(place, sign): (usize, char)| {
        if letter(place) { sign.is_ascii_alphabetic() } else { sign.is_ascii_digit() }
    };
    let is_pan = |signs: &[u8]| signs.iter().map(|byte| *byte as char).enumerate().all(fits);
    text.as_bytes().windows(10).any(is_pan)
}

/// The name of a secret that stands in what would be kept.
fn leaked(dialect: Dialect, input: &Input, kept: &str) -> Option<&'static str> {
    let form: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let json = SECRET.replace('"', "\\\"");
    let forms = [form, json.replace('/', "\\/"), json, SECRET.to_owned()];
    let small = kept.to_ascii_lowercase();
    if forms.iter().any(|form| small.contains(&form.to_ascii_lowercase())) {
        return Some("a credential");
    }
    if dialect == Dialect::RechargeOpen && has_pin(kept) {
        return Some("the PIN");
    }
    let upper = || kept.to_ascii_uppercase();
    let is_account = matches!(input.call, Call::AccountDetails | Call::ResumeAccount) && input.asked().pan_is_whole;
    if (is_account || matches!(input.call, Call::OpenAccount | Call::AccountStatus)) && upper().contains(PAN) {
        return Some("the customer's PAN");
    }
    if matches!(input.call, Call::OpenAccount | Call::Onboard) && upper().contains(AGENT_PAN) {
        return Some("the agent's PAN");
    }
    let is_check = matches!(input.call, Call::SendOtp | Call::VerifyOtp);
    (is_check && kept.contains(AADHAAR)).then_some("the Aadhaar number")
}

/// Whether the PIN stands there as a number of its own, with plain blanks or words around it.
fn has_pin(kept: &str) -> bool {
    kept.match_indices(PIN).any(|(at, _)| {
        let before = kept[..at].chars().next_back();
        let after = kept[at + PIN.len()..].chars().next();
        let apart = |sign: Option<char>| sign.is_none_or(|sign| matches!(sign, ' ' | ',' | ':' | '"' | '$' | '='));
        apart(before) && apart(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsers::subject::Answered;

    const GOOD: &str = r#"{"txid":"7","status":"Success","opid":"BR0007","message":"Success","number":"9812300045","amount":"10","orderid":"K7QX2M000017"}"#;

    fn of(body: &str, answered: &Answered) -> Option<String> {
        let input = Input { call: Call::Recharge, asked: 0, status: 200, body: body.as_bytes().to_vec() };
        let opinion = oracle::judge(Dialect::Inspay, &input);
        against(Dialect::Inspay, &input, &opinion, answered).map(|violation| violation.kind)
    }

    fn answered(told: Told, operator: &str, kept: &str) -> Answered {
        let facts = vec![("ref", "7".to_owned()), ("operator", operator.to_owned())];
        Answered { told, facts, trouble: String::new(), kept: kept.to_owned() }
    }

    /// The control of every property: a reader that does wrong in one way is seen to do just that.
    #[test]
    fn a_reader_that_does_wrong_is_seen() {
        assert_eq!(of(GOOD, &answered(Told::Succeeded, "BR0007", "")), None);
        assert_eq!(of(GOOD, &answered(Told::Nothing, "BR0007", "")).as_deref(), Some("lost nothing succeeded"));
        assert_eq!(
            of(GOOD, &answered(Told::Failed, "BR0007", "")).as_deref(),
            Some("believed failed succeeded success")
        );
        assert_eq!(of(GOOD, &answered(Told::Succeeded, "BR0008", "")).as_deref(), Some("fact operator"));
        let leaks = answered(Told::Succeeded, "BR0007", &format!("x {SECRET}"));
        assert_eq!(of(GOOD, &leaks).as_deref(), Some("secret"));
        let other = GOOD.replace("000017", "000018");
        let kind = of(&other, &answered(Told::Succeeded, "BR0007", ""));
        assert_eq!(kind.as_deref(), Some("believed succeeded nothing another order"));
    }

    #[test]
    fn the_real_readers_of_every_dialect_read_something() {
        for dialect in Dialect::ALL.iter().copied() {
            let input = Input { call: dialect.calls()[0], asked: 0, status: 200, body: b"{}".to_vec() };
            assert_eq!(tried(dialect, &Subject::new(dialect), &input).violation, None);
        }
    }
}
