//! What is measured beside something else than a small ledger.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use domain::{Days, Event, Language, Period, india_day};
use journeys::benches::{parts, sale};
use ledger::{ChainKey, Ledger, ReportBy, SaleFilter, SaleOrder, Step};
use providers::ReqwestHttp;
use rust_xlsxwriter::{Format, Workbook};
use till::{ExportFormat, ExportInput, ExportOf, SalesFilter, Till};

use super::{Failure, NOTHING, NOW, middle, verdict};

/// A sale while a report runs, in hundredths of one alone.
const AIM_SALE: u128 = 120;
/// A workbook, in hundredths of the library alone.
const AIM_WORKBOOK: u128 = 150;
/// Sales of each kind.
const SALES: usize = 60;
/// Days of a workbook of 100,000 sales.
const DAYS: i64 = 200;
const DAY_MS: i64 = 86_400_000;
const ROUNDS: usize = 3;

/// Prints two figures, and whether they miss their aim, in hundredths.
pub fn tell(name: &str, ours: Duration, beside: &str, theirs: Duration, aim: u128) {
    let is_unfelt = ours <= NOTHING;
    let hundredths = ours.as_nanos() * 100 / theirs.as_nanos().max(1);
    let shown = |hundredths: u128| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let (ours, theirs) = (ours.as_micros(), theirs.as_micros());
    println!(
        "{name}: {ours} µs, {beside}: {theirs} µs, {} times (aim: at most {}){}",
        shown(hundredths),
        shown(aim),
        verdict(hundredths <= aim || is_unfelt)
    );
}

/// One sale, from nothing to its answer in the books.
fn sell(ledger: &Ledger, act: &str) -> Result<Duration, Failure> {
    let mut new = sale(1, NOW);
    // A number of nobody, so that the sale is nobody's twin.
    new.intent = act.to_owned();
    new.number = format!("5{:09}", SystemTime::UNIX_EPOCH.elapsed()?.as_micros() % 1_000_000_000);
    let began = Instant::now();
    let begun = ledger.begin_sale(&new, NOW, NOW + 5_000)?;
    ledger.record_only(&Step::of(&begun, Event::Succeed, NOW + 4_000).ask_next(None).flag(None))?;
    Ok(began.elapsed())
}

/// Sales while a report of all sales runs, in turn with sales alone.
pub fn sales(ledger: &Arc<Ledger>) -> Result<(), Failure> {
    let run = SystemTime::UNIX_EPOCH.elapsed()?.as_micros();
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..SALES {
        times[0].push(sell(ledger, &format!("alone {run} {round}"))?);
    }
    let is_over = Arc::new(AtomicBool::new(false));
    let (reading, stop) = (ledger.clone(), is_over.clone());
    let reports = std::thread::spawn(move || {
        let always = SaleFilter::of(Days { from: "2000-01-01".to_owned(), to: india_day(NOW) });
        let mut reports = 0;
        while !stop.load(Ordering::Acquire) {
            reading.report(&always, ReportBy::Operator, 100).map_err(|error| error.to_string())?;
            reports += 1;
        }
        Ok::<usize, String>(reports)
    });
    for round in 0..SALES {
        times[1].push(sell(ledger, &format!("beside {run} {round}"))?);
    }
    is_over.store(true, Ordering::Release);
    let reports = reports.join().map_err(|_| "the report stopped")??;
    println!("{reports} reports of all sales ran meanwhile");
    let [alone, meanwhile] = times.map(|mut times| middle(&mut times));
    tell("a sale while a report of all sales runs", meanwhile, "alone", alone, AIM_SALE);
    Ok(())
}

/// A counter over the ledger, without a company.
fn till_over(path: &Path) -> Result<Arc<Till>, Failure> {
    let key = ChainKey { id: "bench".into(), bytes: [7; 32] };
    let till = Till::open(parts(path.to_owned(), key, Vec::new(), Arc::new(ReqwestHttp::new()?)));
    Ok(till.map_err(|problem| format!("{problem:?}"))?)
}

/// Writes the cells of a workbook anew by the library alone.
fn write_bare(cells: &calamine::Range<Data>, path: &Path) -> Result<Duration, Failure> {
    let began = Instant::now();
    let (mut book, text, number) = (Workbook::new(), Format::new(), Format::new().set_num_format("0.00"));
    let page = book.add_worksheet();
    for (row, cells) in cells.rows().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let at = (u32::try_from(row)?, u16::try_from(column)?);
            match cell.as_f64() {
                Some(value) if !cell.is_string() => page.write_number_with_format(at.0, at.1, value, &number)?,
                _ => page.write_string_with_format(at.0, at.1, cell.to_string(), &text)?,
            };
        }
    }
    book.save(path)?;
    std::fs::File::open(path)?.sync_all()?;
    Ok(began.elapsed())
}

/// The workbook of two hundred days of sales by the counter, in turn with the same cells by the library alone.
#[tokio::main]
pub async fn workbooks(ledger: &Path, folder: &Path) -> Result<(), Failure> {
    let till = till_over(ledger)?;
    let days = Days { from: india_day(NOW - DAYS * DAY_MS), to: india_day(NOW - DAY_MS) };
    let filter = SalesFilter::of(Period::Days(days));
    let of = ExportOf::Sales { filter, order: SaleOrder::Time, is_rising: true };
    let input = ExportInput { id: "bench".to_owned(), of, format: ExportFormat::Xlsx, language: Language::EN };
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let file = till.export(&input, folder).map_err(|problem| format!("{problem:?}"))?;
        ours.push(began.elapsed());
        let path = folder.join(&file.name);
        let mut book: Xlsx<_> = open_workbook(&path)?;
        let cells = book.worksheet_range_at(0).ok_or("an empty workbook")??;
        println!("a workbook of {} sales, {} KiB", file.rows, std::fs::metadata(&path)?.len() / 1024);
        bare.push(write_bare(&cells, &path)?);
        std::fs::remove_file(&path)?;
    }
    tell("a workbook of two hundred days", middle(&mut ours), "the library alone", middle(&mut bare), AIM_WORKBOOK);
    Ok(())
}
