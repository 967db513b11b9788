//! The slip as plain text, to copy into a message.

use crate::Row;
use crate::both::{BELOW, BESIDE};
use crate::paper::{Block, Sheet};
use crate::udhaar::NO_BREAK;

/// A whole sheet as plain text, line by line. Codes and pictures are left out: nobody copies them into a message.
pub fn sheet_text(sheet: &Sheet) -> String {
    let mut lines = Vec::new();
    let said = |row: &Row| format!("{}: {}", row.label, row.value);
    for block in &sheet.blocks {
        match block {
            Block::Text { text, .. } | Block::Whole(text, _) => lines.push(text.clone()),
            Block::Said(text) => lines.push(text.replace(BELOW, BESIDE)),
            Block::Framed(text) => lines.push(format!("*** {} ***", text.replace(BELOW, BESIDE))),
            Block::Rows(rows) | Block::Figures(rows) => lines.extend(rows.iter().map(said)),
            Block::Sum(row) => lines.push(said(row)),
            Block::Rule => lines.push(String::new()),
            Block::Gap(_) | Block::Code(_) | Block::Picture(_) | Block::Logo(_) | Block::Ruler => {}
        }
    }
    lines.join("\n").replace(NO_BREAK, " ")
}
