//! The table: every fault against every call, and what came of it.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use providers::ReqwestHttp;

use super::cell::{Cell, HANG, Lab, Outcome};
use super::column::{self, Column};
use super::fault::{Fault, How, Over};
use super::faults;
use super::tls::Authority;
use crate::args::{Args, Span};

/// Cells at once. Each waits more than it works.
const AT_ONCE: usize = 6;
/// A healthy sale beside a fault takes at most so many times what it takes without: both are taken over all cells.
const FACTOR: u32 = 20;
/// In a short run, each fault meets the enquiries of so many columns.
const SHORT_ENQUIRIES: usize = 2;

/// Everything that was seen.
pub struct Table {
    rows: Vec<(Cell, Outcome)>,
}

/// Chance that depends on nothing but the seed and the place.
pub fn mix(seed: u64, place: u64) -> u64 {
    let mut bits = seed ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for _ in 0..2 {
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    }
    bits ^ (bits >> 31)
}

/// What all cells share. The server to which nobody has business counts whoever comes.
pub fn lab(folder: &Path) -> Result<Lab, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let authority = Authority::read(folder).map_err(|error| error.to_string())?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| told(&error))?;
    let elsewhere = format!("http://{}", listener.local_addr().map_err(|error| told(&error))?);
    let strayed = Arc::new(AtomicUsize::new(0));
    let counter = strayed.clone();
    std::thread::spawn(move || {
        // Whoever comes is counted before being let go, because the cell looks at the count as soon as that happens.
        while let Ok(_visitor) = listener.accept() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    let line = ReqwestHttp::new().map_err(|trouble| format!("{trouble:?}"))?;
    let tls = authority.tls().map_err(|error| error.to_string())?;
    Ok(Lab { line: Arc::new(line), tls, elsewhere, strayed })
}

/// Every fault against every call.
fn plan(seed: u64, span: Span) -> Vec<Cell> {
    let columns = column::all();
    let mut cells = Vec::new();
    for (row, fault) in std::iter::once(faults::NONE).chain(faults::all()).enumerate() {
        let mut enquiries = 0;
        let turn = (row + seed as usize) % columns.len();
        for place in 0..columns.len() {
            let column = columns[(place + turn) % columns.len()];
            enquiries += usize::from(column.enquiry);
            if span == Span::Short && column.enquiry && enquiries > SHORT_ENQUIRIES {
                continue;
            }
            cells.extend(cells_of(fault, column, mix(seed, (row * 64 + place) as u64), span));
        }
    }
    cells
}

/// One truth of those there are, or each.
fn cells_of(fault: Fault, column: Column, chance: u64, span: Span) -> Vec<Cell> {
    let over = match fault.over {
        Over::Either if chance & 64 == 0 => Over::Plain,
        Over::Either => Over::Tls,
        fixed => fixed,
    };
    let truths = column.truths();
    let one = truths[(chance % truths.len() as u64) as usize];
    // Where nothing gets through, it is all the same what the provider would have done.
    let is_one = span == Span::Short || !matches!(fault.how, How::Answer(_) | How::Early(_));
    let truths = if is_one { vec![one] } else { truths.to_vec() };
    truths.into_iter().map(|truth| Cell { fault, column, truth, over }).collect()
}

/// Plays the table and says what it found, in one line.
pub fn play(args: &Args, folder: &Path) -> Result<(Table, Duration), String> {
    let lab = lab(folder)?;
    let began = Instant::now();
    let mut table = Table { rows: Vec::new() };
    for round in 0.. {
        let seed = if round == 0 { args.seed } else { mix(args.seed, round) };
        let (huge, others): (Vec<_>, Vec<_>) = plan(seed, args.span).into_iter().partition(|cell| cell.fault.huge);
        for (cells, at_once) in [(huge, 1), (others, AT_ONCE)] {
            let rows = play_all(cells, at_once, &lab);
            table.rows.extend(rows.map_err(|what| format!("{what} (--part net --seed {seed} --replay)"))?);
        }
        if !matches!(args.span, Span::For(span) if began.elapsed() < span) {
            break;
        }
    }
    Ok((table, began.elapsed()))
}

/// Plays cells on threads of their own; the first that is violated, or never ends, ends all.
pub fn play_all(cells: Vec<Cell>, at_once: usize, lab: &Lab) -> Result<Vec<(Cell, Outcome)>, String> {
    let wanted = cells.len();
    let cells = Arc::new(Mutex::new(VecDeque::from(cells)));
    let under_way = Arc::new(Mutex::new(BTreeMap::new()));
    let (tell, told) = mpsc::channel();
    for thread in 0..at_once {
        let (cells, under_way, tell, lab) = (cells.clone(), under_way.clone(), tell.clone(), lab.clone());
        std::thread::spawn(move || {
            let next = || cells.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            while let Some(cell) = next() {
                under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(thread, cell.to_string());
                let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| cell.run(&lab)));
                let outcome = played.unwrap_or_else(|_| Err(format!("{cell}: it panicked")));
                under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&thread);
                if tell.send(outcome.map(|outcome| (cell, outcome))).is_err() {
                    return;
                }
            }
        });
    }
    let mut rows = Vec::with_capacity(wanted);
    let mut violations = Vec::new();
    while rows.len() + violations.len() < wanted {
        match told.recv_timeout(HANG) {
            Ok(Ok(row)) => rows.push(row),
            Ok(Err(violation)) => violations.push(violation),
            Err(_) => {
                let under_way = under_way.lock().unwrap_or_else(PoisonError::into_inner);
                violations.push(format!("nothing ends any more: {:?}", under_way.values()));
                break;
            }
        }
    }
    if violations.is_empty() { Ok(rows) } else { Err(violations.join("\n    ")) }
}

impl Table {
    /// One row per fault: what came of it, and how often.
    pub fn print(&self) {
        let mut rows: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
        for (cell, outcome) in &self.rows {
            let on = if outcome.went_on { ", then another" } else { "" };
            let asked = if cell.column.enquiry { "asked, " } else { "" };
            let class = format!("{asked}{}{on}", outcome.class);
            *rows.entry(cell.fault.name).or_default().entry(class).or_default() += 1;
        }
        for (name, classes) in rows {
            let classes: Vec<String> = classes.iter().map(|(class, count)| format!("{class} ×{count}")).collect();
            println!("    {name:<32} {}", classes.join("; "));
        }
    }

    /// The figures, or that the till was held up.
    pub fn figures(&self) -> Result<String, String> {
        let count = |what: fn(&Cell) -> &'static str| {
            self.rows.iter().map(|(cell, _)| what(cell)).collect::<std::collections::BTreeSet<_>>().len()
        };
        let calls: std::collections::BTreeSet<String> = self.rows.iter().map(|(cell, _)| cell.column.name()).collect();
        let healthy = |place: usize| self.rows.iter().map(|(_, outcome)| outcome.healthy[place]).sum::<Duration>();
        let cells = self.rows.len() as u32;
        let (without, during) = (healthy(0) / cells.max(1), healthy(1) / cells.max(1));
        if during > without * FACTOR {
            return Err(format!("a healthy sale took {during:?} beside a fault, {without:?} without"));
        }
        let class = |begins: &str| self.rows.iter().filter(|(_, outcome)| outcome.class.starts_with(begins)).count();
        let requests = self.rows.iter().map(|(_, outcome)| outcome.requests).max().unwrap_or_default();
        let said = self.rows.iter().map(|(_, outcome)| outcome.said).max().unwrap_or_default();
        let grew = self.rows.iter().filter_map(|(_, outcome)| outcome.grew).max().unwrap_or_default();
        let [not_sent, unknown, closed] = ["not_sent", "unknown", "failed: "].map(class);
        let asked = class("no news") + class("put off");
        Ok(format!(
            "{} faults × {} dialects × {} calls = {cells} cells; at most {requests} request per order id; not sent {not_sent}, \
             unknown {unknown}, refused or closed {closed}, enquiries that said nothing {asked}, as told {}; all settled to \
             the truth; a healthy sale beside a fault {during:.1?} ({without:.1?} without); of 2 GB {} KB heard, memory +{} MB",
            count(|cell| cell.fault.name),
            count(|cell| cell.column.slug),
            calls.len(),
            self.rows.len() - not_sent - unknown - closed - asked,
            said >> 10,
            grew >> 20,
        ))
    }
}
