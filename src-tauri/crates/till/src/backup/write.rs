//! Writes one backup of a till's books. Its copy goes into the second folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::PoisonError;

use domain::india_day;
use ledger::{LedgerError, Pacing, close_entry, copy_paced, peek_paced};

use super::folder::{
    Shelf, draft_in, highest_number, names_of, names_signed, oldest_ms, problem_of, prune, sweep_drafts, sweep_own,
};
use super::haste::Haste;
use super::keep::Backups;
use super::name::{Named, read_name};
use super::room::{Shelved, make_room};
use super::second::LOOK;
use super::view::Thinned;
use crate::settings::file::BackupSettings;
use crate::{BackupPlace, Mode, Problem, Reach, Till};

/// With every so manyth backup, the books are made anew from their journal. It takes about as long as the backup itself, so it is
/// done about once a week, and once after each start.
const HELD_EACH: u32 = 7;
/// The log of orders begins so long before the oldest backup, in ms.
const LOG_BEFORE_MS: i64 = 24 * 3_600_000;
/// The shop's own files that a backup carries. No secret is in them.
const FILES: [&str; 2] = ["settings.json", "catalogue.json"];

impl Backups {
    /// Writes today's backup of a till, and tells whether it had to. Today is the shop's: the computer's clock may be wrong.
    pub(super) fn write(&self, till: &Till, only_when_missing: bool, haste: &Haste) -> Result<bool, Problem> {
        let (now_ms, mode, own) = (till.clock.now_ms(), till.mode(), self.own());
        let day = india_day(now_ms);
        let BackupSettings { folder: second, sign, .. } = self.settings();
        let names = names_of(&own, mode, now_ms);
        let before = todays(&names, &day);
        if only_when_missing && before.first().is_some_and(|name| self.is_there(name, mode, haste)) {
            // What was found before the program ended must not be forgotten with it. Damage is not: the ledger's own check knows of it.
            if self.is_first_look(mode) {
                self.hold_against_journal(till, haste);
            }
            return Ok(false);
        }
        fs::create_dir_all(&own).map_err(LedgerError::from)?;
        sweep_own(&own, mode);
        let has_room = self.make_room(till, &names, haste);
        if !haste.is_wanted() {
            return Ok(false);
        }
        has_room?;
        let is_first_look = self.is_first_look(mode);
        let number = self.last_number(Path::new(&second), &sign).saturating_add(1);
        let name = Named { mode, day: &day, number: Some(number), sign: None }.file_name();
        let path = own.join(&name);
        let made = match till.ledger.back_up_paced(&path, now_ms, &files_of(&self.folder), &haste.pacing) {
            Ok(made) => made,
            // Somebody waits. It is due again at the next look.
            Err(LedgerError::Stopped) => {
                self.look_again(mode);
                return Ok(false);
            }
            Err(error) => return Err(self.judge(till, error)),
        };
        close_entry(&own);
        close_entry(&path);
        self.shelf.know(&path, &made);
        if is_first_look || number.is_multiple_of(HELD_EACH) {
            self.hold_against_journal(till, haste);
        }
        take_the_place_of(&own, &before);
        prune(&own, (mode, None), None, &name, now_ms);
        // Versions before this one dated backups by the computer's clock; the log's lines are dated by the shop's time.
        let ahead_ms = (self.clock.now_ms() - now_ms).max(0);
        let since_ms = oldest_ms(&own, mode).unwrap_or(now_ms).min(now_ms) - ahead_ms - LOG_BEFORE_MS;
        till.log_words_of(&path, since_ms, &haste.pacing);
        if haste.is_wanted() {
            // A log that cannot be shortened is longer, and says no less.
            let _ = till.orders.keep_since(since_ms);
        }
        let copied = if second.is_empty() { Ok(()) } else { self.copy(&path, (mode, now_ms), &before, haste) };
        // What was stopped says nothing of the folder.
        let failed = copied.err().filter(|_| haste.is_wanted());
        self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).second = failed;
        Ok(true)
    }

    /// Whether a backup of today is good, and its copy is in the second folder. That was read there when it was written.
    fn is_there(&self, name: &str, mode: Mode, haste: &Haste) -> bool {
        let path = self.own().join(name);
        if !path.is_file() || self.shelf.peek_paced(&path, mode, &haste.pacing).is_err() {
            return false;
        }
        let BackupSettings { folder: second, sign, .. } = self.settings();
        let wanted = fs::symlink_metadata(&path).map_or(0, |own| own.len());
        let copy = signed(name, &sign);
        let look = move |folder: &Path| {
            fs::symlink_metadata(folder.join(copy)).is_ok_and(|there| there.is_file() && there.len() == wanted)
        };
        // One that does not answer is asked to take it, which tells why not.
        second.is_empty() || self.way.within(Path::new(&second), LOOK, look).unwrap_or(false)
    }

    /// Makes room beside the ledger, where its disk is nearly full.
    fn make_room(&self, till: &Till, names: &[String], haste: &Haste) -> Result<(), Problem> {
        let (own, mode) = (self.own(), till.mode());
        let folder = Folder {
            path: &own,
            mode,
            shelf: &self.shelf,
            reach: self.way.reach.as_ref(),
            pacing: &haste.pacing,
            may_go: &|_| true,
        };
        let made = make_room(&folder, names, till.ledger.backup_bytes()?);
        let thinned = made.as_ref().ok().and_then(|gone| Thinned::of(BackupPlace::Own, *gone, names.len()));
        self.note_thinned(mode, BackupPlace::Own, thinned);
        made.map(drop)
    }

    /// The backup of today is to be looked at once more.
    fn look_again(&self, mode: Mode) {
        self.last_tries.lock().unwrap_or_else(PoisonError::into_inner).looked_at.retain(|looked_at| *looked_at != mode);
    }

    /// Makes a till's books anew from their journal, and shows above every screen where they differ, until they do not. Selling goes on:
    /// what was sold is in the journal.
    fn hold_against_journal(&self, till: &Till, haste: &Haste) {
        let found = match till.ledger.rebuild_differences_paced(&haste.pacing) {
            // There is no room for it: nothing is known.
            Err(LedgerError::DiskFull) => return,
            Err(LedgerError::Stopped) => return self.look_again(till.mode()),
            found => till.heed_books(found),
        };
        if let Some(found) = found {
            let first = found.first().map(|difference| Problem::BooksNotAsJournal { what: difference.to_string() });
            till.refusal.stand(first);
        }
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
            Err(LedgerError::DiskFault(words)) => Problem::LedgerNotGiven { words },
            Err(LedgerError::Unread(words)) => Problem::LedgerUnread { words },
            Ok(()) | Err(_) => Problem::BackupBad,
        }
    }

    /// Copies a backup into the second folder in the place of those of the same day, and throws away there what is older than a
    /// fortnight.
    fn copy(&self, from: &Path, (mode, now_ms): (Mode, i64), before: &[String], haste: &Haste) -> Result<(), Problem> {
        let BackupSettings { folder: second, sign, .. } = self.settings();
        self.check(&second)?;
        let (shelf, reach, from, pacing) =
            (self.shelf.clone(), self.way.reach.clone(), from.to_owned(), haste.pacing.clone());
        let before: Vec<String> = before.iter().map(|name| signed(name, &sign)).collect();
        let own = names_of(&self.own(), mode, now_ms);
        let first = own.iter().filter_map(|name| read_name(name)?.number).min();
        let ours: BTreeSet<String> = own.iter().map(|name| signed(name, &sign)).collect();
        let is_wanted = || haste.is_wanted();
        let copied = self.way.within_while(Path::new(&second), haste.patience(), &is_wanted, move |path| {
            sweep_drafts(path);
            let name = from.file_name().map(|name| signed(&name.to_string_lossy(), &sign)).unwrap_or_default();
            let names = names_signed(path, mode, Some(&sign), now_ms);
            // Another data folder of the same sign may count between ours.
            let may_go = |name: &str| ours.contains(name) || read_name(name).is_some_and(|named| named.number < first);
            let folder = Folder { path, mode, shelf: &shelf, reach: reach.as_ref(), pacing: &pacing, may_go: &may_go };
            let bytes = fs::metadata(&from).map_err(LedgerError::from)?.len();
            let gone = make_room(&folder, &names, bytes)?;
            copy_into(&folder, &from, &name)?;
            take_the_place_of(path, &before);
            prune(path, (mode, Some(&sign)), first, &name, now_ms);
            Ok::<_, Problem>(Thinned::of(BackupPlace::Second, gone, names.len()))
        });
        self.note_thinned(mode, BackupPlace::Second, copied??);
        Ok(())
    }

    fn note_thinned(&self, mode: Mode, place: BackupPlace, thinned: Option<Thinned>) {
        let mut last_tries = self.last_tries.lock().unwrap_or_else(PoisonError::into_inner);
        last_tries.thinned.retain(|(known, thinned)| *known != mode || thinned.place != place);
        last_tries.thinned.extend(thinned.map(|thinned| (mode, thinned)));
    }
}

/// A folder of backups, while one is written there.
struct Folder<'a> {
    path: &'a Path,
    mode: Mode,
    shelf: &'a Shelf,
    reach: &'a dyn Reach,
    pacing: &'a Pacing,
    may_go: &'a dyn Fn(&str) -> bool,
}

impl Shelved for Folder<'_> {
    fn free_bytes(&self) -> Option<u64> {
        self.reach.free_bytes(self.path)
    }

    fn bytes_of(&self, name: &str) -> u64 {
        fs::symlink_metadata(self.path.join(name)).map_or(0, |metadata| metadata.len())
    }

    fn is_good(&self, name: &str) -> bool {
        self.shelf.peek_paced(&self.path.join(name), self.mode, self.pacing).is_ok()
    }

    fn may_go(&self, name: &str) -> bool {
        (self.may_go)(name)
    }

    fn throw_away(&self, name: &str) {
        // One that cannot be deleted gives no room.
        let _ = fs::remove_file(self.path.join(name));
    }
}

/// The shop's own files that a backup carries, by name.
pub(crate) fn files_of(folder: &Path) -> BTreeMap<String, String> {
    let read = |name: &str| Some((name.to_owned(), fs::read_to_string(folder.join(name)).ok()?));
    FILES.into_iter().filter_map(read).collect()
}

/// Copies a backup into a folder that others may write to, and reads there what was written before it takes the name: a stick may
/// take what it does not keep. The draft's name cannot be foreseen, and a link in the place of the copy is replaced by it and not
/// followed.
fn copy_into(folder: &Folder<'_>, from: &Path, name: &str) -> Result<(), Problem> {
    let (to, draft) = (folder.path.join(name), draft_in(folder.path));
    let copied = copy_paced(from, &draft, folder.pacing)
        .and_then(|()| peek_paced(&draft, folder.mode, folder.pacing))
        .and_then(|said| {
            fs::rename(&draft, &to)?;
            folder.shelf.know(&to, &said);
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
