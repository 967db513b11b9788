//! The sale answer that several of the papers have in common: the same flat names and, whatever the format, the same
//! order of judging. It stands once, because a doubt that is added for one of them is owed to the others. What their
//! words mean stays each provider's own (`status.rs` of its folder).

use domain::Word;
use serde::Deserialize;

use crate::echo::Echo;
use crate::provider::{Answer, EnquiryAnswer, Order, Particulars};
use crate::said::Said;
use crate::text::Text;
use crate::trouble::{Trouble, says_duplicate, says_no_record};

/// Answer to a recharge or status call. A paper may leave out `message`, or have it in one of the two only.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FlatAnswer {
    pub(crate) txid: Text,
    pub(crate) status: Text,
    pub(crate) opid: Text,
    pub(crate) message: Text,
    pub(crate) number: Text,
    pub(crate) amount: Text,
    pub(crate) orderid: Text,
}

impl FlatAnswer {
    fn echo(&self) -> Echo<'_> {
        Echo { order_id: self.orderid.get(), number: self.number.get(), amount: self.amount.get() }
    }

    /// The reason stands in `opid` where there is no operator's id, and in `message`.
    pub(crate) fn words(&self) -> String {
        let reason = self.opid.get().filter(|reason| *reason != "0");
        let parts: Vec<&str> = [reason, self.message.get()].into_iter().flatten().collect();
        parts.join(" · ")
    }

    fn particulars(&self, succeeded: bool) -> Particulars {
        let operator_ref = self.opid.owned().filter(|id| succeeded && id != "0");
        let words = if succeeded { self.message.owned() } else { Some(self.words()).filter(|words| !words.is_empty()) };
        Particulars { provider_ref: self.txid.owned(), operator_ref, words, balance: None }
    }

    fn unknown_word(&self) -> Trouble {
        Trouble::AnswerWordUnknown { words: self.status.owned().unwrap_or_default() }
    }

    /// What it says in answer to a recharge call. `word` is what the provider reads in `status`; `None`: a word that
    /// its paper does not have.
    pub(crate) fn of_recharge(&self, word: Option<Word>, order: &Order) -> Answer {
        if self.echo().contradicts(order) {
            return Answer::Unclear(Trouble::AnswerNotOurs);
        }
        let words = self.words();
        match word {
            None => Answer::Unclear(self.unknown_word()),
            Some(Word::Failed | Word::Refunded) if says_duplicate(&words) => Answer::duplicate(),
            Some(word) if is_denied(word, &words) => Answer::Unclear(Trouble::AnswerContradictsItself),
            // A failure has a reason, or is of our order: a bare word is neither, whoever wrote it.
            Some(Word::Failed | Word::Refunded) if self.orderid.get().is_none() && words.is_empty() => {
                Answer::Unclear(Trouble::AnswerNotOurs)
            }
            Some(Word::Failed | Word::Refunded) => {
                Answer::Rejected(self.particulars(false), Trouble::of_refusal(&words))
            }
            // Good news must name our order; bad news about the call itself ("IP not whitelisted") does not.
            Some(_) if self.orderid.get().is_none() => Answer::Unclear(Trouble::AnswerNotOurs),
            Some(Word::Succeeded) => Answer::Succeeded(self.particulars(true)),
            Some(Word::Accepted) => Answer::Accepted(self.particulars(false)),
        }
    }

    /// What it says in answer to an enquiry.
    pub(crate) fn of_enquiry(&self, word: Option<Word>, order: &Order) -> EnquiryAnswer {
        let echo = self.echo();
        if echo.contradicts(order) {
            return EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs);
        }
        let words = self.words();
        // The papers' answers to an enquiry carry all three; without them it is about the call, not the sale.
        if echo.order_id.is_none() || echo.number.is_none() || echo.amount.is_none() {
            return if says_no_record(&words) && word == Some(Word::Failed) {
                EnquiryAnswer::NoRecord(words)
            } else if words.is_empty() {
                EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs)
            } else {
                EnquiryAnswer::SaysNothing(Trouble::of_refusal(&words))
            };
        }
        match word {
            None => EnquiryAnswer::SaysNothing(self.unknown_word()),
            Some(word) if is_denied(word, &words) => EnquiryAnswer::SaysNothing(Trouble::AnswerContradictsItself),
            Some(word) => EnquiryAnswer::Says(word, self.particulars(word == Word::Succeeded)),
        }
    }
}

/// Whether the sentence beside the word says the opposite.
fn is_denied(word: Word, words: &str) -> bool {
    match word {
        Word::Succeeded => Said::of(words).denies_success(),
        Word::Failed | Word::Refunded => Said::of(words).denies_failure(),
        Word::Accepted => false,
    }
}
