//! A walk along a whole table is told from a search.

use super::walks;
use crate::tests::Books;

/// A text without its parts in brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for sign in text.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => outside.push(other),
            _ => {}
        }
    }
    outside
}

/// Whether a walk ends after a fixed number of rows.
pub(super) fn stops_early(sql: &str) -> bool {
    let outside = outside_brackets(sql);
    outside.contains(" LIMIT ") && !outside.contains("WHERE")
}

#[test]
fn a_walk_is_told_from_a_search() {
    let books = Books::new();
    let walks = |sql: &str| walks(&books.ledger, sql).len();
    assert_eq!(walks("SELECT id FROM sale WHERE circle = ?1"), 1);
    assert_eq!(walks("SELECT id FROM sale WHERE circle = ?1 ORDER BY id DESC LIMIT 1"), 1, "it may be the oldest");
    assert_eq!(walks("SELECT 1 FROM price WHERE EXISTS (SELECT 1 FROM attempt WHERE words = product)"), 1);
    assert_eq!(walks("SELECT id FROM sale ORDER BY id DESC LIMIT 9"), 0);
    assert_eq!(walks("SELECT id FROM sale WHERE number = ?1"), 0);
    assert_eq!(walks("SELECT product FROM price"), 0);
}
