//! The day book: what the sales of some days come to, and one sale opened. The sales themselves come by pages.

use domain::{Account, Days, Outcome, Paise, Payment, SaleState, Word};
use ledger::{EventKind, EventRow, FilterSum, Rest, SaleFilter, SaleRow, TakenBack};
use serde::Serialize;
use specta_typescript::Number;

use crate::problem::stored::problem_in;
use crate::{KnownCustomer, Mode, Problem, SaleView, SalesFilter, Till, WordView};

/// Sales of other days that are listed at most; their sums are of all.
const TAKEN_BACK_MOST: u32 = 50;

/// Sales that stand under days that have not come yet: they were sold under a clock that was ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DaysAhead {
    /// How many.
    #[specta(type = Number)]
    pub sales: i64,
    /// The last of their days.
    pub last_day: String,
}

/// What the sales of some days come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DayBook {
    /// The present business day.
    pub today: String,
    /// The days that the filter's words mean now.
    pub days: Days,
    pub totals: Vec<OutcomeTotal>,
    /// What customers paid for the sales that are done.
    pub paid: Paid,
    #[specta(type = Number)]
    pub earned_paise: i64,
    /// Sales of other days that were taken back on these.
    pub taken_back: TakenBackPart,
    /// Sales of days that have not come yet.
    pub ahead: Option<DaysAhead>,
}

/// Sales of other days that fit the filter and were taken back on its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TakenBackPart {
    /// How many there are.
    #[specta(type = Number)]
    pub sales: i64,
    /// What customers had paid for them, with the service charges.
    #[specta(type = Number)]
    pub paid_paise: i64,
    /// What they had earned.
    #[specta(type = Number)]
    pub earned_paise: i64,
    /// The last of them.
    pub rows: Vec<SaleOfOtherDay>,
}

/// A sale of another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SaleOfOtherDay {
    /// The sale.
    pub sale: SaleView,
    /// The business day on which it was sold.
    pub day: String,
    /// When it was taken back.
    #[specta(type = Number)]
    pub at_ms: i64,
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
    pub sales: i64,
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

fn sum(mut parts: impl Iterator<Item = Option<Paise>>) -> i64 {
    parts.try_fold(Paise::ZERO, |sum, part| sum.checked_add(part?)).unwrap_or_default().get()
}

fn totals_of(sums: &[FilterSum]) -> Vec<OutcomeTotal> {
    let total = |outcome| {
        let of_outcome = || sums.iter().filter(|sum| sum.outcome == outcome);
        OutcomeTotal {
            outcome,
            sales: of_outcome().map(|sum| sum.sales).sum(),
            amount_paise: sum(of_outcome().map(|sum| Some(sum.amount))),
        }
    };
    Outcome::ALL.into_iter().map(total).collect()
}

/// What was paid for the sales that are done.
fn paid_of(done: &[FilterSum]) -> Paid {
    let by =
        |payment| sum(done.iter().filter(|sum| sum.payment == payment).map(|sum| sum.amount.checked_add(sum.charge)));
    Paid {
        cash_paise: by(Payment::Cash),
        upi_paise: by(Payment::Upi),
        udhaar_paise: by(Payment::Udhaar),
        charges_paise: sum(done.iter().map(|sum| Some(sum.charge))),
    }
}

impl Till {
    /// What the sales of a filter come to.
    pub fn day_book(&self, asked: &SalesFilter) -> Result<DayBook, Problem> {
        let today = self.ledger.business_day(self.clock.now_ms())?;
        let ahead = self.ledger.sales_after_day(&today)?.map(|(sales, last_day)| DaysAhead { sales, last_day });
        let filter = self.filter(asked)?;
        let mut sums = self.ledger.filter_sums(&filter)?;
        // A load of the wallet is no sale: the shop's own money goes from one place to another.
        sums.retain(|sum| !sum.is_load);
        let done: Vec<FilterSum> = sums.iter().filter(|sum| sum.outcome == Outcome::Succeeded).copied().collect();
        Ok(DayBook {
            today,
            totals: totals_of(&sums),
            paid: paid_of(&done),
            earned_paise: sum(done.iter().map(|sum| Some(sum.earned))),
            taken_back: self.taken_back(&filter)?,
            days: filter.days,
            ahead,
        })
    }

    fn taken_back(&self, filter: &SaleFilter) -> Result<TakenBackPart, Problem> {
        let (rows, sums) = self.ledger.taken_back(filter, TAKEN_BACK_MOST)?;
        let row =
            |TakenBack { sale, day, at_ms }: TakenBack| Ok(SaleOfOtherDay { sale: self.view(&sale)?, day, at_ms });
        Ok(TakenBackPart {
            sales: sums.sales,
            paid_paise: sum([Some(sums.amount), Some(sums.charge)].into_iter()),
            earned_paise: sums.earned.get(),
            rows: rows.into_iter().map(row).collect::<Result<_, Problem>>()?,
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

    /// Every sale whose customer's money is still to be given back, oldest first: the books owe it, or they count it as given back at
    /// the counter and nobody has said that it was.
    pub fn owed(&self) -> Result<Vec<OwedSale>, Problem> {
        let mut rows = self.ledger.owed_sales()?;
        for sale in self.hand_back(self.clock.now_ms())? {
            rows.push(self.ledger.sale(sale.id)?);
        }
        rows.sort_by_key(|sale| sale.sale_id);
        let owed = |sale: &SaleRow| Ok(OwedSale { sale: self.view(sale)?, customer: self.customer_of_sale(sale)? });
        rows.iter().map(owed).collect()
    }

    /// Whether the money of this till is practice money.
    pub fn is_practice(&self) -> bool {
        self.mode == Mode::Practice
    }
}
