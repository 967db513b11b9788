//! `galla --rebuild`: says in a terminal whether the journal alone makes the same books. It opens no window.

use std::path::Path;
use std::process::ExitCode;

/// The books are not what the journal makes of them.
const DIFFERENT: u8 = 1;
/// It could not be found out.
const UNKNOWN: u8 = 2;

/// Makes the books of the folder anew, and prints what differs.
pub(crate) fn run(folder: &Path) -> ExitCode {
    match till::rebuild_books(folder) {
        Ok(books) if books.differences.is_empty() => {
            println!("{}: the same", books.ledger.display());
            ExitCode::SUCCESS
        }
        Ok(books) => {
            println!("{}: not what the journal makes of it", books.ledger.display());
            books.differences.iter().for_each(|difference| println!("  {difference}"));
            ExitCode::from(DIFFERENT)
        }
        Err(error) => {
            eprintln!("galla cannot make the books anew: {error}");
            ExitCode::from(UNKNOWN)
        }
    }
}
