//! What an answer to an enquiry says: of a sale, or of what an agent's company has begun.

use domain::Word;

use crate::Trouble;
use crate::provider::Particulars;

/// How the thing stands that was asked about. `T` is what is said of it beside that. There is no word here for "it never
/// left": no answer can say so, only the line knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing<T> {
    /// How it stands.
    Says(Word, T),
    /// The company knows no such thing; proof of nothing by itself.
    NoRecord(String),
    /// The enquiry failed. It says nothing about what it was about.
    SaysNothing(Trouble),
}

/// What an answer to an enquiry about a sale says.
pub type EnquiryAnswer = Standing<Particulars>;
