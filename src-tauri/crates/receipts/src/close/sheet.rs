//! A close on paper.

use super::CloseSlip;
use crate::paper::{Block, Sheet, Size};

impl From<&CloseSlip> for Sheet {
    fn from(slip: &CloseSlip) -> Sheet {
        let mut blocks: Vec<Block> = slip.banners.iter().cloned().map(Block::Framed).collect();
        blocks.push(Block::title(&slip.shop_name, Size::Large));
        blocks.push(Block::Said(slip.title.clone()));
        blocks.push(Block::Rule);
        blocks.push(Block::Rows(slip.head.clone()));
        for part in &slip.parts {
            blocks.extend([Block::Rule, Block::heading(&part.title), Block::Figures(part.rows.clone())]);
            blocks.extend(part.sum.clone().map(Block::Sum));
            if !part.beside.is_empty() {
                blocks.extend([Block::Gap(8), Block::Figures(part.beside.clone())]);
            }
        }
        if !slip.seal.is_empty() {
            blocks.extend([Block::Rule, Block::line(&slip.seal_title), Block::Whole(slip.seal.clone(), Size::Large)]);
            blocks.push(Block::Code(slip.code_text.clone()));
            blocks.extend(slip.note.lines().map(Block::small));
        }
        Sheet { blocks }
    }
}
