//! Receipts: from data to a slip for the customer.
//!
//! A [`Receipt`] holds facts. [`Slip::of`] puts them into words of one language, in the order of the paper; every
//! renderer starts from the slip: plain text here, and the screen. A thermal raster or a PDF is one more function
//! from [`Slip`], beside [`text`].
//!
//! Architecture invariant: pure. No clock, no printer, no file.

mod both;
mod chit;
mod close;
mod complaint;
mod design;
mod document;
mod due_again;
mod file_words;
pub mod paper;
mod proof;
mod qr;
mod rows;
mod slip;
mod subject;
#[cfg(test)]
mod tests;
mod text;
mod trial;
mod udhaar;
mod voucher;
mod words;

pub use chit::ChitReceipt;
pub use close::{ClosePart, CloseReceipt, CloseRow, CloseSlip, cause_word};
pub use complaint::{ComplaintPack, PackAnswer, PackNote, PackRequest, SHORT_MOST};
pub use design::{AmountSize, Design, DesignFault, DesignField, Logo, SlipLine, sample};
pub use document::{Column, Document, Part, Table, document_pdf, document_pdf_while, document_text};
pub use due_again::{DueMessage, due_message};
pub use file_words::file_word;
pub use proof::{
    CODE_HEAD, SlipCode, SlipFacts, SlipFault, SlipKey, SlipPublic, SlipRead, SlipSays, SlipSigns, order_ids_in,
    read_slip,
};
pub use qr::{Qr, qr_code};
pub use rows::{written_day, written_moment};
pub use slip::{Due, Money, Outcome, Receipt, Row, Slip, SlipProof};
pub use subject::{Person, Subject};
pub use text::sheet_text;
pub use trial::{TEST_CODE, test_sheet};
pub use udhaar::{Reminder, UdhaarAccount, UdhaarLine, UdhaarWhy, reminder};
pub use voucher::{Standing, VoucherReceipt};
