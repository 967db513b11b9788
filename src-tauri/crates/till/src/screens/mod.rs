//! What a screen reads: a sale, the day book, a slip, the counter. Nothing here changes the books.

pub(crate) mod counter;
pub(crate) mod day_book;
pub(crate) mod sale;
pub(crate) mod slip;
