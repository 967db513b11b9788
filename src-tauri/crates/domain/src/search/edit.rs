//! How far two words are apart, counted in slips of the finger.

use super::fold::Word;

/// Longer words are not compared, because no name has such a word, and the table would grow.
const LONGEST: usize = 40;

/// Slips between a typed word and a known one: a wrong letter, one too many, one missing, two swapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Distance {
    /// To the whole known word.
    pub(crate) to_whole: usize,
    /// To the nearest beginning of the known word.
    pub(crate) to_prefix: usize,
}

impl Distance {
    /// How many slips a typed word of that many signs may have. Short words may have none, because a slip would make
    /// another word.
    pub(crate) fn allowed(signs: usize) -> usize {
        match signs {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        }
    }

    /// The distance. `None` when it is certainly more than allowed.
    pub(crate) fn within(typed: &Word, known: &Word) -> Option<Distance> {
        let allowed = Distance::allowed(typed.letters.len());
        let (rows, columns) = (typed.letters.len(), known.letters.len());
        if allowed == 0 || rows > LONGEST || columns > LONGEST || columns + allowed < rows || columns < 3 {
            return None;
        }
        // A letter that the known word has nowhere is at least one slip.
        if (typed.mask & !known.mask).count_ones() as usize > allowed {
            return None;
        }
        let last = last_row(&typed.letters, &known.letters, allowed)?;
        let to_prefix = last[1..=columns].iter().copied().min()?;
        (to_prefix <= allowed).then_some(Distance { to_whole: last[columns], to_prefix })
    }
}

/// Last row of the table of optimal string alignment. `None` as soon as every entry of a row is more than allowed.
fn last_row(typed: &[char], known: &[char], allowed: usize) -> Option<[usize; LONGEST + 1]> {
    let mut before = [0; LONGEST + 1];
    let mut above = [0; LONGEST + 1];
    for (at, slot) in above.iter_mut().enumerate() {
        *slot = at;
    }
    for row in 1..=typed.len() {
        let mut current = [0; LONGEST + 1];
        current[0] = row;
        let mut least = row;
        for column in 1..=known.len() {
            let wrong = usize::from(typed[row - 1] != known[column - 1]);
            let mut slips = (above[column - 1] + wrong).min(above[column] + 1).min(current[column - 1] + 1);
            let is_swap =
                row > 1 && column > 1 && typed[row - 1] == known[column - 2] && typed[row - 2] == known[column - 1];
            if is_swap {
                slips = slips.min(before[column - 2] + 1);
            }
            current[column] = slips;
            least = least.min(slips);
        }
        if least > allowed + 1 {
            return None;
        }
        before = above;
        above = current;
    }
    Some(above)
}
