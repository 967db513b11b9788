//! What a person gets who opens the books in an SQL client and writes the question down, beside the counter's own answer.

use std::path::Path;
use std::time::Instant;

use domain::{Paise, india_day};
use ledger::{Ledger, Page, Remembered};
use rusqlite::{Connection, OpenFlags};

use super::{Failure, NOW, middle};

const ROUNDS: usize = 3;
/// The counter's answer is never the slower one, in hundredths; what is not felt does not count.
const AIM: u128 = 100;

/// A question: its name, as a person writes it, and as the counter asks it.
type Written = (&'static str, String, fn(&Ledger) -> Result<usize, Failure>);

fn written() -> [Written; 4] {
    [
        (
            "the newest sales of a number's end",
            "SELECT * FROM sale WHERE number LIKE '%12345' ORDER BY id DESC LIMIT 7".to_owned(),
            |ledger| found(ledger, &Remembered::Number("12345".to_owned())),
        ),
        (
            "the sale of a reference",
            "SELECT * FROM sale JOIN attempt ON attempt.sale_id = sale.id
             WHERE operator_ref LIKE '%RJ000000001700%' ORDER BY sale.id DESC LIMIT 7"
                .to_owned(),
            |ledger| found(ledger, &Remembered::Reference("RJ000000001700".to_owned())),
        ),
        (
            "the newest sales of an amount",
            "SELECT * FROM sale WHERE amount_paise = 29900 ORDER BY id DESC LIMIT 7".to_owned(),
            |ledger| found(ledger, &Remembered::Amount(Paise::new(29_900))),
        ),
        (
            "a day's sum",
            format!("SELECT count(*), sum(amount_paise) FROM sale WHERE day = '{}'", india_day(NOW)),
            |ledger| Ok(ledger.day_totals(&india_day(NOW)).map(|_| 1)?),
        ),
    ]
}

fn found(ledger: &Ledger, what: &Remembered) -> Result<usize, Failure> {
    Ok(ledger.remembered_sales(what, Page { after: 0, rows: 7 })?.len())
}

fn answer(client: &Connection, sql: &str) -> Result<usize, Failure> {
    let mut statement = client.prepare(sql)?;
    let mut rows = statement.query(())?;
    let mut count = 0;
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}

/// Asks both in turn.
pub fn compare(ledger: &Ledger, path: &Path) -> Result<(), Failure> {
    let client = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    println!("\nbeside an SQL client");
    for (name, sql, ask) in written() {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let began = Instant::now();
            ask(ledger)?;
            ours.push(began.elapsed());
            let began = Instant::now();
            answer(&client, &sql)?;
            theirs.push(began.elapsed());
        }
        super::beside::tell(name, middle(&mut ours), "an SQL client", middle(&mut theirs), AIM);
    }
    Ok(())
}
