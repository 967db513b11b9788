//! The day book: a day's sales, and one sale opened.

use domain::{Account, Outcome, Paise, Payment, SaleState, Service, Word, india_day_start_ms};
use ledger::{EventKind, EventRow, Rest, SaleRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::problem::stored::problem_in;
use crate::{KnownCustomer, Mode, Problem, SaleView, Till, WordView};

/// Sales a search shows at most.
const FOUND: u32 = 500;

/// Which sales.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct DayQuery {
    /// A day in India, `2026-11-20`; `None` is today.
    pub day: Option<String>,
    /// A number or an order id; looks through all days.
    pub search: String,
}

/// Sales that stand under days that have not come yet: they were sold under a clock that was ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DaysAhead {
    #[specta(type = Number)]
    pub sales: i64,
    pub last_day: String,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DayBook {
    pub day: String,
    pub rows: Vec<SaleView>,
    pub totals: Vec<OutcomeTotal>,
    /// What customers paid for the sales that are done.
    pub paid: Paid,
    #[specta(type = Number)]
    pub earned_paise: i64,
    /// Sales of days that have not come yet.
    pub ahead: Option<DaysAhead>,
}

/// How customers paid for the sales that are done: amount and service charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Paid {
    #[specta(type = Number)]
    pub cash_paise: i64,
    #[specta(type = Number)]
    pub upi_paise: i64,
    /// Not paid yet.
    #[specta(type = Number)]
    pub udhaar_paise: i64,
    /// The service charges in all three.
    #[specta(type = Number)]
    pub charges_paise: i64,
}

/// The sum of one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OutcomeTotal {
    pub outcome: Outcome,
    #[specta(type = Number)]
    pub sales: usize,
    #[specta(type = Number)]
    pub amount_paise: i64,
}

/// One sale opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SaleDetail {
    pub sale: SaleView,
    pub events: Vec<EventView>,
    pub postings: Vec<PostingView>,
    /// What the shop has lost, because the sale turned out done after the money had gone back.
    #[specta(type = Number)]
    pub lost_paise: i64,
    /// Whose number it is, where the shop knows.
    pub known_customer: Option<KnownCustomer>,
}

/// A sale that came to nothing, with its customer's money still in the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OwedSale {
    /// The sale.
    pub sale: SaleView,
    /// On whose account the money could be kept.
    pub customer: Option<KnownCustomer>,
}

/// One row of its journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct EventView {
    #[specta(type = Number)]
    pub seq: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
    pub kind: EventKind,
    pub from: Option<SaleState>,
    pub to: Option<SaleState>,
    pub sent: Option<String>,
    pub received: Option<String>,
    pub words: Option<String>,
    pub problem: Option<Problem>,
    /// Bytes of the answer beyond what is kept, and their SHA-256.
    pub rest: Option<Rest>,
    /// What a person wrote down.
    pub person: Option<WordView>,
    /// What the company said with an answer that changed nothing.
    pub heard: Option<Word>,
    /// By how much more is owed to the customer since; below nothing: so much was given back, or used. 0 also in rows of an earlier
    /// version, which did not write it down.
    #[specta(type = Number)]
    pub owed_paise: i64,
}

/// One side of an entry in the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PostingView {
    #[specta(type = Number)]
    pub at_ms: i64,
    pub account: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
}

fn event_view(event: EventRow) -> EventView {
    EventView {
        seq: event.seq,
        at_ms: event.at_ms,
        kind: event.kind,
        from: event.from,
        to: event.to,
        sent: event.detail.sent,
        received: event.detail.received,
        words: event.detail.words,
        problem: event.detail.problem.as_ref().map(problem_in),
        rest: event.detail.rest,
        person: event.detail.person.map(WordView::of),
        heard: event.detail.heard,
        owed_paise: event
            .detail
            .posted
            .iter()
            .filter(|(account, _)| *account == Account::Owed)
            .map(|(_, owed)| -owed.get())
            .sum(),
    }
}

fn totals_of(rows: &[SaleRow]) -> Vec<OutcomeTotal> {
    let total = |outcome| {
        // A load of the wallet is no sale: the shop's own money goes from one place to another.
        let counts = |row: &&SaleRow| row.service != Service::WalletLoad && Outcome::from(row.state) == outcome;
        let of_outcome: Vec<&SaleRow> = rows.iter().filter(counts).collect();
        let amount = of_outcome.iter().try_fold(Paise::ZERO, |sum, row| sum.checked_add(row.amount));
        OutcomeTotal { outcome, sales: of_outcome.len(), amount_paise: amount.unwrap_or_default().get() }
    };
    Outcome::ALL.into_iter().map(total).collect()
}

fn sum(mut parts: impl Iterator<Item = Option<Paise>>) -> i64 {
    parts.try_fold(Paise::ZERO, |sum, part| sum.checked_add(part?)).unwrap_or_default().get()
}

fn paid_of<'a>(rows: impl Iterator<Item = &'a SaleRow> + Clone) -> Paid {
    let by = |payment| {
        let paid = rows.clone().filter(|row| row.payment == payment);
        sum(paid.map(|row| row.amount.checked_add(row.charge)))
    };
    Paid {
        cash_paise: by(Payment::Cash),
        upi_paise: by(Payment::Upi),
        udhaar_paise: by(Payment::Udhaar),
        charges_paise: sum(rows.clone().map(|row| Some(row.charge))),
    }
}

impl Till {
    /// A day's sales, or those a search finds.
    pub fn day_book(&self, query: &DayQuery) -> Result<DayBook, Problem> {
        let today = self.ledger.business_day(self.clock.now_ms())?;
        let ahead = self.ledger.sales_after_day(&today)?.map(|(sales, last_day)| DaysAhead { sales, last_day });
        let day = query.day.clone().filter(|day| india_day_start_ms(day).is_some()).unwrap_or(today);
        let rows = match query.search.trim() {
            "" => self.ledger.day_sales(&day)?,
            search => self.ledger.find_sales(search, FOUND)?,
        };
        // A load of the wallet is the shop's own money: nothing was taken for it.
        let is_taken = |row: &&SaleRow| row.state == SaleState::Succeeded && row.service != Service::WalletLoad;
        let standing = || rows.iter().filter(is_taken);
        Ok(DayBook {
            totals: totals_of(&rows),
            paid: paid_of(standing()),
            earned_paise: sum(standing().map(|row| Some(row.earned))),
            rows: self.views(&rows)?,
            day,
            ahead,
        })
    }

    /// One sale with its journal and its entries.
    pub fn sale(&self, sale_id: i64) -> Result<SaleDetail, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let postings = self.ledger.postings(sale_id)?.into_iter();
        let posting = |row: ledger::PostingRow| PostingView {
            at_ms: row.at_ms,
            account: row.account.to_string(),
            amount_paise: row.amount.get(),
        };
        Ok(SaleDetail {
            sale: self.whole_view(&sale)?,
            events: self.ledger.events(sale_id)?.into_iter().map(event_view).collect(),
            postings: postings.map(posting).collect(),
            lost_paise: self.ledger.customers_money(&sale)?.lost.get(),
            known_customer: self.customer_of_sale(&sale)?,
        })
    }

    /// Every sale whose customer's money is still to be given back, oldest first.
    pub fn owed(&self) -> Result<Vec<OwedSale>, Problem> {
        let owed = |sale: &SaleRow| Ok(OwedSale { sale: self.view(sale)?, customer: self.customer_of_sale(sale)? });
        self.ledger.owed_sales()?.iter().map(owed).collect()
    }

    /// Whether the money of this till is practice money.
    pub fn is_practice(&self) -> bool {
        self.mode == Mode::Practice
    }
}
