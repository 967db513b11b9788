//! The shop's side of backups: everything that *Settings* can do with them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use domain::OrderId;
use ledger::{LedgerError, LogRead, orders_in};

use super::state::State;
use crate::backup::files::FilesAtStart;
use crate::backup::keep::Backups;
use crate::backup::name::sign;
use crate::backup::swap::Swap;
use crate::backup::{aside, folder, report};
use crate::{
    About, BackupPlace, BackupView, BackupsView, BooksView, DamageView, Mode, Problem, RepairReport, RestoreInput,
    RestorePlan, Shop, Till,
};

impl Shop {
    /// How the backups stand.
    pub async fn books(&self) -> BooksView {
        let (backups, till) = (self.backups.clone(), self.till());
        let has_reports = !self.backups.reports.list().is_empty();
        let FilesAtStart { taken_back: files_taken_back, made_anew: files_made_anew, unread: files_unread } =
            self.files_at_start().clone();
        let looked = aside(move || {
            let (last_backup_ms, backup_old, backup_problem) = backups.state_of(till.mode());
            let damage = till.ledger.is_damaged().then(|| damage_of(&backups, &till));
            BooksView {
                last_backup_ms,
                backup_old,
                backup_problem,
                damage,
                files_taken_back,
                files_made_anew,
                files_unread,
                has_reports,
                file_check: till.ledger.file_check(),
                thinned: backups.thinned(till.mode()),
            }
        });
        looked.await.unwrap_or_default()
    }

    /// Everything that Settings shows of backups.
    pub async fn backups(&self) -> Result<BackupsView, Problem> {
        let books = self.books().await;
        let backups = self.backups.clone();
        let reports = self.backups.reports.list();
        aside(move || BackupsView {
            books,
            folder: backups.own().to_string_lossy().into_owned(),
            second_folder: backups.second(),
            second_problem: backups.second_problem(),
            kept_days: folder::KEPT as u32,
            backups: backups.list(),
            reports,
        })
        .await
    }

    /// Backs up every till that is open, now.
    pub async fn back_up_now(&self) -> Result<BackupsView, Problem> {
        self.backups.back_up(false).await?;
        self.backups().await
    }

    /// Does what the daily task does: backs up every open till that has no good backup of today.
    pub async fn back_up_when_due(&self) {
        self.backups.back_up_when_due().await;
    }

    /// Checks the whole files of all open tills, to the end. The task does the same bit by bit, while nobody sells.
    pub async fn check_files_now(&self) {
        self.backups.check_files_now().await;
    }

    /// Sets the second folder as typed; empty: none.
    pub async fn save_backup_folder(&self, typed: &str) -> Result<BackupsView, Problem> {
        let typed = typed.trim();
        if !typed.is_empty() {
            let (backups, typed) = (self.backups.clone(), typed.to_owned());
            aside(move || backups.check(&typed)).await??;
        }
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| {
            file.backup.folder = typed.to_owned();
            sign(&mut file.backup, self.ports.random.as_ref());
        })?;
        self.backups.set_second(&state.file.backup);
        drop(state);
        if !typed.is_empty() {
            // What goes wrong with it stands beside the folder.
            let _ = self.backups.back_up(true).await;
        }
        self.backups().await
    }

    /// Reads a backup from beginning to end, beside the sales, and tells whether it is good.
    pub async fn check_backup(&self, place: BackupPlace, name: &str) -> Result<BackupsView, Problem> {
        let (backups, name) = (self.backups.clone(), name.to_owned());
        aside(move || backups.check_backup(place, &name)).await??;
        self.backups().await
    }

    async fn find_backup(&self, place: BackupPlace, name: &str) -> Result<BackupView, Problem> {
        let (backups, name) = (self.backups.clone(), name.to_owned());
        aside(move || backups.find(place, &name)).await?
    }

    /// What a restore would do.
    pub async fn restore_plan(&self, input: &RestoreInput) -> Result<RestorePlan, Problem> {
        let backup = self.find_backup(input.place, &input.name).await?;
        let mut state = self.state.lock().await;
        let till = self.till_of(&mut state, backup.mode).await?;
        let path = self.backups.path_of(input.place, &input.name);
        aside(move || {
            let logged = till.orders.read()?;
            let orders = till.requests_on_the_line();
            let on_line = (orders > 0).then_some(Problem::OrdersOnLine { orders });
            let newest = told_by(&till, till.ledger.newest_attempt())?.unwrap_or(0);
            let is_empty = logged.attempt_ids.is_empty() && newest == 0;
            let of_ledger = told_by(&till, till.ledger.orders())?.unwrap_or_default();
            Ok(RestorePlan {
                sales_now: told_by(&till, till.ledger.count_sales())?,
                orders_to_ask: orders_beside(Some(&path), &logged, of_ledger),
                // What this computer knows are its own orders, not those that the other one sold later.
                later_unknown: is_empty || backup.elsewhere,
                problem: backup.problem.clone().or(on_line),
                backup,
            })
        })
        .await?
    }

    /// Restores a backup: the present ledger is set aside, the backup takes its place, and every order that the backup
    /// does not have and this computer knows is put back and asked about.
    pub async fn restore(&self, input: &RestoreInput) -> Result<RepairReport, Problem> {
        let mut state = self.state.lock().await;
        let _working = self.backups.work_now().await;
        let backup = self.find_backup(input.place, &input.name).await?;
        if let Some(problem) = backup.problem {
            return Err(problem);
        }
        let till = self.till_of(&mut state, backup.mode).await?;
        self.put_in_place(&mut state, &till, Some(&backup), input.with_settings).await
    }

    /// Repairs the ledger of the shown till from its newest good backup, the log of orders, and what the damaged file still
    /// gives. Without any backup: from the other two alone.
    pub async fn repair(&self) -> Result<RepairReport, Problem> {
        let mut state = self.state.lock().await;
        let _working = self.backups.work_now().await;
        let till = self.till();
        if !till.ledger.is_damaged() {
            return Err(Problem::NotAllowedNow);
        }
        let (backups, mode) = (self.backups.clone(), till.mode());
        for (place, name) in aside(move || backups.names(mode)).await? {
            let found = self.find_backup(place, &name).await;
            let Some(backup) = found.ok().filter(|backup| backup.problem.is_none()) else { continue };
            match self.put_in_place(&mut state, &till, Some(&backup), false).await {
                // Its bytes are as they were written, and yet it is not whole: an older one may be.
                Err(Problem::BackupBad) => {}
                done => return done,
            }
        }
        self.put_in_place(&mut state, &till, None, false).await
    }

    /// Opens the books of the shown till anew, where the disk did not give them. If it does not give them now either, all stays as it is.
    pub async fn open_books_again(&self) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        let _working = self.backups.work_now().await;
        let till = self.till();
        if till.ledger.is_not_given() {
            // It holds no file and has no tasks, so the other one may be opened before it is closed.
            self.reopen(&mut state, till.mode(), false).await?;
            till.close()?;
        }
        Ok(())
    }

    /// Takes a report from the screen; its file stays.
    pub async fn dismiss_report(&self, name: &str) -> Result<BackupsView, Problem> {
        self.backups.reports.dismiss(name)?;
        self.backups().await
    }

    /// The till of a mode; opens it when it is not open.
    async fn till_of(&self, state: &mut State, mode: Mode) -> Result<Arc<Till>, Problem> {
        match self.tills.of(mode) {
            Some(till) if !till.is_closed() => Ok(till),
            // Or closed, and what was decided on could not be opened in its place: that is brought to its end first.
            _ => Ok(self.reopen(state, mode, false).await?.0),
        }
    }

    /// The till into whose place a ledger can be put now. A restore that was decided on before and is not at its end is
    /// brought there first, with its own report: its plan would be taken for that of what is staged next.
    async fn with_nothing_decided(
        &self,
        state: &mut State,
        till: &Arc<Till>,
        swap: &Swap,
    ) -> Result<Arc<Till>, Problem> {
        self.backups.reports.save()?;
        // Of a damaged one it is the plan that put it in place.
        if till.ledger.is_damaged() || swap.decided()?.is_none() {
            return Ok(till.clone());
        }
        // Two tills over one file would both watch its sales.
        till.close()?;
        let till = self.reopen(state, swap.mode, false).await?.0;
        self.backups.reports.save()?;
        Ok(till)
    }

    async fn put_in_place(
        &self,
        state: &mut State,
        till: &Arc<Till>,
        backup: Option<&BackupView>,
        with_settings: bool,
    ) -> Result<RepairReport, Problem> {
        let (mode, now_ms) = (till.mode(), self.ports.clock.now_ms());
        let swap = Swap::new(self.folder(), mode);
        let till = self.with_nothing_decided(state, till, &swap).await?;
        let orders = till.requests_on_the_line();
        if orders > 0 {
            return Err(Problem::OrdersOnLine { orders });
        }
        let damaged = till.ledger.is_damaged();
        let before = swap.decided().ok().flatten();
        swap.forget_plan()?;
        let (staged, held) = (swap.staged(), till.clone());
        let path = backup.map(|backup| self.backups.path_of(backup.place, &backup.name));
        let made = aside(move || match path {
            Some(path) => {
                let backup = held.ledger.stage(&path, &staged).map_err(folder::problem_of)?;
                Ok((backup.newest_attempt, backup.files))
            }
            None => Ok::<_, Problem>(held.ledger.stage_empty(&staged, now_ms).map(|()| (0, BTreeMap::new()))?),
        });
        let made = made.await?.and_then(|made| till.close().map(|()| made));
        let (newest, files) = match made {
            Ok(made) => made,
            Err(problem) => {
                swap.forget_staged()?;
                // With nothing staged it says again what it said: what was set aside first.
                before.iter().try_for_each(|before| swap.decide(before))?;
                return Err(problem);
            }
        };
        let mut plan = report::plan_of(&swap, backup, newest, damaged, now_ms);
        plan.files = with_settings.then_some(files);
        if let Some(before) = &before {
            swap.follow(&mut plan, before);
        }
        let decided = swap.decide(&plan);
        // Reopened whatever came of it: what was decided is done there, what was not leaves the ledger as it is.
        let report = self.reopen(state, mode, damaged && decided.is_err()).await?.1;
        decided?;
        report.ok_or(Problem::LedgerCorrupt)
    }

    /// Opens a mode's till anew in the place of the one that was closed.
    async fn reopen(
        &self,
        state: &mut State,
        mode: Mode,
        damaged: bool,
    ) -> Result<(Arc<Till>, Option<RepairReport>), Problem> {
        let (reopened, report) = self.open_mode(state, mode).await?;
        if damaged {
            reopened.ledger.note_damage();
        }
        self.tills.replace(reopened.clone());
        reopened.tell(About::Books);
        Ok((reopened, report))
    }
}

/// What a ledger tells of itself; of one that is damaged nothing, where it cannot be read.
fn told_by<T>(till: &Till, told: Result<T, LedgerError>) -> Result<Option<T>, Problem> {
    match told {
        Ok(told) => Ok(Some(told)),
        Err(_) if till.ledger.is_damaged() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn damage_of(backups: &Backups, till: &Till) -> DamageView {
    let backup = backups.newest_good(till.mode());
    let path = backup.as_ref().map(|backup| backups.path_of(backup.place, &backup.name));
    // What cannot be read of a damaged ledger or its log is not counted; the repair tells what it found.
    let logged = till.orders.read().unwrap_or_default();
    let of_ledger = told_by(till, till.ledger.orders()).ok().flatten().unwrap_or_default();
    let orders_to_ask = orders_beside(path.as_deref(), &logged, of_ledger);
    DamageView { mode: till.mode(), not_given: till.ledger.is_not_given(), orders_to_ask, backup }
}

/// How many orders log and ledger know that are not in the backup. By their ids: the backup may be another computer's,
/// whose numbers are of its own.
fn orders_beside(backup: Option<&Path>, log: &LogRead, of_ledger: BTreeSet<OrderId>) -> usize {
    let mut known = of_ledger;
    known.extend(log.orders.iter().map(|order| order.order_id.clone()));
    let in_backup = backup.and_then(|path| orders_in(path).ok()).unwrap_or_default();
    known.difference(&in_backup).count()
}
