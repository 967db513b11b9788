//! How large a workbook of LibreOffice unfolds.
//!
//! It says of a cell and of a row how often it is repeated, so that a small file may be billions of cells. Its reader lays them all out
//! before it gives the first, so this is asked before it is opened.

use std::io::{BufReader, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Unreadable;
use super::unfolded::Unfolded;

/// More rows and columns than these are cut off by the reader.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// So many bytes of the list of parts say whether they are locked.
const LONGEST_MANIFEST: u64 = 1 << 20;
const LOCKED: &[u8] = b"manifest:encryption-data";

/// Refuses a file that unfolds to more than is read, and one in which a tag is never closed: the reader would wait for its end for ever.
pub(super) fn heed(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let manifest = archive.by_name("META-INF/manifest.xml").map_err(|_| Unreadable::Broken)?;
    let mut said = Vec::new();
    manifest.take(LONGEST_MANIFEST).read_to_end(&mut said).map_err(|_| Unreadable::Broken)?;
    if said.windows(LOCKED.len()).any(|part| part == LOCKED) {
        return Err(Unreadable::Password);
    }
    let content = archive.by_name("content.xml").map_err(|_| Unreadable::Broken)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let (mut tables, mut depth, mut buffer) = (Tables::default(), 0_usize, Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Unreadable::Broken)? {
            Event::Start(tag) => {
                depth += 1;
                tables.start(&tag)?;
            }
            Event::End(tag) => {
                depth = depth.checked_sub(1).ok_or(Unreadable::Broken)?;
                tables.end(tag.name().into_inner())?;
            }
            Event::Text(text) => tables.say(text.len())?,
            Event::CData(text) => tables.say(text.len())?,
            Event::GeneralRef(name) => tables.say(name.len())?,
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Unreadable::Broken),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The tables so far.
#[derive(Default)]
struct Tables {
    unfolded: Unfolded,
    /// How many are open, one inside of the other. They count as one.
    open: usize,
    /// The table that is open, from its first row that holds something.
    rows: usize,
    columns: usize,
    /// Rows that hold nothing count only where one follows that does.
    empty_rows: usize,
    /// The row that is open: how often it stands there, its cells, and how many of the last hold nothing.
    repeated: usize,
    cells: usize,
    empty_cells: usize,
    /// How often the cell that is open stands in its row.
    cell: usize,
}

impl Tables {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        match tag.name().into_inner() {
            "table:table" => self.open += 1,
            "table:table-row" => {
                self.repeated = count(tag, "table:number-rows-repeated")?.min(MOST_ROWS);
                (self.cells, self.empty_cells) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let times = count(tag, "table:number-columns-repeated")?;
                if is_filled(tag)? {
                    self.cells = self.cells.saturating_add(self.empty_cells).saturating_add(times).min(MOST_COLUMNS);
                    self.empty_cells = 0;
                    self.cell = self.cell.max(times.min(MOST_COLUMNS));
                    self.say(tag.len())?;
                } else {
                    self.empty_cells = self.empty_cells.saturating_add(times);
                }
            }
            "text:s" => self.say(count(tag, "text:c")?)?,
            // Every other element takes no room in a table.
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "table:table" => {
                self.open -= 1;
                if self.open == 0 {
                    (self.rows, self.columns, self.empty_rows) = (0, 0, 0);
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = 0,
            "table:table-row" if self.cells == 0 && self.rows == 0 => {}
            "table:table-row" if self.cells == 0 => self.empty_rows = self.empty_rows.saturating_add(self.repeated),
            "table:table-row" => {
                // The row is laid out as it is written, and then all rows as one rectangle.
                self.unfolded.cells(self.cells)?;
                let before = self.rows.saturating_mul(self.columns);
                self.rows = self.rows.saturating_add(self.empty_rows).saturating_add(self.repeated);
                self.columns = self.columns.max(self.cells);
                self.empty_rows = 0;
                self.unfolded.cells(self.rows.saturating_mul(self.columns) - before)?;
            }
            // Every other element takes no room in a table.
            _ => {}
        }
        Ok(())
    }

    /// A text stands in every cell that repeats it.
    fn say(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.unfolded.bytes(bytes.saturating_mul(self.cell).saturating_mul(self.repeated))
    }
}

/// How often something stands there.
fn count(tag: &BytesStart<'_>, name: &str) -> Result<usize, Unreadable> {
    let attribute = tag.try_get_attribute(name).map_err(|_| Unreadable::Broken)?;
    attribute.map_or(Ok(1), |attribute| attribute.value.parse().map_err(|_| Unreadable::Broken))
}

/// Whether a cell has a value, a text or a formula. One that has only a look holds nothing.
fn is_filled(tag: &BytesStart<'_>) -> Result<bool, Unreadable> {
    let mut is_filled = false;
    for attribute in tag.attributes() {
        let key = attribute.map_err(|_| Unreadable::Broken)?.key.into_inner();
        is_filled |= key.starts_with("office:") || key.starts_with("calcext:") || key == "table:formula";
    }
    Ok(is_filled)
}
