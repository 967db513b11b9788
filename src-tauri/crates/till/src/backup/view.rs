//! Backups and repairs as the Settings screen sees them.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::{FileCheck, Mode, Problem};

/// Backups that went before their time, because their disk is nearly full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Thinned {
    pub place: BackupPlace,
    /// So many went when the last backup was made.
    pub gone: u32,
    /// So many were left then, the new one not counted.
    pub left: u32,
}

/// Where a backup lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupPlace {
    /// The folder `backups` beside the ledger.
    Own,
    /// The folder that the shopkeeper typed: a stick, a synced folder.
    Second,
}

/// One backup file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Backup")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct BackupView {
    /// The file's name.
    pub name: String,
    pub place: BackupPlace,
    /// Made by another computer, as its name tells: other books.
    pub elsewhere: bool,
    pub mode: Mode,
    /// Its day in India, `YYYY-MM-DD`.
    pub day: String,
    #[specta(type = Number)]
    pub bytes: u64,
    /// When it was made; `None` of one that cannot be read.
    #[specta(type = Option<Number>)]
    pub made_at_ms: Option<i64>,
    #[specta(type = Number)]
    pub sales: i64,
    /// The moment of the newest thing in it, in ms since 1970; `None` while nothing was sold.
    #[specta(type = Option<Number>)]
    pub newest_ms: Option<i64>,
    /// Name of the shop it was made in; empty where none was set.
    pub shop_name: String,
    /// All of it was read since the program was started. What else stands here of one that was not is what it says itself.
    pub is_checked: bool,
    /// Why it cannot be restored; `None`: it is good as far as it was read.
    pub problem: Option<Problem>,
}

/// How the backups stand: what the header warns by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Books")]
pub struct BooksView {
    /// When the newest good backup of the shown till was made.
    #[specta(type = Option<Number>)]
    pub last_backup_ms: Option<i64>,
    /// The newest good one is older than two days.
    pub backup_old: bool,
    /// Why the last try failed; `None`: it did not.
    pub backup_problem: Option<Problem>,
    /// The ledger of the shown till cannot be used: nothing can be sold before it is repaired.
    pub damage: Option<DamageView>,
    /// What was set aside and taken from a backup at the start: `settings.json`, `catalogue.json`.
    pub files_taken_back: Vec<String>,
    /// What was made anew at the start, because no backup had it.
    pub files_made_anew: Vec<String>,
    /// What could not be read at the start and was left as it is: one of a backup stands in for it, or an empty one.
    pub files_unread: Vec<String>,
    /// There are reports that nobody dismissed.
    pub has_reports: bool,
    /// How the check of the shown till's whole file stands.
    pub file_check: FileCheck,
    /// Backups of the shown till that went before their time, because a disk is nearly full.
    pub thinned: Vec<Thinned>,
}

/// A ledger that cannot be used, and what a repair would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Damage")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DamageView {
    pub mode: Mode,
    /// The disk does not give a part of the ledger, which may be whole: a start later it may give it.
    pub not_given: bool,
    /// The backup it would be repaired from; `None`: from the log of orders alone.
    pub backup: Option<BackupView>,
    /// Orders that the backup does not have, and that the companies would be asked about.
    #[specta(type = Number)]
    pub orders_to_ask: usize,
}

/// Everything that Settings shows of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Backups")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct BackupsView {
    pub books: BooksView,
    /// Where they are kept.
    pub folder: String,
    /// The second folder as typed; empty: none.
    pub second_folder: String,
    /// Why the second folder cannot be used now (a stick that is not plugged in).
    pub second_problem: Option<Problem>,
    /// For how many days a backup is kept.
    pub kept_days: u32,
    /// The newest first.
    pub backups: Vec<BackupView>,
    /// What restores and repairs brought, the newest first, until dismissed.
    pub reports: Vec<RepairReport>,
}

/// Which backup is meant, and what to take from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "Restore")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct RestoreInput {
    pub name: String,
    pub place: BackupPlace,
    /// Also take shop, addresses and own codes from it (for a new computer). Logins are in no backup.
    pub with_settings: bool,
}

/// What a restore would do, for the strip that asks first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct RestorePlan {
    pub backup: BackupView,
    /// Sales of the present ledger; `None` when it cannot be read.
    #[specta(type = Option<Number>)]
    pub sales_now: Option<i64>,
    /// Orders that the backup does not have and this computer knows: they are added, and asked about.
    #[specta(type = Number)]
    pub orders_to_ask: usize,
    /// Nothing on this computer tells what was sold after the backup was made.
    pub later_unknown: bool,
    /// Why it cannot be done now.
    pub problem: Option<Problem>,
}

/// Why an order was added and cannot be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CannotAsk {
    /// Its company is not connected.
    NotConnected,
    /// Its company has no enquiry for it.
    NoEnquiry,
}

/// An order that was added and that a person has to look after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OrderLeft {
    #[specta(type = Number)]
    pub sale_id: i64,
    pub order_id: String,
    /// The company's slug.
    pub provider: String,
    pub why: CannotAsk,
}

/// What a restore or a repair brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct RepairReport {
    /// Name of the report's file.
    pub name: String,
    pub mode: Mode,
    #[specta(type = Number)]
    pub at_ms: i64,
    /// The ledger was damaged; else it was restored by choice.
    pub damaged: bool,
    /// The backup's file name and when it was made; `None`: there was none.
    pub backup: Option<String>,
    #[specta(type = Option<Number>)]
    pub backup_made_at_ms: Option<i64>,
    /// The ledger as it was is kept under this name; `None`: there was none.
    pub set_aside: Option<String>,
    /// What an earlier restore had set aside, whose ledger could not be used after all.
    #[serde(default)]
    pub set_aside_before: Vec<String>,
    /// Orders were put back into the ledger that was there; nothing was taken from a backup.
    #[serde(default)]
    pub ledger_stayed: bool,
    #[specta(type = Number)]
    pub sales_from_backup: i64,
    /// Orders added from the log of orders, and from the ledger that was set aside.
    #[specta(type = Number)]
    pub orders_from_log: usize,
    #[specta(type = Number)]
    pub orders_from_ledger: usize,
    /// Of these, those that the companies are asked about.
    #[specta(type = Number)]
    pub orders_asked: usize,
    /// The others.
    pub orders_left: Vec<OrderLeft>,
    /// Sales that a person's word had ended and ends again, and sales of which a dispute, or what was done about a
    /// contradiction, was put back.
    #[serde(default)]
    #[specta(type = Number)]
    pub words_put_back: u32,
    #[serde(default)]
    #[specta(type = Number)]
    pub disputes_put_back: u32,
    /// What persons wrote after the backup was made may be missing: neither the log of orders nor the ledger that was set
    /// aside is whole.
    #[serde(default)]
    pub words_unsure: bool,
    /// Lines of the log that could not be read.
    #[specta(type = Number)]
    pub lines_unreadable: usize,
    /// Attempts in the ledger that was set aside that could not be read or believed.
    #[specta(type = Number)]
    pub rows_unreadable: usize,
    /// Orders that could not be added because they contradict what is known.
    pub orders_refused: Vec<String>,
    /// Ranges of numbers that must have existed and that nothing tells of, as the order ids end in them: `000012…000014`.
    pub orders_missing: Vec<String>,
    /// Sales that were settled in the ledger set aside and are asked about anew, since the backup does not have the end.
    #[specta(type = Number)]
    pub settled_again: usize,
    /// Nothing here tells what was sold after the backup was made.
    pub later_unknown: bool,
    /// Rules of commission, prices and wallet readings are the backup's: what was changed after it has to be typed again.
    // So are limits, other rules of money, closes, and what became of customers' money; and vouchers that could not be read.
    pub changes_lost: bool,
    /// Shop and addresses were taken from the backup; logins have to be typed again.
    pub settings_taken: bool,
    /// They were to be taken, and could not be.
    #[serde(default)]
    pub settings_refused: bool,
}
