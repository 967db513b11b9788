//! The vouchers as a file: money that is no sale, newest first as the screen lists it, with its sums by kind. A voucher that was taken back
//! and its correction stand in the list and count in no sum.

use std::collections::BTreeMap;

use domain::{Cause, Paise, VoucherKind, india_day};
use ledger::VoucherRow;
use receipts::cause_word;
use sheets::write::{Cell, Kind};

use super::table::{Head, Rows, filled};
use super::words::{Words, word_of};
use crate::Problem;

/// Vouchers that are read at once.
const PART: u32 = 500;

/// A list that is read.
pub(super) struct VoucherRows<'a> {
    words: Words<'a>,
    /// The place that the next part is before; `None`: there is no more.
    before: Option<i64>,
    read: u64,
    /// By the word of its kind: how many, and what they come to.
    sums: BTreeMap<String, (VoucherKind, i64, Paise)>,
}

/// The list with its titles.
pub(super) fn voucher_list(words: Words<'_>) -> (Head, VoucherRows<'_>) {
    let columns = vec![
        words.col("col_when", Kind::Moment, 17, 0),
        words.col("col_what", Kind::Text, 26, 2),
        words.col("col_from", Kind::Text, 22, 1),
        words.col("col_to", Kind::Text, 22, 1),
        words.col("col_amount", Kind::Amount, 14, 0),
        words.col("col_reason", Kind::Text, 28, 2),
        words.col("col_reference", Kind::Text, 18, 1),
        words.col("col_by", Kind::Text, 16, 1),
    ];
    let today = india_day(words.till.clock.now_ms());
    let (name, title) = (format!("voucher list {today}"), words.of("voucher_list"));
    let head = Head { name, title, lines: Vec::new(), columns, is_wide: true };
    (head, VoucherRows { words, before: Some(i64::MAX), read: 0, sums: BTreeMap::new() })
}

impl VoucherRows<'_> {
    fn row(&mut self, row: &VoucherRow) -> Result<Vec<Cell>, Problem> {
        let voucher = &row.voucher;
        if row.mends.is_none() && row.mended_by.is_none() {
            let (_, count, sum) = self.sums.entry(word_of(&voucher.kind)).or_insert((voucher.kind, 0, Paise::ZERO));
            *count += 1;
            *sum = sum.checked_add(voucher.amount).ok_or(Problem::AmountTooLarge)?;
        }
        Ok(vec![
            Cell::Moment(row.at_ms),
            Cell::Text(self.words.voucher(voucher.kind, row.mends, row.mended_by)),
            Cell::Text(self.words.account(&voucher.from)?),
            Cell::Text(self.words.account(&voucher.to)?),
            Cell::Amount(voucher.amount.get()),
            filled(&voucher.reason),
            filled(&voucher.reference),
            filled(&voucher.by),
        ])
    }
}

impl Rows for VoucherRows<'_> {
    fn all(&self) -> Option<u64> {
        self.before.is_none().then_some(self.read)
    }

    fn least(&self) -> u64 {
        self.read
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        let Some(before) = self.before else { return Ok(None) };
        let part = self.words.till.ledger.vouchers(None, before, PART)?;
        self.read += part.len() as u64;
        self.before = part.last().filter(|_| part.len() as u64 == u64::from(PART)).map(|row| row.seq);
        part.iter().map(|row| self.row(row)).collect::<Result<_, _>>().map(Some)
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        let sum = |(kind, count, paise): &(VoucherKind, i64, Paise)| {
            let mut cells = vec![Cell::Empty; 8];
            cells[0] = Cell::Text(self.words.of("sum"));
            cells[1] = Cell::Text(cause_word(Cause::Voucher(*kind), self.words.language));
            cells[2] = Cell::Count(*count);
            cells[4] = Cell::Amount(paise.get());
            cells
        };
        self.sums.values().map(sum).collect()
    }
}
