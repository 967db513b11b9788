//! Cash that was counted: by note and coin, or as a sum.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::Paise;
use crate::table::read_named;

/// A note or a coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
pub struct Face {
    /// What it is worth, in paise.
    #[specta(type = Number)]
    pub paise: Paise,
    /// A coin, and not a note.
    pub coin: bool,
}

/// So many pieces of one note or coin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Pieces {
    /// Which.
    #[serde(flatten)]
    pub face: Face,
    /// How many.
    pub count: u32,
}

impl Pieces {
    /// What they are worth together. `None` where it does not fit.
    pub fn worth(&self) -> Option<Paise> {
        self.face.paise.get().checked_mul(i64::from(self.count)).map(Paise::new)
    }
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Counted {
    /// By note and coin, without those of which there was none. Empty: only a sum was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[specta(optional)]
    pub pieces: Vec<Pieces>,
    /// All together, in paise.
    #[specta(type = Number)]
    pub sum_paise: Paise,
}

/// More than a shop's drawer holds, ₹ 10 crore: such a count is asked about.
const HUGE: Paise = Paise::new(10_000_000_000);

impl Counted {
    /// A sum.
    pub fn of_sum(sum_paise: Paise) -> Counted {
        Counted { pieces: Vec::new(), sum_paise }
    }

    /// Notes and coins. `None` where their sum does not fit, or one of them is no money.
    pub fn of_pieces(pieces: impl IntoIterator<Item = Pieces>) -> Option<Counted> {
        let pieces: Vec<Pieces> = pieces.into_iter().filter(|piece| piece.count > 0).collect();
        let is_money = pieces.iter().all(|piece| faces().contains(&piece.face));
        let mut worths = pieces.iter().map(Pieces::worth);
        let sum_paise = worths.try_fold(Paise::ZERO, |sum, worth| sum.checked_add(worth?))?;
        is_money.then_some(Counted { pieces, sum_paise })
    }

    /// Whether a person is asked if it is right: nothing, or ₹ 10 crore and more.
    pub fn is_strange(&self) -> bool {
        self.sum_paise <= Paise::ZERO || self.sum_paise >= HUGE
    }
}

/// The notes and coins that are counted, in the order of the form.
pub fn faces() -> &'static [Face] {
    static FACES: LazyLock<Vec<Face>> =
        LazyLock::new(|| read_named::<Face>(include_str!("../data/cash.csv")).map(|(face, _)| face).collect());
    &FACES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(rupees: i64, count: u32) -> Pieces {
        Pieces { face: Face { paise: Paise::new(rupees * 100), coin: false }, count }
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(faces().len(), include_str!("../data/cash.csv").lines().count() - 1);
        assert!(faces().iter().all(|face| face.paise > Paise::ZERO));
    }

    #[test]
    fn pieces_are_summed_and_those_of_which_there_are_none_are_left_out() {
        let counted = Counted::of_pieces([note(500, 4), note(200, 0), note(10, 3)]).unwrap();
        assert_eq!((counted.sum_paise, counted.pieces.len()), (Paise::new(203_000), 2));
        assert_eq!(Counted::of_pieces([note(300, 1)]), None, "there is no such note");
        let text = serde_json::to_string(&counted).unwrap();
        assert_eq!(serde_json::from_str::<Counted>(&text).unwrap(), counted);
    }

    #[test]
    fn nothing_and_ten_crore_are_asked_about() {
        for (paise, strange) in [(0, true), (1, false), (9_999_999_999, false), (10_000_000_000, true)] {
            assert_eq!(Counted::of_sum(Paise::new(paise)).is_strange(), strange, "{paise}");
        }
    }
}
