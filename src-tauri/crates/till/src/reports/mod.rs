//! What the books tell of many sales at once. Nothing here changes them.

pub(crate) mod overview;
