//! Makes a data folder with a made-up shop that practises: thirty days with 6,000 sales, up to now.
//!
//! `cargo run --package journeys --bin made_up_month FOLDER [LANGUAGE] [DAYS]`, then `galla --data-dir FOLDER`.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::Language;
use journeys::month::Month;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let folder: PathBuf = words.next().ok_or("made_up_month FOLDER [LANGUAGE] [DAYS]")?.into();
    let language = Language::of_code(&words.next().unwrap_or_else(|| "en".to_owned())).ok_or("no such language")?;
    let days = words.next().map_or(Ok(30), |text| text.parse())?;
    let now_ms = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let month = Month::of_days(now_ms, days);
    let written = month.make_practice_folder(&folder, language)?;
    println!("{} sales of {days} days in {}", month.sales, folder.display());
    println!("  failed on a later day  {}", written.late_failures.len());
    println!("  taken back             {}", written.taken_back.len());
    println!("  contradicted           {}", written.contradicted.len());
    println!("  need a person          {}", written.need_person.len());
    println!("  wait                   {}", written.waiting.len());
    println!("  at the desk            {} and {} loads", written.desk, written.loads);
    Ok(())
}
