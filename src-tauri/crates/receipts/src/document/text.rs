//! A document as plain text, to paste into a form or a message.

use crate::document::{Document, Part, Table, seen};
use crate::udhaar::NO_BREAK;

/// Parts the cells of a row.
const BETWEEN: &str = " | ";

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| seen(cell).replace('\n', " ").trim().to_owned()).collect();
    cells.join(BETWEEN)
}

fn table(table: &Table, lines: &mut Vec<String>) {
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    lines.push(row(&titles));
    let rows = table.rows.iter().chain(&table.sum);
    lines.extend(rows.map(|cells| row(&cells[..cells.len().min(titles.len())])));
}

fn part(part: &Part, lines: &mut Vec<String>) {
    match part {
        Part::Heading(text) => {
            lines.push(String::new());
            lines.push(seen(text));
        }
        Part::Facts(facts) => {
            lines.extend(facts.iter().map(|fact| format!("{}: {}", seen(&fact.label), seen(&fact.value))));
        }
        Part::Text(text) | Part::Raw(text) => lines.push(seen(text)),
        Part::Table(rows) => table(rows, lines),
    }
}

/// The whole document as plain text, line by line.
pub fn document_text(document: &Document) -> String {
    let mut lines = vec![seen(&document.title)];
    lines.extend(document.lines.iter().map(|line| seen(line)));
    document.parts.iter().for_each(|one| part(one, &mut lines));
    let mut text = lines.join("\n");
    text.push('\n');
    text.replace(NO_BREAK, " ")
}
