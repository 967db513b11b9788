//! What is exported, and as what.

use domain::Period;
use ledger::{ComplaintFilter, ComplaintOrder, SaleOrder};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::Language;
use crate::matching::view::MatchGroup;
use crate::reports::overview::ReportQuery;
use crate::screens::filter::SalesFilter;

/// What goes into the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum ExportOf {
    /// A list of sales as it is shown.
    Sales {
        /// Which sales.
        filter: SalesFilter,
        /// By which column they are sorted.
        order: SaleOrder,
        /// Whether the least stands first.
        is_rising: bool,
    },
    /// What a search of the day book finds.
    Found {
        /// As it was typed.
        text: String,
    },
    /// The statement of an account between two days as typed; an empty one: without a border.
    Statement {
        /// As the books write it: `cash`, `wallet:` and the provider's slug, `customer:` and the id.
        account: String,
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
    /// A close (Z), by its number.
    Close {
        /// The number.
        #[specta(type = Number)]
        number: i64,
    },
    /// What companies told of their commission in a month beside what was booked; `None`: this month.
    Commission {
        /// `2026-11`.
        month: Option<String>,
    },
    /// Tax that companies kept back in a financial year; `None`: this one.
    Tds {
        /// The year in which it begins.
        year: Option<i32>,
    },
    /// The sums of many sales, as *Reports* shows them.
    Report {
        /// Which sums.
        query: ReportQuery,
    },
    /// The companies side by side.
    Companies {
        /// Which sales.
        filter: SalesFilter,
    },
    /// Complaints to the companies, as the screen lists them.
    Complaints {
        /// Which ones, in which order.
        order: ComplaintOrder,
        /// What the list is narrowed to.
        filter: ComplaintFilter,
    },
    /// Customers with what they owe, as the screen lists them.
    Customers {
        /// What is searched for; empty: every customer.
        search: String,
    },
    /// All vouchers, as the screen lists them.
    VoucherList,
    /// What came of a company's statement file that is held against the book.
    Matched {
        /// The number of the file.
        statement: u32,
        /// One list of it; `None`: all of them.
        group: Option<MatchGroup>,
    },
    /// Everything that was posted on some days, as vouchers for Tally.
    Vouchers {
        /// The business days.
        period: Period,
    },
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum ExportFormat {
    Xlsx,
    Csv,
    Pdf,
    Tally,
}

impl ExportFormat {
    /// How the names of such files end.
    pub(super) fn ending(self) -> &'static str {
        match self {
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Csv => "csv",
            ExportFormat::Pdf => "pdf",
            ExportFormat::Tally => "xml",
        }
    }
}

/// An export as the window asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct ExportInput {
    /// What the window calls it, to ask how far it is and to cancel it.
    pub id: String,
    /// What goes into the file.
    pub of: ExportOf,
    /// What kind of file.
    pub format: ExportFormat,
    /// In whose words.
    pub language: Language,
}

/// How far an export is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ExportProgress {
    /// Rows that are read.
    #[specta(type = Number)]
    pub done: u64,
    /// Rows in all; `None` while nobody knows.
    #[specta(type = Option<Number>)]
    pub all: Option<u64>,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ExportedFile {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: String,
    /// How many rows or vouchers it has, without titles and sums.
    #[specta(type = Number)]
    pub rows: u64,
}
