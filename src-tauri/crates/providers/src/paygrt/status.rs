//! Paygrt says how a recharge stands in up to three places. Only where they agree is it believed.

use domain::Word;

use super::VOCABULARY;
use super::wire::SaleData;
use crate::text::Text;
use crate::vocabulary::Class;

/// How a recharge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Success,
    Fail,
    Pending,
    /// The paper has no such word; services of its kind do.
    Refunded,
}

impl From<Status> for Word {
    fn from(status: Status) -> Word {
        match status {
            Status::Success => Word::Succeeded,
            Status::Fail => Word::Failed,
            Status::Pending => Word::Accepted,
            Status::Refunded => Word::Refunded,
        }
    }
}

/// What the fields together say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    Is(Status),
    Contradiction,
    UnknownWord(String),
}

/// `status_code`: 0 success, 1 fail, 2 pending.
fn of_code(code: &Text) -> Result<Option<Status>, Reading> {
    match code.get() {
        None => Ok(None),
        Some("0") => Ok(Some(Status::Success)),
        Some("1") => Ok(Some(Status::Fail)),
        Some("2") => Ok(Some(Status::Pending)),
        Some(other) => Err(Reading::UnknownWord(other.to_owned())),
    }
}

/// `recharge_status`: Success, Fail, Pending, and what can only mean the same.
fn of_word(word: &Text) -> Result<Option<Status>, Reading> {
    let Some(printed) = word.get() else { return Ok(None) };
    match VOCABULARY.status(printed) {
        Some(Class::Done) => Ok(Some(Status::Success)),
        Some(Class::Refused) => Ok(Some(Status::Fail)),
        Some(Class::Working) => Ok(Some(Status::Pending)),
        Some(Class::GivenBack) => Ok(Some(Status::Refunded)),
        Some(_) | None => Err(Reading::UnknownWord(printed.to_owned())),
    }
}

fn agreed(code: &Text, word: &Text) -> Result<Status, Reading> {
    match (of_code(code)?, of_word(word)?) {
        (Some(code), Some(word)) if code != word => Err(Reading::Contradiction),
        (Some(status), _) | (None, Some(status)) => Ok(status),
        (None, None) => Err(Reading::UnknownWord(String::new())),
    }
}

/// Reads the answer to a recharge call: the envelope's `status` (0 good, 1 bad) must agree with `status_code`, which
/// must stand, and with `recharge_status` where it stands.
pub(super) fn read_recharge_status(envelope: &Text, data: &SaleData) -> Reading {
    if data.status_code.get().is_none() {
        return Reading::UnknownWord(data.recharge_status.owned().unwrap_or_default());
    }
    match (envelope.get(), agreed(&data.status_code, &data.recharge_status)) {
        (_, Err(reading)) => reading,
        (Some("1"), Ok(Status::Fail)) => Reading::Is(Status::Fail),
        (Some("0"), Ok(status @ (Status::Success | Status::Pending | Status::Refunded))) => Reading::Is(status),
        (Some("0" | "1"), Ok(_)) => Reading::Contradiction,
        (other, Ok(_)) => Reading::UnknownWord(other.unwrap_or_default().to_owned()),
    }
}

/// Reads the answer to an enquiry. The recorded one has no `status_code`; the envelope tells about the enquiry, so
/// "0" may stand around a sale that failed. "1" says that the enquiry did, and agrees with a failure only.
pub(super) fn read_enquiry_status(envelope: &Text, data: &SaleData) -> Reading {
    match (envelope.get(), agreed(&data.status_code, &data.recharge_status)) {
        (_, Err(reading)) => reading,
        (Some("0"), Ok(status)) | (Some("1"), Ok(status @ Status::Fail)) => Reading::Is(status),
        (Some("1"), Ok(_)) => Reading::Contradiction,
        (other, Ok(_)) => Reading::UnknownWord(other.unwrap_or_default().to_owned()),
    }
}

/// Whether the fields leave it open that there is no such order: nothing says that the sale did anything but fail.
pub(super) fn says_at_most_failure(envelope: &Text, data: Option<&SaleData>) -> bool {
    let fails_or_nothing = |reading: Result<Option<Status>, Reading>| matches!(reading, Ok(None | Some(Status::Fail)));
    let nothing_else = data.is_none_or(|data| {
        fails_or_nothing(of_code(&data.status_code)) && fails_or_nothing(of_word(&data.recharge_status))
    });
    matches!(envelope.get(), Some("0" | "1")) && nothing_else
}
