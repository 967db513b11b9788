//! A list of sales as a file, with its sums by outcome. Loads of a wallet stand in the list and apart in the sums, because no
//! customer paid for them.

use std::collections::BTreeMap;

use domain::{Outcome, Paise, Service, india_day};
use ledger::{SaleOrder, SaleRow};
use sheets::write::{Cell, Kind};

use super::narrow::narrow;
use super::table::{Col, Head, Rows, filled};
use super::words::{Words, word_of};
use crate::Problem;
use crate::screens::filter::SalesFilter;

/// Sales that are read at once.
const PART: usize = 200;

/// Of the sales of one outcome: how many, and what their amounts, charges and commission come to.
type Sum = (i64, [Paise; 3]);

/// The outcomes in the order of the sums.
const OUTCOMES: [Outcome; 4] = [Outcome::Succeeded, Outcome::Waiting, Outcome::Failed, Outcome::Reversed];

/// A list that is read.
pub(super) struct SalesRows<'a> {
    words: Words<'a>,
    ids: Vec<i64>,
    read: usize,
    customers: BTreeMap<i64, String>,
    /// By place in [`OUTCOMES`], and whether it is a load.
    sums: BTreeMap<(usize, bool), Sum>,
}

/// The list with its titles.
pub(super) fn sales<'a>(
    words: Words<'a>,
    filter: &SalesFilter,
    order: SaleOrder,
    is_rising: bool,
) -> Result<(Head, SalesRows<'a>), Problem> {
    let narrow = narrow(&words, filter)?;
    let filter = words.till.filter(filter)?;
    let ids = words.till.ledger.listed_sales(&filter, order, is_rising)?;
    let (days, name) = words.days(&filter.days);
    let head = Head {
        name: format!("sales {name}{}", narrow.mark),
        title: words.of("sales"),
        lines: [vec![days], narrow.lines].concat(),
        columns: columns(&words),
        is_wide: true,
    };
    Ok((head, SalesRows::of(words, ids)))
}

/// What a search finds, each sale once, with its titles. `text`: as it was typed.
pub(super) fn found<'a>(words: Words<'a>, text: &str) -> Result<(Head, SalesRows<'a>), Problem> {
    let ids = words.till.found_sales(text)?;
    let head = Head {
        name: format!("sales found {}", india_day(words.till.clock.now_ms())),
        title: words.of("sales"),
        lines: vec![words.with("searched", "{words}", text.trim())],
        columns: columns(&words),
        is_wide: true,
    };
    Ok((head, SalesRows::of(words, ids)))
}

fn columns(words: &Words<'_>) -> Vec<Col> {
    vec![
        words.col("col_when", Kind::Moment, 17, 0),
        words.col("col_number", Kind::Text, 16, 0),
        words.col("col_operator", Kind::Text, 20, 2),
        words.col("col_service", Kind::Text, 14, 1),
        words.col("col_company", Kind::Text, 16, 1),
        words.col("col_order", Kind::Text, 22, 0),
        words.col("col_outcome", Kind::Text, 12, 1),
        words.col("col_amount", Kind::Amount, 14, 0),
        words.col("col_charge", Kind::Amount, 12, 0),
        words.col("col_payment", Kind::Text, 9, 0),
        words.col("col_customer", Kind::Text, 20, 1),
        words.col("col_earned", Kind::Amount, 12, 0),
        words.col("col_company_ref", Kind::Text, 22, 1),
        words.col("col_operator_ref", Kind::Text, 22, 1),
    ]
}

impl<'a> SalesRows<'a> {
    fn of(words: Words<'a>, ids: Vec<i64>) -> SalesRows<'a> {
        SalesRows { words, ids, read: 0, customers: BTreeMap::new(), sums: BTreeMap::new() }
    }
}

impl SalesRows<'_> {
    fn customer(&mut self, id: i64) -> Result<String, Problem> {
        if let Some(known) = self.customers.get(&id) {
            return Ok(known.clone());
        }
        let name = self.words.customer(id)?;
        self.customers.insert(id, name.clone());
        Ok(name)
    }

    fn add(&mut self, sale: &SaleRow, outcome: Outcome) -> Option<()> {
        let place = OUTCOMES.iter().position(|known| *known == outcome)?;
        let sum = self.sums.entry((place, sale.service == Service::WalletLoad)).or_default();
        let earned = if outcome == Outcome::Succeeded { sale.earned } else { Paise::ZERO };
        for (sum, more) in sum.1.iter_mut().zip([sale.amount, sale.charge, earned]) {
            *sum = sum.checked_add(more)?;
        }
        sum.0 += 1;
        Some(())
    }

    fn row(&mut self, sale: &SaleRow) -> Result<Vec<Cell>, Problem> {
        let outcome = Outcome::from(sale.state);
        self.add(sale, outcome).ok_or(Problem::AmountTooLarge)?;
        let customer = sale.customer.map(|id| self.customer(id)).transpose()?;
        let words = &self.words;
        let is_load = sale.service == Service::WalletLoad;
        Ok(vec![
            Cell::Moment(sale.created_at_ms),
            filled(&sale.number),
            Cell::Text(words.operator(&sale.operator)),
            Cell::Text(words.of(&format!("service_{}", sale.service.as_str()))),
            Cell::Text(words.till.name_of(&sale.provider)),
            Cell::Text(sale.order_id.to_string()),
            Cell::Text(words.of(&format!("outcome_{}", word_of(&outcome)))),
            Cell::Amount(sale.amount.get()),
            Cell::Amount(sale.charge.get()),
            // Nobody pays at the counter for a load of the shop's own wallet.
            if is_load { Cell::Empty } else { Cell::Text(words.of(&format!("pay_{}", sale.payment.as_str()))) },
            customer.map_or(Cell::Empty, Cell::Text),
            if outcome == Outcome::Succeeded { Cell::Amount(sale.earned.get()) } else { Cell::Empty },
            filled(&sale.provider_ref),
            filled(&sale.operator_ref),
        ])
    }
}

impl Rows for SalesRows<'_> {
    fn all(&self) -> Option<u64> {
        Some(self.ids.len() as u64)
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        let part: Vec<i64> = self.ids.iter().skip(self.read).take(PART).copied().collect();
        if part.is_empty() {
            return Ok(None);
        }
        self.read += part.len();
        let sales = self.words.till.ledger.sales_of(&part)?;
        sales.iter().map(|sale| self.row(sale)).collect::<Result<_, _>>().map(Some)
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        let mut rows: Vec<(&(usize, bool), &Sum)> = self.sums.iter().collect();
        rows.sort_by_key(|((place, is_load), _)| (*is_load, *place));
        let row = |((place, is_load), (sales, [amount, charge, earned])): (&(usize, bool), &Sum)| {
            let outcome = OUTCOMES.get(*place).map(word_of).unwrap_or_default();
            let outcome = self.words.of(&format!("outcome_{outcome}"));
            let mut cells = vec![Cell::Empty; 12];
            let label = if *is_load { self.words.of("loads") } else { self.words.of("sum") };
            cells[0] = Cell::Text(label);
            cells[1] = Cell::Count(*sales);
            cells[6] = Cell::Text(outcome);
            cells[7] = Cell::Amount(amount.get());
            cells[8] = Cell::Amount(charge.get());
            cells[11] = Cell::Amount(earned.get());
            cells
        };
        rows.into_iter().map(row).collect()
    }
}
