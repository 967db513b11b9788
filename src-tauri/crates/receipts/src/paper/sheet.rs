//! What stands on a paper, block by block.

use crate::design::Logo;
use crate::paper::Bitmap;
use crate::slip::{Row, Slip};

/// How large a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The terms below, the lines of the shop's address.
    Small,
    /// What most of a slip is written in.
    Body,
    /// The shop's name, the outcome.
    Large,
    /// The amount.
    Huge,
    /// The amount of a shop that wants it larger still.
    Giant,
}

/// Where a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the paper")]
pub enum Align {
    Left,
    Centre,
    Right,
}

/// A piece of a paper, as wide as the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of text; a long one is wrapped.
    Text {
        /// What it says.
        text: String,
        /// How large.
        size: Size,
        /// Bold or not.
        bold: bool,
        /// Where it begins.
        align: Align,
    },
    /// The loudest word, large and bold: the outcome. Its lines say the same in several languages: they stand beside each other
    /// where they fit, else below each other.
    Said(String),
    /// The same in a frame: "Duplicate", "Pending".
    Framed(String),
    /// Bold and centred on one line, smaller where it is long: an amount, a seal.
    Whole(String, Size),
    /// Labels with their values, which are bold.
    Rows(Vec<Row>),
    /// Figures of an account, in plain letters.
    Figures(Vec<Row>),
    /// The sum below figures, bold under a line.
    Sum(Row),
    /// A dashed line.
    Rule,
    /// Empty paper, in dots.
    Gap(u32),
    /// A code that a telephone or a scanner reads, as large as its paper allows.
    Code(String),
    /// A picture, centred.
    Picture(Bitmap),
    /// The shop's own picture, as large as its paper allows.
    Logo(Logo),
    /// A ruler of centimetres over the whole width, for a test.
    Ruler,
}

impl Block {
    /// A centred line of the usual size.
    pub fn line(text: impl Into<String>) -> Block {
        Block::Text { text: text.into(), size: Size::Body, bold: false, align: Align::Centre }
    }

    /// A centred line of small letters.
    pub fn small(text: impl Into<String>) -> Block {
        Block::Text { text: text.into(), size: Size::Small, bold: false, align: Align::Centre }
    }

    /// A centred bold line.
    pub fn title(text: impl Into<String>, size: Size) -> Block {
        Block::Text { text: text.into(), size, bold: true, align: Align::Centre }
    }

    /// What stands above some figures.
    pub fn heading(text: impl Into<String>) -> Block {
        Block::Text { text: text.into(), size: Size::Body, bold: true, align: Align::Left }
    }
}

/// A whole paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

impl From<&Slip> for Sheet {
    fn from(slip: &Slip) -> Sheet {
        let mut blocks: Vec<Block> = slip.banners.iter().cloned().map(Block::Framed).collect();
        blocks.push(Block::title(&slip.shop_name, Size::Large));
        blocks.extend(slip.shop_lines.iter().map(Block::small));
        blocks.push(Block::Rule);
        blocks.push(match slip.pending {
            true => Block::Framed(slip.outcome.clone()),
            false => Block::Said(slip.outcome.clone()),
        });
        if !slip.amount.is_empty() {
            blocks.push(Block::Whole(slip.amount.clone(), Size::Huge));
        }
        blocks.push(Block::Rule);
        blocks.push(Block::Rows(slip.rows.clone()));
        blocks.push(Block::Rule);
        blocks.extend(slip.footer.iter().map(Block::small));
        if let Some(proof) = &slip.proof {
            blocks.push(Block::Code(proof.code.clone()));
            blocks.push(Block::small(&slip.proof_title));
            blocks.push(Block::title(&proof.signs, Size::Body));
        }
        Sheet { blocks }
    }
}
