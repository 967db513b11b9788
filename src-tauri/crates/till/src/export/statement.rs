//! The statement of an account as a file, oldest entry first, with what stood in the account after each.

use domain::{Account, Paise};
use ledger::{Span, Statement, StatementRow};
use sheets::write::{Cell, Kind};

use super::table::{Head, Rows};
use super::words::Words;
use crate::books::statement::day;
use crate::{MoneyField, Problem};

/// Entries that are read at once, and handed on at once.
const PART: usize = 500;

/// A statement that is read. The books give the newest entry first, and paper begins with the oldest: so all of them are read before
/// the first is written.
pub(super) struct StatementRows<'a> {
    words: Words<'a>,
    account: Account,
    from: Option<String>,
    to: Option<String>,
    /// The sums of the first page, which are those of the whole statement; what is posted after it has no part in them.
    whole: Statement,
    /// What is read and not yet handed on.
    newest_first: Vec<StatementRow>,
    /// How many are read.
    all: u64,
    is_read: bool,
}

/// The statement with its titles; the days as typed.
pub(super) fn statement<'a>(
    words: Words<'a>,
    account: &str,
    from: &str,
    to: &str,
) -> Result<(Head, StatementRows<'a>), Problem> {
    let account = Account::parse(account).ok_or(Problem::AccountUnknown)?;
    let (from, to) = (day(from, MoneyField::FirstDay)?, day(to, MoneyField::LastDay)?);
    let (days, days_name) = words.days(&Words::open_days(from.clone(), to.clone()));
    let [into, out, after] = titles(&account);
    let columns = vec![
        words.col("col_when", Kind::Moment, 17, 0),
        words.col("col_what", Kind::Text, 48, 1),
        words.col(into, Kind::Amount, 15, 0),
        words.col(out, Kind::Amount, 15, 0),
        words.col(after, Kind::Amount, 16, 0),
    ];
    let title = words.with("statement", "{account}", &words.account(&account)?);
    let name = format!("statement {} {days_name}", account.to_string().replace([':', '_'], " "));
    let head = Head { name, title, lines: vec![days], columns, is_wide: false };
    let rows = StatementRows {
        words,
        account,
        from,
        to,
        whole: Statement::default(),
        newest_first: Vec::new(),
        all: 0,
        is_read: false,
    };
    Ok((head, rows))
}

/// The titles of the amounts. A customer reads the own statement, and sees it from the other side of the counter.
fn titles(account: &Account) -> [&'static str; 3] {
    match account {
        Account::Customer(_) => ["col_udhaar_taken", "col_udhaar_paid", "col_owes"],
        Account::Cash
        | Account::Upi
        | Account::Bank
        | Account::Wallet(_)
        | Account::Credit(_)
        | Account::Commission
        | Account::Charges
        | Account::Owed
        | Account::Lost
        | Account::OverShort
        | Account::Owner
        | Account::Spent
        | Account::Tds(_) => ["col_in", "col_out", "col_after"],
    }
}

impl StatementRows<'_> {
    fn said(&self, amount: Paise) -> i64 {
        if self.account.is_turned() { amount.get().saturating_neg() } else { amount.get() }
    }

    fn balance(&self, key: &str, amount: Paise) -> Vec<Cell> {
        let amount = Cell::Amount(self.said(amount));
        vec![Cell::Empty, Cell::Text(self.words.of(key)), Cell::Empty, Cell::Empty, amount]
    }

    fn row(&self, row: &StatementRow) -> Vec<Cell> {
        let amount = self.said(row.amount);
        let (into, out) =
            if amount >= 0 { (Cell::Amount(amount), Cell::Empty) } else { (Cell::Empty, Cell::Amount(-amount)) };
        let what = Cell::Text(self.words.mover(&row.mover));
        vec![Cell::Moment(row.at_ms), what, into, out, Cell::Amount(self.said(row.after))]
    }

    fn read_on(&mut self) -> Result<(), Problem> {
        let before = self.newest_first.last().map(|row| row.seq);
        let span = Span { from: self.from.as_deref(), to: self.to.as_deref(), before };
        let mut page = self.words.till.ledger.statement(&self.account, span, PART)?;
        self.all += page.rows.len() as u64;
        self.newest_first.append(&mut page.rows);
        self.is_read = page.more_before.is_none();
        if before.is_none() {
            self.whole = page;
        }
        Ok(())
    }
}

impl Rows for StatementRows<'_> {
    fn all(&self) -> Option<u64> {
        self.is_read.then_some(self.all)
    }

    fn least(&self) -> u64 {
        self.all
    }

    fn above(&self) -> Vec<Vec<Cell>> {
        vec![self.balance("brought", self.whole.brought)]
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        if !self.is_read {
            self.read_on()?;
            return Ok(Some(Vec::new()));
        }
        let oldest = self.newest_first.split_off(self.newest_first.len().saturating_sub(PART));
        Ok((!oldest.is_empty()).then(|| oldest.iter().rev().map(|row| self.row(row)).collect()))
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        let (into, out) = (self.whole.moved.into.get(), self.whole.moved.out.get());
        let (into, out) = if self.account.is_turned() { (out, into) } else { (into, out) };
        let sum =
            vec![Cell::Empty, Cell::Text(self.words.of("sum")), Cell::Amount(into), Cell::Amount(out), Cell::Empty];
        vec![sum, self.balance("carried", self.whole.carried)]
    }
}
