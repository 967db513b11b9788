//! Customers with what they owe, as the screen lists them. What the shop owes to them stands apart, so that neither hides the other.

use domain::india_day;
use sheets::write::{Cell, Kind};

use super::table::{Head, Known, filled};
use super::words::Words;
use crate::{CustomerView, CustomersView, Problem};

/// The amounts of a row, from what is owed to what the shop owes.
fn amounts(row: &CustomerView) -> [i64; 6] {
    let dues = row.dues;
    let (owed, credit) = (row.owed_paise.max(0), row.owed_paise.min(0).saturating_neg());
    [owed, dues.week_paise, dues.month_paise, dues.quarter_paise, dues.older_paise, credit]
}

/// An amount; nothing where there is none, so that whoever owes is seen.
fn amount(paise: i64) -> Cell {
    if paise == 0 { Cell::Empty } else { Cell::Amount(paise) }
}

fn row(words: &Words<'_>, view: &CustomerView) -> Result<Vec<Cell>, Problem> {
    let mut cells = vec![Cell::Text(words.customer(view.id)?), filled(&view.numbers.join(" · "))];
    cells.extend(amounts(view).map(amount));
    cells.push(view.oldest_due_at_ms.map_or(Cell::Empty, Cell::Day));
    cells.push(view.limit_paise.map_or(Cell::Empty, Cell::Amount));
    Ok(cells)
}

fn sum(words: &Words<'_>, rows: &[CustomerView]) -> Result<Vec<Cell>, Problem> {
    let mut sums = [0_i64; 6];
    for row in rows {
        for (sum, more) in sums.iter_mut().zip(amounts(row)) {
            *sum = sum.checked_add(more).ok_or(Problem::AmountTooLarge)?;
        }
    }
    let mut cells = vec![Cell::Text(words.of("sum")), Cell::Count(rows.len() as i64)];
    cells.extend(sums.map(Cell::Amount));
    cells.extend([Cell::Empty, Cell::Empty]);
    Ok(cells)
}

/// The list with its titles. `search`: as it was typed above the list; empty: every customer.
pub(super) fn customers(words: &Words<'_>, search: &str) -> Result<(Head, Known), Problem> {
    let CustomersView { rows, .. } = words.till.customers(search)?;
    let amount = |key: &str| words.col(key, Kind::Amount, 14, 0);
    let columns = vec![
        words.col("col_customer", Kind::Text, 24, 2),
        words.col("col_numbers", Kind::Text, 24, 1),
        amount("col_owes"),
        amount("due_week"),
        amount("due_month"),
        amount("due_quarter"),
        amount("due_older"),
        amount("col_credit"),
        words.col("col_oldest", Kind::Text, 12, 0),
        amount("col_limit"),
    ];
    let today = india_day(words.till.clock.now_ms());
    let searched = search.trim();
    let is_part = !searched.is_empty();
    let head = Head {
        name: format!("customers {today}{}", if is_part { " filtered" } else { "" }),
        title: words.of("customers"),
        lines: is_part.then(|| words.with("searched", "{words}", searched)).into_iter().collect(),
        columns,
        is_wide: true,
    };
    let sums = vec![sum(words, &rows)?];
    let rows = rows.iter().map(|view| row(words, view)).collect::<Result<_, _>>()?;
    Ok((head, Known { rows, sums, is_read: false }))
}
