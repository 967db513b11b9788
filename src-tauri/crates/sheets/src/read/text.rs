//! Values between commas, semicolons, tabs or strokes.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::{Row, Sheet, Taker, Unreadable, tidy};

/// What may stand between values, the commonest first.
const BETWEEN: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many lines tell which of them does.
const LOOKED_AT: usize = 60;
/// So many lines tell whether quotes are quotes.
const STEADY_OVER: usize = 2_000;
/// A value with so many signs is many lines: somewhere a quote is never closed.
const SWALLOWED: usize = 4_000;

pub(super) fn read(text: &str, taker: &mut Taker<'_>) -> Result<Vec<Sheet>, Unreadable> {
    let (text, said) = without_excels_line(text);
    let between = said.or_else(|| guessed(text)).ok_or(Unreadable::NoTable)?;
    let has_quotes = steadiness(text, between, true) >= steadiness(text, between, false);
    let (rows, last) = match rows_of(text, between, has_quotes, taker)? {
        Some(read) => read,
        None => {
            (taker.rows, taker.cells) = (0, 0);
            rows_of(text, between, false, taker)?.ok_or(Unreadable::NoTable)?
        }
    };
    // A whole line ends with its end, or has as many values as the one before.
    let is_cut = !text.ends_with(['\n', '\r', '\u{1a}']) && last.0 < last.1;
    Ok(vec![Sheet { name: String::new(), rows, is_cut }])
}

/// A file of Excel may begin with a line that says what stands between its values.
fn without_excels_line(text: &str) -> (&str, Option<u8>) {
    let text = text.trim_start_matches('\u{feff}');
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end_matches(['\r', '"']).trim_start_matches('"').strip_prefix("sep=").map(str::as_bytes) {
        Some([between]) => (rest, Some(*between)),
        Some(_) | None => (text, None),
    }
}

/// What stands between the values of most lines, equally often in each.
fn guessed(text: &str) -> Option<u8> {
    let head: String =
        text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).flat_map(|line| [line, "\n"]).collect();
    let score = |between: u8| {
        let (commonest, rows, _) = commonest_width(&head, between, true)?;
        Some((rows * commonest.min(4), commonest))
    };
    let scores = BETWEEN.into_iter().rev().filter_map(|between| Some((score(between)?, between)));
    scores.max_by_key(|(score, _)| *score).map(|(_, between)| between)
}

/// How many values most lines have, how many lines have so many, and how many lines there are. `None`: none has two.
fn commonest_width(text: &str, between: u8, has_quotes: bool) -> Option<(usize, usize, usize)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between)
        .quoting(has_quotes)
        .from_reader(text.as_bytes());
    let (mut widths, mut record) = (BTreeMap::new(), StringRecord::new());
    while let Ok(true) = reader.read_record(&mut record) {
        *widths.entry(record.len()).or_insert(0_usize) += 1;
    }
    let lines = widths.values().sum();
    let commonest = widths.into_iter().filter(|(width, _)| *width > 1).max_by_key(|(width, rows)| (*rows, *width));
    commonest.map(|(width, rows)| (width, rows, lines))
}

/// How many of a thousand lines have as many values as most, and how many lines there are. Where quotes are only signs, reading them as
/// quotes joins lines.
fn steadiness(text: &str, between: u8, has_quotes: bool) -> (usize, usize) {
    let end = text.match_indices('\n').nth(STEADY_OVER).map_or(text.len(), |(end, _)| end);
    let width = commonest_width(&text[..end], between, has_quotes);
    width.map_or((0, 0), |(_, rows, lines)| (rows * 1_000 / lines.max(1), lines))
}

/// The rows, and how many values the last line and the one before it have. `None`: a quote swallows lines.
type Rows = (Vec<Row>, (usize, usize));

fn rows_of(text: &str, between: u8, has_quotes: bool, taker: &mut Taker<'_>) -> Result<Option<Rows>, Unreadable> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between)
        .quoting(has_quotes)
        .from_reader(text.as_bytes());
    let (mut rows, mut record, mut widths) = (Vec::new(), StringRecord::new(), (0, 0));
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(Some((rows, widths))),
            Err(_) => return Err(Unreadable::Broken),
        }
        if has_quotes && record.iter().any(|value| value.len() > SWALLOWED) {
            return Ok(None);
        }
        let line = record.position().map_or(0, |position| position.line());
        widths = (record.len(), widths.0);
        let cells = record.iter().map(|value| tidy(without_formula(value))).collect();
        taker.take(&mut rows, usize::try_from(line).unwrap_or(usize::MAX), cells)?;
    }
}

/// Some portals write `="0123"`, or `'0123`, so that Excel keeps the zeros.
fn without_formula(value: &str) -> &str {
    let value = value.trim();
    let inner = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.or_else(|| value.strip_prefix('\'')).unwrap_or(value)
}
