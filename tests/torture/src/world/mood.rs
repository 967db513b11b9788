//! How a company of a run is: how it behaves towards orders, and how its answers are dated.

use super::chance::Chance;

const HOUR: i64 = 60 * 60_000;

/// How a company behaves, in thousandths of its orders or answers.
#[derive(Debug, Clone)]
pub struct Mood {
    pub refuse: i64,
    pub fail: i64,
    pub pend: i64,
    pub reverse: i64,
    pub late: i64,
    pub hide: i64,
    pub lie: i64,
    /// Answers that say nothing of the order, or nothing that can be read.
    pub mumble: i64,
    /// Whether it carries a request out again whose order id it knows.
    pub repeats: bool,
    /// Changes that are told by a callback.
    pub calls_back: i64,
}

impl Mood {
    /// Drawn for a run: mostly mild, now and then bad in one way.
    pub fn draw(chance: &mut Chance) -> Mood {
        let mut some =
            |usual: i64, bad: i64| if chance.permille(120) { chance.below(bad) } else { chance.below(usual) };
        Mood {
            refuse: some(6, 60),
            fail: some(120, 500),
            pend: some(150, 700),
            reverse: some(30, 200),
            late: some(4, 60),
            hide: some(12, 200),
            lie: some(4, 60),
            mumble: some(60, 500),
            repeats: some(2, 2) == 1,
            calls_back: some(900, 1_000),
        }
    }
}

/// What a company's answers carry as `Date`. Whoever has a habit keeps it to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// The true time.
    Truly,
    /// None.
    Never,
    /// The beginning of 1970.
    Epoch,
    /// By a clock that is wrong by so much, in ms.
    WrongBy(i64),
}

impl Dated {
    /// Drawn for a run. No two companies are wrong alike, nor by as much as a computer can be by chance: nobody could tell
    /// them from two that are right.
    pub fn draw(chance: &mut Chance) -> Dated {
        match chance.below(100) {
            0..12 => Dated::Never,
            12..14 => Dated::Epoch,
            14..17 => Dated::WrongBy(chance.between(-4 * HOUR, 4 * HOUR)),
            17..20 => Dated::WrongBy(chance.between(500 * 24 * HOUR, 9_000 * 24 * HOUR)),
            20..22 => Dated::WrongBy(-chance.between(100 * 24 * HOUR, 9_000 * 24 * HOUR)),
            _ => Dated::Truly,
        }
    }

    /// What it writes at that moment: whole seconds.
    pub fn date_ms(self, now_ms: i64) -> Option<i64> {
        let shown_ms = match self {
            Dated::Truly => now_ms,
            Dated::Never => return None,
            Dated::Epoch => 0,
            Dated::WrongBy(ms) => now_ms + ms,
        };
        Some(shown_ms / 1_000 * 1_000)
    }
}
