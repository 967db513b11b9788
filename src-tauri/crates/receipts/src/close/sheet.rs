//! A close on paper.

use super::{CloseRow, CloseSlip};
use crate::paper::{Block, Sheet, Size};
use crate::slip::Row;

fn figures(rows: &[CloseRow]) -> Block {
    Block::Figures(rows.iter().map(Row::from).collect())
}

impl From<&CloseSlip> for Sheet {
    fn from(slip: &CloseSlip) -> Sheet {
        let mut blocks: Vec<Block> = slip.banners.iter().cloned().map(Block::Framed).collect();
        blocks.push(Block::title(&slip.shop_name, Size::Large));
        blocks.push(Block::Said(slip.title.clone()));
        blocks.push(Block::Rule);
        blocks.push(Block::Rows(slip.head.clone()));
        for part in &slip.parts {
            blocks.extend([Block::Rule, Block::heading(&part.title), figures(&part.rows)]);
            blocks.extend(part.sum.as_ref().map(|sum| Block::Sum(Row::from(sum))));
            if !part.beside.is_empty() {
                blocks.extend([Block::Gap(8), figures(&part.beside)]);
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
