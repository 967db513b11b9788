//! What a test's counter stands on: a keychain in memory, a gate before a folder.

use super::*;

/// A keychain in memory, which can be locked, stopped, slow with one call, or give nothing back of what it took.
#[derive(Default)]
pub struct Pocket {
    entries: Mutex<BTreeMap<String, SecretString>>,
    mood: Mutex<Mood>,
    woken: Notify,
    slow: Mutex<Option<Call>>,
    arrived: Notify,
    let_go: Notify,
}

/// What a keychain is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// To give an entry.
    Get,
    /// To take one.
    Set,
}

/// How a keychain answers.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    #[default]
    Well,
    /// Nobody has unlocked it.
    Locked,
    /// Not at all.
    Silent,
    /// It says yes to everything and keeps nothing.
    Forgets,
}

impl Pocket {
    /// Sets how it answers from now on; who waits for an answer gets it then.
    pub fn set_mood(&self, mood: Mood) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
        self.woken.notify_waiters();
    }

    /// The next call of this kind takes until it is let go.
    pub fn slow_down(&self, call: Call) {
        *self.slow.lock().unwrap_or_else(PoisonError::into_inner) = Some(call);
    }

    /// Waits until that call is there.
    pub async fn arrived(&self) {
        self.arrived.notified().await;
    }

    /// Lets it go.
    pub fn let_go(&self) {
        self.let_go.notify_one();
    }

    async fn pass(&self, call: Call) {
        let is_slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner).take_if(|slow| *slow == call).is_some();
        if is_slow {
            self.arrived.notify_one();
            self.let_go.notified().await;
        }
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, SecretString>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it holds.
    pub fn all(&self) -> BTreeMap<String, String> {
        let exposed = |secret: &SecretString| secret.expose_secret().to_owned();
        self.entries().iter().map(|(name, secret)| (name.clone(), exposed(secret))).collect()
    }

    /// Puts other entries in the place of all.
    pub fn replace(&self, entries: impl IntoIterator<Item = (String, String)>) {
        *self.entries() = entries.into_iter().map(|(name, text)| (name, text.into())).collect();
    }

    async fn answer(&self) -> Result<Mood, VaultError> {
        loop {
            let woken = self.woken.notified();
            let mood = *self.mood.lock().unwrap_or_else(PoisonError::into_inner);
            match mood {
                Mood::Well | Mood::Forgets => return Ok(mood),
                Mood::Locked => return Err(VaultError::Locked),
                Mood::Silent => woken.await,
            }
        }
    }
}

#[async_trait]
impl Vault for Pocket {
    async fn get(&self, name: &str) -> Result<Option<SecretString>, VaultError> {
        self.answer().await?;
        let given = self.entries().get(name).cloned();
        self.pass(Call::Get).await;
        Ok(given)
    }

    async fn set(&self, name: &str, secret: SecretString) -> Result<(), VaultError> {
        let mood = self.answer().await?;
        self.pass(Call::Set).await;
        if mood == Mood::Well {
            self.entries().insert(name.to_owned(), secret);
        }
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), VaultError> {
        self.answer().await?;
        self.entries().remove(name);
        Ok(())
    }
}

/// A second folder that lets nobody in while it is shut.
#[derive(Default)]
pub struct Gate {
    is_shut: Mutex<bool>,
    opened: Condvar,
    /// How long the disk of the folders of backups is; `None`: as long as anybody likes.
    disk_bytes: Mutex<Option<u64>>,
}

impl Gate {
    /// Shuts or opens it.
    pub fn set_shut(&self, is_shut: bool) {
        *self.is_shut.lock().unwrap_or_else(PoisonError::into_inner) = is_shut;
        self.opened.notify_all();
    }

    /// Gives every folder of backups a disk of its own that is so long, in bytes.
    pub fn set_disk(&self, bytes: Option<u64>) {
        *self.disk_bytes.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
    }
}

impl Reach for Gate {
    fn enter(&self, _folder: &Path) {
        let is_shut = self.is_shut.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.opened.wait_while(is_shut, |is_shut| *is_shut));
    }

    fn free_bytes(&self, folder: &Path) -> Option<u64> {
        let disk_bytes = (*self.disk_bytes.lock().unwrap_or_else(PoisonError::into_inner))?;
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let used: u64 = files.filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum();
        Some(disk_bytes.saturating_sub(used))
    }
}
