//! A slip that leaves the counter without paper: as a file, on the clipboard, in a message.

use std::fs;
use std::path::Path;

use domain::{Service, india_day, parse_mobile};
use receipts::paper::{Bitmap, Leaf, Page, Sheet, pdf, png};
use receipts::sheet_text;
use serde::{Deserialize, Serialize};
use url::Url;

use super::preview::{DOTS, address_of};
use super::slip_of::SlipOf;
use crate::books::udhaar::whatsapp_page;
use crate::{Language, Problem, Settings, Till};

/// White around a slip that is shown on a telephone, in dots.
const MARGIN: u32 = 48;
/// A longer message is cut: not every browser hands it on.
const MESSAGE_MAX: usize = 1_200;

/// What a slip is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum SlipFormat {
    Pdf,
    Picture,
}

/// Where a slip was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SavedSlip {
    /// The file's name.
    pub name: String,
    /// Its folder.
    pub folder: String,
}

/// To whom a message was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SharedSlip {
    /// The customer's number; `None`: WhatsApp asks.
    pub mobile: Option<String>,
}

/// The name of a slip's file, without its ending.
fn name_of(slip: &SlipOf, day: &str, sale: Option<(&str, &str)>) -> String {
    let (number, order_id) = sale.unwrap_or_default();
    let signs: Vec<char> = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let four: String = signs[signs.len().saturating_sub(4)..].iter().collect();
    match slip {
        SlipOf::Sale { .. } => format!("{day} {four} {order_id}"),
        SlipOf::MoneyBack { .. } => format!("{day} {four} {order_id} money back"),
        SlipOf::Close { number } => format!("{day} Z {number}"),
        SlipOf::Count { row } => format!("{day} X {row}"),
        SlipOf::Statement { customer, .. } => format!("{day} udhaar {customer}"),
        SlipOf::Voucher { row } => format!("{day} voucher {row}"),
        SlipOf::Chit { chit } => format!("{day} chit {chit}"),
        SlipOf::Test => format!("{day} test"),
    }
}

fn problem_of(error: &std::io::Error, folder: &Path) -> Problem {
    let folder = folder.display().to_string();
    if ledger::is_disk_full(error) { Problem::SlipNoRoom { folder } } else { Problem::SlipNotSaved { folder } }
}

/// Writes a file into a person's folder, whole or not at all. What has the name already stays, unless it is the same.
pub(crate) fn save_beside(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Result<SavedSlip, Problem> {
    let in_folder = || folder.display().to_string();
    let numbered = |number: u32| match number {
        1 => format!("{name}.{ending}"),
        number => format!("{name} ({number}).{ending}"),
    };
    let is_same = |path: &Path| {
        let is_long =
            fs::symlink_metadata(path).is_ok_and(|known| known.is_file() && known.len() == bytes.len() as u64);
        is_long && fs::read(path).is_ok_and(|known| known == bytes)
    };
    let is_free = |name: &String| {
        let path = folder.join(name);
        fs::symlink_metadata(&path).is_err() || is_same(&path)
    };
    let free = (1..1_000).map(numbered).find(is_free).ok_or_else(|| Problem::SlipNotSaved { folder: in_folder() })?;
    let draft = folder.join(format!(".{name}.{ending}.part"));
    let written = ledger::write_whole(&folder.join(&free), &draft, bytes);
    written.map(|()| SavedSlip { name: free, folder: in_folder() }).map_err(|error| {
        // What was begun is no slip. If it cannot be removed either, it has a name that no slip has.
        let _ = fs::remove_file(&draft);
        problem_of(&error, folder)
    })
}

/// For a telephone, which would smear single dots.
fn large(page: &Page) -> Bitmap {
    page.raster().enlarged(2)
}

/// As many of the lines as a message takes.
fn message(text: &str) -> String {
    let mut message = String::new();
    for line in text.lines() {
        if message.chars().count() + line.chars().count() >= MESSAGE_MAX {
            message.push('…');
            break;
        }
        message.push_str(line);
        message.push('\n');
    }
    message.trim().to_owned()
}

impl Till {
    /// The sheet of a slip that may leave the counter.
    fn leaving(&self, slip: &SlipOf, languages: &[Language]) -> Result<(Settings, Sheet, Vec<Language>), Problem> {
        if !self.may_leave(slip)? {
            return Err(Problem::NotAllowedNow);
        }
        let rules = self.rules().print.clone();
        let shop = rules.shop.clone().ok_or(Problem::ShopNameMissing)?;
        let languages = self.languages_of(slip, languages, &rules)?;
        let sheet = self.sheet(&shop, slip, &languages)?;
        Ok((shop, sheet, languages))
    }

    /// Saves a slip in a folder of the user's, and says under which name.
    pub fn save_slip(
        &self,
        slip: &SlipOf,
        languages: &[Language],
        format: SlipFormat,
        folder: &Path,
    ) -> Result<SavedSlip, Problem> {
        let (_, sheet, _) = self.leaving(slip, languages)?;
        let page = Page::of(&sheet, u32::from(DOTS));
        let (bytes, ending) = match format {
            SlipFormat::Pdf => (pdf(&page, Leaf::Own).ok_or(Problem::SlipNotMade)?, "pdf"),
            SlipFormat::Picture => (png(&large(&page), MARGIN), "png"),
        };
        let sale = slip.about_sale().map(|sale_id| self.ledger.sale(sale_id)).transpose()?;
        let at_ms = sale.as_ref().map_or_else(|| self.clock.now_ms(), |sale| sale.created_at_ms);
        let order_id = sale.as_ref().map(|sale| sale.order_id.to_string()).unwrap_or_default();
        let about = sale.as_ref().map(|sale| (sale.number.as_str(), order_id.as_str()));
        save_beside(folder, &name_of(slip, &india_day(at_ms), about), ending, &bytes)
    }

    /// A slip as a picture for the clipboard: a `data:` address.
    pub fn slip_picture(&self, slip: &SlipOf, languages: &[Language]) -> Result<String, Problem> {
        let (_, sheet, _) = self.leaving(slip, languages)?;
        Ok(address_of(&large(&Page::of(&sheet, u32::from(DOTS))), MARGIN))
    }

    /// Begins a message to the customer in WhatsApp, in the system's browser. Nothing is sent before a person sends it there.
    pub fn share_slip(&self, slip: &SlipOf, languages: &[Language]) -> Result<SharedSlip, Problem> {
        let (shop, _, languages) = self.leaving(slip, languages)?;
        let rules = self.rules().print.clone();
        let first = languages.get(..1).unwrap_or_default();
        let text = message(&sheet_text(&self.said(&shop, slip, first, &rules.printing.design)?));
        let mobile = self.mobile_of(slip)?;
        let page = whatsapp_page(mobile.as_deref(), &text).ok_or(Problem::NotAllowedNow)?;
        self.browser.open(&page)?;
        Ok(SharedSlip { mobile })
    }

    /// Opens a folder of the user's in the system's own window of files.
    pub fn open_folder(&self, folder: &Path) -> Result<(), Problem> {
        let page = Url::from_directory_path(folder).map_err(|()| Problem::NotAllowedNow)?;
        self.browser.open(&page)
    }

    /// The mobile number of whom a slip is for: of the customer who is known, or the one that it is about.
    fn mobile_of(&self, slip: &SlipOf) -> Result<Option<String>, Problem> {
        let sale = slip.about_sale().map(|sale_id| self.ledger.sale(sale_id)).transpose()?;
        let customer = match slip {
            SlipOf::Statement { customer, .. } => Some(*customer),
            SlipOf::Sale { .. } | SlipOf::MoneyBack { .. } => sale.as_ref().and_then(|sale| sale.customer),
            SlipOf::Chit { chit } => return Ok(self.ledger.chit(*chit)?.map(|row| row.chit.phone)),
            SlipOf::Close { .. } | SlipOf::Count { .. } | SlipOf::Voucher { .. } | SlipOf::Test => None,
        };
        let known = customer.map(|id| self.ledger.customer(id)).transpose()?;
        let numbers = known.map(|known| known.facts.numbers).unwrap_or_default();
        let own = sale.filter(|sale| has_mobile(sale.service)).map(|sale| sale.number);
        Ok(numbers.into_iter().chain(own).find(|number| parse_mobile(number).is_ok()))
    }
}

/// Whether the number of such a sale is a telephone's. Ten digits may as well be a consumer number.
fn has_mobile(service: Service) -> bool {
    match service {
        Service::Prepaid | Service::Postpaid | Service::PanCard | Service::BankAccount => true,
        Service::Dth
        | Service::DataCard
        | Service::Landline
        | Service::Electricity
        | Service::Gas
        | Service::Insurance
        | Service::Fastag
        | Service::Voucher
        | Service::CashDrop
        | Service::MoneyTransfer
        | Service::AadhaarCheck
        | Service::WalletLoad => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_day_number_and_order() {
        let day = "2026-11-29";
        let sale = Some(("98765 43210", "GAB1000042"));
        assert_eq!(name_of(&SlipOf::Sale { sale_id: 1 }, day, sale), "2026-11-29 3210 GAB1000042");
        assert_eq!(name_of(&SlipOf::MoneyBack { sale_id: 1 }, day, sale), "2026-11-29 3210 GAB1000042 money back");
        assert_eq!(name_of(&SlipOf::Sale { sale_id: 1 }, day, Some(("../é/7", "X1"))), "2026-11-29 7 X1");
        assert_eq!(name_of(&SlipOf::Close { number: 12 }, day, None), "2026-11-29 Z 12");
    }

    #[test]
    fn a_slip_takes_nobodys_place() {
        let folder = tempfile::tempdir().unwrap();
        let save = |bytes: &[u8]| save_beside(folder.path(), "2026-11-29 3210 A1", "pdf", bytes).unwrap().name;
        assert_eq!(save(b"one"), "2026-11-29 3210 A1.pdf");
        assert_eq!(save(b"two"), "2026-11-29 3210 A1 (2).pdf");
        assert_eq!(save(b"two"), "2026-11-29 3210 A1 (2).pdf", "the same again is the same file");
        assert_eq!(fs::read(folder.path().join("2026-11-29 3210 A1.pdf")).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no draft is left");
    }

    #[test]
    fn a_folder_that_takes_nothing_is_named_and_nothing_is_left() {
        let base = tempfile::tempdir().unwrap();
        let gone = base.path().join("gone");
        let wanted = Err(Problem::SlipNotSaved { folder: gone.display().to_string() });
        assert_eq!(save_beside(&gone, "a", "pdf", b"one"), wanted);
        // The slip's own name is free, and its draft's is a folder's.
        fs::create_dir_all(base.path().join(".a.pdf.part/inside")).unwrap();
        let wanted = Err(Problem::SlipNotSaved { folder: base.path().display().to_string() });
        assert_eq!(save_beside(base.path(), "a", "pdf", b"one"), wanted);
        assert!(!base.path().join("a.pdf").exists());
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(problem_of(&full, &gone), Problem::SlipNoRoom { folder: gone.display().to_string() });
    }

    #[test]
    fn a_long_message_is_cut_between_its_lines() {
        let text = "a line of a statement\n".repeat(200);
        let cut = message(&text);
        assert!(cut.chars().count() <= MESSAGE_MAX && cut.ends_with("statement\n…"));
        assert_eq!(message("one\n\ntwo\n"), "one\n\ntwo");
    }
}
