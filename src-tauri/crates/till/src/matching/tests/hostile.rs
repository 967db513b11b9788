//! Cells that nobody foresaw: nothing in a file makes the reading of it stop.

use domain::{Outcome, Paise};
use proptest::prelude::*;
use sheets::read::{Row, Sheet};

use crate::matching::cells::{amount, id, is_ruined, number};
use crate::matching::columns::{guessed, table_of};
use crate::matching::dates::{is_date, order_of, when};
use crate::matching::lines::{Reading, digest};
use crate::matching::meanings::named;
use crate::settings::statements::{DateOrder, Meaning};

const EVERY_MEANING: [Meaning; 14] = [
    Meaning::OrderId,
    Meaning::Reference,
    Meaning::OperatorRef,
    Meaning::Number,
    Meaning::Amount,
    Meaning::Debit,
    Meaning::Credit,
    Meaning::Commission,
    Meaning::Balance,
    Meaning::Date,
    Meaning::Time,
    Meaning::Status,
    Meaning::Kind,
    Meaning::Nothing,
];
const ORDERS: [DateOrder; 2] = [DateOrder::DayFirst, DateOrder::MonthFirst];

fn says(word: &str) -> Option<Outcome> {
    providers::company("inspay").and_then(|company| company.read_status(word))
}

/// Any text at all, and texts that look like the days, times, amounts and ids of a statement with a letter of another script in them.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9]{0,20}[:.][0-9]{0,20}(:[0-9]{0,20})?( [ap]m)?",
        "[नाम०-९ ]{0,3}[0-9]{0,2}:[0-9]{0,2}[राम]{0,2}",
        "[0-9]{0,6}[-/. ,न][0-9]{0,6}[-/. ,−][0-9]{0,6}[t ,]?[0-9]{0,14}:?[0-9]{0,14}",
        "[(₹−-]{0,2}[0-9]{0,30}[.,eE]?[+0-9]{0,30}[)−-]?( dr| cr|/-)?",
        "[0-9]{14}(\\.[0-9]{0,12})?",
        "(date|amount|mobile no|दिनांक|राशि|status|total|refund) ?[:०-९a-z]{0,4}",
    ]
}

#[test]
fn words_of_another_script_before_a_colon_are_no_day() {
    for text in ["नाम: राम", "नाम:", "१७:४२", "राम17:42", "−:"] {
        assert!(!is_date(text), "{text}");
    }
    let read = when("28-11-2026 को 17:42", "", DateOrder::DayFirst);
    assert!(read.is_none(), "four words are no day: {read:?}");
    for time in ["9223372036854:00", "0:9223372036854775807", "99999999999999999999:1"] {
        let read = when("28-11-2026", time, DateOrder::DayFirst);
        assert_eq!(read.map(|when| when.is_day), Some(true), "{time} is no time of day");
    }
}

proptest! {
    #[test]
    fn no_cell_stops_the_reading(one in cell(), two in cell()) {
        for text in [one.as_str(), two.as_str()] {
            let _ = (amount(text), id(text), number(text), is_ruined(text), is_date(text), named(text));
        }
        let order = order_of([one.as_str(), two.as_str()].into_iter());
        for order in ORDERS.into_iter().chain(order) {
            let _ = (when(&one, &two, order), when("28-11-2026", &two, order));
        }
    }

    #[test]
    fn no_table_stops_the_reading(rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..15), 1..8), turn in 0..14_usize) {
        let row = |(place, cells): (u32, Vec<String>)| Row { number: place, cells };
        let sheet = Sheet { rows: (1..).zip(rows).map(row).collect(), ..Sheet::default() };
        let Some(table) = table_of(vec![sheet]) else { return Ok(()) };
        let own = guessed(&table, &says, &[]);
        let turned: Vec<Meaning> = (0..table.headings.len()).map(|column| EVERY_MEANING[(column + turn) % 14]).collect();
        for meanings in [own, turned] {
            for order in ORDERS {
                let reading = Reading::of(&table, &meanings, order, &says);
                for row in &table.rows {
                    let line = reading.line(row);
                    prop_assert!(line.amount.is_none_or(|amount| amount >= Paise::ZERO));
                    prop_assert_eq!(digest(&line).len(), 32);
                }
            }
        }
    }
}
