//! The day book: its list, filter, days and details; its money; its customers; and a slip that is checked.

use crate::days::{choose_days, open_days};
use crate::gallery::books::LONG_NAME;
use crate::gallery::catalogue::{Scene, State, state};
use crate::screen::key;
use crate::shop::FIRST_WORD;

/// Opens the first sale of the list.
const FIRST_ROW: &str = "[role=table] [role=row] a";

/// The sales.
pub fn scene() -> Scene {
    let states = [of_the_list(), of_one_sale()].into_iter().flatten().collect();
    Scene { name: "day-book", states }
}

/// The list: its days, its filter, what is searched in it.
fn of_the_list() -> Vec<State> {
    vec![
        state("list", "All sales of a month", |stage| {
            stage.screen.go(&stage.say("nav_day_book"));
            choose_days(&stage.screen, "period_always");
            stage.wait_shown(FIRST_ROW);
        }),
        state("filter", "What the list can be narrowed by", |stage| {
            stage.screen.press(&stage.say("filter_button"));
            stage.screen.find("dialog", &stage.say("filter_title"), None);
        }),
        state("filtered", "Failed sales alone", |stage| {
            stage.screen.click("button", &stage.say("total_failed"), Some(&stage.say("filter_title")));
            stage.screen.keys(key::ESC);
            stage.screen.wait_cursor(&stage.say("filter_button"));
        }),
        state("days", "The calendar", |stage| {
            stage.screen.press(&stage.say("filter_clear"));
            open_days(&stage.screen);
        }),
        state("no-days", "Days on which nothing was sold", |stage| {
            choose_days(&stage.screen, "period_last_year");
            stage.screen.wait_text(&stage.say("days_empty"));
        }),
        state("search", "A search by four digits", |stage| {
            stage.to("day-book");
            stage.focus("main input[type=search]");
            stage.screen.keys(&format!("0001{}", key::ENTER));
            stage.wait_shown("main mark, main a");
        }),
        state("search-none", "A search that finds nothing", |stage| {
            stage.focus("main input[type=search]");
            stage.screen.keys(&format!("9999999999{}", key::ENTER));
            stage.wait_true("the search", "return document.querySelector('main mark') === null");
        }),
    ]
}

/// A sale, its slip, and its complaint.
fn of_one_sale() -> Vec<State> {
    vec![
        state("sale", "A sale beside the list", |stage| {
            stage.screen.keys(key::ESC);
            stage.to("day-book");
            choose_days(&stage.screen, "period_always");
            stage.press(FIRST_ROW);
            stage.screen.find("region", &stage.say("sale_label"), None);
        }),
        state("technical", "A sale with what was sent and received", |stage| {
            let open =
                "document.querySelectorAll('main details').forEach((each) => { each.open = true; }); return true";
            stage.wait_true("the details", open);
        }),
        state("check-slip", "A slip is checked", |stage| {
            stage.screen.keys(key::ESC);
            stage.to("day-book");
            stage.screen.press(&stage.say("slip_check"));
            stage.screen.find("dialog", &stage.say("slip_check_title"), None);
        }),
        state("slip-unreadable", "A slip whose signs cannot be read", |stage| {
            stage.focus("#slip-text");
            stage.screen.keys(&format!("ABCD-EFGH-JKLM{}", key::ENTER));
            stage.wait_shown(".verdict strong");
        }),
        state("complain", "A complaint to the company", |stage| {
            stage.close();
            stage.to("day-book");
            stage.press(FIRST_ROW);
            stage.screen.press(&stage.say("complaint_open"));
            stage.screen.wait_cursor(&stage.say("complaint_reason"));
        }),
        state("complaint", "A sale that is complained about", |stage| {
            stage.screen.fill(&stage.say("complaint_by"), None, LONG_NAME);
            stage.screen.fill(&stage.say("complaint_reference"), None, "CMP-77");
            stage.screen.fill(&stage.say("complaint_next_step"), None, "Call the helpline once more");
            stage.screen.press(&stage.say("complaint_save"));
            stage.screen.wait_text("CMP-77");
        }),
        state("papers", "The papers for the company", |stage| {
            stage.screen.press(&stage.say("complaint_pack"));
            stage.screen.find("dialog", &stage.say("complaint_pack"), None);
            stage.screen.wait("the papers", FIRST_WORD, || {
                stage.screen.look("button", &stage.say("complaint_pack_copy"), None).map(drop)
            });
        }),
        state("after", "The day book after the papers were closed", |stage| stage.close()),
        state("complaint-close", "How a complaint ended", |stage| {
            stage.to("reports/complaints");
            stage.screen.press(&stage.say("complaint_close"));
            stage.screen.find("dialog", &stage.say("complaint_close_title"), None);
        }),
        state("complaint-problem", "A complaint that nobody closes", |stage| {
            stage.screen.press(&stage.say("complaint_close"));
            stage.screen.wait_text(&stage.say("complaint_choose_outcome"));
        }),
        state("complaints-closed", "No complaint that is closed", |stage| {
            stage.close();
            stage.screen.click("choice", &stage.say("complaints_closed"), None);
        }),
    ]
}

/// The money book.
pub fn money() -> Scene {
    let states = vec![
        state("has", "What the shop has, with ₹ 99,99,999 at the bank", |stage| {
            stage.to("day-book/money");
            stage.screen.wait_text(&stage.say("money_has"));
        }),
        state("voucher", "A new voucher", |stage| {
            stage.screen.keys("n");
            stage.screen.find("dialog", &stage.say("voucher_new"), None);
        }),
        state("voucher-problem", "A voucher without a reason", |stage| {
            stage.screen.keys("o");
            stage.screen.wait_cursor(&stage.say("voucher_amount"));
            stage.screen.keys(&format!("9999999{}", key::ENTER));
            stage.screen.wait_text(&stage.say("problem_money_reason_missing"));
        }),
        state("statement", "The statement of the drawer", |stage| {
            stage.close();
            stage.screen.click("link", &stage.say("account_cash"), None);
            stage.screen.wait_text(&stage.say("statement_carried"));
        }),
        state("printed", "The statement before it is printed on A4", |stage| {
            let words = &stage.screen.words;
            let statement = words.fill("statement_of", &[("account", &stage.say("account_bank"))]);
            stage.screen.click("link", &stage.say("account_bank"), None);
            stage.screen.press(&words.fill("print_of", &[("what", &statement)]));
            stage.wait_shown("dialog[open] .shown table");
        }),
        state("after", "The statement after its pages were closed", |stage| stage.close()),
    ];
    Scene { name: "money", states }
}

/// The customers.
pub fn customers() -> Scene {
    let states = vec![
        state("list", "Customers and what they owe", |stage| {
            stage.to("day-book/customers");
            // Who stands there hangs on the day on which the month was made up.
            stage.wait_shown("[id^=customer-]");
        }),
        state("add", "A customer is noted down", |stage| {
            stage.screen.press(&stage.say("customers_add"));
            stage.screen.wait_cursor(&stage.say("customer_name"));
        }),
        state("account", "A customer who owes ₹ 99,99,999", |stage| {
            stage.close();
            stage.focus("main input[type=search], main input");
            stage.screen.fill(&stage.say("customers_search"), None, "43210");
            stage.screen.wait_text(LONG_NAME);
            stage.screen.keys(key::ENTER);
            stage.screen.find("region", &stage.say("customer_label"), None);
        }),
        state("pay", "A customer pays", |stage| {
            stage.press("#customer-pay");
            stage.screen.wait_cursor(&stage.say("pay_amount"));
        }),
        state("remind", "A reminder in the customer's language", |stage| {
            stage.close();
            stage.press("#customer-remind");
            stage.wait_true("the reminder", "return (document.getElementById('remind-text')?.value ?? '') !== ''");
        }),
        state("forget", "A customer asks to be forgotten", |stage| {
            stage.close();
            stage.press("#customer-forget");
            stage.screen.wait_text(&stage.say("forget_backups"));
        }),
        state("paper", "The account as a slip", |stage| {
            stage.close();
            stage.press("#customer-paper");
            stage
                .wait_true("the picture of the slip", "return document.querySelector('dialog img')?.complete === true");
        }),
        state("after", "The account after its slip was closed", |stage| stage.close()),
    ];
    Scene { name: "customers", states }
}
