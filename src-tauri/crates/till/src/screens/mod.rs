//! What a screen reads: a sale, an order of the desk, the day book. Nothing here changes the books.

pub(crate) mod chits;
pub(crate) mod day_book;
pub(crate) mod desk_order;
pub(crate) mod facets;
pub(crate) mod fields;
pub(crate) mod filter;
pub(crate) mod heard;
pub(crate) mod sale;
pub(crate) mod sales_page;
pub(crate) mod search;
pub(crate) mod wallet;
pub(crate) mod word;
