//! A document of A4 pages: a statement, a list of sales, the pack of a complaint.
//!
//! A [`Document`] says what stands on it, part by part. [`document_pdf`] lays it out on pages, [`document_text`] gives the same
//! as plain text. Who makes one puts it into words; only the number of a page is said here.

mod columns;
mod measure;
mod pages;
#[cfg(test)]
mod tests;
mod text;

use domain::Language;

pub use text::document_text;

use crate::document::pages::pages;
use crate::paper::{Align, leaves};
use crate::slip::Row;

/// A whole document, in the words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Of the number of each page.
    pub language: Language,
    /// What it is; it stands on every page.
    pub title: String,
    /// Small lines below the title: the shop, the days, when it was made.
    pub lines: Vec<String>,
    /// From top to bottom.
    pub parts: Vec<Part>,
    /// The pages lie on their long side: for tables of many columns.
    pub is_wide: bool,
}

/// A piece of a document, as wide as the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What stands above the next part; it is never alone at the end of a page.
    Heading(String),
    /// Names with their values.
    Facts(Vec<Row>),
    /// Sentences.
    Text(String),
    /// What a machine said, as it was said: blanks and lines are kept.
    Raw(String),
    /// Rows of figures.
    Table(Table),
}

/// Rows in columns. The titles are repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
    /// A cell for each column; one too few is empty, one too many is left out.
    pub rows: Vec<Vec<String>>,
    /// Bold below a line, such as the sums.
    pub sum: Option<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// Where its cells begin; figures stand at the right.
    pub align: Align,
    /// How much of the room that is left it takes, beside the others. With 0 it is as wide as its longest cell, and no cell of
    /// it is broken as long as that is possible: days, amounts, order ids.
    pub weight: u32,
}

impl Column {
    /// A column that is never broken: a day, an order id.
    pub fn firm(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Left, weight: 0 }
    }

    /// A column of amounts or counts.
    pub fn figure(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Right, weight: 0 }
    }

    /// A column of words, which are broken where they are long.
    pub fn words(title: impl Into<String>) -> Column {
        Column { title: title.into(), align: Align::Left, weight: 1 }
    }
}

/// Signs that change the order or the place of what stands around them.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A text without signs that nobody sees. Joiners of Devanagari and the ends of lines stay.
fn seen(text: &str) -> String {
    let shown = text.replace("\r\n", "\n").replace('\t', "    ");
    shown.chars().filter(|sign| *sign == '\n' || !is_unseen(*sign)).collect()
}

/// The document as a PDF. `None`: the fonts cannot be put into it.
pub fn document_pdf(document: &Document) -> Option<Vec<u8>> {
    document_pdf_while(document, &mut |_| true)
}

/// The same, as long as somebody wants it: `go_on` is told how many rows of tables are laid out, row by row and then page by page, and
/// says whether to go on. `None`: it was stopped, or the fonts cannot be put into it.
pub fn document_pdf_while(document: &Document, go_on: &mut dyn FnMut(usize) -> bool) -> Option<Vec<u8>> {
    let (pages, rows) = pages(document, go_on)?;
    leaves(&pages, measure::UNITS_OF_MM, &mut || go_on(rows))
}
