//! Pages with tables. Many portals give one out as an Excel file.
//!
//! A tolerant walk over the tags, in time that grows with the page alone: a cell ends where the next begins, whoever forgot to close it.

use super::{LONGEST_CELL, MOST_COLUMNS, Row, Sheet, Taker, Unreadable, tidy};

/// What is inside of these is no text of the page.
const SILENT: [&str; 4] = ["script", "style", "head", "template"];
/// How deep tables may stand inside each other.
const DEEPEST: usize = 32;
/// A cell of several rows keeps its place in so many rows at most.
const LONGEST_SPAN: usize = 1_000;

/// A table while it is read.
#[derive(Default)]
struct Open {
    rows: Vec<Row>,
    line: usize,
    /// The row that is being read.
    row: Vec<String>,
    /// Its text so far, and over how many columns and rows it goes.
    cell: Option<(String, usize, usize)>,
    /// For each column, in how many rows to come the cell above stands.
    below: Vec<usize>,
}

impl Open {
    /// Puts the cell into the row. What it spans beside and below stays empty, as in a spreadsheet.
    fn end_cell(&mut self) {
        let Some((text, columns, rows)) = self.cell.take() else { return };
        self.skip();
        for place in 0..columns {
            if self.row.len() >= MOST_COLUMNS {
                return;
            }
            let at = self.row.len();
            if self.below.len() <= at {
                self.below.resize(at + 1, 0);
            }
            self.below[at] = rows;
            self.row.push(if place == 0 { tidy(&text) } else { String::new() });
        }
    }

    /// Leaves out the places of cells from above.
    fn skip(&mut self) {
        while self.row.len() < MOST_COLUMNS && self.below.get(self.row.len()).is_some_and(|rows| *rows > 0) {
            self.row.push(String::new());
        }
    }

    fn end_row(&mut self, taker: &mut Taker<'_>) -> Result<(), Unreadable> {
        self.end_cell();
        if self.row.is_empty() {
            return Ok(());
        }
        // A cell that begins in this row counts one row more than it stands below it.
        self.below.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.line += 1;
        taker.take(&mut self.rows, self.line, std::mem::take(&mut self.row))
    }
}

pub(super) fn read(text: &str, taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let (mut done, mut open): (Vec<Sheet>, Vec<Open>) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        say(&mut open, &rest[..at]);
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
        let name_ends = tag.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..name_ends.min(16)].to_ascii_lowercase();
        if !is_end && SILENT.contains(&name.as_str()) && !tag.ends_with('/') {
            rest = after_end(rest, &name);
            continue;
        }
        step(&name, is_end, tag, &mut open, &mut done, taker)?;
    }
    say(&mut open, rest);
    // What is not closed was cut off.
    while let Some(mut table) = open.pop() {
        table.end_row(taker)?;
        done.push(Sheet { name: String::new(), rows: table.rows, is_cut: true });
    }
    Ok(done)
}

/// What follows the end of a tag that holds no text.
fn after_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let behind = &rest[from + at + 2..];
        let is_it = behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_it {
            return behind.find('>').map_or("", |end| &behind[end + 1..]);
        }
        from += at + 2;
    }
    ""
}

fn step(
    name: &str,
    is_end: bool,
    tag: &str,
    open: &mut Vec<Open>,
    done: &mut Vec<Sheet>,
    taker: &mut Taker<'_>,
) -> Result<(), Unreadable> {
    match (name, is_end) {
        ("table", false) if open.len() < DEEPEST => open.push(Open::default()),
        ("table", true) => {
            if let Some(mut table) = open.pop() {
                table.end_row(taker)?;
                done.push(Sheet { name: String::new(), rows: table.rows, is_cut: false });
            }
        }
        ("tr", _) => {
            if let Some(table) = open.last_mut() {
                table.end_row(taker)?;
            }
        }
        ("td" | "th", false) => {
            if let Some(table) = open.last_mut() {
                table.end_cell();
                let span = |name: &str, most: usize| {
                    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1_usize).clamp(1, most)
                };
                table.cell = Some((String::new(), span("colspan", MOST_COLUMNS), span("rowspan", LONGEST_SPAN)));
            }
        }
        ("td" | "th", true) => {
            if let Some(table) = open.last_mut() {
                table.end_cell();
            }
        }
        ("br" | "p" | "div" | "li", _) => say(open, " "),
        // Every other tag is only how it looks.
        _ => {}
    }
    Ok(())
}

/// Adds text to the cell that is open.
fn say(open: &mut [Open], text: &str) {
    if let Some((so_far, ..)) = open.last_mut().and_then(|table| table.cell.as_mut())
        && so_far.len() < 8 * LONGEST_CELL
    {
        so_far.push_str(&decoded(text));
    }
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.char_indices().map(|(at, _)| at).find(|at| {
        tag[*at..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
            && tag[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    Some(&value[..value.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(value.len())])
}

/// A text with its signs in place of their names.
fn decoded(text: &str) -> String {
    let (mut plain, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = rest
            .char_indices()
            .take(12)
            .find(|(_, sign)| *sign == ';')
            .and_then(|(end, _)| Some((sign_of(&rest[1..end])?, end)));
        match named {
            Some((sign, end)) => {
                plain.push(sign);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn sign_of(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code);
    }
    let known = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' '), ("minus", '-')];
    known.into_iter().find(|(known, _)| *known == name).map(|(_, sign)| sign)
}
