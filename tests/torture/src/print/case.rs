//! One slip, one kill, and what must hold after it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::child::{ARGUMENT, LEDGER, write_books};
use super::tray::Tray;
use crate::Verdict;
use crate::args::{Args, Span};
use crate::kill::cut::Cut;

/// What a child said before its end.
#[derive(Debug, Default)]
struct Told {
    /// The slip is in the queue, durably.
    queued: bool,
    /// Jobs that are asked about, rows of the journal, steps on the disk, bytes; `None`: it was killed before.
    rested: Option<[u64; 4]>,
}

/// How much is done.
struct Plan {
    /// Every how manieth byte of a job.
    bytes: u64,
    /// Every how manieth step on the disk.
    steps: u64,
}

impl Plan {
    fn of(span: Span) -> Plan {
        match span {
            Span::Short => Plan { bytes: 1_499, steps: 7 },
            Span::Usual | Span::For(_) => Plan { bytes: 97, steps: 1 },
        }
    }
}

fn run_child(folder: &Path, tray: &Tray, cut: Cut, queues: bool, sins: bool) -> Result<Told, String> {
    let words = |error: std::io::Error| error.to_string();
    let program = std::env::current_exe().map_err(words)?;
    let mut process =
        Command::new(program).arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(words)?;
    let first = json!({
        "folder": folder, "port": tray.port, "cut": cut.to_string(), "queues": queues, "sins": sins,
    });
    let mut line = process.stdin.take().ok_or("a child without a line")?;
    writeln!(line, "{first}").map_err(words)?;
    let output = process.wait_with_output().map_err(words)?;
    let mut told = Told::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("queued", _) => told.queued = true,
            ("rested", counts) => {
                let counts: Vec<u64> = counts.split(' ').filter_map(|count| count.parse().ok()).collect();
                told.rested = Some(counts.try_into().map_err(|_| "counts that cannot be read")?);
            }
            _ => return Err(format!("the child says: {line}")),
        }
    }
    Ok(told)
}

/// Kills a till at a place of one slip, starts it again, and holds the papers against the books. Gives whether it was killed.
///
/// `books`: what every shop begins with, so that all print the same slip.
fn one(
    tray: &Tray,
    books: &Path,
    whole: Option<&[u8]>,
    cut: Cut,
    sins: bool,
) -> Result<(bool, Told, Vec<Vec<u8>>), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    std::fs::copy(books.join(LEDGER), folder.path().join(LEDGER)).map_err(|error| error.to_string())?;
    let first = run_child(folder.path(), tray, cut, true, sins)?;
    let mut papers = tray.papers()?;
    let Some(whole) = whole else { return Ok((false, first, papers)) };
    let (killed, was_queued) = (first.rested.is_none(), first.queued);
    let began = !papers.is_empty();
    let last = if killed { run_child(folder.path(), tray, Cut::None, false, sins)? } else { first };
    let again = tray.papers()?;
    if began && !again.is_empty() {
        return Err("was printed again by itself, although some of it may have been on paper".to_owned());
    }
    papers.extend(again);
    let on_paper = papers.iter().filter(|paper| paper.as_slice() == whole).count();
    let Some([asked, printed, ..]) = last.rested else { return Err("did not rest after the restart".to_owned()) };
    match (asked, printed, on_paper) {
        (0, 1, 1) | (1, 0, 0 | 1) => {}
        // It was killed before the slip was in the queue, and had not said that it was.
        (0, 0, 0) if !was_queued => {}
        _ => return Err(format!("{asked} asked about, {printed} printed by the books, {on_paper} on paper")),
    }
    Ok((killed, last, papers))
}

/// The part.
pub fn run(args: &Args) -> Verdict {
    let tray = Tray::start()?;
    let plan = Plan::of(args.span);
    let books = tempfile::tempdir().map_err(|error| error.to_string())?;
    write_books(books.path())?;
    let one = |whole: Option<&[u8]>, cut, sins| one(&tray, books.path(), whole, cut, sins);
    let (_, undisturbed, papers) = one(None, Cut::None, false)?;
    let ([whole], Some([0, 1, steps, bytes])) = (papers.as_slice(), undisturbed.rested) else {
        return Err(format!("an undisturbed slip is not printed once: {undisturbed:?}, {} papers", papers.len()));
    };
    if whole.len() as u64 != bytes || bytes < 2_000 || steps < 10 {
        return Err(format!("the counters do not count: {bytes} bytes sent, {} came, {steps} steps", whole.len()));
    }
    let middle = Cut::Out(bytes / 2);
    match one(Some(whole), middle, true) {
        Err(words) if words.contains("again by itself") => {}
        seen => return Err(format!("a job that is marked too late was not seen: {:?}", seen.map(|(_, told, _)| told))),
    }
    let near = (0..8).chain(bytes.saturating_sub(4)..=bytes);
    let mut cuts: Vec<Cut> = near.chain((8..bytes).step_by(plan.bytes as usize)).map(Cut::Out).collect();
    for at in (1..=steps).step_by(plan.steps as usize) {
        cuts.extend([false, true].map(|after| Cut::Disk { at, after }));
    }
    let mut kills = 0;
    for cut in &cuts {
        let (killed, ..) = one(Some(whole), *cut, false).map_err(|words| format!("a slip, cut at {cut}, {words}"))?;
        kills += u32::from(killed);
    }
    if u64::from(kills) < cuts.len() as u64 * 9 / 10 {
        return Err(format!("only {kills} of {} cuts killed", cuts.len()));
    }
    Ok(format!(
        "{kills} kills of {} cuts (a job has {bytes} bytes, {steps} steps on the disk): 0 twice, 0 lost; 1 control caught",
        cuts.len()
    ))
}
