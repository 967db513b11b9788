//! The queue of slips: which are put into it, and how each stands.

use domain::{Paise, SaleState, Service};
use ledger::{EventKind, LedgerError, NewPrintJob, PrintJobRow, PrintState, SaleRow};
use serde::Serialize;
use specta_typescript::Number;

use super::halt::Halt;
use super::slip_of::SlipOf;
use crate::books::called::CalledBy;
use crate::settings::printing::LANGUAGES_MAX;
use crate::till::PrintRules;
use crate::{About, Language, Problem, Till};

/// More slips than this wait for no printer.
pub(super) const JOBS_MOST: u32 = 200;
/// So long a slip that waits is printed by itself as soon as the printer can, in ms. Older ones are asked about first, so that forty
/// of them do not pour out when the printer is switched on in the evening.
pub(super) const FRESH_MS: i64 = 15 * 60_000;
/// So long after a sale began its customer stands at the counter, in ms.
pub(super) const STANDS_THERE_MS: i64 = 120_000;

/// How a slip in the queue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum PrintJobState {
    /// It is printed as soon as the printer can.
    Waiting,
    /// It waits for so long that a person is asked first. Nothing of it is on paper.
    Held,
    /// Its bytes are on their way.
    Printing,
    /// It may be on paper.
    MayBeOnPaper,
    /// It could not be made. Nothing of it is on paper.
    NotMade,
}

/// The queue, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PrintQueue {
    /// Every slip that is not on paper, or not surely, in their order.
    pub jobs: Vec<PrintJobView>,
    /// The slips that came on paper last, the newest at the end. A slip may be printed before anybody saw it in the queue.
    pub printed: Vec<PrintedJob>,
}

/// A slip that is on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PrintedJob {
    /// The job that it was.
    #[specta(type = Number)]
    pub job_id: i64,
    /// Of what it is a slip.
    pub slip: SlipOf,
}

/// A slip in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PrintJobView {
    /// The job.
    #[specta(type = Number)]
    pub job_id: i64,
    /// Of what it is a slip.
    pub slip: SlipOf,
    /// What was sold, where it is a sale's.
    pub service: Option<Service>,
    /// The sale's number, where it is a sale's.
    pub number: Option<String>,
    /// The customer's name, where it is a paper of theirs; else their number.
    pub who: Option<String>,
    /// The amount of a sale, a voucher or a chit.
    #[specta(type = Option<Number>)]
    pub amount_paise: Option<i64>,
    /// How it stands.
    pub state: PrintJobState,
    /// When it was made, in ms since 1970.
    #[specta(type = Number)]
    pub made_at_ms: i64,
    /// Why it is not on paper.
    pub problem: Option<Problem>,
}

/// The languages as a job keeps them.
pub(super) fn codes_of(languages: &[Language]) -> String {
    languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ")
}

/// The languages that a job keeps. Of one that nobody here speaks any more nothing is said.
pub(super) fn languages_in(codes: &str) -> Vec<Language> {
    codes.split_whitespace().filter_map(Language::of_code).collect()
}

/// The slip that a job keeps.
pub(super) fn slip_in(job: &PrintJobRow) -> Result<SlipOf, Problem> {
    slip_of(&job.job.slip)
}

fn slip_of(stored: &str) -> Result<SlipOf, Problem> {
    serde_json::from_str(stored).map_err(|_| Problem::SlipNotMade)
}

/// Whether a job that waits is printed by itself.
pub(super) fn is_fresh(job: &PrintJobRow, now_ms: i64) -> bool {
    (now_ms - job.wanted_at_ms).abs() < FRESH_MS
}

fn state_of(job: &PrintJobRow, halt: Option<&Halt>, now_ms: i64) -> PrintJobState {
    match job.state {
        PrintState::Waiting if is_fresh(job, now_ms) => PrintJobState::Waiting,
        PrintState::Waiting => PrintJobState::Held,
        PrintState::Printing => PrintJobState::Printing,
        PrintState::Asked if halt == Some(&Halt::NotMade) => PrintJobState::NotMade,
        PrintState::Asked => PrintJobState::MayBeOnPaper,
    }
}

impl SlipOf {
    /// Whether a customer gets it. The shop's own papers and the printer's test are not dressed up.
    pub(super) fn is_handed_over(&self) -> bool {
        match self {
            SlipOf::Sale { .. }
            | SlipOf::MoneyBack { .. }
            | SlipOf::Statement { .. }
            | SlipOf::Voucher { .. }
            | SlipOf::Chit { .. } => true,
            SlipOf::Close { .. } | SlipOf::Count { .. } | SlipOf::Test => false,
        }
    }

    /// As a job and the journal keep it.
    pub(crate) fn stored(&self) -> String {
        // An enum of numbers and texts is always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The sale whose own slip it is.
    pub(crate) fn own_sale(&self) -> Option<i64> {
        match self {
            SlipOf::Sale { sale_id } => Some(*sale_id),
            SlipOf::MoneyBack { .. }
            | SlipOf::Close { .. }
            | SlipOf::Count { .. }
            | SlipOf::Statement { .. }
            | SlipOf::Voucher { .. }
            | SlipOf::Chit { .. }
            | SlipOf::Test => None,
        }
    }

    /// The sale that it is about.
    pub(super) fn about_sale(&self) -> Option<i64> {
        match self {
            SlipOf::Sale { sale_id } | SlipOf::MoneyBack { sale_id } => Some(*sale_id),
            SlipOf::Close { .. }
            | SlipOf::Count { .. }
            | SlipOf::Statement { .. }
            | SlipOf::Voucher { .. }
            | SlipOf::Chit { .. }
            | SlipOf::Test => None,
        }
    }
}

impl Till {
    /// The languages of a slip: those that were asked for; else the customer's own; else those of the settings.
    pub(crate) fn languages_of(
        &self,
        slip: &SlipOf,
        asked: &[Language],
        rules: &PrintRules,
    ) -> Result<Vec<Language>, Problem> {
        if !asked.is_empty() {
            return Ok(asked.iter().copied().take(LANGUAGES_MAX).collect());
        }
        let customer = match slip {
            SlipOf::Statement { customer, .. } => Some(*customer),
            SlipOf::Sale { sale_id } | SlipOf::MoneyBack { sale_id } => self.ledger.sale(*sale_id)?.customer,
            SlipOf::Voucher { row } => self.payer_of(*row)?,
            SlipOf::Close { .. } | SlipOf::Count { .. } | SlipOf::Chit { .. } | SlipOf::Test => None,
        };
        let known = customer.map(|id| self.ledger.customer(id)).transpose()?;
        let own = known.and_then(|known| known.facts.language);
        let mut languages = rules.printing.languages.clone();
        if languages.is_empty() {
            languages.extend(rules.shop.as_ref().map(|shop| shop.language));
        }
        match own {
            Some(own) if !languages.contains(&own) => Ok(vec![own]),
            Some(_) | None => Ok(languages),
        }
    }

    /// Puts a slip into the queue. It is printed at once, or as soon as the printer can.
    pub fn print_slip(&self, slip: &SlipOf, languages: &[Language]) -> Result<(), Problem> {
        let rules = self.rules().print.clone();
        if rules.printing.printer.is_none() {
            return Err(Problem::PrinterMissing);
        }
        if *slip == SlipOf::Test {
            // It is for a printer that is being set up, and nobody wants it later.
            return Err(Problem::NotAllowedNow);
        }
        // What cannot be made is told now, and not when the printer comes back.
        let shop = rules.shop.as_ref().ok_or(Problem::ShopNameMissing)?;
        self.sheet(shop, slip, &self.languages_of(slip, languages, &rules)?)?;
        self.queue(slip, languages)
    }

    pub(super) fn queue(&self, slip: &SlipOf, languages: &[Language]) -> Result<(), Problem> {
        let now_ms = self.clock.now_ms();
        let drawer = self.opens_drawer(slip, now_ms)?;
        let job = NewPrintJob { slip: slip.stored(), languages: codes_of(languages), drawer };
        let added = self.ledger.add_print_job(&job, JOBS_MOST, now_ms);
        added.map_err(|error| if error == LedgerError::MovedOn { Problem::PrintQueueFull } else { error.into() })?;
        self.tell(About::Slips);
        self.print.wake.notify_one();
        Ok(())
    }

    /// Puts the slips of sales that just succeeded into the queue, where the shop wants that: each once, and only while the
    /// customer stands there.
    pub(super) fn queue_by_itself(&self, rules: &PrintRules) {
        let changed = self.print.take_changed();
        if !rules.prints_by_itself() {
            return;
        }
        for sale_id in changed {
            let queued = self
                .is_due_by_itself(sale_id)
                .and_then(|is_due| if is_due { self.queue(&SlipOf::Sale { sale_id }, &[]) } else { Ok(()) });
            self.heed_books(queued);
        }
    }

    fn is_due_by_itself(&self, sale_id: i64) -> Result<bool, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        let now_ms = self.clock.now_ms();
        if !has_just_succeeded(&sale, now_ms) || sale.service == Service::WalletLoad {
            return Ok(false);
        }
        // A slip that says that it was pending is not the one.
        let is_slip =
            |event: &ledger::EventRow| event.kind == EventKind::Printed && event.to == Some(SaleState::Succeeded);
        let was_printed = self.ledger.events(sale_id)?.iter().any(is_slip);
        Ok(!was_printed && self.print.note_by_itself(sale_id, now_ms, 2 * STANDS_THERE_MS))
    }

    /// Every slip that is not on paper, or not surely, in the order of the queue, and what came on paper last.
    pub fn print_jobs(&self) -> Result<PrintQueue, Problem> {
        // First what came of it: a slip that is printed in between is told with the next look.
        let job_of = |(job_id, slip): (i64, String)| Some(PrintedJob { job_id, slip: slip_of(&slip).ok()? });
        let printed = self.print.printed().into_iter().filter_map(job_of).collect();
        let now_ms = self.clock.now_ms();
        let jobs = self.ledger.print_jobs(JOBS_MOST)?;
        let mut views: Vec<PrintJobView> =
            jobs.iter().map(|job| self.job_view(job, now_ms)).collect::<Result<_, _>>()?;
        // The printer was tried with the first alone. Those behind it wait for the same reason.
        let mut halt = None;
        for view in views.iter_mut().filter(|view| view.state == PrintJobState::Waiting) {
            view.problem = view.problem.take().or_else(|| halt.take());
            halt.clone_from(&view.problem);
        }
        Ok(PrintQueue { jobs: views, printed })
    }

    fn job_view(&self, job: &PrintJobRow, now_ms: i64) -> Result<PrintJobView, Problem> {
        let slip = slip_in(job)?;
        let sale = slip.about_sale().map(|sale_id| self.ledger.sale(sale_id)).transpose()?;
        let moved = match slip {
            SlipOf::Voucher { row } => self.ledger.voucher(row)?.map(|found| found.voucher.amount),
            SlipOf::Chit { chit } => self.ledger.chit(chit)?.map(|found| found.chit.amount),
            SlipOf::Sale { .. }
            | SlipOf::MoneyBack { .. }
            | SlipOf::Close { .. }
            | SlipOf::Count { .. }
            | SlipOf::Statement { .. }
            | SlipOf::Test => None,
        };
        let halt = Halt::of(&job.trouble);
        Ok(PrintJobView {
            job_id: job.job_id,
            service: sale.as_ref().map(|sale| sale.service),
            number: sale.as_ref().map(|sale| sale.number.clone()),
            who: self.whose_paper(&slip)?,
            amount_paise: sale.as_ref().map(|sale| sale.amount).or(moved).map(Paise::get),
            slip,
            state: state_of(job, halt.as_ref(), now_ms),
            made_at_ms: job.made_at_ms,
            problem: halt.map(Halt::problem),
        })
    }
}

impl Till {
    /// The customer whose own paper a slip is.
    fn whose_paper(&self, slip: &SlipOf) -> Result<Option<String>, Problem> {
        let customer = match slip {
            SlipOf::Statement { customer, .. } => Some(*customer),
            SlipOf::Voucher { row } => self.payer_of(*row)?,
            SlipOf::Sale { .. }
            | SlipOf::MoneyBack { .. }
            | SlipOf::Close { .. }
            | SlipOf::Count { .. }
            | SlipOf::Chit { .. }
            | SlipOf::Test => None,
        };
        let known = customer.map(|id| self.ledger.customer(id)).transpose()?;
        Ok(known.map(|known| CalledBy::of(&known).on_paper()).filter(|name| !name.is_empty()))
    }
}

/// Whether a sale succeeded just now, before its customer went.
fn has_just_succeeded(sale: &SaleRow, now_ms: i64) -> bool {
    let within = |from_ms: i64, to_ms: i64| (0..STANDS_THERE_MS).contains(&(to_ms - from_ms));
    let settled = sale.settled_at_ms.filter(|_| sale.state == SaleState::Succeeded);
    settled.is_some_and(|at_ms| within(sale.created_at_ms, at_ms) && within(at_ms, now_ms))
}
