//! The names of backups: each tells the ledger, the day, the number and the installation.

use std::cmp::Reverse;

use domain::{DAY_MS, india_day_start_ms};

use super::swap::stem;
use crate::settings::file::BackupSettings;
use crate::{Mode, Random};

/// What stands in the name of a copy that was made before an upgrade, behind ledger and day.
pub(super) const BEFORE_UPGRADE: &str = "-before-upgrade-from-";

/// What the sign of an installation is made of: nothing that is taken for another by eye or by a stick's file system.
const SIGNS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
const SIGN_LENGTH: usize = 6;

/// A sign for this installation, by which its copies are told from others' in a folder that computers share.
pub(crate) fn new_sign(random: &dyn Random) -> String {
    (0..SIGN_LENGTH).map(|_| char::from(SIGNS[random.bits() as usize % SIGNS.len()])).collect()
}

/// Whether it is a sign as `new_sign` makes them.
pub(crate) fn is_sign(text: &str) -> bool {
    text.len() == SIGN_LENGTH && text.bytes().all(|byte| SIGNS.contains(&byte))
}

/// What a backup's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    pub(crate) mode: Mode,
    /// `YYYY-MM-DD`.
    pub(crate) day: &'a str,
    /// Each backup of a data folder has a higher one than those before it, whatever the clocks showed; `None`: a version made
    /// it that did not count them.
    pub(crate) number: Option<u32>,
    /// The installation that made it; `None`: it lies beside its ledger, or a version made it that had no signs.
    pub(crate) sign: Option<&'a str>,
}

impl Named<'_> {
    /// Whether another installation made it; `own` is the sign of this one.
    pub(crate) fn is_elsewhere(&self, own: &str) -> bool {
        self.sign.is_some_and(|theirs| theirs != own)
    }

    /// The file's name: `ledger-2026-11-21.42.db`, in the second folder with the sign, `ledger-2026-11-21.42-k7x2mq.db`.
    pub(crate) fn file_name(&self) -> String {
        let number = self.number.map(|number| format!(".{number}")).unwrap_or_default();
        let sign = self.sign.map(|sign| format!("-{sign}")).unwrap_or_default();
        format!("{}-{}{number}{sign}.db", stem(self.mode), self.day)
    }

    /// Where it stands among those of one installation: the one that was made last is first. Those that were not counted are
    /// older than all that were; among them the day decides, but one that lies ahead was written under a wrong clock.
    pub(crate) fn rank(&self, now_ms: i64) -> Rank {
        let start_ms = india_day_start_ms(self.day);
        let is_future = self.number.is_none() && is_future(start_ms, now_ms);
        (Reverse(self.number), is_future, Reverse(start_ms))
    }
}

/// The smallest was made last.
pub(crate) type Rank = (Reverse<Option<u32>>, bool, Reverse<Option<i64>>);

/// What a name tells, when it is one of ours to the letter: nothing else is listed, restored or thrown away.
pub(crate) fn read_name(name: &str) -> Option<Named<'_>> {
    let rest_of = |mode| name.strip_prefix(stem(mode))?.strip_prefix('-')?.strip_suffix(".db");
    let (mode, rest) = [Mode::Real, Mode::Practice].into_iter().find_map(|mode| Some((mode, rest_of(mode)?)))?;
    let (day, rest) = rest.split_at_checked(10).filter(|(day, _)| india_day_start_ms(day).is_some())?;
    let (counted, sign) = match rest.split_once('-') {
        Some((counted, sign)) => (counted, Some(sign)),
        None => (rest, None),
    };
    let number = counted.strip_prefix('.').and_then(|number| number.parse().ok());
    let named = Named { mode, day, number, sign };
    (sign.is_none_or(is_sign) && named.file_name() == name).then_some(named)
}

/// Whether a backup is dated more than a day ahead: it was written under a wrong clock, and may be older than all others.
pub(crate) fn is_future(made_at_ms: Option<i64>, now_ms: i64) -> bool {
    made_at_ms.is_some_and(|made_ms| made_ms > now_ms + DAY_MS)
}

/// Gives this installation its sign when it has none; tells whether it did.
pub(crate) fn sign(settings: &mut BackupSettings, random: &dyn Random) -> bool {
    let is_missing = !is_sign(&settings.sign);
    if is_missing {
        settings.sign = new_sign(random);
    }
    is_missing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    #[test]
    fn a_name_is_read_as_it_was_made() {
        for mode in [Mode::Real, Mode::Practice] {
            let sign = new_sign(&SystemRandom);
            assert!(is_sign(&sign), "{sign}");
            for (number, sign) in [(None, None), (Some(1), None), (None, Some(sign.as_str())), (Some(42), Some(&sign))]
            {
                let named = Named { mode, day: "2026-11-21", number, sign };
                assert_eq!(read_name(&named.file_name()), Some(named), "{}", named.file_name());
            }
        }
    }

    #[test]
    fn what_is_no_name_of_ours_is_nobodys() {
        for name in [
            "ledger-2026-11-21-.db",
            "ledger-2026-11-21-abcde.db",
            "ledger-2026-11-21-abcdefg.db",
            "ledger-2026-11-21-abcde0.db",
            "ledger-2026-11-21-ABCDEF.db",
            "ledger-2026-11-21-../..x.db",
            "ledger-2026-11-21abcdef.db",
            "ledger-2026-11-21..db",
            "ledger-2026-11-21.042.db",
            "ledger-2026-11-21.-1.db",
            "ledger-2026-11-21.99999999999.db",
            "ledger-2026-11-21.42-.db",
            "ledger-2026-11-21.42.db.new",
            "ledger-2026-11-21 (2).db",
            "ledger-2026-13-21-abcdef.db",
            "ledger-2026-1-2१.db",
            "ledger-2026-11-21-abcdef.db.new",
        ] {
            assert_eq!(read_name(name), None, "{name}");
        }
    }

    #[test]
    fn the_one_made_last_is_first_whatever_the_clock_showed() {
        let now_ms = india_day_start_ms("2026-11-21").unwrap() + DAY_MS / 2;
        let in_order = [
            "ledger-2026-11-21.9.db",
            "ledger-2031-01-02.8.db",
            "ledger-2026-11-20.7.db",
            "ledger-2026-11-21.db",
            "ledger-2026-11-20.db",
            "ledger-2031-01-03.db",
        ];
        let mut names = in_order;
        names.sort_unstable();
        names.sort_by_key(|name| read_name(name).unwrap().rank(now_ms));
        assert_eq!(names, in_order);
    }
}
