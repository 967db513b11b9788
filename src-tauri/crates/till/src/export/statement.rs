//! The statement of an account as a file, oldest entry first, with what stood in the account after each.

use domain::{Account, Paise};
use ledger::{EventKind, Mover, Span, Statement, StatementRow};
use receipts::cause_word;
use sheets::write::{Cell, Kind};

use super::table::{Col, Head, Rows};
use super::words::{Words, word_of};
use crate::books::statement::day;
use crate::{MoneyField, Problem};

/// Entries that are read at once.
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
    newest_first: Vec<StatementRow>,
    is_read: bool,
    is_written: bool,
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
    let col = |key: &str, kind, width, weight| Col::new(words.of(key), kind, width, weight);
    let [into, out, after] = titles(&account);
    let columns = vec![
        col("col_when", Kind::Moment, 17, 0),
        col("col_what", Kind::Text, 48, 1),
        col(into, Kind::Amount, 15, 0),
        col(out, Kind::Amount, 15, 0),
        col(after, Kind::Amount, 16, 0),
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
        is_read: false,
        is_written: false,
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

/// What an entry of a sale is called. How far the sale was when it was booked says nothing of how far it is now, so that such an entry
/// is just the sale.
fn entry_word(kind: EventKind) -> String {
    let is_under_way = matches!(
        kind,
        EventKind::Intended
            | EventKind::Submitted
            | EventKind::Accepted
            | EventKind::LostTrack
            | EventKind::NoNews
            | EventKind::Recovered
            | EventKind::Succeeded
    );
    if is_under_way { "entry_sale".to_owned() } else { format!("event_{}", word_of(&kind)) }
}

/// Whether money that the shop earned, or owes, stands in it below nothing: people say it the other way round.
fn is_turned(account: &Account) -> bool {
    match account {
        Account::Credit(_)
        | Account::Commission
        | Account::Charges
        | Account::Owed
        | Account::OverShort
        | Account::Owner => true,
        Account::Cash
        | Account::Upi
        | Account::Bank
        | Account::Wallet(_)
        | Account::Customer(_)
        | Account::Lost
        | Account::Spent
        | Account::Tds(_) => false,
    }
}

impl StatementRows<'_> {
    fn said(&self, amount: Paise) -> i64 {
        if is_turned(&self.account) { amount.get().saturating_neg() } else { amount.get() }
    }

    fn balance(&self, key: &str, amount: Paise) -> Vec<Cell> {
        let amount = Cell::Amount(self.said(amount));
        vec![Cell::Empty, Cell::Text(self.words.of(key)), Cell::Empty, Cell::Empty, amount]
    }

    fn what(&self, mover: &Mover) -> String {
        let words = &self.words;
        let parts = match mover {
            Mover::Sale { kind, operator, number, .. } => {
                [words.operator(operator), number.clone(), words.of(&entry_word(*kind))]
            }
            Mover::Voucher { voucher, mends, mended_by } => {
                let kind = cause_word(domain::Cause::Voucher(voucher.kind), words.language);
                let kind = match (mends, mended_by) {
                    (Some(_), _) => words.with("takes_back", "{what}", &kind),
                    (None, Some(_)) => words.with("taken_back", "{what}", &kind),
                    (None, None) => kind,
                };
                [kind, voucher.reason.clone(), voucher.reference.clone()]
            }
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn row(&self, row: &StatementRow) -> Vec<Cell> {
        let amount = self.said(row.amount);
        let (into, out) =
            if amount >= 0 { (Cell::Amount(amount), Cell::Empty) } else { (Cell::Empty, Cell::Amount(-amount)) };
        let what = Cell::Text(self.what(&row.mover));
        vec![Cell::Moment(row.at_ms), what, into, out, Cell::Amount(self.said(row.after))]
    }

    fn read_on(&mut self) -> Result<(), Problem> {
        let before = self.newest_first.last().map(|row| row.seq);
        let span = Span { from: self.from.as_deref(), to: self.to.as_deref(), before };
        let mut page = self.words.till.ledger.statement(&self.account, span, PART)?;
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
        self.is_read.then_some(self.newest_first.len() as u64 + 1)
    }

    fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, Problem> {
        if !self.is_read {
            self.read_on()?;
            return Ok(Some(Vec::new()));
        }
        if std::mem::replace(&mut self.is_written, true) {
            return Ok(None);
        }
        let brought = self.balance("brought", self.whole.brought);
        Ok(Some(std::iter::once(brought).chain(self.newest_first.iter().rev().map(|row| self.row(row))).collect()))
    }

    fn sums(&self) -> Vec<Vec<Cell>> {
        let (into, out) = (self.whole.moved.into.get(), self.whole.moved.out.get());
        let (into, out) = if is_turned(&self.account) { (out, into) } else { (into, out) };
        let sum =
            vec![Cell::Empty, Cell::Text(self.words.of("sum")), Cell::Amount(into), Cell::Amount(out), Cell::Empty];
        vec![sum, self.balance("carried", self.whole.carried)]
    }
}
