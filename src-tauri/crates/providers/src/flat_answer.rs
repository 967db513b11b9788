//! The sale answer that several of the papers have in common: the same flat names and, whatever the format, the same
//! order of judging, which is the one of `docs/answers.md`. It stands once, because a doubt that is added for one of them is
//! owed to the others. What the words mean stands in the dialect's vocabulary.

use domain::{Paise, Word};
use serde::Deserialize;

use crate::echo::Echo;
use crate::judge::{lost_track, no_record};
use crate::provider::{Answer, EnquiryAnswer, Order, Particulars};
use crate::references;
use crate::text::{Text, compared, shown};
use crate::trouble::Trouble;
use crate::vocabulary::{BETWEEN_FIELDS, Class, Said, Vocabulary};

/// Answer to a recharge or status call. A paper may leave out `message`, or have it in one of the two only; what some
/// resellers print beside it may say a reason too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FlatAnswer {
    #[serde(deserialize_with = "shown")]
    pub(crate) txid: Text,
    pub(crate) status: Text,
    #[serde(deserialize_with = "shown")]
    pub(crate) opid: Text,
    #[serde(deserialize_with = "shown")]
    pub(crate) message: Text,
    #[serde(deserialize_with = "shown")]
    pub(crate) msg: Text,
    #[serde(deserialize_with = "shown")]
    pub(crate) remark: Text,
    #[serde(deserialize_with = "shown")]
    pub(crate) reason: Text,
    #[serde(deserialize_with = "shown")]
    pub(crate) error: Text,
    #[serde(deserialize_with = "compared")]
    pub(crate) number: Text,
    #[serde(deserialize_with = "compared")]
    pub(crate) amount: Text,
    #[serde(deserialize_with = "compared")]
    pub(crate) orderid: Text,
}

impl FlatAnswer {
    fn echo(&self) -> Echo<'_> {
        Echo { order_id: self.orderid.get(), number: self.number.get(), amount: self.amount.get() }
    }

    /// The sentences beside the status: what stands in `opid` where there is no operator's id, and in `message`.
    pub(crate) fn words(&self) -> String {
        let reason = self.opid.get().filter(|reason| *reason != "0");
        let messages = [&self.message, &self.msg, &self.remark, &self.reason, &self.error];
        let parts: Vec<&str> = reason.into_iter().chain(messages.into_iter().filter_map(|text| text.get())).collect();
        parts.join(BETWEEN_FIELDS)
    }

    fn particulars(&self, succeeded: bool, vocabulary: &Vocabulary) -> Particulars {
        let operator_ref = references::operator_ref(&self.opid, vocabulary).filter(|_| succeeded);
        let words = if succeeded {
            let parts = [references::sentence(&self.opid, vocabulary), self.message.owned()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(BETWEEN_FIELDS)
        } else {
            self.words()
        };
        let words = Some(words).filter(|words| !words.is_empty());
        Particulars { provider_ref: self.txid.owned(), operator_ref, words, balance: None }
    }

    fn unknown_word(&self) -> Trouble {
        Trouble::AnswerWordUnknown { words: self.status.owned().unwrap_or_default() }
    }

    /// What it says in answer to a recharge call.
    pub(crate) fn of_recharge(&self, vocabulary: &Vocabulary, order: &Order) -> Answer {
        if self.echo().contradicts(order) {
            return Answer::Unclear(Trouble::AnswerNotOurs);
        }
        let words = self.words();
        let said = vocabulary.said(&words);
        let is_ours = self.orderid.get().is_some();
        match vocabulary.status(self.status.get().unwrap_or_default()) {
            Some(Class::Refused) => self.refused(vocabulary, &words, &said, is_ours),
            // Good news must name our order.
            Some(Class::Done | Class::Working | Class::GivenBack) if !is_ours => {
                Answer::Unclear(Trouble::AnswerNotOurs)
            }
            Some(Class::Done | Class::Working) if said.lost_track() => Answer::Unclear(Trouble::of_refusal(&words)),
            Some(Class::Done) if said.denies_success() || vocabulary.refuses_the_call(&words) => {
                Answer::Unclear(Trouble::AnswerContradictsItself)
            }
            Some(Class::Done) => Answer::Succeeded(self.particulars(true, vocabulary)),
            Some(Class::Working) => Answer::Accepted(self.particulars(false, vocabulary)),
            // Money cannot be given back that was not taken: something was done before.
            Some(Class::GivenBack | Class::LostTrack) => {
                Answer::Unclear(Trouble::ProviderSays { words: self.status.owned().unwrap_or_default() })
            }
            // No word of a sale, or none at all: at most the gate speaks.
            Some(Class::Erred) if !is_ours && vocabulary.gate(&words).is_some() => self.rejected(vocabulary, &words),
            None if !is_ours && self.status.get().is_none() && vocabulary.gate(&words).is_some() => {
                self.rejected(vocabulary, &words)
            }
            Some(_) | None => Answer::Unclear(self.unknown_word()),
        }
    }

    fn rejected(&self, vocabulary: &Vocabulary, words: &str) -> Answer {
        Answer::Rejected(self.particulars(false, vocabulary), Trouble::of_refusal(words))
    }

    /// A failure is believed of our very order, or where the gate speaks: bad news about the call itself names no order.
    fn refused(&self, vocabulary: &Vocabulary, words: &str, said: &Said, is_ours: bool) -> Answer {
        if said.duplicate() {
            return Answer::duplicate();
        }
        if said.may_have_lost_track() {
            return lost_track(Answer::Unclear, || self.rejected(vocabulary, words), words);
        }
        if said.denies_failure() {
            return Answer::Unclear(Trouble::AnswerContradictsItself);
        }
        // Somebody looked for the order, and looked in vain: nobody knows what became of it.
        if said.no_order() {
            return Answer::Unclear(Trouble::of_refusal(words));
        }
        // What repeats the sale and not the order id has lost a part: of the sale itself it is not believed.
        let lost_a_part = self.number.get().is_some() || self.amount.get().is_some();
        let is_of_gate = match vocabulary.gate(words) {
            Some(Class::GateRequest) => !lost_a_part,
            gate => gate.is_some(),
        };
        if is_ours || is_of_gate {
            return self.rejected(vocabulary, words);
        }
        Answer::Unclear(if words.is_empty() { Trouble::AnswerNotOurs } else { Trouble::of_refusal(words) })
    }

    /// What it says in answer to an enquiry.
    pub(crate) fn of_enquiry(&self, vocabulary: &Vocabulary, order: &Order) -> EnquiryAnswer {
        let echo = self.echo();
        let words = self.words();
        let said = vocabulary.said(&words);
        let status = vocabulary.status(self.status.get().unwrap_or_default());
        let looked_in_vain = said.no_order() || status == Some(Class::NoOrder);
        let may_be_no_record = match status {
            Some(Class::Refused | Class::NoOrder | Class::Erred) => true,
            None => self.status.get().is_none(),
            Some(_) => false,
        };
        // An order that is not known is repeated in part, or with noughts in its place.
        if looked_in_vain && may_be_no_record && !said.lost_track() && !echo.without_blanks().contradicts(order) {
            let no_words = || self.status.owned().unwrap_or_default();
            return no_record(if words.is_empty() { no_words() } else { words });
        }
        if echo.contradicts(order) {
            return EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs);
        }
        // The papers' answers to an enquiry carry all three; without them it is about the call, not the sale.
        if echo.order_id.is_none() || echo.number.is_none() || echo.amount.is_none() {
            let trouble = if words.is_empty() { Trouble::AnswerNotOurs } else { Trouble::of_refusal(&words) };
            return EnquiryAnswer::SaysNothing(trouble);
        }
        let says = |word: Word| EnquiryAnswer::Says(word, self.particulars(word == Word::Succeeded, vocabulary));
        let contradicts = EnquiryAnswer::SaysNothing(Trouble::AnswerContradictsItself);
        match status {
            Some(Class::Refused) if said.may_have_lost_track() => {
                lost_track(EnquiryAnswer::SaysNothing, || says(Word::Failed), &words)
            }
            Some(Class::Done | Class::Working | Class::GivenBack) if said.lost_track() => {
                EnquiryAnswer::SaysNothing(Trouble::of_refusal(&words))
            }
            Some(Class::Done) if said.denies_success() || vocabulary.refuses_the_call(&words) => contradicts,
            Some(Class::Working | Class::Refused | Class::GivenBack) if said.mentions_no_order() => contradicts,
            Some(Class::Refused | Class::GivenBack) if said.denies_failure() => contradicts,
            Some(Class::Done) => says(Word::Succeeded),
            Some(Class::Working) => says(Word::Accepted),
            Some(Class::Refused) => says(Word::Failed),
            Some(Class::GivenBack) => says(Word::Refunded),
            Some(_) | None => EnquiryAnswer::SaysNothing(self.unknown_word()),
        }
    }
}

/// The wallet in an answer of flat names: the amount, in whatever writing, beside a word of good news or none.
pub(crate) fn balance(
    vocabulary: &Vocabulary,
    status: &Text,
    balance: Option<Paise>,
    words: &str,
) -> Result<Paise, Trouble> {
    match (status.get(), vocabulary.status(status.get().unwrap_or_default())) {
        (None, _) if balance.is_some() => balance.ok_or(Trouble::AnswerUnreadable),
        (_, Some(Class::Done)) => balance.ok_or(Trouble::AnswerUnreadable),
        (_, Some(Class::Refused | Class::Erred)) => Err(Trouble::of_refusal(words)),
        (None, _) if vocabulary.gate(words).is_some() => Err(Trouble::of_refusal(words)),
        (_, Some(_) | None) => Err(Trouble::AnswerUnreadable),
    }
}
