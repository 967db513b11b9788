//! What the real readers told, in the words of the oracle.

use std::fmt::Debug;

use domain::Word;
use providers::{SendError, Standing, Start, Told as Kept, Trouble, Verification};

use super::case::{Facts, Told};
use super::subject::Answered;

pub(super) fn found(told: Told, facts: Facts, kept: String) -> Answered {
    Answered { told, facts, trouble: String::new(), kept }
}

pub(super) fn named(trouble: &Trouble) -> String {
    let text = format!("{trouble:?}");
    text.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

pub(super) fn failed(trouble: &Trouble, kept: String) -> Answered {
    Answered { told: Told::Failed, facts: Vec::new(), trouble: named(trouble), kept }
}

pub(super) fn lost(trouble: &Trouble, kept: String) -> Answered {
    Answered { told: Told::Nothing, facts: Vec::new(), trouble: named(trouble), kept }
}

pub(super) fn word(word: Word) -> Told {
    match word {
        Word::Accepted => Told::Accepted,
        Word::Succeeded => Told::Succeeded,
        Word::Failed => Told::Failed,
        Word::Refunded => Told::Refunded,
    }
}

pub(super) fn particulars(told: &providers::Particulars) -> Facts {
    let balance = told.balance.map(|paise| ("paise", paise.get().to_string()));
    let texts = [("ref", &told.provider_ref), ("operator", &told.operator_ref)];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name, text.clone()?)));
    texts.chain(balance).collect()
}

pub(super) fn kept_of<T: Debug>(told: &Kept<T>) -> String {
    evidence(told, &told.outcome)
}

/// The evidence and what the outcome says in words. A page's address and a link are there to be opened, and are kept by
/// nobody.
pub(super) fn evidence<T>(told: &Kept<T>, words: &dyn Debug) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    format!("{}\n{}\n{words:?}", text(&told.sent), text(&told.received))
}

pub(super) fn built<T>(call: Result<providers::Call<T>, providers::BadField>) -> providers::Call<T> {
    call.unwrap_or_else(|bad| unreachable!("{} cannot be sent", bad.field))
}

pub(super) fn came<T: Clone>(told: &Kept<Result<T, SendError>>) -> T {
    match &told.outcome {
        Ok(outcome) => outcome.clone(),
        Err(error) => unreachable!("the answer was ready: {error:?}"),
    }
}

pub(super) fn began<T: Clone>(told: Kept<Result<Start<T>, SendError>>, facts: impl Fn(&T) -> Facts) -> Answered {
    match came(&told) {
        Start::Started(begun) => found(Told::Begun, facts(&begun), evidence(&told, &"")),
        Start::Rejected { words, trouble } => failed(&trouble, evidence(&told, &(&words, &trouble))),
        Start::Unclear(trouble) => lost(&trouble, evidence(&told, &trouble)),
    }
}

pub(super) fn stands<T: Clone + Debug>(
    told: Kept<Result<Standing<T>, SendError>>,
    facts: impl Fn(&T) -> Facts,
) -> Answered {
    match came(&told) {
        Standing::Says(said, particulars) => found(word(said), facts(&particulars), evidence(&told, &particulars)),
        Standing::NoRecord(words) => found(Told::NoRecord, Vec::new(), evidence(&told, &words)),
        Standing::SaysNothing(trouble) => lost(&trouble, evidence(&told, &trouble)),
    }
}

pub(super) fn page<T: Clone>(
    told: Kept<Result<Result<T, Trouble>, SendError>>,
    url: impl Fn(&T) -> String,
) -> Answered {
    match came(&told) {
        Ok(page) => found(Told::Begun, vec![("url", url(&page))], evidence(&told, &"")),
        Err(trouble) => lost(&trouble, evidence(&told, &trouble)),
    }
}

pub(super) fn verified(told: Kept<Result<Verification, SendError>>) -> Answered {
    match came(&told) {
        Verification::Verified(person) => {
            let name = secrecy::ExposeSecret::expose_secret(&person.full_name).to_owned();
            found(Told::Verified, vec![("name", name)], evidence(&told, &person))
        }
        Verification::Rejected { words, trouble, .. } => failed(&trouble, evidence(&told, &(&words, &trouble))),
        Verification::Unclear(trouble) => lost(&trouble, evidence(&told, &trouble)),
    }
}
