//! What the company's codes say, each with the words beside it.

use domain::Word;

use super::VOCABULARY;
use super::status::{self, Fault, Standing};
use super::wire::{in_letters, is_code, is_number, is_number_or_none, is_ref};
use crate::judge::{lost_track, no_record};
use crate::provider::{Answer, EnquiryAnswer, Particulars};
use crate::vocabulary::Class;
use crate::{Trouble, references};

/// What a code and its words say in answer to a recharge call.
pub(super) fn recharge_of(code: &str, words: &str, provider_ref: Option<&str>) -> Answer {
    let said = VOCABULARY.said(words);
    let provider_ref = provider_ref.map(str::to_owned);
    let told =
        Particulars { words: Some(words.to_owned()), provider_ref: provider_ref.clone(), ..Particulars::default() };
    if code == "0" {
        // Two signs are little to believe; a line of plain words behind them is asked for as well.
        let whole = words.is_ascii() && in_letters(words) && !status::is_cut(words, "Success");
        let numbered = provider_ref.is_none_or(|number| is_number(&number));
        if !whole || !numbered {
            return Answer::Unclear(Trouble::AnswerUnreadable);
        }
        if said.lost_track() || said.duplicate() {
            return Answer::Unclear(Trouble::of_refusal(words));
        }
        let denied = (said.is_over() && !said.went_well()) || said.mentions_no_order() || said.of_gate().is_some();
        return if denied { Answer::Unclear(Trouble::AnswerContradictsItself) } else { Answer::Accepted(told) };
    }
    let refused = |trouble: Trouble| {
        if said.may_have_lost_track() {
            return lost_track(Answer::Unclear, || Answer::Rejected(told.clone(), trouble.clone()), words);
        }
        Answer::Rejected(told.clone(), trouble)
    };
    match Fault::read(code) {
        // No code of a fault: some resellers print the one of a standing before a refusal. One that says how a sale stands
        // otherwise is no refusal, whatever its words.
        None => match (VOCABULARY.gate(words), Standing::read(code)) {
            (_, _) if said.duplicate() => Answer::duplicate(),
            (Some(_), None | Some(Standing::Failed)) if is_code(code) => {
                Answer::Rejected(told, Trouble::of_refusal(words))
            }
            (Some(_), None | Some(Standing::Success | Standing::Hold | Standing::Failed | Standing::Refunded))
            | (None, _) => Answer::Unclear(Trouble::AnswerWordUnknown { words: format!("{code}={words}") }),
        },
        Some(fault) if fault.is_cut(words) => Answer::Unclear(Trouble::AnswerUnreadable),
        Some(fault) if fault.is_denied_by(&said) => Answer::Unclear(Trouble::AnswerContradictsItself),
        Some(Fault::DuplicateReference) => Answer::duplicate(),
        Some(_) if said.duplicate() => Answer::duplicate(),
        Some(fault @ Fault::InternalError) => Answer::Unclear(fault.trouble(words)),
        // "Status > 0 means request not accepted".
        Some(
            fault @ (Fault::MessageFormat
            | Fault::MobileNumber
            | Fault::SmsPassword
            | Fault::Amount
            | Fault::MemberType
            | Fault::TransactionFormat
            | Fault::UserIdOrPassword
            | Fault::TransactionReference
            | Fault::InvalidAccess),
        ) => refused(fault.trouble(words)),
    }
}

/// What a code and its words say of an order. "No such order" is no record under any code that does not say that there is
/// one.
pub(super) fn standing_of(code: &str, words: &str, provider_ref: &str, operator_ref: Option<&str>) -> EnquiryAnswer {
    let nothing = EnquiryAnswer::SaysNothing;
    let said = VOCABULARY.said(words);
    if said.lost_track() || (Standing::read(code) == Some(Standing::Failed) && said.may_have_lost_track()) {
        let failed = || EnquiryAnswer::Says(Word::Failed, Particulars::default());
        return lost_track(nothing, failed, words);
    }
    let Some(standing) = Standing::read(code) else { return read_failed_enquiry(code, words, false) };
    if standing == Standing::Failed && said.no_order() {
        return no_record(words.to_owned());
    }
    if said.mentions_no_order() {
        return nothing(Trouble::AnswerContradictsItself);
    }
    if !in_letters(words) || !is_number_or_none(provider_ref) || !operator_ref.is_none_or(is_ref) {
        return nothing(Trouble::AnswerUnreadable);
    }
    if standing.is_denied_by(&said) {
        return nothing(Trouble::AnswerContradictsItself);
    }
    let numbered = is_number(provider_ref);
    // About the call and not about the sale: what has no number is none of the company's sales.
    let about_the_call = match said.of_gate() {
        Some(Class::GateLogin | Class::GateAddress) => true,
        Some(_) => !numbered,
        None => false,
    };
    if about_the_call && standing == Standing::Failed {
        return nothing(Trouble::of_refusal(words));
    }
    // Without the company's number, or the operator's place, code and words must plainly agree. Good news has the number.
    let agrees = standing.is_named_by(VOCABULARY.status(words));
    if (!numbered && standing == Standing::Success) || ((!numbered || operator_ref.is_none()) && !agrees) {
        return nothing(Trouble::AnswerUnreadable);
    }
    let operator = crate::text::Text::from(operator_ref.unwrap_or_default());
    EnquiryAnswer::Says(
        Word::from(standing),
        Particulars {
            provider_ref: Some(provider_ref.to_owned()).filter(|_| numbered),
            operator_ref: references::operator_ref(&operator, &VOCABULARY),
            words: Some(words.to_owned()),
            balance: None,
        },
    )
}

/// Reads the parts of an enquiry that failed. It says nothing about the sale, whatever its code; 9008 in the paper's two
/// parts, and words that say it, say that there is no such reference.
pub(super) fn read_failed_enquiry(code: &str, words: &str, is_pair: bool) -> EnquiryAnswer {
    let said = VOCABULARY.said(words);
    let may_be_failed = matches!(Standing::read(code), None | Some(Standing::Failed));
    if said.lost_track() {
        return EnquiryAnswer::SaysNothing(Trouble::of_refusal(words));
    }
    EnquiryAnswer::SaysNothing(match Fault::read(code) {
        None if may_be_failed && said.no_order() && !said.went_well() && !said.waits() => {
            return no_record(words.to_owned());
        }
        None => Trouble::AnswerWordUnknown { words: format!("{code}={words}") },
        Some(fault) if fault.is_cut(words) => Trouble::AnswerUnreadable,
        Some(_) if said.no_order() && !said.went_well() && !said.waits() => return no_record(words.to_owned()),
        Some(_) if !is_pair => Trouble::AnswerWordUnknown { words: format!("{code}={words}") },
        Some(fault) if fault.is_denied_by(&said) => Trouble::AnswerContradictsItself,
        Some(fault) => match (fault, fault.trouble(words)) {
            (Fault::TransactionReference, Trouble::ProviderSays { words }) => return no_record(words),
            (_, trouble) => trouble,
        },
    })
}
