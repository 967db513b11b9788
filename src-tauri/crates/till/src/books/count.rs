//! A count of the drawer as it is typed: by note and coin, or as a sum.

use domain::{AmountProblem, Counted, Face, Paise, Pieces, parse_amount};
use serde::Deserialize;
use specta_typescript::Number;

use crate::{MoneyFault, MoneyField, Problem};

/// The longest name, in letters.
const NAME_MAX: usize = 60;
/// More than anybody counts, which the books can still add up: ₹ 99,99,99,99,999.
const MOST: Paise = Paise::new(9_999_999_999_900);
/// At most so many pieces of one note or coin, in paise as an amount is read.
const MOST_PIECES: Paise = Paise::new(99_999_900);

/// How many of one note or coin there are, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PiecesInput {
    #[specta(type = Number)]
    pub paise: i64,
    pub coin: bool,
    pub count: String,
}

/// A count as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CountInput {
    pub pieces: Vec<PiecesInput>,
    /// The sum; it counts where no pieces were typed.
    pub sum: String,
    pub by: String,
    /// One deliberate act: delivered twice it is one.
    pub intent: String,
    /// It was asked about already.
    pub sure: bool,
}

/// Who, as typed.
pub(crate) fn name_of(typed: &str) -> Result<String, Problem> {
    let name = domain::typed_line(typed);
    if name.chars().count() > NAME_MAX {
        return Err(Problem::Money { field: MoneyField::By, fault: MoneyFault::TooLong });
    }
    Ok(name)
}

fn pieces_of(input: &PiecesInput) -> Result<Pieces, Problem> {
    let face = Face { paise: Paise::new(input.paise), coin: input.coin };
    let wrong = Problem::CountNotANumber { face_paise: input.paise, coin: input.coin };
    let count = match parse_amount(&input.count, Paise::ZERO, MOST_PIECES) {
        Ok(count) => count.get(),
        Err(AmountProblem::Missing | AmountProblem::Zero) => 0,
        Err(AmountProblem::NotANumber | AmountProblem::TooFine | AmountProblem::Below(_) | AmountProblem::Above(_)) => {
            return Err(wrong);
        }
    };
    // It is read as rupees are; a part of a note is no count.
    match u32::try_from(count / 100) {
        Ok(count_of) if count % 100 == 0 => Ok(Pieces { face, count: count_of }),
        Ok(_) | Err(_) => Err(wrong),
    }
}

fn sum_of(typed: &str) -> Result<Counted, Problem> {
    match parse_amount(typed, Paise::ZERO, MOST) {
        Ok(sum) => Ok(Counted::of_sum(sum)),
        Err(AmountProblem::Zero) => Ok(Counted::of_sum(Paise::ZERO)),
        Err(problem) => Err(problem.into()),
    }
}

/// What was read of a field; what is wrong with it is kept.
fn kept<T>(problems: &mut Vec<Problem>, field: Result<T, Problem>) -> Option<T> {
    field.map_err(|problem| problems.push(problem)).ok()
}

/// What was counted, and by whom. Every field that is wrong is told at once; a strange count is asked about.
pub(crate) fn read_count(input: &CountInput) -> Result<(Counted, String), Vec<Problem>> {
    let mut problems = Vec::new();
    let is_by_pieces = input.pieces.iter().any(|line| !line.count.trim().is_empty());
    let counted = if is_by_pieces {
        let lines: Vec<Pieces> = input.pieces.iter().filter_map(|line| kept(&mut problems, pieces_of(line))).collect();
        Counted::of_pieces(lines)
    } else {
        kept(&mut problems, sum_of(&input.sum))
    };
    let by = kept(&mut problems, name_of(&input.by));
    match (counted, by) {
        (Some(counted), Some(by)) if problems.is_empty() => {
            if counted.is_strange() && !input.sure {
                return Err(vec![Problem::CountStrange { counted_paise: counted.sum_paise.get() }]);
            }
            Ok((counted, by))
        }
        (None, _) if problems.is_empty() => Err(vec![Problem::AmountTooLarge]),
        (_, _) => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(pieces: &[(i64, &str)], sum: &str, sure: bool) -> CountInput {
        let line = |(rupees, count): &(i64, &str)| PiecesInput {
            paise: rupees * 100,
            coin: false,
            count: (*count).to_owned(),
        };
        let pieces = pieces.iter().map(line).collect();
        CountInput { pieces, sum: sum.to_owned(), by: " Asha  ".to_owned(), intent: "a".to_owned(), sure }
    }

    #[test]
    fn pieces_go_before_a_sum_and_what_is_strange_is_asked_about() {
        let (counted, by) = read_count(&input(&[(500, "4"), (100, ""), (10, "3")], "9", false)).unwrap();
        assert_eq!((counted.sum_paise, counted.pieces.len(), by.as_str()), (Paise::new(203_000), 2, "Asha"));
        assert_eq!(read_count(&input(&[], "1,234.50", false)).unwrap().0, Counted::of_sum(Paise::new(123_450)));
        let strange = |counted_paise| Err(vec![Problem::CountStrange { counted_paise }]);
        assert_eq!(read_count(&input(&[(500, "0")], "", false)), strange(0));
        assert_eq!(read_count(&input(&[], "0", false)), strange(0));
        assert_eq!(read_count(&input(&[], "100000000", false)), strange(10_000_000_000));
        assert_eq!(read_count(&input(&[], "0", true)).unwrap().0.sum_paise, Paise::ZERO);
    }

    #[test]
    fn every_wrong_line_is_told_at_once() {
        let wrong = |rupees: i64| Problem::CountNotANumber { face_paise: rupees * 100, coin: false };
        let typed = input(&[(500, "four"), (100, "1.5"), (50, "-1"), (20, "9999999999"), (10, "2")], "", false);
        assert_eq!(read_count(&typed), Err(vec![wrong(500), wrong(100), wrong(50), wrong(20)]));
        assert_eq!(read_count(&input(&[], "", false)), Err(vec![Problem::AmountMissing]));
        let long = CountInput { by: "x".repeat(61), ..input(&[], "5", false) };
        assert_eq!(read_count(&long), Err(vec![Problem::Money { field: MoneyField::By, fault: MoneyFault::TooLong }]));
    }
}
