//! This installation's drawer in the keychain: the entries under its sign, and how those without one, or of the folder that it
//! was copied from, come into it.

use std::collections::BTreeSet;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::entries::{Entries, JournalKey, LEDGER, Told, WantedEntries, Wish, from_hex, to_hex};
use super::pen::{Moment, Pen, Turn};
use crate::{Vault, VaultError};

/// Name of the key that seals the real ledger's journal.
fn ledger_key() -> String {
    format!("{LEDGER}/journal-key")
}

/// The entry that says which installation has taken a company's old entries over.
fn taken_by(slug: &str) -> String {
    format!("{slug}/taken-by")
}

fn is_same(one: &SecretString, other: &SecretString) -> bool {
    one.expose_secret() == other.expose_secret()
}

/// What the keychain has of a company beside our own entries.
enum Before {
    Nothing,
    /// An older version's, and nobody else has a claim.
    Ours(Entries),
    /// An older version's or another folder's, and there are two sets.
    Somebodys(Entries),
}

/// The drawer.
#[derive(Clone)]
pub(crate) struct Drawer {
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) pen: Arc<Pen>,
    /// With which the names begin.
    pub(crate) sign: String,
    /// The settings on the disk have the sign. Nothing is written under one that the next start would not know.
    pub(crate) is_sign_kept: bool,
    /// The sign of the folder that this one was copied from; empty: of none.
    pub(crate) copied_from: String,
}

impl Drawer {
    fn signed(&self, name: &str) -> String {
        format!("{}/{name}", self.sign)
    }

    /// Writes an entry and reads it back: a keychain may say yes and keep nothing.
    async fn keep(&self, _turn: &Turn<'_>, name: &str, secret: &SecretString) -> Result<(), VaultError> {
        let name = self.signed(name);
        self.vault.set(&name, secret.clone()).await?;
        match self.vault.get(&name).await? {
            Some(kept) if is_same(&kept, secret) => Ok(()),
            _ => Err(VaultError::Locked),
        }
    }

    /// Makes an entry what a person said.
    pub(crate) async fn fulfil(&self, turn: &Turn<'_>, name: &str, wish: &Wish) -> Result<(), VaultError> {
        let Some(secret) = &wish.secret else { return self.vault.delete(&self.signed(name)).await };
        self.keep(turn, name, secret).await?;
        let slug = name.split('/').next().unwrap_or_default();
        if wish.claims && self.vault.get(name).await?.is_some() { self.claim(turn, slug).await } else { Ok(()) }
    }

    /// Notes that what an older version left of a company is known here, unless another installation has said so before:
    /// whoever comes after this one is asked.
    async fn claim(&self, _turn: &Turn<'_>, slug: &str) -> Result<(), VaultError> {
        match self.vault.get(&taken_by(slug)).await? {
            Some(_) => Ok(()),
            None => self.vault.set(&taken_by(slug), self.sign.as_str().into()).await,
        }
    }

    async fn entries(&self, names: &[String], full: impl Fn(&str) -> String) -> Result<Entries, VaultError> {
        let mut found = Entries::new();
        for name in names {
            if let Some(secret) = self.vault.get(&full(name)).await? {
                found.insert(name.clone(), secret);
            }
        }
        Ok(found)
    }

    async fn own(&self, names: &[String]) -> Result<Entries, VaultError> {
        self.entries(names, |name| self.signed(name)).await
    }

    /// Reads everything that is wanted. `settled`: the companies whose old entries were dealt with before. `held`: what was
    /// typed here and is not in the keychain yet.
    pub(crate) async fn read(
        &self,
        wanted: &WantedEntries,
        settled: &BTreeSet<String>,
        held: &Entries,
        since: Moment,
    ) -> Result<Told, VaultError> {
        let mut told = Told::default();
        for (slug, names) in wanted {
            let own = self.own(names).await?;
            if settled.contains(slug) {
                told.entries.extend(own);
                continue;
            }
            let typed = names.iter().filter_map(|name| Some((name.clone(), held.get(name)?.clone())));
            let known: Entries = own.clone().into_iter().chain(typed).collect();
            told.entries.extend(own);
            match self.found_before(slug, names, &known).await? {
                Before::Nothing => drop(told.settled.insert(slug.clone())),
                Before::Ours(old) => {
                    if self.take_over(slug, &old, since).await? {
                        told.settled.insert(slug.clone());
                    }
                    told.entries.extend(old);
                }
                Before::Somebodys(_) => drop(told.asked.insert(slug.clone())),
            }
        }
        Ok(told)
    }

    async fn found_before(&self, slug: &str, names: &[String], own: &Entries) -> Result<Before, VaultError> {
        let theirs_under = async |sign: &str| {
            let theirs = self.entries(names, |name| format!("{sign}/{name}")).await?;
            Ok(if theirs.is_empty() { Before::Nothing } else { Before::Somebodys(theirs) })
        };
        if !self.copied_from.is_empty() {
            return if own.is_empty() { theirs_under(&self.copied_from).await } else { Ok(Before::Nothing) };
        }
        let old = self.entries(names, str::to_owned).await?;
        let noted = self.vault.get(&taken_by(slug)).await?;
        let other = noted.as_ref().map(ExposeSecret::expose_secret).filter(|other| *other != self.sign);
        if old.is_empty() {
            let Some(other) = other.filter(|_| own.is_empty()) else { return Ok(Before::Nothing) };
            return theirs_under(other).await;
        }
        // Equal entries are those of a take-over that was cut short.
        let is_ours = old.iter().all(|(name, secret)| own.get(name).is_none_or(|mine| is_same(mine, secret)));
        Ok(if is_ours && other.is_none() { Before::Ours(old) } else { Before::Somebodys(old) })
    }

    /// Moves old entries under the sign: first the copies, then whose they are, and only then the old ones go. A kill in
    /// between is brought to its end at the next start. Tells whether they were moved: not under a sign that the next start
    /// would not know, and not when somebody has typed or taken out one of them meanwhile.
    async fn take_over(&self, slug: &str, old: &Entries, since: Moment) -> Result<bool, VaultError> {
        if !self.is_sign_kept {
            return Ok(false);
        }
        let Some(turn) = self.pen.unless_said(old.keys(), since).await else { return Ok(false) };
        for (name, secret) in old {
            self.keep(&turn, name, secret).await?;
        }
        self.vault.set(&taken_by(slug), self.sign.as_str().into()).await?;
        for name in old.keys() {
            self.vault.delete(name).await?;
        }
        Ok(true)
    }

    /// Copies what was found of a company for this installation, because somebody said so. What another folder has stays its
    /// own.
    pub(crate) async fn use_found(&self, slug: &str, names: &[String]) -> Result<(), VaultError> {
        let own = self.own(names).await?;
        let Before::Somebodys(found) = self.found_before(slug, names, &own).await? else { return Ok(()) };
        for (name, secret) in &found {
            let turn = self.pen.say(name).await?;
            self.keep(&turn, name, secret).await?;
            self.claim(&turn, slug).await?;
        }
        Ok(())
    }

    /// The key that seals the real journal: this installation's; else that of the folder which this one was copied from; else,
    /// where there was a ledger before there were signs (`may_share`), the one that every folder of an older version shared.
    /// Both stay where they are, because another folder needs them too. Else `fresh`, which is kept from now on.
    pub(crate) async fn journal_key(&self, may_share: bool, fresh: &JournalKey) -> Result<JournalKey, VaultError> {
        let turn = self.pen.turn().await;
        if let Some(own) = self.key_under(self.signed(&ledger_key())).await? {
            return Ok(own);
        }
        let key = self.others_journal_key(may_share).await?.unwrap_or(*fresh);
        self.keep(&turn, &ledger_key(), &to_hex(&key).into()).await?;
        Ok(key)
    }

    /// The same for who only reads: nothing is kept, and `None` is a key that was never made.
    pub(crate) async fn journal_key_at_hand(&self, may_share: bool) -> Result<Option<JournalKey>, VaultError> {
        match self.key_under(self.signed(&ledger_key())).await? {
            Some(own) => Ok(Some(own)),
            None => self.others_journal_key(may_share).await,
        }
    }

    async fn others_journal_key(&self, may_share: bool) -> Result<Option<JournalKey>, VaultError> {
        let others = [
            (!self.copied_from.is_empty()).then(|| format!("{}/{}", self.copied_from, ledger_key())),
            may_share.then(ledger_key),
        ];
        for name in others.into_iter().flatten() {
            if let Some(found) = self.key_under(name).await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    async fn key_under(&self, name: String) -> Result<Option<JournalKey>, VaultError> {
        let found = self.vault.get(&name).await?;
        Ok(found.and_then(|secret| from_hex(secret.expose_secret())))
    }
}
