//! The log of orders: a text file beside the ledger with a line for every attempt.
//!
//! It is there for the day on which the ledger's file is lost. It says which orders the companies must be asked about. It
//! also has what persons wrote about them, because no company can be asked for that.
//!
//! A line is written after the commit that begins the attempt, and before its request leaves. It is written again after
//! each commit of a person's word. It is not synced, because the ledger itself is durable. A line that cannot be written
//! stops nothing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use domain::OrderId;

use crate::order::LoggedOrder;
use crate::{LedgerError, own_file};

/// What a log gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogRead {
    /// Each order once, sorted by its first line. Its facts come from its newest line, and its persons' words from all its
    /// lines.
    pub orders: Vec<LoggedOrder>,
    /// The attempt's number of each line, in this ledger or in one before it.
    pub attempt_ids: Vec<i64>,
    /// Lines that could not be read.
    pub unreadable: usize,
}

/// The log of one ledger.
#[derive(Debug)]
pub struct OrderLog {
    path: PathBuf,
    file: Mutex<Option<File>>,
}

impl OrderLog {
    /// The log of the ledger of that path: `ledger.db` has `ledger-orders.log`. The file is opened only when it is needed.
    pub fn beside(ledger: &Path) -> OrderLog {
        let stem = ledger.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        OrderLog { path: ledger.with_file_name(format!("{stem}-orders.log")), file: Mutex::new(None) }
    }

    /// Appends a line for each order. After an `Err` a line may be missing or half written. A half line is skipped when the
    /// log is read.
    pub fn note(&self, orders: &[LoggedOrder]) -> Result<(), LedgerError> {
        let mut text = String::new();
        for order in orders {
            text += &serde_json::to_string(order).map_err(|error| LedgerError::Failed(error.to_string()))?;
            text.push('\n');
        }
        let mut slot = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = match slot.take() {
            Some(file) => file,
            None => open_at_line(&self.path)?,
        };
        // If this fails, the slot stays empty. Then the next call opens the file anew, at the beginning of a line.
        file.write_all(text.as_bytes())?;
        *slot = Some(file);
        Ok(())
    }

    /// Reads the whole log. A line that is not ours is only counted. A log that is not there is empty.
    pub fn read(&self) -> Result<LogRead, LedgerError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(LogRead::default()),
            Err(error) => return Err(error.into()),
        };
        let mut read = LogRead::default();
        let mut places: BTreeMap<OrderId, usize> = BTreeMap::new();
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            let Ok(mut order) = serde_json::from_slice::<LoggedOrder>(line) else {
                read.unreadable += 1;
                continue;
            };
            read.attempt_ids.push(order.attempt_id);
            match places.get(&order.order_id) {
                Some(place) => {
                    let newer = std::mem::take(&mut order.said);
                    order.said = std::mem::take(&mut read.orders[*place].said);
                    order.add_said(&newer);
                    read.orders[*place] = order;
                }
                None => {
                    places.insert(order.order_id.clone(), read.orders.len());
                    read.orders.push(order);
                }
            }
        }
        Ok(read)
    }

    /// Removes the orders that were submitted before `since_ms`, unless a person wrote something about them later. Also
    /// removes every line that cannot be read. The file is replaced whole or not at all.
    pub fn keep_since(&self, since_ms: i64) -> Result<(), LedgerError> {
        // The lock is held to the end, because a line that is appended meanwhile would be lost with the old file.
        let mut slot = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = self.read()?;
        let kept: Vec<&LoggedOrder> = read.orders.iter().filter(|order| order.last_ms() >= since_ms).collect();
        if kept.len() == read.attempt_ids.len() && read.unreadable == 0 {
            return Ok(());
        }
        let mut text = String::new();
        for order in kept {
            text += &serde_json::to_string(order).map_err(|error| LedgerError::Failed(error.to_string()))?;
            text.push('\n');
        }
        *slot = None;
        let draft = self.path.with_extension("log.new");
        own_file::write_whole(&self.path, &draft, text.as_bytes())?;
        Ok(())
    }
}

/// Opens the file for appending. If a crash left a half line at the end, a new line is begun behind it.
fn open_at_line(path: &Path) -> Result<File, LedgerError> {
    let mut file = own_file::own_options().create(true).append(true).read(true).open(path)?;
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != [b'\n'] {
            file.write_all(b"\n")?;
        }
    }
    Ok(file)
}
