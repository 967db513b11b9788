//! The statement of an account on the screen.

use domain::{Account, Service, parse_day};
use ledger::{EventKind, Mover, Span, StatementRow, VoucherRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::books::voucher::VoucherView;
use crate::{MoneyFault, MoneyField, Problem, Till};

/// Entries on a page.
const PAGE: usize = 60;

/// Which part of which account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct StatementQuery {
    /// As the books write it: `cash`, `wallet:` and the provider's slug.
    pub account: String,
    /// From this day on, as typed; empty: from the beginning.
    pub from: String,
    /// Up to this day, as typed; empty: up to now.
    pub to: String,
    /// The next page; `None`: the first.
    #[specta(type = Option<Number>)]
    pub before: Option<i64>,
}

/// The sale that moved an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct MovingSale {
    #[specta(type = Number)]
    pub sale_id: i64,
    pub kind: EventKind,
    pub service: Service,
    pub operator: String,
    pub number: String,
}

/// One entry: a sale's or a voucher's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct StatementLine {
    #[specta(type = Number)]
    pub seq: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    #[specta(type = Number)]
    pub amount_paise: i64,
    /// What stood in the account after it.
    #[specta(type = Number)]
    pub after_paise: i64,
    pub sale: Option<MovingSale>,
    pub voucher: Option<VoucherView>,
}

/// A page of an account's statement, newest entry first. Its sums are those of the whole span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AccountStatement {
    pub account: String,
    #[specta(type = Number)]
    pub brought_paise: i64,
    #[specta(type = Number)]
    pub in_paise: i64,
    #[specta(type = Number)]
    pub out_paise: i64,
    #[specta(type = Number)]
    pub carried_paise: i64,
    pub rows: Vec<StatementLine>,
    #[specta(type = Option<Number>)]
    pub more_before: Option<i64>,
}

/// A day as typed; `None`: nothing was typed.
pub(crate) fn day(typed: &str, field: MoneyField) -> Result<Option<String>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    parse_day(typed).map(Some).ok_or(Problem::Money { field, fault: MoneyFault::NoSuchDay })
}

impl Till {
    fn statement_line(&self, row: StatementRow) -> Result<StatementLine, Problem> {
        let (sale, voucher) = match row.mover {
            Mover::Sale { sale_id, kind, service, operator, number } => {
                (Some(MovingSale { sale_id, kind, service, operator, number }), None)
            }
            Mover::Voucher { voucher, mends, mended_by } => {
                let row = VoucherRow { seq: row.seq, at_ms: row.at_ms, voucher, mends, mended_by };
                (None, Some(self.voucher_view(row)?))
            }
        };
        let (amount_paise, after_paise) = (row.amount.get(), row.after.get());
        Ok(StatementLine { seq: row.seq, at_ms: row.at_ms, amount_paise, after_paise, sale, voucher })
    }

    /// A page of the statement of an account.
    pub fn statement(&self, query: &StatementQuery) -> Result<AccountStatement, Problem> {
        let account = Account::parse(&query.account).ok_or(Problem::AccountUnknown)?;
        let (from, to) = (day(&query.from, MoneyField::FirstDay)?, day(&query.to, MoneyField::LastDay)?);
        let span = Span { from: from.as_deref(), to: to.as_deref(), before: query.before };
        let statement = self.ledger.statement(&account, span, PAGE)?;
        Ok(AccountStatement {
            account: account.to_string(),
            brought_paise: statement.brought.get(),
            in_paise: statement.moved.into.get(),
            out_paise: statement.moved.out.get(),
            carried_paise: statement.carried.get(),
            rows: statement.rows.into_iter().map(|row| self.statement_line(row)).collect::<Result<_, _>>()?,
            more_before: statement.more_before,
        })
    }
}
