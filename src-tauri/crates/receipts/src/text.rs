//! The slip as plain text, to copy into a message.

use crate::Slip;
use crate::paper::{Block, Sheet};

/// Lines of text; labels and values on one line each, so that it reads well in any font and width.
pub fn text(slip: &Slip) -> String {
    let mut lines: Vec<String> = slip.banners.iter().map(|banner| format!("*** {banner} ***")).collect();
    lines.push(slip.shop_name.clone());
    lines.extend(slip.shop_lines.iter().cloned());
    lines.push(String::new());
    lines.push(if slip.amount.is_empty() {
        slip.outcome.clone()
    } else {
        format!("{} · {}", slip.outcome, slip.amount)
    });
    lines.extend(slip.rows.iter().map(|row| format!("{}: {}", row.label, row.value)));
    lines.push(String::new());
    lines.extend(slip.footer.iter().cloned());
    lines.join("\n")
}

/// A whole sheet as plain text, line by line. Codes and pictures are left out: nobody copies them into a message.
pub fn sheet_text(sheet: &Sheet) -> String {
    let mut lines = Vec::new();
    for block in &sheet.blocks {
        match block {
            Block::Text { text, .. } => lines.push(text.clone()),
            Block::Framed(text) => lines.push(format!("*** {text} ***")),
            Block::Rows(rows) => lines.extend(rows.iter().map(|row| format!("{}: {}", row.label, row.value))),
            Block::Rule => lines.push(String::new()),
            Block::Gap(_) | Block::Code(_) | Block::Picture(_) | Block::Logo(_) | Block::Ruler => {}
        }
    }
    lines.join("\n")
}
