//! What a statement looks like before it is held against the book, and what the shopkeeper says of its columns.

use std::collections::BTreeSet;

use domain::Outcome;
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::columns::Table;
use super::dates::is_date;
use crate::Problem;
use crate::problem::field::StatementFault;
use crate::settings::statements::{DateOrder, KnownColumns, Meaning, plain};

/// So many cells of a column are shown.
const SHOWN: usize = 3;
/// More words or names than any company has are not remembered.
const MOST_REMEMBERED: usize = 200;

/// What a word of a company's statements means, where its vocabulary does not know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StatusWord {
    /// As it stands in the file.
    pub word: String,
    /// What it means.
    pub outcome: Outcome,
}

/// What the shopkeeper says of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct StatementColumns {
    /// What each column is, in the file's order.
    pub meanings: Vec<Meaning>,
    /// Which of day and month comes first; `None`: the column tells.
    pub date_order: Option<DateOrder>,
    /// What words mean that nobody knows.
    pub words: Vec<StatusWord>,
}

/// What is remembered once more is said of a file's columns.
pub(crate) fn remembered(known: KnownColumns, headings: &[String], said: &StatementColumns) -> KnownColumns {
    let KnownColumns { mut meanings, date_order, mut words } = known;
    meanings.extend(headings.iter().map(|heading| plain(heading)).zip(said.meanings.iter().copied()));
    words.extend(said.words.iter().map(|word| (plain(&word.word), word.outcome)));
    if meanings.len() > MOST_REMEMBERED || words.len() > MOST_REMEMBERED {
        return KnownColumns::default();
    }
    KnownColumns { meanings, date_order: said.date_order.or(date_order), words }
}

/// A column before the file is held against the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatementColumn {
    /// Its name in the file.
    pub heading: String,
    /// What it is taken for.
    pub meaning: Meaning,
    /// Its first cells.
    pub cells: Vec<String>,
    /// It has dates, and the day may come first as well as the month.
    pub both_fit: bool,
}

/// A statement before it is held against the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StatementPreview {
    /// The name of the sheet; empty where it has none.
    pub sheet: String,
    /// How many lines it has.
    #[specta(type = Number)]
    pub lines: usize,
    /// The file ends in the middle of it.
    pub is_cut: bool,
    /// Its columns.
    pub columns: Vec<StatementColumn>,
    /// Each of its columns was named by the shopkeeper before.
    pub is_known: bool,
    /// What the shopkeeper said before of which of day and month comes first.
    pub date_order: Option<DateOrder>,
    /// What the shopkeeper said before of words that nobody knows.
    pub words: Vec<StatusWord>,
}

/// The preview of a table; `guessed` are its columns as they were guessed.
pub(crate) fn preview(table: &Table, guessed: Vec<Meaning>, known: &KnownColumns) -> StatementPreview {
    let remembered: Vec<Option<Meaning>> =
        table.headings.iter().map(|heading| known.meanings.get(&plain(heading)).copied()).collect();
    let is_known = remembered.iter().all(Option::is_some);
    let meanings = if is_known { remembered.into_iter().flatten().collect() } else { merged(guessed, &remembered) };
    let columns = table.headings.iter().zip(meanings).enumerate().map(|(column, (heading, meaning))| {
        let sample = table.sample(column);
        let cells: Vec<&str> = sample.iter().copied().filter(|cell| is_date(cell)).collect();
        StatementColumn {
            heading: heading.clone(),
            meaning,
            cells: sample.iter().take(SHOWN).map(|cell| (*cell).to_owned()).collect(),
            both_fit: cells.len() * 2 > sample.len() && table.day_order(column).is_none(),
        }
    });
    let words = known.words.iter().map(|(word, outcome)| StatusWord { word: word.clone(), outcome: *outcome });
    StatementPreview {
        sheet: table.sheet.clone(),
        lines: table.rows.len(),
        is_cut: table.is_cut,
        columns: columns.collect(),
        is_known,
        date_order: known.date_order,
        words: words.collect(),
    }
}

/// What was guessed, and before it what the shopkeeper said of a column of that name. Each meaning once.
fn merged(guessed: Vec<Meaning>, remembered: &[Option<Meaning>]) -> Vec<Meaning> {
    let said: BTreeSet<Meaning> = remembered.iter().flatten().copied().collect();
    let of = |(guess, said_before): (Meaning, &Option<Meaning>)| match said_before {
        Some(meaning) => *meaning,
        None if said.contains(&guess) => Meaning::Nothing,
        None => guess,
    };
    guessed.into_iter().zip(remembered).map(of).collect()
}

/// What is wrong with what was said of the columns.
pub(crate) fn faults(table: &Table, said: &StatementColumns) -> Vec<Problem> {
    let meanings = &said.meanings;
    let problem = |fault: StatementFault, column: Option<usize>| Problem::Statement {
        fault,
        column: column.and_then(|column| u32::try_from(column).ok()),
    };
    if meanings.len() != table.headings.len() {
        return vec![problem(StatementFault::Gone, None)];
    }
    let place = |wanted: Meaning| meanings.iter().position(|meaning| *meaning == wanted);
    let mut problems: Vec<Problem> = meanings
        .iter()
        .enumerate()
        .filter(|(column, meaning)| **meaning != Meaning::Nothing && place(**meaning) != Some(*column))
        .map(|(column, _)| problem(StatementFault::MappedTwice, Some(column)))
        .collect();
    let has_amount =
        [Meaning::Amount, Meaning::Debit, Meaning::Credit].into_iter().any(|meaning| place(meaning).is_some());
    let has_id = [Meaning::OrderId, Meaning::Reference, Meaning::OperatorRef]
        .into_iter()
        .any(|meaning| place(meaning).is_some());
    if !(has_id || has_amount && place(Meaning::Number).is_some()) {
        problems.push(problem(StatementFault::NoKey, None));
    }
    match place(Meaning::Date) {
        None => problems.push(problem(StatementFault::NoDate, None)),
        Some(column) => {
            let cells = table.sample(column);
            if cells.iter().filter(|cell| is_date(cell)).count() * 2 < cells.len().max(1) {
                problems.push(problem(StatementFault::NotDates, Some(column)));
            } else if said.date_order.is_none() && table.day_order(column).is_none() {
                problems.push(problem(StatementFault::DatesUndecided, Some(column)));
            }
        }
    }
    for meaning in [Meaning::Amount, Meaning::Debit, Meaning::Credit, Meaning::Commission, Meaning::Balance] {
        let Some(column) = place(meaning) else { continue };
        let cells = table.sample(column);
        let is_amount = |cell: &&&str| super::cells::amount(cell).is_some() || **cell == "-";
        if cells.iter().filter(is_amount).count() * 2 < cells.len() {
            problems.push(problem(StatementFault::NotAmounts, Some(column)));
        }
    }
    problems
}

/// Which of day and month comes first: as the shopkeeper says, unless the column leaves no choice.
pub(crate) fn date_order(table: &Table, said: &StatementColumns) -> DateOrder {
    let column = said.meanings.iter().position(|meaning| *meaning == Meaning::Date);
    let told = column.and_then(|column| table.day_order(column));
    told.or(said.date_order).unwrap_or(DateOrder::DayFirst)
}
