//! A table as the window prints it by the system's dialog: the same titles, rows and sums as in its file.

use serde::Serialize;
use sheets::write::Cell;

use super::of::ExportOf;
use super::table::{Col, on_paper};
use super::write::gathered;
use crate::till::exports::Running;
use crate::{Language, Problem, Till};

/// More rows would keep the window from drawing. They go into a file.
const MOST: usize = 3_000;

/// A column of a table that is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PrintedColumn {
    /// What stands above it.
    pub title: String,
    /// Its cells stand at the right.
    pub is_figure: bool,
    /// Its cells are never broken.
    pub is_firm: bool,
}

/// A table in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PrintedTable {
    /// What it is.
    pub title: String,
    /// Small lines below the title: the shop, the days, when it was made.
    pub lines: Vec<String>,
    /// From left to right.
    pub columns: Vec<PrintedColumn>,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
    /// What stands below them.
    pub sums: Vec<Vec<String>>,
}

impl Till {
    /// The table of a file, to be printed. It takes as long as it takes: nobody who sells waits for it.
    pub fn printed_table(&self, of: &ExportOf, language: Language) -> Result<PrintedTable, Problem> {
        let (head, mut rows) = self.table_of(of, language, None)?;
        let (all, _) = gathered(rows.as_mut(), (&Running::default(), true), MOST)?;
        let texts = |row: &Vec<Cell>| row.iter().map(on_paper).collect::<Vec<String>>();
        let column = |col: &Col| {
            let on_paper = col.on_paper();
            let is_figure = on_paper.align == receipts::paper::Align::Right;
            PrintedColumn { title: on_paper.title, is_figure, is_firm: on_paper.weight == 0 }
        };
        Ok(PrintedTable {
            title: head.title,
            lines: head.lines,
            columns: head.columns.iter().map(column).collect(),
            rows: all.iter().map(texts).collect(),
            sums: rows.sums().iter().map(texts).collect(),
        })
    }
}
