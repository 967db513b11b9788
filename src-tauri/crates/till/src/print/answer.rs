//! A person says how a slip goes on of which nobody else can know.

use ledger::{PrintJobRow, Printed};
use serde::Deserialize;

use super::queue::{PrintQueue, codes_of, slip_in};
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
    /// Takes a person's answer about the slips that were shown, and about no other. One that meanwhile went its way is left alone;
    /// where all did, that is told.
    pub fn answer_jobs(&self, job_ids: &[i64], answer: JobAnswer) -> Result<PrintQueue, Problem> {
        let mut taken = Err(Problem::NotAllowedNow);
        for job_id in job_ids {
            match self.take_answer(*job_id, answer) {
                Ok(()) => taken = Ok(()),
                Err(Problem::NotAllowedNow) => {}
                Err(problem) => {
                    taken = Err(problem);
                    break;
                }
            }
        }
        // Those before one that failed went their way all the same.
        self.tell(About::Slips);
        self.print.wake.notify_one();
        taken?;
        self.print_jobs()
    }

    fn take_answer(&self, job_id: i64, answer: JobAnswer) -> Result<(), Problem> {
        let now_ms = self.clock.now_ms();
        match answer {
            JobAnswer::Print => self.ledger.want_print_job(job_id, now_ms)?,
            JobAnswer::ThrowAway => self.ledger.drop_print_job(job_id)?,
            JobAnswer::OnPaper => {
                let job = self.ledger.print_job(job_id)?.ok_or(Problem::NotAllowedNow)?;
                let sale_id = slip_in(&job).ok().and_then(|slip| slip.own_sale());
                self.ledger.end_print_job(job_id, sale_id, &printed(&job, true), now_ms)?;
                self.tell_printed(Some(&job), sale_id);
            }
        }
        Ok(())
    }

    /// Writes that a slip came out of the system's dialog, because a person says so: nobody else knows.
    pub fn noted_printed(&self, slip: &SlipOf, languages: &[Language]) -> Result<(), Problem> {
        let told = Printed { slip: slip.stored(), languages: codes_of(languages), by_person: true };
        self.ledger.note_slip_printed(slip.own_sale(), &told, self.clock.now_ms())?;
        self.tell_printed(None, slip.own_sale());
        Ok(())
    }

    /// Tells that a slip is on paper: the job that it was, and the sale whose own it is.
    pub(super) fn tell_printed(&self, job: Option<&PrintJobRow>, sale_id: Option<i64>) {
        if let Some(job) = job {
            self.print.note_printed(job.job_id, job.job.slip.clone());
        }
        if let Some(sale_id) = sale_id {
            self.tell(About::Sale(sale_id));
        }
    }
}
