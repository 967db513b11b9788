//! How a printer says how it is: `DLE EOT n`, one byte for an answer (Epson, *ESC/POS Command Reference*).

use crate::{Condition, Trouble};

/// A question that a printer answers at once, whatever waits in its buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Does it print?
    Printer,
    /// What keeps it from printing?
    Offline,
    /// Which fault does it have?
    Fault,
    /// Is there paper?
    Paper,
}

impl Question {
    pub fn bytes(self) -> [u8; 3] {
        let n = match self {
            Question::Printer => 1,
            Question::Offline => 2,
            Question::Fault => 3,
            Question::Paper => 4,
        };
        [0x10, 0x04, n]
    }
}

/// The answer among what a printer says: the last one, if there are several. A printer may tell its status by itself (four
/// bytes), and say when to stop and go on (XOFF, XON). Four bits of a byte tell an answer from all that.
pub fn answer(said: &[u8]) -> Option<u8> {
    said.iter().copied().rfind(|byte| byte & 0x93 == 0x12)
}

/// What the answers mean together; `None`: not told.
#[derive(Debug, Default)]
pub struct Answers {
    pub printer: Option<u8>,
    pub offline: Option<u8>,
    pub fault: Option<u8>,
    pub paper: Option<u8>,
}

impl Answers {
    /// It says that it has a fault, and not which.
    pub fn has_fault(&self) -> bool {
        self.offline.is_some_and(|byte| byte & 0x40 != 0)
    }

    /// # Errors
    /// What keeps the printer from printing, the thing first that a hand can mend.
    pub fn condition(&self) -> Result<Condition, Trouble> {
        let has = |answer: Option<u8>, bits: u8| answer.is_some_and(|byte| byte & bits != 0);
        let first = [
            (has(self.offline, 0x04), Trouble::CoverOpen),
            (has(self.offline, 0x20) || has(self.paper, 0x60), Trouble::PaperOut),
            (has(self.fault, 0x08), Trouble::Knife),
            (has(self.offline, 0x40) || has(self.fault, 0x60), Trouble::Fault),
            (has(self.printer, 0x08), Trouble::Offline),
        ];
        if let Some((_, trouble)) = first.into_iter().find(|(is_so, _)| *is_so) {
            return Err(trouble);
        }
        Ok(if has(self.paper, 0x0C) { Condition::PaperLow } else { Condition::Ready })
    }
}
