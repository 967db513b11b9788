//! Who writes this shop's entries into the keychain: one hand at a time, and a person has the last word.
//!
//! A keychain may take seconds for an entry, and a person may type another login, or take one out, while the program writes
//! what it was told before. So nothing is written without the pen. A person's word is noted before the pen is waited for;
//! the program looks when it has the pen whether anybody has spoken since it began, and leaves such an entry alone.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::timeout;

use crate::VaultError;

/// So long the start waits for the keychain. One that is slower is asked again, beside the window that is open by then.
pub(crate) const FIRST_TRY: Duration = Duration::from_secs(1);

/// The pen, and what people have said.
#[derive(Default)]
pub(crate) struct Pen {
    hand: tokio::sync::Mutex<()>,
    said: Mutex<Said>,
}

#[derive(Default)]
struct Said {
    count: u64,
    /// Which word was the last one about an entry.
    last: BTreeMap<String, u64>,
}

/// The pen in the hand of one: needed for every write.
pub(crate) struct Turn<'a>(
    #[expect(dead_code, reason = "held until the write is done")] tokio::sync::MutexGuard<'a, ()>,
);

/// When something began, counted in what people had said by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(u64);

impl Pen {
    fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Now.
    pub(crate) fn now(&self) -> Moment {
        Moment(self.said().count)
    }

    /// Whether nobody has said anything about an entry since.
    pub(crate) fn is_silent_since(&self, name: &str, since: Moment) -> bool {
        self.said().last.get(name).is_none_or(|at| *at <= since.0)
    }

    /// For a person, who says now what an entry should be. Nobody waits long for a keychain that is busy with another.
    pub(crate) async fn say(&self, name: &str) -> Result<Turn<'_>, VaultError> {
        {
            let mut said = self.said();
            said.count += 1;
            let count = said.count;
            said.last.insert(name.to_owned(), count);
        }
        timeout(FIRST_TRY, self.hand.lock()).await.map(Turn).map_err(|_| VaultError::Locked)
    }

    /// For the program, about entries of which nobody has said anything since; `None`: somebody has.
    pub(crate) async fn unless_said(&self, names: impl Iterator<Item = &String>, since: Moment) -> Option<Turn<'_>> {
        let turn = self.turn().await;
        let mut names = names;
        names.all(|name| self.is_silent_since(name, since)).then_some(turn)
    }

    /// For the program, about what no person speaks of.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        Turn(self.hand.lock().await)
    }
}
