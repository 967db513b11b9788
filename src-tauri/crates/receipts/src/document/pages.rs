//! Lays a document out on pages of A4.

use std::collections::HashMap;
use std::rc::Rc;

use crate::document::columns::{Place, places};
use crate::document::measure::{
    A4, EDGE, GAP, HAIR, HEADING, KEPT_LINES, KEPT_TEXTS, ROOM, RULE, RULE_ROOM, SMALL, TABLE, TEXT, TITLE, baseline,
    line_height, mm,
};
use crate::document::{Document, Part, Table, seen};
use crate::paper::fonts::faces;
use crate::paper::line::{Line, Style, line, lines};
use crate::paper::{Align, Bar, Page};
use crate::slip::Row;
use crate::words::words_in;

type Lines = Rc<Vec<Line>>;

/// A row of a table that was laid out.
struct Laid {
    cells: Vec<(Place, Lines)>,
    size: u32,
}

impl Laid {
    fn lines(&self) -> usize {
        self.cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or_default()
    }

    fn height(&self) -> u32 {
        self.lines().max(1) as u32 * line_height(self.size) + 2 * RULE_ROOM
    }
}

/// A text in lines of at most `width`. The faces are taken for one text at a time, so that a slip never waits for a long
/// document. What fits on one line as it was measured stays on one line.
fn broken(text: &str, style: Style, width: u32) -> Vec<Line> {
    let mut faces = faces();
    let whole = if text.contains('\n') { None } else { line(&mut faces, text, style) };
    match whole.filter(|line| line.width <= width) {
        Some(line) => vec![line],
        None => lines(&mut faces, text, style, width),
    }
}

/// The pages so far.
struct Pen<'a> {
    /// Is told how many rows of tables are laid out, and says whether to go on.
    go_on: &'a mut dyn FnMut(usize) -> bool,
    rows: usize,
    is_stopped: bool,
    pages: Vec<Page>,
    size: (u32, u32),
    /// From the top of the newest page.
    down: u32,
    /// The titles of the table that is being written.
    head: Option<Laid>,
    known: HashMap<(String, u32, bool, u32), Lines>,
}

impl Pen<'_> {
    fn new(is_wide: bool, go_on: &mut dyn FnMut(usize) -> bool) -> Pen<'_> {
        let size = if is_wide { (A4.1, A4.0) } else { A4 };
        let mut pen = Pen {
            go_on,
            rows: 0,
            is_stopped: false,
            pages: Vec::new(),
            size,
            down: 0,
            head: None,
            known: HashMap::new(),
        };
        pen.turn();
        pen
    }

    fn width(&self) -> u32 {
        self.size.0 - 2 * EDGE.0
    }

    /// The row below the last one that may be written on; the number of the page stands below it.
    fn end(&self) -> u32 {
        self.size.1 - EDGE.1 - line_height(SMALL)
    }

    fn is_at_top(&self) -> bool {
        self.down == EDGE.1
    }

    /// Begins a page, with the titles of the table that goes on.
    fn turn(&mut self) {
        self.pages.push(Page { width: self.size.0, height: self.size.1, ..Page::default() });
        self.down = EDGE.1;
        if let Some(head) = self.head.take() {
            self.titles(&head);
            self.head = Some(head);
        }
    }

    fn need(&mut self, height: u32) {
        if self.down + height > self.end() && !self.is_at_top() {
            self.turn();
        }
    }

    fn bar(&mut self, left: u32, width: u32, height: u32) {
        let bar = Bar { left: EDGE.0 + left, top: self.down, width, height };
        if let Some(page) = self.pages.last_mut() {
            page.bars.push(bar);
        }
    }

    fn laid(&mut self, text: &str, style: Style, width: u32) -> Lines {
        let key = (text.to_owned(), style.size, style.bold, width);
        if let Some(lines) = self.known.get(&key) {
            return Rc::clone(lines);
        }
        if self.known.len() >= KEPT_TEXTS {
            self.known.clear();
        }
        let made = Rc::new(broken(&seen(text), style, width));
        self.known.insert(key, Rc::clone(&made));
        made
    }

    /// Puts a line where the pen is, at its side of the column.
    fn put(&mut self, line: &Line, place: Place) {
        let room = place.width.saturating_sub(line.width);
        let inset = match place.align {
            Align::Left => 0,
            Align::Centre => room / 2,
            Align::Right => room,
        };
        let left = (EDGE.0 + place.left + inset) as i32;
        let mut run = line.run.clone();
        let down = (self.down + baseline(run.size)) as i32;
        for glyph in &mut run.glyphs {
            glyph.x += left;
            glyph.y += down;
        }
        if let (Some(page), false) = (self.pages.last_mut(), run.glyphs.is_empty()) {
            page.runs.push(run);
        }
    }

    /// Text from line to line, and from page to page.
    fn text(&mut self, text: &str, style: Style, left: u32) {
        let place = Place { left, width: self.width() - left, align: Align::Left };
        let laid = self.laid(text, style, place.width);
        for line in laid.iter() {
            self.need(line_height(style.size));
            self.put(line, place);
            self.down += line_height(style.size);
        }
    }

    fn raw(&mut self, text: &str) {
        let style = Style { size: SMALL, bold: false };
        let (left, height) = (mm(30), line_height(SMALL));
        let place = Place { left, width: self.width() - left, align: Align::Left };
        let laid = self.laid(text, style, place.width);
        for line in laid.iter() {
            self.need(height);
            self.bar(0, RULE, height);
            self.put(line, place);
            self.down += height;
        }
    }

    fn heading(&mut self, text: &str) {
        let style = Style { size: HEADING, bold: true };
        if !self.is_at_top() {
            self.down += ROOM;
        }
        let lines = self.laid(text, style, self.width()).len() as u32;
        self.need(lines * line_height(HEADING) + KEPT_LINES * line_height(TEXT));
        self.text(text, style, 0);
        self.down += mm(8);
    }

    /// Names beside their values; the names take as much as the longest, but at most two fifths.
    fn facts(&mut self, facts: &[Row]) {
        let style = Style { size: TEXT, bold: false };
        let widest = facts.iter().filter_map(|fact| line(&mut faces(), &seen(&fact.label), style));
        let label = widest.map(|line| line.width).max().unwrap_or_default().min(self.width() * 2 / 5);
        let value = self.width() - label - GAP;
        let columns = [
            Place { left: 0, width: label, align: Align::Left },
            Place { left: label + GAP, width: value, align: Align::Left },
        ];
        for fact in facts {
            let cells = vec![
                (columns[0], self.laid(&fact.label, style, label)),
                (columns[1], self.laid(&fact.value, Style { bold: true, ..style }, value)),
            ];
            self.row(&Laid { cells, size: TEXT }, false);
        }
    }

    /// A row of a table. One that is higher than a third of a page goes on over the next; every other is kept whole.
    fn row(&mut self, row: &Laid, is_ruled: bool) {
        if row.height() < self.size.1 / 3 {
            self.need(row.height());
        }
        let height = line_height(row.size);
        if is_ruled {
            self.bar(0, self.width(), HAIR);
        }
        self.down += RULE_ROOM;
        for at in 0..row.lines() {
            self.need(height);
            for (place, lines) in &row.cells {
                if let Some(line) = lines.get(at) {
                    self.put(line, *place);
                }
            }
            self.down += height;
        }
        self.down += RULE_ROOM;
    }

    /// The titles of a table. They stand where there is room for a row below them.
    fn titles(&mut self, head: &Laid) {
        let height = line_height(head.size);
        self.need(head.height() + 2 * height);
        let most = head.lines();
        for (place, lines) in &head.cells {
            let top = self.down;
            // Short titles stand at the bottom, beside the last line of a long one.
            self.down += (most - lines.len()) as u32 * height;
            for line in lines.iter() {
                self.put(line, *place);
                self.down += height;
            }
            self.down = top;
        }
        self.down += most as u32 * height + RULE_ROOM / 2;
        self.bar(0, self.width(), RULE);
        self.down += RULE;
    }

    fn cells(&mut self, row: &[String], columns: &[Place], style: Style) -> Laid {
        let laid = columns.iter().zip(row).map(|(place, cell)| (*place, self.laid(cell, style, place.width)));
        let cells = laid.collect();
        Laid { cells, size: style.size }
    }

    fn table(&mut self, table: &Table) {
        let width = self.width();
        let sized = TABLE.iter().map(|size| {
            let mut measure = |text: &str, bold: bool| {
                line(&mut faces(), text, Style { size: *size, bold }).map_or(0, |line| line.width)
            };
            let (columns, is_roomy) = places(table, width, GAP * size / TABLE[0], &mut measure);
            (*size, columns, is_roomy)
        });
        let mut narrowest = None;
        for (size, columns, is_roomy) in sized {
            narrowest = Some((size, columns));
            if is_roomy {
                break;
            }
        }
        let Some((size, columns)) = narrowest else { return };
        let (plain, bold) = (Style { size, bold: false }, Style { size, bold: true });
        let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
        let head = self.cells(&titles, &columns, bold);
        self.titles(&head);
        self.head = Some(head);
        for (at, row) in table.rows.iter().enumerate() {
            self.rows += 1;
            self.is_stopped |= !(self.go_on)(self.rows);
            if self.is_stopped {
                return;
            }
            let row = self.cells(row, &columns, plain);
            self.row(&row, at > 0);
        }
        if let Some(sum) = &table.sum {
            let sum = self.cells(sum, &columns, bold);
            self.need(sum.height() + RULE);
            self.bar(0, width, RULE);
            self.down += RULE;
            self.row(&sum, false);
        }
        self.head = None;
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Heading(text) => self.heading(text),
            Part::Facts(facts) => self.facts(facts),
            Part::Text(text) => self.text(text, Style { size: TEXT, bold: false }, 0),
            Part::Raw(text) => self.raw(text),
            Part::Table(table) => self.table(table),
        }
        self.down += if matches!(part, Part::Heading(_)) { 0 } else { mm(15) };
    }

    /// Writes the title and the number below each page.
    fn number(&mut self, document: &Document) {
        let (style, pages) = (Style { size: SMALL, bold: false }, self.pages.len());
        let words = &words_in(document.language).page_of;
        let place = |align| Place { left: 0, width: self.size.0 - 2 * EDGE.0, align };
        let (left, right) = (place(Align::Left), place(Align::Right));
        let title = self.laid(&document.title, style, self.width() * 3 / 4);
        let mut written = std::mem::take(&mut self.pages);
        for (page, number) in written.iter_mut().zip(1..) {
            let said = words.replace("{page}", &number.to_string()).replace("{pages}", &pages.to_string());
            let number: usize = number;
            self.pages = vec![std::mem::take(page)];
            self.down = self.size.1 - EDGE.1 + mm(10);
            if let (true, Some(line)) = (number > 1, title.first()) {
                self.put(line, left);
            }
            let line = line(&mut faces(), &said, style);
            line.iter().for_each(|line| self.put(line, right));
            *page = self.pages.pop().unwrap_or_default();
        }
        self.pages = written;
    }
}

/// The pages of a document, in [`UNITS_OF_MM`], and how many rows its tables have. `None`: `go_on` did not want the rest.
pub(super) fn pages(document: &Document, go_on: &mut dyn FnMut(usize) -> bool) -> Option<(Vec<Page>, usize)> {
    let mut pen = Pen::new(document.is_wide, go_on);
    pen.text(&document.title, Style { size: TITLE, bold: true }, 0);
    document.lines.iter().for_each(|line| pen.text(line, Style { size: SMALL, bold: false }, 0));
    pen.down += mm(10);
    let width = pen.width();
    pen.bar(0, width, RULE);
    pen.down += mm(20);
    for part in &document.parts {
        pen.part(part);
        if pen.is_stopped {
            return None;
        }
    }
    pen.number(document);
    Some((pen.pages, pen.rows))
}
