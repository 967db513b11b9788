//! Writes one backup of a till's books. Its copy goes into the second folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::PoisonError;

use domain::india_day;
use ledger::{LedgerError, close_entry, create_new, open_plain};

use super::folder::{Shelf, draft_in, highest_number, names_of, oldest_ms, problem_of, prune, sweep_drafts};
use super::keep::Backups;
use super::name::{Named, read_name};
use super::second::{COPY, LOOK, READ};
use crate::settings::file::BackupSettings;
use crate::{Mode, Problem, Till};

/// With every so manyth backup, the books are made anew from their journal. It takes about as long as the backup itself, so it is
/// done about once a week, and once after each start.
const HELD_EACH: u32 = 7;
/// The log of orders begins so long before the oldest backup, in ms.
const LOG_BEFORE_MS: i64 = 24 * 3_600_000;
/// The shop's own files that a backup carries. No secret is in them.
const FILES: [&str; 2] = ["settings.json", "catalogue.json"];

impl Backups {
    /// Writes today's backup of a till, and tells whether it had to. Today is the shop's: the computer's clock may be wrong.
    pub(super) fn write(&self, till: &Till, only_when_missing: bool) -> Result<bool, Problem> {
        let (now_ms, mode, own) = (till.clock.now_ms(), till.mode(), self.own());
        let day = india_day(now_ms);
        let BackupSettings { folder: second, sign, .. } = self.settings();
        let before = todays(&names_of(&own, mode, now_ms), &day);
        let is_there = |name: &String| own.join(name).is_file() && self.shelf.peek(&own.join(name), mode).is_ok();
        let is_copied =
            |name: &String| second.is_empty() || self.is_copied(Path::new(&second), &signed(name, &sign), mode);
        if only_when_missing && before.first().is_some_and(|name| is_there(name) && is_copied(name)) {
            // What was found before the program ended must not be forgotten with it. Damage is not: the ledger's own check knows of it.
            if self.is_first_look(mode) {
                hold_against_journal(till);
            }
            return Ok(false);
        }
        let is_first_look = self.is_first_look(mode);
        fs::create_dir_all(&own).map_err(LedgerError::from)?;
        let number = self.last_number(Path::new(&second), &sign).saturating_add(1);
        let name = Named { mode, day: &day, number: Some(number), sign: None }.file_name();
        let path = own.join(&name);
        till.ledger.back_up(&path, now_ms, &files_of(&self.folder)).map_err(|error| self.judge(till, error))?;
        close_entry(&own);
        close_entry(&path);
        if is_first_look || number.is_multiple_of(HELD_EACH) {
            hold_against_journal(till);
        }
        take_the_place_of(&own, &before);
        prune(&self.shelf, &own, (mode, None), None, &name, now_ms);
        // Versions before this one dated backups by the computer's clock; the log's lines are dated by the shop's time.
        let ahead_ms = (self.clock.now_ms() - now_ms).max(0);
        let since_ms = oldest_ms(&self.shelf, &own, mode).unwrap_or(now_ms).min(now_ms) - ahead_ms - LOG_BEFORE_MS;
        till.log_words_of(&path, since_ms);
        // A log that cannot be shortened is longer, and says no less.
        let _ = till.orders.keep_since(since_ms);
        let copied = if second.is_empty() { Ok(()) } else { self.copy(&path, &second, mode, &before, now_ms) };
        self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).second = copied.err();
        Ok(true)
    }

    /// The highest number of a backup so far, here or in the second folder. One that does not answer is not waited for again.
    fn last_number(&self, second: &Path, sign: &str) -> u32 {
        let theirs = sign.to_owned();
        let look = move |folder: &Path| highest_number(folder, &theirs);
        let is_none = second.as_os_str().is_empty();
        let copied = if is_none { None } else { self.way.within(second, LOOK, look).ok().flatten() };
        highest_number(&self.own(), sign).max(copied).unwrap_or_default()
    }

    /// Whether a till's books were not looked at yet since the program was started; from now on they were.
    fn is_first_look(&self, mode: Mode) -> bool {
        let mut last_tries = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = !last_tries.looked_at.contains(&mode);
        if is_first {
            last_tries.looked_at.push(mode);
        }
        is_first
    }

    /// A backup that turns out bad is the disk's fault, or that of a ledger which is damaged itself.
    fn judge(&self, till: &Till, error: LedgerError) -> Problem {
        if error != LedgerError::Corrupt {
            return error.into();
        }
        match till.ledger.verify() {
            Err(LedgerError::Corrupt) => {
                till.ledger.keep_damage(Some(till.clock.now_ms()), "backup");
                Problem::LedgerCorrupt
            }
            // The disk does not give a part of the books. Nothing is known of that part.
            Err(LedgerError::Unread(words)) => Problem::LedgerUnread { words },
            Ok(()) | Err(_) => Problem::BackupBad,
        }
    }

    /// Whether today's copy is in the second folder. One that does not answer is asked to take it, which tells why not.
    fn is_copied(&self, second: &Path, name: &str, mode: Mode) -> bool {
        let (shelf, name) = (self.shelf.clone(), name.to_owned());
        let look = move |folder: &Path| shelf.peek(&folder.join(name), mode).is_ok();
        self.way.within(second, READ, look).unwrap_or(false)
    }

    /// Copies a backup into the second folder in the place of those of the same day, and throws away there what is older than a
    /// fortnight.
    fn copy(&self, from: &Path, second: &str, mode: Mode, before: &[String], now_ms: i64) -> Result<(), Problem> {
        self.check(second)?;
        let (shelf, from, sign) = (self.shelf.clone(), from.to_owned(), self.settings().sign);
        let before: Vec<String> = before.iter().map(|name| signed(name, &sign)).collect();
        let own = names_of(&self.own(), mode, now_ms);
        let first = own.iter().filter_map(|name| read_name(name)?.number).min();
        let copied = self.way.within(Path::new(second), COPY, move |folder| {
            sweep_drafts(folder);
            let name = from.file_name().map(|name| signed(&name.to_string_lossy(), &sign)).unwrap_or_default();
            copy_into(&shelf, &from, folder, mode, &name)?;
            take_the_place_of(folder, &before);
            prune(&shelf, folder, (mode, Some(&sign)), first, &name, now_ms);
            Ok(())
        });
        copied?
    }
}

/// Makes a till's books anew from their journal, and shows above every screen where they differ, until they do not. Selling goes on:
/// what was sold is in the journal.
fn hold_against_journal(till: &Till) {
    let found = match till.ledger.rebuild_differences() {
        // There is no room for it: nothing is known.
        Err(LedgerError::DiskFull) => return,
        found => till.heed_books(found),
    };
    if let Some(found) = found {
        let first = found.first().map(|difference| Problem::BooksNotAsJournal { what: difference.to_string() });
        till.refusal.stand(first);
    }
}

/// The shop's own files that a backup carries, by name.
pub(crate) fn files_of(folder: &Path) -> BTreeMap<String, String> {
    let read = |name: &str| Some((name.to_owned(), fs::read_to_string(folder.join(name)).ok()?));
    FILES.into_iter().filter_map(read).collect()
}

/// Copies a backup into a folder that others may write to, and reads there what was written before it takes the name. The
/// draft's name cannot be foreseen, and a link in the place of the copy is replaced by it and not followed.
fn copy_into(shelf: &Shelf, from: &Path, folder: &Path, mode: Mode, name: &str) -> Result<(), Problem> {
    let (to, draft) = (folder.join(name), draft_in(folder));
    let written = create_new(&draft).and_then(|mut file| {
        std::io::copy(&mut open_plain(from)?, &mut file)?;
        file.sync_all()
    });
    let copied = written.map_err(LedgerError::from).and_then(|()| shelf.peek(&draft, mode)).and_then(|_| {
        fs::rename(&draft, &to)?;
        ledger::sync_folder_of(&to)
    });
    if let Err(error) = copied {
        // What is left of it takes room that is needed.
        let _ = fs::remove_file(&draft);
        return Err(problem_of(error));
    }
    Ok(())
}

/// Of names in the order in which they were made, the last first: those since this day began. One of the same day that others
/// follow was written under a clock that was wrong then, or is wrong now, and stays.
fn todays(names: &[String], day: &str) -> Vec<String> {
    let is_todays = |name: &&String| read_name(name).is_some_and(|named| named.day == day);
    names.iter().take_while(is_todays).cloned().collect()
}

/// The name of a backup in the second folder.
fn signed(name: &str, sign: &str) -> String {
    read_name(name).map(|named| Named { sign: Some(sign), ..named }.file_name()).unwrap_or_default()
}

/// Takes away what a newer backup of the same day stands for.
fn take_the_place_of(folder: &Path, before: &[String]) {
    for name in before {
        // One that cannot be deleted is one more that is kept.
        let _ = fs::remove_file(folder.join(name));
    }
}
