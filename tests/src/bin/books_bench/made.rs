//! Writes the made-up ledgers by the program's own writer.

use std::path::{Path, PathBuf};

use domain::Event;
use journeys::benches::sale;
use ledger::{EventDetail, Ledger, Step};

use super::{Failure, NOW, opening};

/// A shop that sells 500 a day.
const BETWEEN_MS: i64 = 172_800;
/// The newest sales wait for an answer.
const OPEN: i64 = 8;

/// So many sales are one commit.
const BATCH: usize = 2_000;

fn sell(ledger: &Ledger, place: i64, sales: i64) -> Result<(), Failure> {
    let at_ms = NOW - (sales - place) * BETWEEN_MS;
    let begun = ledger.begin_sale(&sale(place, at_ms), at_ms, at_ms + 5_000)?;
    let said = EventDetail { words: Some("Success".to_owned()), ..EventDetail::default() };
    let (event, next_ms) = if place > sales - OPEN {
        (Event::Accept, Some(at_ms + 60_000))
    } else if place % 40 == 0 {
        (Event::Reject, None)
    } else {
        (Event::Succeed, None)
    };
    let refs = (Some(format!("7788{place:08}")), Some(format!("RJ{:012}", place * 17)));
    let step = Step::of(&begun, event, at_ms + 4_000).evidence(said).refs(refs.0, refs.1);
    Ok(ledger.record_only(&step.ask_next(next_ms).flag(None))?)
}

/// A ledger of so many sales. It takes its name only when it is whole.
pub fn ledger_of(folder: &Path, sales: i64) -> Result<PathBuf, Failure> {
    let path = folder.join(format!("{sales}.db"));
    if !path.is_file() {
        let draft = path.with_extension("db.new");
        ledger::remove_database(&draft)?;
        let ledger = Ledger::open(&draft, opening())?;
        let places: Vec<i64> = (1..=sales).collect();
        for batch in places.chunks(BATCH) {
            ledger.in_one_commit(|| batch.iter().try_for_each(|place| sell(&ledger, *place, sales)))?;
            if let Some(written) = batch.last().filter(|last| *last % 100_000 == 0) {
                println!("  {written} of {sales} sales are written");
            }
        }
        ledger.close();
        std::fs::rename(&draft, &path)?;
    }
    Ok(path)
}
