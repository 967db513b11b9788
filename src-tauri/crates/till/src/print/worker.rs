//! Prints the queue. The task belongs to the till and not to the window; whatever waits for a printer waits on a thread of its own.
//!
//! A slip is printed once. Trouble before its first byte leaves it where it was, and it is tried again. After that nobody knows
//! what is on the paper: it is asked about, and those behind it go on.

use std::sync::Arc;
use std::time::Duration;

use ledger::{LedgerError, PrintJobRow, PrintState, Printed};
use receipts::paper::escpos::{self, Chunk};
use receipts::paper::{Page, Sheet};
use tokio::sync::oneshot;

use super::halt::Halt;
use super::queue::{JOBS_MOST, is_fresh, languages_in, slip_in};
use crate::settings::printing::Printer;
use crate::till::PrintRules;
use crate::till::press::Stopped;
use crate::{About, Problem, Till};

/// The worker looks at least so often, should a wake-up be missed.
const LOOK_AT_LEAST: Duration = Duration::from_secs(20);
/// The first and the longest pause before a printer that does not print is tried again.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(2);
const TRY_AGAIN_AT_MOST: Duration = Duration::from_secs(30);
/// A slip that comes later than this after it was made opens no drawer any more, in ms.
const DRAWER_WITHIN_MS: i64 = 30_000;
/// Between two tries to write down what became of a job (the disk is full, say), and how many there are: an hour's.
const WRITE_AGAIN: Duration = Duration::from_secs(5);
const WRITE_TRIES: u32 = 720;

/// What became of a job.
enum Came {
    OnPaper,
    /// Nothing of it left, and it is tried again.
    Waits(Halt),
    /// A person says how it goes on.
    Asked(Halt),
    /// It could not be written down that it begins, or somebody threw it away. Nothing of it left.
    Unmarked,
}

/// The bytes of a slip, as often as the shop wants it. `drawer`: the first of them opens the drawer.
pub(crate) fn bytes_of(sheet: &Sheet, printer: &Printer, drawer: bool) -> Vec<Chunk> {
    let picture = Page::of(sheet, u32::from(printer.dots)).raster();
    let copy = |number: u8| {
        let pin = printer.drawer.filter(|_| drawer && number == 0);
        escpos::job(&picture, &printer.manner, pin)
    };
    (0..printer.copies).flat_map(copy).collect()
}

/// What goes before a job where the one before broke in the middle.
pub(crate) fn catch_up_of(printer: &Printer) -> Vec<u8> {
    escpos::catch_up(printer.dots, &printer.manner)
}

impl Till {
    /// The worker's task.
    pub(crate) async fn print_queue(self: Arc<Till>) {
        let mut pause = TRY_AGAIN_AFTER;
        while !self.is_closed() {
            let wait = match self.print_next().await {
                None => LOOK_AT_LEAST,
                Some(true) => {
                    pause = TRY_AGAIN_AFTER;
                    continue;
                }
                Some(false) => {
                    let wait = pause;
                    pause = (pause * 2).min(TRY_AGAIN_AT_MOST);
                    wait
                }
            };
            let _ = tokio::time::timeout(wait, self.print.wake.notified()).await;
        }
    }

    /// Prints the first slip that may be printed by itself. `None`: there is none. `Some(false)`: it waits.
    async fn print_next(self: &Arc<Till>) -> Option<bool> {
        let rules = self.rules().print.clone();
        self.queue_by_itself(&rules);
        rules.printing.printer.as_ref()?;
        let now_ms = self.clock.now_ms();
        let jobs = self.heed_books(self.ledger.print_jobs(JOBS_MOST))?;
        let may_go = |job: &PrintJobRow| job.state == PrintState::Waiting && is_fresh(job, now_ms);
        let job = jobs.into_iter().find(may_go)?;
        let at_work = self.print.begin();
        let came = self.clone().print_beside(job.clone(), rules).await;
        let goes_on = matches!(came, Came::OnPaper | Came::Asked(_));
        self.write_down(&job, came).await;
        drop(at_work);
        Some(goes_on)
    }

    /// Prints one job on a thread of its own, because a printer may be waited for.
    async fn print_beside(self: Arc<Till>, job: PrintJobRow, rules: Arc<PrintRules>) -> Came {
        let (tell, told) = oneshot::channel();
        let work = move || {
            // Who is not there any more to hear it has left the job as it is.
            let _ = tell.send(self.print_job(&job, &rules));
        };
        match std::thread::Builder::new().name("printer".to_owned()).spawn(work) {
            // A thread that broke in the middle may have sent something.
            Ok(_) => told.await.unwrap_or(Came::Asked(Halt::Ended)),
            Err(error) => Came::Waits(Halt::Printer(printers::Trouble::Other(error.to_string()))),
        }
    }

    fn print_job(&self, job: &PrintJobRow, rules: &PrintRules) -> Came {
        let Some(printer) = &rules.printing.printer else {
            return Came::Waits(Halt::Printer(printers::Trouble::NotThere));
        };
        let Ok(chunks) = self.bytes_of_job(job, rules, printer) else { return Came::Asked(Halt::NotMade) };
        let mark = || self.ledger.begin_print_job(job.job_id);
        match self.press.print(&printer.carrier, (&chunks, &catch_up_of(printer)), mark) {
            Ok(()) => Came::OnPaper,
            Err(Stopped::Before(trouble)) => Came::Waits(Halt::Printer(trouble)),
            Err(Stopped::Within(trouble)) => Came::Asked(Halt::Printer(trouble)),
            Err(Stopped::Unmarked(LedgerError::MovedOn)) => Came::Unmarked,
            Err(Stopped::Unmarked(error)) => {
                self.heed_books::<()>(Err(error));
                Came::Unmarked
            }
        }
    }

    /// The slip is made of the books as they are now.
    fn bytes_of_job(&self, job: &PrintJobRow, rules: &PrintRules, printer: &Printer) -> Result<Vec<Chunk>, Problem> {
        let slip = slip_in(job)?;
        let shop = rules.shop.as_ref().ok_or(Problem::ShopNameMissing)?;
        let languages = self.languages_of(&slip, &languages_in(&job.job.languages), rules)?;
        let is_late = !(0..DRAWER_WITHIN_MS).contains(&(self.clock.now_ms() - job.made_at_ms));
        Ok(bytes_of(&self.sheet(shop, &slip, &languages)?, printer, job.job.drawer && !is_late))
    }

    /// Writes down what became of a job. While the disk is full it is tried again and again; should the program end before, the
    /// next start finds it as being printed, and asks.
    async fn write_down(&self, job: &PrintJobRow, came: Came) {
        for _ in 0..WRITE_TRIES {
            match self.note_what_came(job, &came) {
                // Somebody threw it away, or the books are open elsewhere.
                Ok(()) | Err(LedgerError::MovedOn | LedgerError::Closed) => break,
                Err(error) => {
                    self.heed_books::<()>(Err(error));
                    tokio::time::sleep(WRITE_AGAIN).await;
                }
            }
        }
        self.tell(About::Slips);
    }

    fn note_what_came(&self, job: &PrintJobRow, came: &Came) -> Result<(), LedgerError> {
        match came {
            Came::OnPaper => {
                let sale_id = slip_in(job).ok().and_then(|slip| slip.own_sale());
                self.ledger.end_print_job(job.job_id, sale_id, &printed(job, false), self.clock.now_ms())?;
                self.tell_printed(Some(job), sale_id);
                Ok(())
            }
            Came::Waits(halt) => self.ledger.note_print_trouble(job.job_id, &halt.stored()),
            Came::Unmarked => Ok(()),
            Came::Asked(halt) => self.ledger.ask_print_job(job.job_id, &halt.stored()),
        }
    }
}

/// What the journal says of a slip that is on paper.
pub(super) fn printed(job: &PrintJobRow, by_person: bool) -> Printed {
    Printed { slip: job.job.slip.clone(), languages: job.job.languages.clone(), by_person }
}
