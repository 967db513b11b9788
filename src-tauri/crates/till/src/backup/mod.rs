//! Backups of the books, restoring one, and repairing a ledger that is damaged.

mod view;

pub use view::{
    BackupPlace, BackupView, BackupsView, BooksView, CannotAsk, DamageView, OrderLeft, RepairReport, RestoreInput,
    RestorePlan,
};

use crate::{Problem, Shop};

impl Shop {
    /// How the backups stand.
    pub async fn books(&self) -> BooksView {
        BooksView::default()
    }

    /// Everything that Settings shows of backups.
    pub async fn backups(&self) -> Result<BackupsView, Problem> {
        Err(Problem::NotAllowedNow)
    }

    /// Backs up every till that is open, now.
    pub async fn back_up_now(&self) -> Result<BackupsView, Problem> {
        Err(Problem::NotAllowedNow)
    }

    /// Sets the second folder as typed; empty: none.
    pub async fn save_backup_folder(&self, _folder: &str) -> Result<BackupsView, Problem> {
        Err(Problem::NotAllowedNow)
    }

    /// What a restore would do.
    pub async fn restore_plan(&self, _input: &RestoreInput) -> Result<RestorePlan, Problem> {
        Err(Problem::NotAllowedNow)
    }

    /// Restores a backup.
    pub async fn restore(&self, _input: &RestoreInput) -> Result<RepairReport, Problem> {
        Err(Problem::NotAllowedNow)
    }

    /// Repairs the ledger of the shown till.
    pub async fn repair(&self) -> Result<RepairReport, Problem> {
        Err(Problem::NotAllowedNow)
    }

    /// Takes a report from the screen; its file stays.
    pub async fn dismiss_report(&self, _name: &str) -> Result<BackupsView, Problem> {
        Err(Problem::NotAllowedNow)
    }
}
