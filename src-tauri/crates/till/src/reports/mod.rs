//! What the books tell beyond a single sale. Nothing here changes them.

pub(crate) mod another_order;
pub(crate) mod companies;
pub(crate) mod weather;
