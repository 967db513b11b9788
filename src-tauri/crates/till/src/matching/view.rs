//! What came of holding a statement against the book, as the window shows it.

use domain::{Outcome, SaleState, Service};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::held::{Difference, LeftWhy};
use super::pairing::MatchedBy;

/// A list of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MatchGroup {
    /// File and book say different things of the same sale.
    Differ,
    /// Lines that no sale belongs to.
    OnlyFile,
    /// Sales that no line is about.
    OnlyBook,
    /// File and book say the same.
    Agree,
    /// Leftovers that a person put aside.
    Ignored,
}

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct FileLine {
    /// Its line in the file.
    pub row: u32,
    pub order_id: Option<String>,
    pub reference: Option<String>,
    pub number: Option<String>,
    #[specta(type = Option<Number>)]
    pub amount_paise: Option<i64>,
    /// What the line took from the wallet: below nothing where it came back, nothing where the sale failed.
    #[specta(type = Option<Number>)]
    pub taken_paise: Option<i64>,
    #[specta(type = Option<Number>)]
    pub at_ms: Option<i64>,
    /// Only its day is told.
    pub is_day: bool,
    /// What the file says of its end; `None`: nothing, or in a word that nobody knows.
    pub told: Option<Outcome>,
    #[specta(type = Option<Number>)]
    pub commission_paise: Option<i64>,
}

/// An attempt of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct BookLine {
    #[specta(type = Number)]
    pub sale_id: i64,
    pub order_id: String,
    pub service: Service,
    pub operator: String,
    pub number: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub state: SaleState,
    #[specta(type = Number)]
    pub earned_paise: i64,
    pub is_disputed: bool,
    /// It is an earlier attempt of its sale: another company was tried after it, so that nothing can be said of it here.
    pub is_earlier: bool,
}

/// Why a leftover was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct IgnoredView {
    pub reason: String,
    pub by: String,
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MatchRow {
    /// What tells it from every other row of the company.
    pub fingerprint: String,
    /// The file's side.
    pub file: Option<FileLine>,
    /// The book's side.
    pub book: Option<BookLine>,
    /// How the two found each other.
    pub by: Option<MatchedBy>,
    /// How they differ.
    pub differences: Vec<Difference>,
    /// Why it is left over.
    pub why: Option<LeftWhy>,
    /// Why it was put aside.
    pub ignored: Option<IgnoredView>,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct MatchPage {
    /// How many rows the whole list has.
    #[specta(type = Number)]
    pub all_rows: usize,
    /// The part.
    pub rows: Vec<MatchRow>,
}

/// A word that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// In how many lines it stands.
    #[specta(type = Number)]
    pub lines: usize,
}

/// What the wallet held at the last line that tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct BalanceHeld {
    #[specta(type = Number)]
    pub at_ms: i64,
    /// By the file.
    #[specta(type = Number)]
    pub file_paise: i64,
    /// By the book.
    #[specta(type = Number)]
    pub book_paise: i64,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct MatchResult {
    /// The first day of the file, `2026-11-20`.
    pub first_day: String,
    /// Its last day.
    pub last_day: String,
    /// How many sales agree.
    #[specta(type = Number)]
    pub agree: usize,
    /// How many differ.
    #[specta(type = Number)]
    pub differ: usize,
    /// How many lines only the file has.
    #[specta(type = Number)]
    pub only_file: usize,
    /// What they took from the wallet.
    #[specta(type = Number)]
    pub only_file_paise: i64,
    /// How many sales only the book has.
    #[specta(type = Number)]
    pub only_book: usize,
    /// Their amounts.
    #[specta(type = Number)]
    pub only_book_paise: i64,
    /// How many leftovers were put aside.
    #[specta(type = Number)]
    pub ignored: usize,
    /// Attempts that came to nothing and that the file leaves out.
    #[specta(type = Number)]
    pub came_to_nothing: usize,
    /// Lines that load the wallet.
    #[specta(type = Number)]
    pub loads: usize,
    /// Lines of fees and taxes.
    #[specta(type = Number)]
    pub fees: usize,
    /// Opening and closing rows, and sums.
    #[specta(type = Number)]
    pub totals: usize,
    /// Lines that nobody can understand, the first of them by their lines in the file.
    pub unclear: Vec<u32>,
    /// How many such lines there are.
    #[specta(type = Number)]
    pub unclear_lines: usize,
    /// The amounts of the file are without the commission.
    pub is_net: bool,
    /// The file ends in the middle.
    pub is_cut: bool,
    /// No line that found its sale tells an amount: none was compared.
    pub without_amounts: bool,
    /// Hardly a number of the file is the book's: none was compared.
    pub without_numbers: bool,
    /// Lines of sales whose status nobody knows: their ends were not compared.
    #[specta(type = Number)]
    pub unknown_lines: usize,
    /// Most orders of the file went to this other company, by its slug. Then nothing was compared.
    pub other_company: Option<String>,
    /// Words of the status that nobody knows.
    pub unknown_words: Vec<UnknownWord>,
    /// The wallet at the end of the file, where the file tells it.
    pub balance: Option<BalanceHeld>,
}

/// Which part of a file's work is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum MatchStep {
    /// The file comes in.
    Taking,
    /// It is read.
    Reading,
    /// The book is read.
    Booking,
    /// The two are held against each other.
    Holding,
}

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct MatchProgress {
    /// What is being done.
    pub step: MatchStep,
    /// How much of it is done: bytes, rows, days or lines.
    #[specta(type = Number)]
    pub done: usize,
    /// Of how much; 0: nobody knows.
    #[specta(type = Number)]
    pub all: usize,
}
