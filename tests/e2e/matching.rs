//! A company's statement file held against the book, in the real window: chosen, understood, looked at, ended by a person's word and put
//! aside. In Hindi, because there are many words on these screens.

use std::time::Duration;

use domain::india_time;
use serde_json::json;

use crate::export::Home;
use crate::looks::look;
use crate::screen::Screen;
use crate::shop::{FIRST_WORD, Sale};

const SOON: Duration = Duration::from_secs(40);
/// Gives the field for the file one, as its dialog would.
const CHOOSE: &str = "
  const [text, name] = arguments;
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: 'text/csv' }));
  const field = document.getElementById('match-file');
  field.files = files.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
";

fn choose(screen: &Screen<'_>, text: &str, name: &str) {
    screen.page.script(CHOOSE, &[json!(text), json!(name)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
}

/// Drags a file over the window, which says so, and drops it there.
const DRAG: &str = "
  const [text, name, kind] = arguments;
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: 'text/csv' }));
  document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
";

fn drop_on_window(screen: &Screen<'_>, text: &str, name: &str) {
    let drag = |kind: &str| {
        screen
            .page
            .script(DRAG, &[json!(text), json!(name), json!(kind)])
            .unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    };
    drag("dragenter");
    screen.wait_text(&screen.words.say("drop_file"));
    drag("dragover");
    drag("drop");
}

/// The order id of the sale of a number, as the day book shows it.
fn order_of(screen: &Screen<'_>, number: &str) -> String {
    screen.go(&screen.words.say("nav_day_book"));
    let row = "const row = [...document.querySelectorAll('main [role=row]')]
        .find((e) => e.innerText.replace(/[\\s\\u00a0\\u202f]+/g, ' ').includes(arguments[0]));
        return /[0-9A-Z]{12,20}/.exec(row?.innerText ?? '')?.[0] ?? ''";
    screen.wait(&format!("the order of {number}"), FIRST_WORD, || {
        let found = screen.page.script(row, &[json!(number)]).ok()?;
        found.as_str().filter(|order| !order.is_empty()).map(str::to_owned)
    })
}

fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    i64::try_from(since.as_millis()).expect("a moment")
}

#[test]
fn a_statement_is_held_against_the_book_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let home = Home::new();
    let shop = home.shop("matching", "hi", data.path());
    let screen = shop.screen();
    screen.answer_first_questions();
    let say = |key: &str| shop.words.say(key);
    for number in ["98765 00001", "98765 43210"] {
        screen.sell(Sale { number, operator: "एयरटेल", rupees: "299" });
        screen.wait_outcome(number, "outcome_done", FIRST_WORD);
    }
    let orders = [order_of(&screen, "98765 00001"), order_of(&screen, "98765 43210")];
    let when = india_time(now_ms()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let file = format!(
        "Date,Client Id,Txn Id,Mobile,Amount,Status\n{when},{},REF1,9876500001,299.00,Success\n{when},{},REF2,9876543210,299.00,Refunded\n{when},ZZZZZZ999999,REF3,9000000001,50.00,Success\n",
        orders[0], orders[1]
    );
    screen.go(&say("nav_reports"));
    screen.click("tab", &say("reports_match"), None);
    screen.choose(&say("match_company"), None, "INSPAY");
    choose(&screen, "%PDF-1.7 a bill", "bill.pdf");
    screen.wait_text(&say("problem_statement_pdf"));
    drop_on_window(&screen, &file, "statement.csv");
    screen.find("heading", &say("match_columns_title"), None);
    look(&screen, "columns");
    screen.press(&say("match_go"));
    screen.wait_text(&say("match_differs_company_gave_back"));
    look(&screen, "result");
    screen.press(&shop.words.fill("export_of", &[("what", &say("match_export"))]));
    screen.press(&say("export_xlsx"));
    let workbook = std::fs::read(home.file(&screen, ".xlsx")).expect("a file");
    assert!(workbook.starts_with(b"PK"));
    let differ = shop.words.fill("match_export_list", &[("group", &say("match_group_differ"))]);
    screen.press(&shop.words.fill("export_of", &[("what", &differ)]));
    screen.press(&say("export_csv"));
    let saved = std::fs::read_to_string(home.file(&screen, ".csv")).expect("a file");
    assert!(saved.contains("REF2") && !saved.contains("REF1"), "{saved}");
    look(&screen, "saved");
    screen.press(&say("match_give_back"));
    screen.find("dialog", &say("word_title"), None);
    screen.fill(&say("word_by"), None, "Asha");
    screen.press(&say("word_next"));
    screen.fill(&say("word_last_four"), None, "3210");
    screen.press(&say("word_book_given_back"));
    screen.wait("the difference to be gone", SOON, || {
        let text = screen.text();
        (!text.contains(&say("match_differs_company_gave_back"))).then_some(())
    });
    let only_file = shop.words.fill("match_group_count", &[("group", &say("match_group_only_file")), ("count", "1")]);
    screen.click("choice", &only_file, None);
    screen.wait_text(&say("match_why_not_here"));
    screen.press(&say("match_ignore"));
    screen.fill(&say("match_ignore_reason"), None, "भाई का फ़ोन");
    screen.fill(&say("match_ignore_by"), None, "Asha");
    screen.press(&say("match_ignore_save"));
    screen.wait_text(&shop.words.fill("match_sum_well", &[("agree", "2")]));
    look(&screen, "well");
}
