//! Cells, headings and dates, one by one.

use domain::{Outcome, Paise, india_day_start_ms};
use sheets::read::{Row, Sheet};

use crate::matching::cells::{amount, is_ruined, number};
use crate::matching::columns::{guessed, table_of};
use crate::matching::dates::{is_date, order_of, when};
use crate::matching::meanings::named;
use crate::settings::statements::{DateOrder, Meaning};

fn sheet(rows: &[&[&str]]) -> Sheet {
    let row = |(place, cells): (usize, &&[&str])| Row {
        number: u32::try_from(place + 1).unwrap(),
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    };
    Sheet { rows: rows.iter().enumerate().map(row).filter(|row| !row.cells.is_empty()).collect(), ..Sheet::default() }
}

#[test]
fn amounts_are_read_as_companies_print_them() {
    for (text, paise) in [
        ("299", 29_900),
        ("₹ 1,299.00", 129_900),
        ("Rs. 1,00,299.5", 10_029_950),
        ("(299.00)", -29_900),
        ("299 Dr", -29_900),
        ("299.00 CR", 29_900),
        ("-299", -29_900),
        ("299.00-", -29_900),
        ("0.0000", 0),
        (".50", 50),
        ("INR 10/-", 1_000),
    ] {
        assert_eq!(amount(text), Some(Paise::new(paise)), "{text}");
    }
    for text in ["", "-", "12.345", "1.2E+05", "28-11-2026", "Success", "1,2,3x", "99999999999999999999"] {
        assert_eq!(amount(text), None, "{text}");
    }
}

#[test]
fn what_excel_ruined_is_known() {
    assert!(["9.81E+09", "1.23457E+11", "9E9"].into_iter().all(is_ruined));
    assert!(!["E123", "12E4567", "AB1E9", "981000000012", "1E", ""].into_iter().any(is_ruined));
    assert_eq!(number("+91 98765-43210").as_deref(), Some("9876543210"));
    assert_eq!(number("09876543210").as_deref(), Some("9876543210"));
    assert_eq!(number("9876543210.0").as_deref(), Some("9876543210"));
    assert_eq!(number("9.88E+09"), None);
    assert_eq!(number("NA"), None);
}

#[test]
fn moments_are_read_in_every_way_of_writing_them() {
    let start = india_day_start_ms("2026-11-28").unwrap();
    let evening = start + (17 * 60 + 42) * 60_000;
    for (text, at_ms, is_day) in [
        ("28-11-2026 17:42:10", evening + 10_000, false),
        ("28/11/2026 05:42 PM", evening, false),
        ("28.11.26", start, true),
        ("2026-11-28T17:42:10.500", evening + 10_000, false),
        ("28-Nov-2026 05:42:10 pm", evening + 10_000, false),
        ("Nov 28, 2026 5:42 PM", evening, false),
        ("Saturday 28 November 2026 17:42", evening, false),
        ("20261128174210", evening + 10_000, false),
        ("46354", start, true),
        ("46354.7375", evening, false),
    ] {
        let read = when(text, "", DateOrder::DayFirst).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((read.at_ms, read.is_day), (at_ms, is_day), "{text}");
    }
    assert_eq!(when("28-11-2026", "05:42 PM", DateOrder::DayFirst).map(|when| when.at_ms), Some(evening));
    assert_eq!(when("11/28/2026", "", DateOrder::MonthFirst).map(|when| when.at_ms), Some(start));
    assert_eq!(when("11/28/2026", "", DateOrder::DayFirst), None, "there is no such month");
    assert!(!["", "299.00", "9876543210", "Success", "Total", "31/31/2026", "AB12CD000001"].into_iter().any(is_date));
}

#[test]
fn the_whole_column_says_whether_the_day_or_the_month_comes_first() {
    let order = |cells: &[&str]| order_of(cells.iter().copied());
    assert_eq!(order(&["03/04/2026", "13/04/2026"]), Ok(DateOrder::DayFirst));
    assert_eq!(order(&["03/04/2026", "04/13/2026 10:00"]), Ok(DateOrder::MonthFirst));
    assert_eq!(order(&["03/04/2026", "04/05/2026"]), Err(()), "both fit, so it is asked");
    assert_eq!(order(&["04/04/2026", "05/05/2026"]), Ok(DateOrder::DayFirst), "it makes no difference");
    assert_eq!(order(&["28-Nov-2026", "2026-11-03", ""]), Ok(DateOrder::DayFirst));
}

#[test]
fn headings_are_known_by_their_names() {
    for (heading, meaning) in [
        ("Client Txn Id", Meaning::OrderId),
        ("OrderID", Meaning::OrderId),
        ("API Request ID", Meaning::OrderId),
        ("Txn ID", Meaning::Reference),
        ("Operator Txn ID", Meaning::OperatorRef),
        ("Mobile No.", Meaning::Number),
        ("Amount (₹)", Meaning::Amount),
        ("Transaction Status", Meaning::Status),
        ("Transaction Date", Meaning::Date),
        ("Txn Type", Meaning::Kind),
        ("Closing Balance", Meaning::Balance),
        ("Opening Balance", Meaning::Nothing),
        ("Amount Debit", Meaning::Debit),
        ("Comm.", Meaning::Commission),
    ] {
        assert_eq!(named(heading).map(|(meaning, _)| meaning), Some(meaning), "{heading}");
    }
    assert_eq!(named("98765"), None);
}

fn says(word: &str) -> Option<Outcome> {
    providers::company("inspay").and_then(|company| company.read_status(word))
}

#[test]
fn the_table_is_found_among_titles_blank_columns_and_totals() {
    let table = table_of(vec![
        sheet(&[&["Summary"], &["Sales", "12"]]),
        sheet(&[
            &["Shree Telecom"],
            &["Statement from 01/11/2026 to 28/11/2026"],
            &[],
            &["", "Order", "", "Money", "", "Status"],
            &["", "Client Id", "Date", "Amount", "Comm"],
            &["", "AB12CD000001", "28/11/2026 10:00", "299", "5.98", "SUCCESS"],
            &["", "AB12CD000002", "28/11/2026 11:00", "10", "0.2", "Failed"],
            &["", "Total", "", "309"],
        ]),
    ])
    .unwrap();
    assert_eq!(table.headings, ["(1)", "Order Client Id", "Order Date", "Money Amount", "Money Comm", "Status"]);
    assert_eq!(table.rows.len(), 3);
    let ours = [0, 2, 0, 0, 0, 0];
    assert_eq!(
        guessed(&table, &says, &ours),
        [Meaning::Nothing, Meaning::OrderId, Meaning::Date, Meaning::Amount, Meaning::Commission, Meaning::Status]
    );
}

#[test]
fn columns_are_known_by_what_stands_in_them() {
    let table = table_of(vec![sheet(&[
        &["Ref", "When", "For whom", "How much", "Came to"],
        &["1", "28/11/2026 10:00", "9876543210", "299", "SUCCESS"],
        &["2", "28/11/2026 11:00", "9876543211", "10", "Failed"],
    ])])
    .unwrap();
    let meanings = guessed(&table, &says, &[]);
    assert_eq!(meanings[1..3], [Meaning::Date, Meaning::Number]);
    assert_eq!(meanings[4], Meaning::Status);
}
