//! How a shop wants its slips: what it adds to them, and what of them it does not show.
//!
//! What a customer must be able to rely on is not among the choices, so no design can take it away: the outcome, the amounts,
//! how it was paid, number, order id, day and time, the note below, and the marks of practice, of a duplicate and of a sale
//! that waits.

mod grey;
mod logo;
mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::{Gstin, GstinProblem};
use serde::{Deserialize, Serialize};

pub use logo::Logo;
pub use sample::sample;

use crate::paper::{Block, Sheet, Size, is_printable};
use crate::{Receipt, Subject};

/// A line of a slip that a shop may leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SlipLine {
    /// The shop's address.
    Address,
    /// The shop's telephone.
    Phone,
    /// The name of a recharge's customer.
    Customer,
    /// The company through which it was sold.
    Provider,
    /// That company's reference.
    ProviderRef,
    /// The operator's reference of a recharge. A bill's approval number and an acknowledgement always stand there.
    OperatorRef,
    /// The note of the UPI code.
    UpiNote,
}

/// How large the amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum AmountSize {
    /// As the outcome.
    Normal,
    /// Larger than everything else.
    #[default]
    Large,
    /// To be read at two metres.
    Huge,
}

/// What a shop adds to its slips, and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Design {
    /// Below the shop's name, address and telephone.
    pub header: String,
    /// Below everything that is said of the sale.
    pub footer: String,
    /// In small letters below that.
    pub terms: String,
    /// The number under which the shop pays tax; empty: none.
    pub gstin: String,
    /// The shop's picture, on top.
    pub logo: Option<Logo>,
    /// Whether it is printed.
    pub shows_logo: bool,
    /// What is left out.
    pub hidden: BTreeSet<SlipLine>,
    /// How large the amount is.
    pub amount: AmountSize,
    /// Whether the code stands on it that proves the slip. The signs below it always do.
    pub code: bool,
}

impl Default for Design {
    fn default() -> Design {
        Design {
            header: String::new(),
            footer: String::new(),
            terms: String::new(),
            gstin: String::new(),
            logo: None,
            shows_logo: true,
            // A customer has nothing to ask of the shop's supplier.
            hidden: BTreeSet::from([SlipLine::Provider]),
            amount: AmountSize::default(),
            code: true,
        }
    }
}

/// A field of the design.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum DesignField {
    Header,
    Footer,
    Terms,
    Gstin,
    Logo,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum DesignFault {
    /// More lines or signs than a slip is made longer by.
    TooLong {
        /// So many lines it has.
        lines: u32,
        /// So many fit.
        lines_most: u32,
        /// So many signs it has.
        signs: u32,
        /// So many fit.
        signs_most: u32,
    },
    /// A sign that the slip's letters do not have.
    StrangeSign,
    /// No GSTIN.
    WrongForm,
    /// A sign of the GSTIN is mistyped.
    Mistyped,
    /// No PNG picture, or a damaged one.
    NotAPicture,
    /// A file of more bytes than is read.
    FileTooLarge,
    /// A picture of more dots than is read.
    PictureTooLarge,
    /// A picture of which nothing could be made out on paper: too small, or so wide or so tall that it comes out as a thread.
    PictureTooSmall,
    /// Nothing of it would be seen on white paper.
    Blank,
}

/// How many lines and signs each text may have.
fn bounds(field: DesignField) -> (u32, u32) {
    match field {
        DesignField::Header => (4, 160),
        DesignField::Footer => (4, 240),
        DesignField::Terms => (10, 600),
        // One line; what it may be is checked by itself.
        DesignField::Gstin | DesignField::Logo => (1, 15),
    }
}

/// The text without blanks at its ends, and without empty lines around it.
fn trimmed(text: &str) -> String {
    text.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Joiners are no letters: they say how the letters beside them are drawn.
fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{200c}' | '\u{200d}')
}

fn fault_of(field: DesignField, text: &str) -> Option<DesignFault> {
    let (lines_most, signs_most) = bounds(field);
    let of = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (lines, signs) = (of(text.lines().count()), of(text.chars().count()));
    if lines > lines_most || signs > signs_most {
        return Some(DesignFault::TooLong { lines, lines_most, signs, signs_most });
    }
    let is_fit = |sign: char| sign == '\n' || is_joiner(sign) || (!sign.is_control() && is_printable(sign));
    (!text.chars().all(is_fit)).then_some(DesignFault::StrangeSign)
}

/// As much of a text as a slip takes.
fn cut(field: DesignField, text: &str) -> String {
    let (lines, signs) = bounds(field);
    let text: String = trimmed(text).chars().take(signs as usize).collect();
    text.lines().take(lines as usize).collect::<Vec<_>>().join("\n")
}

impl Design {
    /// Every fault of every field, or the design as it is kept: without blanks around its texts.
    pub fn checked(&self) -> Result<Design, Vec<(DesignField, DesignFault)>> {
        let mut faults = Vec::new();
        let mut text = |field: DesignField, typed: &str| {
            let text = trimmed(typed);
            faults.extend(fault_of(field, &text).map(|fault| (field, fault)));
            text
        };
        let header = text(DesignField::Header, &self.header);
        let footer = text(DesignField::Footer, &self.footer);
        let terms = text(DesignField::Terms, &self.terms);
        let gstin = match self.gstin.trim() {
            "" => String::new(),
            typed => Gstin::parse(typed).map(|gstin| gstin.as_str().to_owned()).unwrap_or_else(|problem| {
                faults.push((
                    DesignField::Gstin,
                    match problem {
                        GstinProblem::WrongForm => DesignFault::WrongForm,
                        GstinProblem::Mistyped => DesignFault::Mistyped,
                    },
                ));
                String::new()
            }),
        };
        if self.logo.as_ref().is_some_and(|logo| !logo.is_readable()) {
            faults.push((DesignField::Logo, DesignFault::NotAPicture));
        }
        if faults.is_empty() { Ok(Design { header, footer, terms, gstin, ..self.clone() }) } else { Err(faults) }
    }

    /// The design while it is typed: whatever its faults are, no more of it than a slip takes.
    pub fn cut(&self) -> Design {
        Design {
            header: cut(DesignField::Header, &self.header),
            footer: cut(DesignField::Footer, &self.footer),
            terms: cut(DesignField::Terms, &self.terms),
            gstin: cut(DesignField::Gstin, &self.gstin).to_uppercase(),
            ..self.clone()
        }
    }

    /// Whether the shop leaves a line out.
    pub fn hides(&self, line: SlipLine) -> bool {
        self.hidden.contains(&line)
    }

    /// The facts of a receipt that the shop shows of what it sold. An order of the services desk is proved by its ids, and a bill
    /// by its approval number: there they are never left out.
    pub fn shown(&self, receipt: Receipt) -> Receipt {
        let has_proof = match receipt.subject {
            Subject::Recharge | Subject::Sale => false,
            Subject::Bill { .. } => true,
            Subject::Pan | Subject::Account { .. } | Subject::Aadhaar { .. } | Subject::Load { .. } => return receipt,
        };
        let is_shown = |line: SlipLine| !self.hides(line);
        Receipt {
            customer: if is_shown(SlipLine::Customer) { receipt.customer } else { String::new() },
            provider: if is_shown(SlipLine::Provider) { receipt.provider } else { String::new() },
            provider_ref: receipt.provider_ref.filter(|_| has_proof || is_shown(SlipLine::ProviderRef)),
            operator_ref: receipt.operator_ref.filter(|_| has_proof || is_shown(SlipLine::OperatorRef)),
            pay_note: receipt.pay_note.filter(|_| is_shown(SlipLine::UpiNote)),
            ..receipt
        }
    }

    fn amount_size(&self) -> Size {
        match self.amount {
            AmountSize::Normal => Size::Large,
            AmountSize::Large => Size::Huge,
            AmountSize::Huge => Size::Giant,
        }
    }

    /// A slip with what the shop adds to it: the logo on top, its texts below its name, and below all that is said.
    pub fn dressed(&self, sheet: Sheet) -> Sheet {
        let mut blocks = sheet.blocks;
        for block in &mut blocks {
            if let Block::Whole(_, size) = block
                && *size == Size::Huge
            {
                *size = self.amount_size();
            }
        }
        let is_code = |block: &Block| matches!(block, Block::Code(_));
        // What proves the slip stays last.
        let end = blocks.iter().position(is_code).unwrap_or(blocks.len());
        blocks.splice(end..end, self.below());
        blocks.retain(|block| self.code || !is_code(block));
        let marks = blocks.iter().take_while(|block| matches!(block, Block::Framed(_))).count();
        let head = blocks.iter().position(|block| *block == Block::Rule).unwrap_or(marks).max(marks);
        blocks.splice(head..head, self.above());
        let logo = self.logo.clone().filter(|_| self.shows_logo).map(Block::Logo);
        blocks.splice(marks..marks, logo);
        Sheet { blocks }
    }

    fn above(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.header.lines().map(|line| Block::title(line, Size::Body)).collect();
        if !self.gstin.is_empty() {
            blocks.push(Block::line(format!("GSTIN {}", self.gstin)));
        }
        blocks
    }

    fn below(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        if !self.footer.is_empty() {
            blocks.push(Block::Gap(12));
            blocks.extend(self.footer.lines().map(|line| Block::title(line, Size::Body)));
        }
        if !self.terms.is_empty() {
            blocks.push(Block::Gap(12));
            blocks.extend(self.terms.lines().map(Block::small));
        }
        blocks
    }
}
