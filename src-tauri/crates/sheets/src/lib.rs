//! Tables as files: read from CSV, Excel and HTML, written as CSV, Excel and Tally's XML.
//!
//! Architecture invariant: it imports nothing of the house and knows no sale. It gets bytes and gives cells, or the other way round.

pub mod read;
pub mod write;
