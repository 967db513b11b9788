//! `galla --rebuild`: says in a terminal whether the journal alone makes the same books, and whether its seals are whole. It opens no
//! window.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use till::{ChainReport, Rebuilt};

use super::keychain::OsKeychain;

/// The books are not what the journal makes of them, or a seal is broken.
const DIFFERENT: u8 = 1;
/// It could not be found out.
const UNKNOWN: u8 = 2;

/// Makes the books of the folder anew, and prints what differs.
pub(crate) fn run(folder: &Path) -> ExitCode {
    let rebuilt = tauri::async_runtime::block_on(till::rebuild_books(folder, Arc::new(OsKeychain::default())));
    match rebuilt {
        Ok(books) => {
            tell(&books);
            if books.is_the_same() { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) }
        }
        Err(error) => {
            eprintln!("galla cannot make the books anew: {error}");
            ExitCode::from(UNKNOWN)
        }
    }
}

fn tell(books: &Rebuilt) {
    let are = if books.differences.is_empty() { "the same" } else { "not what the journal makes of it" };
    println!("{}: {are}", books.ledger.display());
    books.differences.iter().for_each(|difference| println!("  {difference}"));
    println!("{}", seals_in_words(books.seals));
}

fn seals_in_words(seals: Option<ChainReport>) -> String {
    match seals {
        None => "seals: not checked, because the keychain does not give their key".to_owned(),
        Some(ChainReport { broken_at: Some(row), .. }) => format!("seals: broken at row {row} of the journal"),
        Some(ChainReport { sealed, other_key: 0, .. }) => format!("seals: whole, {sealed} rows"),
        Some(ChainReport { sealed, other_key, .. }) => {
            format!("seals: whole, {sealed} rows; {other_key} more are under a key that is not at hand")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_the_seals_is_one_line() {
        let walked = ChainReport { sealed: 12, other_key: 0, broken_at: None };
        assert_eq!(seals_in_words(Some(walked)), "seals: whole, 12 rows");
        let other = ChainReport { other_key: 3, ..walked };
        assert!(seals_in_words(Some(other)).ends_with("3 more are under a key that is not at hand"));
        let broken = ChainReport { broken_at: Some(7), ..walked };
        assert_eq!(seals_in_words(Some(broken)), "seals: broken at row 7 of the journal");
        assert!(seals_in_words(None).contains("not checked"));
    }
}
