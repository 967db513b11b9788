//! A person says how a slip goes on of which nobody else can know.

use ledger::Printed;
use serde::Deserialize;

use super::queue::{PrintJobState, PrintJobView, codes_of};
use super::slip_of::SlipOf;
use super::worker::printed;
use crate::{About, Language, Problem, Till};

/// How a slip goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum JobAnswer {
    /// It is printed, once more perhaps.
    Print,
    /// It is on paper.
    OnPaper,
    /// Nobody wants it any more.
    ThrowAway,
}

impl Till {
    /// Takes a person's answer about one slip.
    pub fn answer_job(&self, job_id: i64, answer: JobAnswer) -> Result<Vec<PrintJobView>, Problem> {
        self.take_answer(job_id, answer)?;
        self.tell(About::Slips);
        self.print.wake.notify_one();
        self.print_jobs()
    }

    /// Takes a person's answer about every slip that waited too long: printed or thrown away, all of them.
    pub fn answer_held_jobs(&self, answer: JobAnswer) -> Result<Vec<PrintJobView>, Problem> {
        for job in self.print_jobs()?.iter().filter(|job| job.state == PrintJobState::Held) {
            self.take_answer(job.job_id, answer)?;
        }
        self.tell(About::Slips);
        self.print.wake.notify_one();
        self.print_jobs()
    }

    fn take_answer(&self, job_id: i64, answer: JobAnswer) -> Result<(), Problem> {
        let now_ms = self.clock.now_ms();
        match answer {
            JobAnswer::Print => self.ledger.want_print_job(job_id, now_ms)?,
            JobAnswer::ThrowAway => self.ledger.drop_print_job(job_id)?,
            JobAnswer::OnPaper => {
                let job = self.ledger.print_job(job_id)?.ok_or(Problem::NotAllowedNow)?;
                let slip: Option<SlipOf> = serde_json::from_str(&job.job.slip).ok();
                let sale_id = slip.and_then(|slip| slip.own_sale());
                self.ledger.end_print_job(job_id, sale_id, &printed(&job, true), now_ms)?;
                self.tell_printed(sale_id);
            }
        }
        Ok(())
    }

    /// Writes that a slip came out of the system's dialog, because a person says so: nobody else knows.
    pub fn noted_printed(&self, slip: &SlipOf, languages: &[Language]) -> Result<(), Problem> {
        let told = Printed { slip: slip.stored(), languages: codes_of(languages), by_person: true };
        self.ledger.note_slip_printed(slip.own_sale(), &told, self.clock.now_ms())?;
        self.tell_printed(slip.own_sale());
        Ok(())
    }

    pub(super) fn tell_printed(&self, sale_id: Option<i64>) {
        if let Some(sale_id) = sale_id {
            self.tell(About::Sale(sale_id));
        }
    }
}
