//! Reports over the month: charts, their tables, companies side by side, a company's file, and complaints.

use serde_json::json;

use crate::days::choose_days;
use crate::gallery::catalogue::{Scene, state};

/// Gives the field for the file one, as its dialog would.
const CHOOSE: &str = "
  const [text, name] = arguments, files = new DataTransfer(), field = document.getElementById('match-file');
  files.items.add(new File([text], name, { type: 'text/csv' }));
  field.files = files.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return 0";
/// A statement with lines that no book has.
const STATEMENT: &str = "Date,Client Id,Txn Id,Mobile,Amount,Status\n2026-11-28 10:15:00,ZZZZZZ999998,REF1,9000000001,299.00,Success\n2026-11-28 11:20:00,ZZZZZZ999999,REF2,9000000002,9999999.00,Refunded\n";

/// The charts of the overview; each can be a table.
const CHARTS: [&str; 6] = ["days", "months", "outcomes", "heat", "operators", "customers"];

/// The screen *Reports*.
pub fn scene() -> Scene {
    let states = vec![
        state("overview", "The month in charts", |stage| {
            stage.screen.go(&stage.say("nav_reports"));
            // On a month's first morning the month has nothing to show yet.
            choose_days(&stage.screen, "period_always");
            stage.wait_shown(".charts [role=img]");
            stage.top();
        }),
        state("charts", "The charts further down", |stage| {
            let down = "document.querySelectorAll('.charts')[0].scrollIntoView({ block: 'start' }); return true";
            stage.wait_true("the charts", down);
        }),
        state("tables", "The charts as tables", |stage| {
            for chart in CHARTS {
                stage.press(&format!("section[aria-labelledby='{chart}-title'] button"));
            }
            stage.wait_true("the tables", "return document.querySelector('.charts [role=img]') === null");
            stage.top();
        }),
        state("companies", "Companies side by side", |stage| {
            stage.to("reports/companies");
            choose_days(&stage.screen, "period_always");
            stage.screen.wait_text(&stage.say("companies_median"));
            stage.top();
        }),
        state("match", "A company's file is chosen", |stage| {
            stage.to("reports/match");
            stage.screen.find("field", &stage.say("match_company"), None);
        }),
        state("match-columns", "What is in which column of the file", |stage| {
            stage.screen.choose(&stage.say("match_company"), None, "INSPAY");
            stage.wait_true("the field for the file", "return document.getElementById('match-file') !== null");
            let chosen = stage.screen.page.script(CHOOSE, &[json!(STATEMENT), json!("statement.csv")]);
            chosen.unwrap_or_else(|fault| stage.screen.give_up(&fault.to_string()));
            stage.screen.find("heading", &stage.say("match_columns_title"), None);
        }),
        state("match-result", "What agrees, differs, and is only in the file", |stage| {
            stage.screen.press(&stage.say("match_go"));
            stage.wait_true(
                "the comparison",
                "return document.querySelectorAll('main table tbody tr, main [role=row]').length > 0",
            );
        }),
        state("complaints", "Complaints", |stage| {
            stage.to("reports/complaints");
            stage.wait_shown("main h1");
        }),
    ];
    Scene { name: "reports", states }
}
