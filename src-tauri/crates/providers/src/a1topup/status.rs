//! A1Topup's three status words.

use domain::Word;

use crate::text::Text;

/// `status` in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Success,
    Failure,
    Pending,
}

impl Status {
    /// Reads the word without regard to case; `None` for any word the paper does not have.
    pub(super) fn read(text: &Text) -> Option<Status> {
        match text.word().as_str() {
            "success" => Some(Status::Success),
            "failure" => Some(Status::Failure),
            "pending" => Some(Status::Pending),
            _ => None,
        }
    }
}

impl From<Status> for Word {
    fn from(status: Status) -> Word {
        match status {
            Status::Success => Word::Succeeded,
            Status::Failure => Word::Failed,
            Status::Pending => Word::Accepted,
        }
    }
}
