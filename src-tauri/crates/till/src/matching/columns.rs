//! The table inside a statement: where its heading is, and what its columns are.

use std::collections::{BTreeMap, BTreeSet};

use domain::Outcome;
use sheets::read::{Row, Sheet};

use super::cells::{amount, number};
use super::dates::{is_date, order_of};
use super::meanings::named;
use crate::settings::statements::{DateOrder, Meaning, plain};

/// A heading stands in one of the first rows.
const HEADING_WITHIN: usize = 60;
/// So many names of columns that are known make a row a heading.
const NAMES_OF_HEADING: usize = 2;
/// So many cells of a column tell what it is.
const LOOKED_AT: usize = 50;
/// More columns than any statement has.
const MOST_COLUMNS: usize = 60;

/// What a status says, by the company's vocabulary.
pub(crate) type Says<'a> = &'a dyn Fn(&str) -> Option<Outcome>;

/// The table of a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// The name of its sheet.
    pub(crate) sheet: String,
    /// The file ends in the middle of it.
    pub(crate) is_cut: bool,
    /// The names of its columns, no two alike.
    pub(crate) headings: Vec<String>,
    /// What is below the heading.
    pub(crate) rows: Vec<Row>,
    /// Which of day and month comes first, by columns whose cells alone do not tell it: by the clock, or by the book.
    pub(crate) settled: BTreeMap<usize, DateOrder>,
}

fn cell(row: &Row, column: usize) -> &str {
    row.cells.get(column).map_or("", String::as_str)
}

impl Table {
    /// The cell of a row in a column; empty where there is none.
    pub(crate) fn cell(row: &Row, column: usize) -> &str {
        cell(row, column)
    }

    /// Every cell of a column.
    pub(crate) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| cell(row, column))
    }

    /// Which of day and month comes first in a column; `None`: somebody must say.
    pub(crate) fn day_order(&self, column: usize) -> Option<DateOrder> {
        order_of(self.cells(column)).ok().or_else(|| self.settled.get(&column).copied())
    }

    /// The first cells of a column that hold something.
    pub(crate) fn sample(&self, column: usize) -> Vec<&str> {
        self.rows.iter().map(|row| cell(row, column)).filter(|cell| !cell.is_empty()).take(LOOKED_AT).collect()
    }
}

/// How many cells of a row are names of columns.
fn names_in(row: &Row) -> usize {
    row.cells.iter().filter(|cell| named(cell).is_some()).count()
}

/// Whether a row can be the lower half of a heading: words without digits.
fn is_of_words(row: &Row) -> bool {
    row.cells.iter().all(|cell| !cell.chars().any(|sign| sign.is_ascii_digit()))
}

/// Whether a sheet has the heading of a statement, be there lines below it or not.
pub(crate) fn has_heading(sheet: &Sheet) -> bool {
    sheet.rows.iter().take(HEADING_WITHIN).any(|row| names_in(row) >= NAMES_OF_HEADING)
}

/// The best table of all sheets: the one whose heading has the most known names; of two the longer.
pub(crate) fn table_of(sheets: Vec<Sheet>) -> Option<Table> {
    let found = sheets.into_iter().filter_map(|sheet| {
        let head = sheet.rows.iter().take(HEADING_WITHIN).enumerate();
        let known = head.map(|(at, row)| (names_in(row), at)).filter(|(names, _)| *names >= NAMES_OF_HEADING);
        // Of two rows that are as good the upper one is the heading; the other repeats it on the next page.
        let best = known.max_by_key(|(names, at)| (*names, std::cmp::Reverse(*at)));
        let (names, at) = best.or_else(|| Some((0, widest(&sheet)?)))?;
        let table = table_at(sheet, at);
        Some(((names, table.rows.len()), table))
    });
    found.filter(|(_, table)| !table.rows.is_empty()).max_by_key(|(worth, _)| *worth).map(|(_, table)| table)
}

/// A heading in words that nobody knows: the first row as wide as those below it.
fn widest(sheet: &Sheet) -> Option<usize> {
    let widths: Vec<usize> = sheet.rows.iter().take(HEADING_WITHIN).map(|row| row.cells.len()).collect();
    let most = widths.iter().copied().max().filter(|most| *most >= 2)?;
    widths.iter().position(|width| *width + 1 >= most)
}

fn table_at(sheet: Sheet, at: usize) -> Table {
    let (upper, lower) = (&sheet.rows[at], sheet.rows.get(at + 1));
    let two = lower.filter(|lower| {
        is_of_words(lower) && lower.cells.iter().any(|cell| named(cell).is_some()) && sheet.rows.len() > at + 2
    });
    let above = at.checked_sub(1).map(|above| &sheet.rows[above]);
    // The names of the groups may stand above the row that has the most names.
    let group = above.filter(|above| {
        two.is_none() && is_of_words(above) && names_in(above) > 0 && above.cells.len() + 1 >= upper.cells.len()
    });
    let headings = match (two, group) {
        (Some(lower), _) => joined(upper, lower),
        (None, Some(above)) => joined(above, upper),
        (None, None) => upper.cells.clone(),
    };
    let from = at + 1 + usize::from(two.is_some());
    let repeated: Vec<String> = upper.cells.clone();
    let rows: Vec<Row> = sheet.rows.into_iter().skip(from).filter(|row| row.cells != repeated).collect();
    let width = rows.iter().take(LOOKED_AT).map(|row| row.cells.len()).max().unwrap_or_default().max(headings.len());
    let headings = unlike((0..width.min(MOST_COLUMNS)).map(|column| headings.get(column).cloned().unwrap_or_default()));
    Table { sheet: sheet.name, is_cut: sheet.is_cut, headings, rows, settled: BTreeMap::new() }
}

/// A heading of two rows: a name of the upper one stands over every column to the right until the next.
fn joined(upper: &Row, lower: &Row) -> Vec<String> {
    let mut over = "";
    let columns = 0..upper.cells.len().max(lower.cells.len());
    columns
        .map(|column| {
            let (above, below) = (cell(upper, column), cell(lower, column));
            if !above.is_empty() || below.is_empty() {
                over = above;
            }
            format!("{over} {below}").trim().to_owned()
        })
        .collect()
}

/// Names of columns of which no two are alike; one without a name is named by its place.
fn unlike(headings: impl Iterator<Item = String>) -> Vec<String> {
    let mut known = BTreeSet::new();
    headings
        .enumerate()
        .map(|(column, heading)| {
            let heading = if heading.is_empty() { format!("({})", column + 1) } else { heading };
            let name = (1..)
                .map(|count| if count == 1 { heading.clone() } else { format!("{heading} {count}") })
                .find(|name| !known.contains(&plain(name)));
            let name = name.unwrap_or(heading);
            known.insert(plain(&name));
            name
        })
        .collect()
}

/// What each column is, as far as its name and what stands in it tell. `ours`: how many of each column's first cells are order ids of
/// the book.
pub(crate) fn guessed(table: &Table, says: Says<'_>, ours: &[usize]) -> Vec<Meaning> {
    let samples: Vec<Vec<&str>> = (0..table.headings.len()).map(|column| table.sample(column)).collect();
    let mut meanings = vec![Meaning::Nothing; table.headings.len()];
    let mut taken = BTreeSet::new();
    // The book knows its own order ids, whatever the column is called.
    let ours = ours.iter().copied().zip(0..meanings.len()).filter(|(hits, _)| *hits > 0);
    if let Some((_, column)) = ours.max_by_key(|(hits, column)| (*hits, std::cmp::Reverse(*column))) {
        meanings[column] = Meaning::OrderId;
        taken.insert(Meaning::OrderId);
    }
    let has_ours = taken.contains(&Meaning::OrderId);
    let mut names: Vec<(usize, usize, Meaning)> = Vec::new();
    for (column, heading) in table.headings.iter().enumerate() {
        let fits = |(meaning, sure)| fits(meaning, &samples[column], says).then_some((sure, column, meaning));
        names.extend(named(heading).and_then(fits));
    }
    names.sort_by_key(|(sure, column, _)| (std::cmp::Reverse(*sure), *column));
    let mut decided: BTreeSet<usize> = BTreeSet::new();
    for (_, column, meaning) in names {
        if meanings[column] != Meaning::Nothing {
            continue;
        }
        // An order id that is not the book's is the company's own.
        let second = if meaning == Meaning::OrderId { Meaning::Reference } else { Meaning::Nothing };
        let free =
            [meaning, second].into_iter().find(|meaning| *meaning != Meaning::Nothing && !taken.contains(meaning));
        decided.insert(column);
        if let Some(meaning) = free {
            meanings[column] = meaning;
            taken.insert(meaning);
        }
    }
    // A column that calls itself so, and of which the book knows nothing, has the company's own ids where no other has.
    let is_own = !taken.contains(&Meaning::Reference) && !has_ours;
    for meaning in meanings.iter_mut().filter(|meaning| is_own && **meaning == Meaning::OrderId) {
        *meaning = Meaning::Reference;
        taken.insert(Meaning::Reference);
    }
    for (column, cells) in samples.iter().enumerate() {
        let is_open = meanings[column] == Meaning::Nothing && !decided.contains(&column);
        if let Some(meaning) = by_content(cells, says).filter(|meaning| is_open && !taken.contains(meaning)) {
            meanings[column] = meaning;
            taken.insert(meaning);
        }
    }
    meanings
}

fn share(cells: &[&str], is: impl Fn(&str) -> bool) -> usize {
    if cells.is_empty() { 0 } else { cells.iter().filter(|cell| is(cell)).count() * 100 / cells.len() }
}

/// Whether what stands in a column does not contradict its name.
fn fits(meaning: Meaning, cells: &[&str], says: Says<'_>) -> bool {
    let most = |is: &dyn Fn(&str) -> bool| cells.is_empty() || share(cells, is) >= 50;
    match meaning {
        Meaning::Amount | Meaning::Debit | Meaning::Credit | Meaning::Commission | Meaning::Balance => {
            most(&|cell| amount(cell).is_some() || cell == "-")
        }
        Meaning::Date => most(&is_date),
        Meaning::Time => most(&|cell| cell.contains(':')),
        Meaning::Number => most(&|cell| cell.chars().any(|sign| sign.is_ascii_digit())),
        // "Transaction status" beside "Status code".
        Meaning::Status => {
            cells.is_empty()
                || share(cells, |cell| says(cell).is_some()) > 0
                || share(cells, |cell| amount(cell).is_none()) >= 50
        }
        Meaning::OrderId | Meaning::Reference | Meaning::OperatorRef | Meaning::Kind | Meaning::Nothing => true,
    }
}

/// What a column without a known name is, where what stands in it leaves little doubt.
fn by_content(cells: &[&str], says: Says<'_>) -> Option<Meaning> {
    if cells.len() < 2 {
        return None;
    }
    let is_mobile = |cell: &str| {
        number(cell).is_some_and(|number| {
            number.len() == 10
                && number.starts_with(['6', '7', '8', '9'])
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let values: BTreeSet<&&str> = cells.iter().collect();
    // The shop's own number stands in every line.
    if values.len() > 1 && share(cells, is_mobile) >= 90 {
        return Some(Meaning::Number);
    }
    if share(cells, |cell| is_date(cell) && cell.len() >= 8) >= 90 {
        return Some(Meaning::Date);
    }
    (share(cells, |cell| says(cell).is_some()) >= 90).then_some(Meaning::Status)
}
