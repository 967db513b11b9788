//! Rehearse yesterday: the shop's own last day of sales, under made-up numbers, as customers of practice.
//!
//! Architecture invariant: the real ledger is only read. What becomes of a practice sale is chosen by its number alone, as everywhere in
//! practice; the score follows from the practice ledger.

pub(crate) mod customers;
pub(crate) mod score;

use domain::{Days, Paise, Payment, Service};
use ledger::{LedgerError, Page, SaleFilter, SaleOrder};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::screens::fields::fields_of;
use crate::{Problem, Till};
use customers::{Bought, Customer, Temper, Visit, VisitKind, customers, visits};
use score::{Score, Served, Sold, score};

/// The most sales of a day that are rehearsed.
const SALES: u32 = 40;
/// So many days with sales are looked through for one that can be rehearsed.
const DAYS: u32 = 14;
/// What is sold over the counter by number, operator and amount alone.
const SERVICES: [Service; 4] = [Service::Prepaid, Service::Postpaid, Service::Dth, Service::DataCard];
/// The largest amount: the practice wallets must last for all of them.
const MOST: Paise = Paise::new(100_000);
/// The most practice sales that are looked at for the score.
const MADE: u32 = 400;

/// What a rehearsal does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum RehearsalStep {
    /// It begins anew.
    Begin,
    /// The customer at the counter leaves, and the next one comes.
    Next,
    /// No more customers: the score.
    Finish,
    /// It is forgotten.
    Leave,
}

/// The customer at the counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct VisitView {
    pub kind: VisitKind,
    /// Which visit it is, from 1.
    pub place: u32,
    pub visits: u32,
    pub service: Service,
    pub operator: String,
    /// Made up.
    pub number: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
    /// What the customer says first and takes back; `None`: nothing.
    #[specta(type = Option<Number>)]
    pub first_said_paise: Option<i64>,
    pub payment: Payment,
}

/// A rehearsal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RehearsalView {
    /// The business day that is rehearsed, `2026-11-20`.
    pub day: String,
    /// Who stands at the counter; `None`: it is over.
    pub visit: Option<VisitView>,
    /// What it was worth, once it is over.
    pub score: Option<Score>,
}

/// A rehearsal.
#[derive(Debug, Clone)]
pub(crate) struct Rehearsal {
    day: String,
    customers: Vec<Customer>,
    visits: Vec<Visit>,
    /// When each visit that was begun began, in ms since 1970.
    came_at_ms: Vec<i64>,
    is_over: bool,
}

fn bought_on(real: &Till, day: &str) -> Result<Vec<Bought>, Problem> {
    let filter = SaleFilter { services: SERVICES.to_vec(), most: Some(MOST), ..SaleFilter::of(Days::one(day)) };
    let sales = real.ledger.filtered_sales(&filter, SaleOrder::Time, true, Page { after: 0, rows: SALES })?;
    let plain = sales.into_iter().filter(|sale| fields_of(&sale.fields).is_empty());
    Ok(plain
        .map(|sale| Bought {
            service: sale.service,
            operator: sale.operator,
            number: sale.number,
            amount: sale.amount,
            // Practice knows none of the customers who may owe.
            payment: if sale.payment == Payment::Udhaar { Payment::Cash } else { sale.payment },
        })
        .collect())
}

impl Rehearsal {
    /// The last day before today of which something can be rehearsed; `None`: there is none. `practice` only sells what it lists.
    pub(crate) fn of(real: &Till, practice: &Till) -> Result<Option<Rehearsal>, Problem> {
        let lists = practice.lists();
        let seed = practice.random.bits();
        let mut day = real.ledger.business_day(practice.clock.now_ms())?;
        for _ in 0..DAYS {
            let Some(before) = real.ledger.last_day_before(&day)? else { return Ok(None) };
            day = before;
            let mut bought = bought_on(real, &day)?;
            bought.retain(|sale| !lists.offers(&sale.operator).is_empty());
            let is_known = |service, number: &str| -> Result<bool, LedgerError> {
                Ok(!real.ledger.number_history(service, number, 1)?.is_empty())
            };
            let customers = customers(&bought, seed, is_known)?;
            if !customers.is_empty() {
                let visits = visits(&customers);
                let came_at_ms = vec![practice.clock.now_ms()];
                return Ok(Some(Rehearsal { day, customers, visits, came_at_ms, is_over: false }));
            }
        }
        Ok(None)
    }

    /// The customer leaves, and the next one comes; after the last one it is over.
    pub(crate) fn next(&mut self, now_ms: i64) {
        if self.came_at_ms.len() >= self.visits.len() {
            self.is_over = true;
        } else if !self.is_over {
            self.came_at_ms.push(now_ms);
        }
    }

    /// No more customers.
    pub(crate) fn finish(&mut self) {
        self.is_over = true;
    }

    fn visit(&self) -> Option<VisitView> {
        let place = self.came_at_ms.len();
        let visit = self.visits.get(place.checked_sub(1)?).filter(|_| !self.is_over)?;
        let customer = &self.customers[visit.of];
        let says_more = customer.temper == Temper::NoughtTooMany && visit.kind == VisitKind::Buys;
        Some(VisitView {
            kind: visit.kind,
            place: u32::try_from(place).unwrap_or(u32::MAX),
            visits: u32::try_from(self.visits.len()).unwrap_or(u32::MAX),
            service: customer.service,
            operator: customer.operator.clone(),
            number: customer.number.clone(),
            amount_paise: customer.amount.get(),
            first_said_paise: says_more.then(|| customer.amount.get().saturating_mul(10)),
            payment: customer.payment,
        })
    }

    fn served(&self) -> Vec<Served> {
        let begun = self.visits.iter().zip(&self.came_at_ms).filter(|(visit, _)| visit.kind == VisitKind::Buys);
        let served = |(visit, came_at_ms): (&Visit, &i64)| Served {
            customer: self.customers[visit.of].clone(),
            came_at_ms: *came_at_ms,
        };
        begun.map(served).collect()
    }

    /// The practice sales that were made since it began.
    fn sold(&self, practice: &Till) -> Result<Vec<Sold>, Problem> {
        let began_ms = self.came_at_ms.first().copied().unwrap_or(i64::MAX);
        let now = practice.counter_now()?;
        let is_told = |sale_id: i64| !now.to_tell.iter().chain(&now.hand_back).any(|sale| sale.id == sale_id);
        let made = practice.ledger.newest_sales(MADE)?.into_iter().filter(|sale| sale.created_at_ms >= began_ms);
        let sold = made.filter(|sale| sale.service.at_desk().is_none()).map(|sale| Sold {
            is_told: is_told(sale.sale_id),
            number: sale.number,
            operator: sale.operator,
            amount: sale.amount,
            state: sale.state,
            created_at_ms: sale.created_at_ms,
            settled_at_ms: sale.settled_at_ms,
        });
        Ok(sold.collect())
    }

    /// As it stands.
    pub(crate) fn view(&self, practice: &Till) -> Result<RehearsalView, Problem> {
        let score = if self.is_over { Some(score(&self.served(), &self.sold(practice)?)) } else { None };
        Ok(RehearsalView { day: self.day.clone(), visit: self.visit(), score })
    }
}
