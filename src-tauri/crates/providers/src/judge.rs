//! What is the same in every dialect once it is known what was said: doubt, "no such order", and a bare text.

use domain::flaw::{self, Flaw};
use domain::{Paise, Word};

use crate::provider::{Answer, EnquiryAnswer, Particulars};
use crate::trouble::Trouble;
use crate::vocabulary::Vocabulary;
use crate::{money, web};

/// The longest bare text that is read for its words, in signs. A fault is a sentence; what is longer is a page.
const LONGEST_SENTENCE: usize = 200;

/// A failure in words of somebody who lost track is none; with the bug that is made for the proof it is.
pub(crate) fn lost_track<T>(unclear: impl FnOnce(Trouble) -> T, failed: impl FnOnce() -> T, words: &str) -> T {
    match flaw::is_on(Flaw::DoubtMeansFailed) {
        true => failed(),
        false => unclear(Trouble::of_refusal(words)),
    }
}

/// "No such order" under whatever word or code proves nothing by itself.
pub(crate) fn no_record(words: String) -> EnquiryAnswer {
    match flaw::is_on(Flaw::NoRecordReadAsFailed) {
        true => EnquiryAnswer::Says(Word::Failed, Particulars::default()),
        false => EnquiryAnswer::NoRecord(words),
    }
}

/// What a bare text says in answer to a recharge call: nothing, unless the whole of it is a sentence of the gate.
pub(crate) fn bare_recharge(vocabulary: &Vocabulary, text: &str, http: u16) -> Answer {
    // What begins with a number is the beginning of a line that was cut.
    let begins_with_a_word = text.starts_with(char::is_alphabetic);
    let is_servers = http != 200 && web::is_reason(text);
    if !begins_with_a_word || is_servers || vocabulary.gate(text).is_none() {
        return Answer::Unclear(bare_trouble(vocabulary, text));
    }
    let told = Particulars { words: Some(text.to_owned()), ..Particulars::default() };
    Answer::Rejected(told, Trouble::of_refusal(text))
}

/// The trouble that a bare text is about, where its words are known; else it is nothing that can be read.
pub(crate) fn bare_trouble(vocabulary: &Vocabulary, text: &str) -> Trouble {
    let told = Trouble::of_refusal(text);
    let is_known = matches!(
        told,
        Trouble::AddressNotListed { .. } | Trouble::CredentialsRefused { .. } | Trouble::WalletEmpty { .. }
    ) && text.chars().count() <= LONGEST_SENTENCE;
    if is_known || vocabulary.gate(text).is_some() { told } else { Trouble::AnswerUnreadable }
}

/// A bare balance.
pub(crate) fn bare_balance(vocabulary: &Vocabulary, text: &str) -> Result<Paise, Trouble> {
    money::balance(text).ok_or_else(|| bare_trouble(vocabulary, text))
}
