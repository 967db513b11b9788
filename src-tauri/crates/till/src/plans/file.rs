//! A file of plans: what is understood of it, and what is not, row by row.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{
    Language, Operator, Paise, PlanData, PlanSource, Service, circle_named, languages, parse_plan_data,
    parse_plan_days, same_company,
};
use ledger::{PlanKey, PlanRow};
use serde::Serialize;
use sheets::read::{Row, Sheet, Unreadable, read};
use specta_typescript::Number;

use super::headings::{Heading, PlanColumn, heading_of};
use super::list::kept_words;
use crate::matching::cells::amount;
use crate::problem::field::StatementFault;
use crate::{Lists, PlansPage, Problem, Till};

/// A heading stands in one of the first rows.
const HEADING_WITHIN: usize = 30;
/// The largest file, in bytes: a list of plans is small.
const MOST_BYTES: usize = 4 << 20;
/// The most rows of plans.
const MOST_ROWS: usize = 3_000;
/// How a file says that a plan is the same in all circles.
const EVERYWHERE: [&str; 7] = ["all", "all india", "all circles", "pan india", "india", "सभी", "सभी सर्कल"];
/// Signs for nothing, as people write them.
const NOTHING: [&str; 5] = ["-", "–", "—", "na", "n/a"];

/// What is not understood in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanFault {
    /// No operator of the list is called so, or none was named.
    Operator,
    /// No circle is called so.
    Circle,
    /// No amount, or one that the operator does not take.
    Amount,
    /// What stands for the days is no number of days.
    Days,
    /// What stands for the data is no data.
    Data,
    /// Longer than what is kept.
    Words,
    /// Nothing is said of the amount.
    Nothing,
    /// The same operator, circle and amount stand above it.
    Twice,
}

/// What a row would do to the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanNews {
    /// The list has no such plan yet.
    New,
    /// The list says something else of it.
    Changed,
    /// The list says the same.
    Same,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlanFileRow {
    /// Its line in the file, counted from 1.
    pub line: u32,
    /// What stands in it, for a person to find it.
    pub cells: Vec<String>,
    /// The plan that it is; `None`: it is not taken.
    pub plan: Option<PlanRow>,
    /// What it would do to the list.
    pub news: Option<PlanNews>,
    /// What is not understood. Days or data that are not keep no row from being taken, if something else is said.
    pub faults: Vec<PlanFault>,
}

/// A file of plans, before it is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlanFile {
    /// The columns that were found.
    pub columns: Vec<PlanColumn>,
    /// Its rows.
    pub rows: Vec<PlanFileRow>,
    /// How many of them would be taken.
    #[specta(type = Number)]
    pub taken: usize,
}

/// The table of a file: its columns and the rows below them.
struct Table {
    columns: Vec<(usize, Heading)>,
    rows: Vec<Row>,
}

fn headings(row: &Row) -> Vec<(usize, Heading)> {
    let mut known: BTreeSet<(PlanColumn, Option<Language>)> = BTreeSet::new();
    let found = row.cells.iter().enumerate().filter_map(|(place, cell)| Some((place, heading_of(cell)?)));
    found.filter(|(_, heading)| known.insert((heading.column, heading.language))).collect()
}

/// The first sheet that has amounts, from the row that names the most columns.
fn table_of(sheets: Vec<Sheet>) -> Option<Table> {
    sheets.into_iter().find_map(|sheet| {
        let heads = sheet.rows.iter().take(HEADING_WITHIN).map(headings).enumerate();
        let has_amount = |columns: &[(usize, Heading)]| columns.iter().any(|(_, at)| at.column == PlanColumn::Amount);
        let heads = heads.filter(|(_, columns)| columns.len() > 1 && has_amount(columns));
        // Of two rows that name as many, the upper one.
        let (at, columns) = heads.max_by_key(|(at, columns)| (columns.len(), std::cmp::Reverse(*at)))?;
        Some(Table { columns, rows: sheet.rows.into_iter().skip(at + 1).collect() })
    })
}

fn is_nothing(cell: &str) -> bool {
    cell.is_empty() || NOTHING.contains(&cell.to_lowercase().as_str())
}

/// Who is meant by a name among those that have plans.
fn operator_named<'a>(lists: &'a Lists, name: &str) -> Option<&'a Operator> {
    Service::with_plans().find_map(|service| operator_of(lists, service, name))
}

/// Who is meant by a name: an id of the list, a name in any language, or a company's own spelling of one.
pub(super) fn operator_of<'a>(lists: &'a Lists, service: Service, name: &str) -> Option<&'a Operator> {
    let alike = |known: &str| known.trim().to_lowercase() == name.trim().to_lowercase();
    let is_it = |operator: &&Operator| {
        alike(&operator.id)
            || alike(&operator.short)
            || operator.names.all().any(alike)
            || operator.aliases().any(alike)
    };
    let mut of_service = lists.operators().iter().filter(|operator| operator.service == service);
    of_service.find(is_it).or_else(|| same_company(lists.operators().iter(), name, service))
}

/// Of words whose column names no language, the language they are in: what is written in another script is no English.
fn language_of(text: &str) -> Language {
    let is_other = |sign: char| sign.is_alphabetic() && !sign.is_ascii();
    let other = languages().iter().copied().find(|language| *language != Language::EN);
    other.filter(|_| text.chars().any(is_other)).unwrap_or(Language::EN)
}

/// Reads the rows of a table.
struct Reader<'a> {
    lists: &'a Lists,
    /// Whose plans they are where no column says so.
    operator: Option<&'a Operator>,
    columns: &'a [(usize, Heading)],
    at_ms: i64,
}

impl Reader<'_> {
    fn cells<'r>(&self, row: &'r Row, column: PlanColumn) -> impl Iterator<Item = (Option<Language>, &'r str)> {
        let places: Vec<(usize, Heading)> =
            self.columns.iter().filter(|(_, heading)| heading.column == column).copied().collect();
        places.into_iter().map(|(place, heading)| {
            let cell = row.cells.get(place).map_or("", |cell| cell.trim());
            (heading.language, if is_nothing(cell) { "" } else { cell })
        })
    }

    fn cell<'r>(&self, row: &'r Row, column: PlanColumn) -> &'r str {
        self.cells(row, column).next().map_or("", |(_, cell)| cell)
    }

    fn key(&self, row: &Row, faults: &mut Vec<PlanFault>) -> Option<PlanKey> {
        let named = self.cell(row, PlanColumn::Operator);
        let operator = if named.is_empty() { self.operator } else { operator_named(self.lists, named) };
        if operator.is_none() {
            faults.push(PlanFault::Operator);
        }
        let named = self.cell(row, PlanColumn::Circle);
        let is_everywhere = named.is_empty() || EVERYWHERE.contains(&named.to_lowercase().as_str());
        let circle = if is_everywhere { Some("") } else { circle_named(named).map(|circle| circle.id.as_str()) };
        if circle.is_none() {
            faults.push(PlanFault::Circle);
        }
        let fits = |paise: &Paise| operator.is_none_or(|operator| (operator.least()..=operator.most()).contains(paise));
        let amount = amount(self.cell(row, PlanColumn::Amount)).filter(|paise| *paise > Paise::ZERO).filter(fits);
        if amount.is_none() {
            faults.push(PlanFault::Amount);
        }
        Some(PlanKey { operator: operator?.id.clone(), circle: circle?.to_owned(), amount_paise: amount? })
    }

    /// What is said of the amount. A cell that cannot be read is told, and counts as empty.
    fn said(
        &self,
        row: &Row,
        faults: &mut Vec<PlanFault>,
    ) -> (Option<u32>, Option<PlanData>, BTreeMap<Language, String>) {
        let (days_cell, data_cell) = (self.cell(row, PlanColumn::Days), self.cell(row, PlanColumn::Data));
        let (days, data) = (parse_plan_days(days_cell), parse_plan_data(data_cell));
        if days.is_none() && !days_cell.is_empty() {
            faults.push(PlanFault::Days);
        }
        if data.is_none() && !data_cell.is_empty() {
            faults.push(PlanFault::Data);
        }
        let mut words: BTreeMap<Language, String> = BTreeMap::new();
        for (language, text) in self.cells(row, PlanColumn::Words).filter(|(_, text)| !text.is_empty()) {
            words.entry(language.unwrap_or_else(|| language_of(text))).or_insert_with(|| text.to_owned());
        }
        let words = kept_words(&words).unwrap_or_else(|_| {
            faults.push(PlanFault::Words);
            BTreeMap::new()
        });
        (days, data, words)
    }

    fn row(&self, row: &Row, above: &mut BTreeSet<PlanKey>) -> PlanFileRow {
        let mut faults = Vec::new();
        let key = self.key(row, &mut faults);
        let (days, data, words) = self.said(row, &mut faults);
        if days.is_none() && data.is_none() && words.is_empty() {
            faults.push(PlanFault::Nothing);
        }
        if key.as_ref().is_some_and(|key| !above.insert(key.clone())) {
            faults.push(PlanFault::Twice);
        }
        let is_in_the_way = |fault: &PlanFault| match fault {
            PlanFault::Operator | PlanFault::Circle | PlanFault::Amount | PlanFault::Nothing | PlanFault::Twice => true,
            PlanFault::Days | PlanFault::Data | PlanFault::Words => false,
        };
        let key = key.filter(|_| !faults.iter().any(is_in_the_way));
        let (source, told_by, at_ms) = (PlanSource::File, String::new(), self.at_ms);
        let plan = key.map(|key| PlanRow { key, days, data, words, source, told_by, at_ms });
        let cells = self.columns.iter().map(|(place, _)| row.cells.get(*place).cloned().unwrap_or_default()).collect();
        PlanFileRow { line: row.number, cells, plan, news: None, faults }
    }
}

/// The columns of a file and its rows.
pub(super) type Understood = (Vec<PlanColumn>, Vec<PlanFileRow>);

/// The columns of a file and what is understood of its rows; `None`: it has no column of amounts.
pub(super) fn read_rows(
    sheets: Vec<Sheet>,
    lists: &Lists,
    operator: Option<&Operator>,
    at_ms: i64,
) -> Option<Result<Understood, Problem>> {
    let Table { columns, rows } = table_of(sheets)?;
    match rows.len() {
        0 => return Some(Err(StatementFault::OnlyHeading.into())),
        1..=MOST_ROWS => {}
        _ => return Some(Err(StatementFault::TooManyRows.into())),
    }
    let reader = Reader { lists, operator, columns: &columns, at_ms };
    let mut above = BTreeSet::new();
    let rows = rows.iter().map(|row| reader.row(row, &mut above)).collect();
    Some(Ok((columns.iter().map(|(_, heading)| heading.column).collect(), rows)))
}

fn news(plan: &PlanRow, known: &BTreeMap<&PlanKey, &PlanRow>) -> PlanNews {
    match known.get(&plan.key) {
        None => PlanNews::New,
        Some(known) if (known.days, known.data, &known.words) == (plan.days, plan.data, &plan.words) => PlanNews::Same,
        Some(_) => PlanNews::Changed,
    }
}

impl Till {
    /// What is understood of a file of plans, in base64. `operator`: whose plans they are where no column says so; empty: nobody's.
    pub fn read_plan_file(&self, file: &str, operator: &str) -> Result<PlanFile, Problem> {
        let bytes = STANDARD.decode(file).map_err(|_| StatementFault::Broken)?;
        match bytes.len() {
            0 => return Err(StatementFault::Empty.into()),
            1..=MOST_BYTES => {}
            _ => return Err(StatementFault::TooLarge.into()),
        }
        let unread = |why: Unreadable| {
            // Nobody else stops it.
            if why == Unreadable::Stopped { StatementFault::TooManyRows.into() } else { Problem::from(why) }
        };
        let sheets = read(&bytes, &|rows| rows <= MOST_ROWS * 2).map_err(unread)?;
        let (lists, plans) = (self.lists(), self.ledger.plans()?);
        let chosen = lists.operator(operator).filter(|operator| operator.service.has_plans());
        let (columns, mut rows) =
            read_rows(sheets, &lists, chosen, self.clock.now_ms()).ok_or(Problem::PlanFileNoColumns)??;
        let known: BTreeMap<&PlanKey, &PlanRow> = plans.iter().map(|plan| (&plan.key, plan)).collect();
        for row in &mut rows {
            row.news = row.plan.as_ref().map(|plan| news(plan, &known));
        }
        let taken = rows.iter().filter(|row| row.plan.is_some()).count();
        Ok(PlanFile { columns, rows, taken })
    }

    /// Takes what is understood of a file into the list, and gives the list.
    pub fn take_plan_file(&self, file: &str, operator: &str) -> Result<PlansPage, Problem> {
        let rows = self.read_plan_file(file, operator)?.rows;
        let plans: Vec<PlanRow> = rows.into_iter().filter_map(|row| row.plan).collect();
        self.ledger.keep_plans(&plans, &[])?;
        self.plans()
    }
}
