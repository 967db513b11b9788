//! What the books tell of many sales at once. Nothing here changes them.

pub(crate) mod another_order;
pub(crate) mod companies;
pub(crate) mod overview;
pub(crate) mod weather;
