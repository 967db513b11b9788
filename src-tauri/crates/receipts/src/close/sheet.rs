//! A close on paper.

use super::CloseSlip;
use crate::paper::{Align, Block, Sheet, Size};

impl From<&CloseSlip> for Sheet {
    fn from(slip: &CloseSlip) -> Sheet {
        let mut blocks: Vec<Block> = slip.banners.iter().cloned().map(Block::Framed).collect();
        blocks.push(Block::title(&slip.shop_name, Size::Large));
        blocks.push(Block::title(&slip.title, Size::Large));
        blocks.push(Block::Rule);
        blocks.push(Block::Rows(slip.head.clone()));
        for part in &slip.parts {
            blocks.push(Block::Rule);
            blocks.push(Block::Text { text: part.title.clone(), size: Size::Body, bold: true, align: Align::Left });
            blocks.push(Block::Rows(part.rows.iter().chain(&part.sum).cloned().collect()));
        }
        if !slip.seal.is_empty() {
            blocks.push(Block::Rule);
            blocks.push(Block::line(&slip.seal_title));
            blocks.push(Block::Code(slip.seal_code.clone()));
            blocks.push(Block::title(&slip.seal, Size::Body));
            blocks.push(Block::Text { text: slip.note.clone(), size: Size::Small, bold: false, align: Align::Centre });
        }
        Sheet { blocks }
    }
}
