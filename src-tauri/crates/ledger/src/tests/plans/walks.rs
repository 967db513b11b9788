//! A walk along a whole table is told from a search.

use super::walks;
use crate::tests::Books;

#[test]
fn a_walk_is_told_from_a_search() {
    let books = Books::new();
    let walks = |sql: &str| walks(&books.ledger, sql).len();
    assert_eq!(walks("SELECT id FROM sale WHERE operator = ?1"), 1);
    assert_eq!(walks("SELECT id FROM sale WHERE operator = ?1 ORDER BY id DESC LIMIT 1"), 1, "it may be the oldest");
    assert_eq!(walks("SELECT 1 FROM price WHERE EXISTS (SELECT 1 FROM attempt WHERE words = product)"), 1);
    assert_eq!(walks("SELECT id FROM sale ORDER BY id DESC LIMIT 9"), 0);
    assert_eq!(walks("SELECT id FROM sale WHERE number = ?1"), 0);
    assert_eq!(walks("SELECT product FROM price"), 0);
}
