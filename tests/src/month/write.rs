//! Writes what was planned, in the order in which it happens.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::error::Error;
use std::sync::Arc;

use domain::{Commission, DAY_MS, Event, IdForm, Paise, Service, Sold, india_day};
use ledger::{
    Attention, EventDetail, Ledger, LedgerError, MoneyBack, NO_FIELDS, NewAttempt, NewSale, PersonsWord, SaleRow,
    Silent, Step,
};

use super::chance::Chance;
use super::companies::{SELLERS, WARES};
use super::day::prepare;
use super::plan::{End, Planned, sales};
use super::{Month, Written};

pub(super) type Failed = Box<dyn Error>;

pub(super) const MINUTE_MS: i64 = 60_000;
/// A sale that needs longer than this is first accepted.
const ACCEPTED_MS: i64 = 15_000;
/// The shop's evening, after the start of its day.
const EVENING_MS: i64 = 22 * 60 * MINUTE_MS;
const MORNING_MS: i64 = 8 * 60 * MINUTE_MS;
pub(super) const BY: &str = "Meena";

/// What happens at a moment; the number is the sale's place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Begin(usize),
    Accept(usize),
    End(usize),
    EndByNext(usize),
    Later(usize),
    GiveBack(usize),
    Desk,
    Load,
    Morning,
    Evening,
}

pub(super) struct Writer<'a> {
    pub(super) ledger: &'a Ledger,
    plan: Vec<Planned>,
    pub(super) rows: Vec<Option<SaleRow>>,
    rules: Arc<Commission>,
    pub(super) customers: Vec<i64>,
    waiting: BinaryHeap<Reverse<(i64, Act)>>,
    end_ms: i64,
    pub(super) chance: Chance,
    pub(super) written: Written,
}

pub(super) fn rupees(rupees: i64) -> Result<Paise, Failed> {
    Ok(Paise::from_rupees(rupees).ok_or("an amount")?)
}

/// What a company says.
fn said(words: &str) -> EventDetail {
    let received = format!("{{\"status\":\"{words}\",\"message\":\"{words}\"}}");
    EventDetail { words: Some(words.to_owned()), received: Some(received), ..EventDetail::default() }
}

pub(super) fn step(sale: &SaleRow, event: Event, at_ms: i64, words: &str) -> Step {
    let (company, operator) = (format!("7788{:06}", sale.attempt_id), format!("RJ{:010}", sale.attempt_id * 17));
    let operator = (event == Event::Succeed).then_some(operator);
    let step = Step::of(sale, event, at_ms).evidence(said(words)).refs(Some(company), operator);
    step.ask_next(None).flag(None)
}

/// The number whose last digit is one more.
fn next_number(number: &str) -> String {
    let (head, last) = number.split_at(number.len().saturating_sub(1));
    last.parse::<u8>().map_or_else(|_| format!("{number}1"), |digit| format!("{head}{}", (digit + 1) % 10))
}

impl Writer<'_> {
    fn at(&mut self, at_ms: i64, act: Act) {
        if at_ms < self.end_ms {
            self.waiting.push(Reverse((at_ms, act)));
        }
    }

    fn row(&self, place: usize) -> Result<SaleRow, Failed> {
        self.rows[place].clone().ok_or_else(|| "the sale has not begun".into())
    }

    fn attempt(&self, place: usize, seller: usize, at_ms: i64) -> Result<NewAttempt, Failed> {
        let (sale, habits) = (&self.plan[place], &SELLERS[seller]);
        let (service, operator, ..) = *sale.ware;
        let (amount, day) = (rupees(sale.rupees)?, india_day(at_ms));
        let sold = Sold { provider: habits.slug, operator, service, amount, day: &day };
        Ok(NewAttempt {
            provider: habits.slug.to_owned(),
            code: operator.to_uppercase(),
            account: "https://provider.example shop".to_owned(),
            earned: self.rules.earned(&sold).ok_or("no rule pays for it")?,
            id_form: IdForm::Signs,
        })
    }

    fn begin(&mut self, place: usize, at_ms: i64) -> Result<(), Failed> {
        let sale = &self.plan[place];
        let (service, operator, _, _, charge) = *sale.ware;
        let circle = if service == Service::Prepaid { "rajasthan" } else { "" };
        let new = NewSale {
            service,
            operator: operator.to_owned(),
            number: sale.number.clone(),
            circle: circle.to_owned(),
            amount: rupees(sale.rupees)?,
            fields: NO_FIELDS.to_owned(),
            attempt: self.attempt(place, sale.seller, at_ms)?,
            intent: format!("made up {place}"),
            ask_if_sold_since_ms: None,
            ask_if_open: false,
            day: self.ledger.business_day(at_ms)?,
            payment: sale.payment,
            customer: sale.customer.map(|customer| self.customers[customer]),
            charge: rupees(charge)?,
            instead_of: None,
            chit: None,
        };
        let (settles_ms, end) = (sale.settles_ms, sale.end);
        let begun = match self.ledger.begin_sale(&new, at_ms, at_ms + settles_ms) {
            // The same is not sold twice while the first is open. So somebody else comes.
            Err(LedgerError::TwinOpen { .. }) => {
                let other = NewSale { number: next_number(&new.number), ..new };
                self.ledger.begin_sale(&other, at_ms, at_ms + settles_ms)?
            }
            begun => begun?,
        };
        let is_slow = settles_ms > ACCEPTED_MS || matches!(end, End::RefusedLate(_) | End::Waits | End::NeedsPerson);
        self.rows[place] = Some(begun);
        if is_slow {
            self.at(at_ms + 1_800, Act::Accept(place));
        }
        match end {
            End::Waits => {}
            End::RefusedLate(later_ms) => self.at(at_ms + later_ms, Act::End(place)),
            End::NeedsPerson => self.at(at_ms + DAY_MS, Act::End(place)),
            End::Done | End::Refused | End::DoneByNext | End::TakenBack(_) | End::Contradicted => {
                self.at(at_ms + settles_ms, Act::End(place));
            }
        }
        Ok(())
    }

    fn record(&mut self, place: usize, step: &Step) -> Result<SaleRow, Failed> {
        let row = self.ledger.record(step)?;
        self.rows[place] = Some(row.clone());
        Ok(row)
    }

    fn refuse(&mut self, place: usize, at_ms: i64) -> Result<SaleRow, Failed> {
        let words = *self.chance.of(&["Operator is down", "Invalid number", "Denomination not available"]);
        let row = self.record(place, &step(&self.row(place)?, Event::Reject, at_ms, words))?;
        if row.owed > Paise::ZERO && !self.chance.in_thousand(150) {
            let soon_ms = self.chance.between(4 * MINUTE_MS, 5 * 60 * MINUTE_MS);
            self.at(at_ms + soon_ms, Act::GiveBack(place));
        }
        Ok(row)
    }

    fn succeed(&mut self, place: usize, at_ms: i64) -> Result<SaleRow, Failed> {
        let row = self.record(place, &step(&self.row(place)?, Event::Succeed, at_ms, "Success"))?;
        if SELLERS.iter().any(|habits| habits.slug == row.provider && habits.tells) {
            // One of fifty is paid less than the rule says.
            let less = if self.chance.in_thousand(20) { Paise::new(row.earned.get() / 2) } else { row.earned };
            self.ledger.note_told_earned(row.attempt_id, less, at_ms)?;
        }
        Ok(row)
    }

    /// The first end of a sale.
    fn end(&mut self, place: usize, at_ms: i64) -> Result<(), Failed> {
        let row = self.row(place)?;
        match self.plan[place].end {
            End::Done => {
                self.succeed(place, at_ms)?;
            }
            End::Refused => {
                self.refuse(place, at_ms)?;
            }
            End::RefusedLate(_) => {
                let id = self.refuse(place, at_ms)?.sale_id;
                self.written.late_failures.push(id);
            }
            End::DoneByNext => {
                let next = usize::from(self.plan[place].seller == 0);
                let attempt = self.attempt(place, next, at_ms)?;
                let refused = step(&row, Event::Reject, at_ms, "Operator is down");
                let settles_ms = SELLERS[next].settles_ms + self.chance.between(0, 5_000);
                let tried = self.ledger.record_and_try(&refused, &attempt, at_ms + settles_ms)?;
                self.rows[place] = Some(tried);
                self.at(at_ms + settles_ms, Act::EndByNext(place));
            }
            End::TakenBack(later_ms) => {
                self.succeed(place, at_ms)?;
                self.at(self.plan[place].at_ms + later_ms, Act::Later(place));
            }
            End::Contradicted => {
                self.refuse(place, at_ms)?;
                self.at(at_ms + 3 * 60 * MINUTE_MS, Act::Later(place));
            }
            End::NeedsPerson => {
                let silent = Step::silent(&row, Silent::NoNews, at_ms).flag(Some(Attention::NeedsPerson));
                let id = self.record(place, &silent.ask_next(None))?.sale_id;
                self.written.need_person.push(id);
            }
            End::Waits => {}
        }
        Ok(())
    }

    /// What the company says after the end.
    fn later(&mut self, place: usize, at_ms: i64) -> Result<(), Failed> {
        let row = self.row(place)?;
        if self.plan[place].end == End::Contradicted {
            let contradicted = Step::silent(&row, Silent::Contradicted, at_ms).evidence(said("Success"));
            self.record(place, &contradicted.flag(Some(Attention::Contradicted)).ask_next(None))?;
            self.written.contradicted.push(row.sale_id);
        } else {
            let back = self.record(place, &step(&row, Event::Reverse, at_ms, "Refunded"))?;
            if back.owed > Paise::ZERO {
                self.at(at_ms + 40 * MINUTE_MS, Act::GiveBack(place));
            }
            self.written.taken_back.push(row.sale_id);
        }
        Ok(())
    }

    fn act(&mut self, at_ms: i64, act: Act) -> Result<(), Failed> {
        match act {
            Act::Begin(place) => self.begin(place, at_ms),
            Act::Accept(place) => {
                let accepted = step(&self.row(place)?, Event::Accept, at_ms, "Request accepted");
                let next_ms = (self.plan[place].end == End::Waits).then_some(at_ms + 10 * MINUTE_MS);
                let row = self.record(place, &accepted.ask_next(next_ms))?;
                if self.plan[place].end == End::Waits {
                    self.written.waiting.push(row.sale_id);
                }
                Ok(())
            }
            Act::End(place) => self.end(place, at_ms),
            Act::EndByNext(place) => self.succeed(place, at_ms).map(drop),
            Act::Later(place) => self.later(place, at_ms),
            Act::GiveBack(place) => {
                let person = PersonsWord { by: BY.to_owned(), ..PersonsWord::default() };
                let row = self.row(place)?;
                self.rows[place] =
                    Some(self.ledger.move_money_back(row.sale_id, MoneyBack::GivenBack, &person, at_ms)?);
                Ok(())
            }
            Act::Desk => self.desk(Service::PanCard, at_ms),
            Act::Load => self.desk(Service::WalletLoad, at_ms),
            Act::Morning => self.morning(at_ms),
            Act::Evening => self.evening(at_ms),
        }
    }
}

pub(super) fn write(month: &Month, ledger: &Ledger) -> Result<Written, Failed> {
    debug_assert!(WARES.iter().all(|ware| domain::operator(ware.1).is_some()));
    let plan = sales(month)?;
    let (rules, customers) = prepare(month, ledger)?;
    let mut writer = Writer {
        ledger,
        rows: vec![None; plan.len()],
        rules,
        customers,
        waiting: BinaryHeap::new(),
        end_ms: month.end_ms,
        chance: Chance::new(month.seed ^ 0xdead_beef),
        written: Written::default(),
        plan,
    };
    let last = month.last_day_ms().ok_or("no such day")?;
    for before in 0..month.days {
        let start = last - before * DAY_MS;
        writer.at(start + MORNING_MS - 10 * MINUTE_MS, Act::Morning);
        writer.at(start + EVENING_MS, Act::Evening);
        if before % 2 == 0 {
            writer.at(start + MORNING_MS + 195 * MINUTE_MS, Act::Desk);
        }
        if before % 8 == 3 {
            writer.at(start + MORNING_MS + 30 * MINUTE_MS, Act::Load);
        }
    }
    for place in 0..writer.plan.len() {
        writer.at(writer.plan[place].at_ms, Act::Begin(place));
    }
    while let Some(Reverse((at_ms, act))) = writer.waiting.pop() {
        writer.act(at_ms, act)?;
    }
    Ok(writer.written)
}
