//! Slips as the shop wants them, and slips that leave the counter without paper.

use std::collections::BTreeSet;
use std::fs;

use till::{Design, Problem, SlipFormat, SlipLine, SlipOf};

use super::tray::{Desk, slip};
use domain::Language;

fn design() -> Design {
    let hidden = BTreeSet::from([SlipLine::Address]);
    let (footer, gstin) = ("Thank you! फिर पधारें।".into(), "27ABCDE1234F1Z0".into());
    Design { footer, gstin, hidden, code: false, ..Design::default() }
}

fn text(desk: &Desk, slip: &SlipOf) -> String {
    desk.stall.till.slip_preview(slip, &[Language::EN], None).expect("a slip").text
}

#[tokio::test]
async fn what_is_printed_previewed_and_shared_is_the_shops_own_slip() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    let plain = text(&desk, &slip(&sale));
    desk.set(till::Printing { design: design(), ..desk.printing() });
    let own = text(&desk, &slip(&sale));
    for words in ["Thank you! फिर पधारें।", "GSTIN 27ABCDE1234F1Z0"] {
        assert!(own.contains(words) && !plain.contains(words), "{own}");
    }
    assert!(plain.contains("Station Road") && !own.contains("Station Road"), "{own}");
    assert!(!plain.contains("INSPAY") && own.contains("INSPAY"), "only who wants it names the supplier:\n{plain}");
    let preview = desk.stall.till.slip_preview(&slip(&sale), &[Language::EN], None).expect("a preview");
    assert_eq!(preview.text, own);
    let dressed = desk.bytes(&sale, true);
    desk.print(&sale);
    desk.until_printed(&sale, 1).await;
    assert_eq!(desk.tray.papers(), [dressed]);
}

#[tokio::test]
async fn a_slip_is_saved_whole_beside_what_is_there() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    let folder = tempfile::tempdir().expect("a folder");
    let till = &desk.stall.till;
    let save = |format| till.save_slip(&slip(&sale), &[Language::EN], format, folder.path()).expect("it is saved");
    let (paper, picture) = (save(SlipFormat::Pdf), save(SlipFormat::Picture));
    assert!(paper.name.ends_with(&format!(" 0001 {}.pdf", sale.order_id)), "{}", paper.name);
    assert_eq!(paper.folder, folder.path().display().to_string());
    assert!(fs::read(folder.path().join(&paper.name)).expect("a file").starts_with(b"%PDF-"));
    assert!(fs::read(folder.path().join(&picture.name)).expect("a file").starts_with(b"\x89PNG"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
    let gone = folder.path().join("gone");
    let refused = till.save_slip(&slip(&sale), &[], SlipFormat::Pdf, &gone);
    assert_eq!(refused, Err(Problem::SlipNotSaved { folder: gone.display().to_string() }));
}

#[tokio::test]
async fn whatsapp_is_opened_for_the_number_and_with_the_words_of_the_slip() {
    let mut desk = Desk::new(false).await;
    let sale = desk.sell("9876500001").await;
    let shared = desk.stall.till.share_slip(&slip(&sale), &[Language::EN]).expect("a browser");
    assert_eq!(shared.mobile.as_deref(), Some("9876500001"));
    let pages = desk.stall.shelf.pages();
    let page = pages.last().expect("a page");
    assert_eq!((page.host_str(), page.path()), (Some("wa.me"), "/919876500001"));
    let text = page.query_pairs().find(|(name, _)| name == "text").map(|(_, text)| text.into_owned()).expect("a text");
    for words in ["SUCCESSFUL", "₹ 299", &sale.order_id] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert!(page.as_str().len() < 8_000);
}
