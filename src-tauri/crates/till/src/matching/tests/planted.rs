//! Every planted error is found, and none is invented.

use std::collections::HashSet;

use domain::Outcome;
use proptest::prelude::*;

use super::maker::{Made, Plant, STYLES, Style, made};
use crate::matching::book::Booked;
use crate::matching::columns::{Table, guessed, table_of};
use crate::matching::held::{Held, held};
use crate::matching::lines::{Line, LineKind, Reading};
use crate::matching::preview::{StatementColumns, date_order, faults};
use crate::settings::statements::Meaning;

fn says(word: &str) -> Option<Outcome> {
    providers::company("inspay").and_then(|company| company.read_status(word))
}

/// The table of a file, and what its columns were guessed to be.
fn understood(made: &Made) -> (Table, StatementColumns) {
    let table = table_of(sheets::read::read(&made.file, &|_| true).unwrap()).unwrap();
    let known: HashSet<&str> = made.book.iter().map(|attempt| attempt.order_id.as_str()).collect();
    let hits = |column| table.sample(column).iter().filter(|cell| known.contains(**cell)).count();
    let ours: Vec<usize> = (0..table.headings.len()).map(hits).collect();
    let meanings = guessed(&table, &says, &ours);
    (table, StatementColumns { meanings, date_order: None, words: Vec::new() })
}

fn lines(table: &Table, said: &StatementColumns) -> Vec<Line> {
    let reading = Reading::of(table, &said.meanings, date_order(table, said), &says);
    table.rows.iter().map(|row| reading.line(row)).collect()
}

/// What was found, by the order id of the sale or of the line.
fn found(held: &Held, lines: &[Line], book: &[Booked]) -> Vec<(String, Plant)> {
    let of_line = |line: &Line| line.order_id.clone().or_else(|| line.reference.clone()).unwrap_or_default();
    let of_book = |place: usize| book[place].attempt.order_id.clone();
    let differ = held.differ.iter().flat_map(|judged| {
        judged.differences.iter().map(move |difference| (of_book(judged.booked), Plant::Differs(*difference)))
    });
    let only_file = held.only_file.iter().map(|(place, why)| (of_line(&lines[*place]), Plant::Left(*why)));
    let only_book = held.only_book.iter().map(|(place, why)| (of_book(*place), Plant::Left(*why)));
    let mut found: Vec<_> = differ.chain(only_file).chain(only_book).collect();
    found.sort();
    found
}

fn check(seed: u64, style: Style, sales: u64) {
    let made = made(seed, style, sales);
    let (table, said) = understood(&made);
    assert_eq!(faults(&table, &said), [], "{style:?} {:?} {:?}", table.headings, said.meanings);
    let lines = lines(&table, &said);
    let book: Vec<Booked> = made.book.iter().cloned().map(Booked::of).collect();
    let held = held(&lines, &book, &|_| false, &|| true).unwrap();
    // A statement without our order ids tells its lines by the company's own.
    let by_reference = |order_id: &str| format!("T{}", 55_000 + (order_id[4..].parse::<u64>().unwrap() - 13) / 7);
    let mut planted = made.planted.clone();
    for (order_id, plant) in &mut planted {
        let is_of_line = matches!(plant, Plant::Left(crate::LeftWhy::NotHere | crate::LeftWhy::Twice));
        if style == Style::Tabs && is_of_line {
            *order_id = by_reference(order_id);
        }
    }
    planted.sort();
    assert_eq!(found(&held, &lines, &book), planted, "{style:?} from {seed}");
    let count = |kind: LineKind| lines.iter().filter(|line| line.kind == kind).count();
    let apart = (count(LineKind::Load), count(LineKind::Fee), count(LineKind::Total), count(LineKind::Unclear));
    assert_eq!(apart, (made.loads, made.fees, made.totals, 0), "{style:?}");
    assert_eq!(held.is_net, style == Style::Wallet);
}

#[test]
fn a_statement_of_each_company_is_understood() {
    for style in STYLES {
        check(7, style, 60);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn every_planted_error_is_found_and_none_is_invented(seed in any::<u64>(), style in proptest::sample::select(STYLES.to_vec())) {
        check(seed, style, 40);
    }
}

#[test]
fn a_later_line_with_the_companys_own_id_is_about_the_same_sale() {
    check(4_334_494_261_747_984_900, Style::Tabs, 40);
}

#[test]
fn ten_thousand_lines_are_held_against_ten_thousand_sales() {
    let began = std::time::Instant::now();
    check(11, Style::Csv, 10_000);
    assert!(began.elapsed().as_secs() < 60, "a slow computer's test build needs a few seconds: {:?}", began.elapsed());
}

#[test]
fn a_column_that_is_mapped_twice_is_refused_beside_it() {
    let made = made(1, Style::Csv, 20);
    let (table, mut said) = understood(&made);
    let (amount, commission) = (6, 7);
    assert_eq!(said.meanings[amount], Meaning::Amount);
    said.meanings[commission] = Meaning::Amount;
    let told = faults(&table, &said);
    assert_eq!(told, [crate::Problem::Statement { fault: crate::StatementFault::MappedTwice, column: Some(7) }]);
    said.meanings = vec![Meaning::Nothing; said.meanings.len()];
    assert_eq!(faults(&table, &said).len(), 2, "neither a key nor a day");
}
