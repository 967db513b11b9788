//! Sell: the form, the strip, and every outcome.

use serde_json::json;

use crate::gallery::books::{LONG_NAME, NUMBER};
use crate::gallery::catalogue::{Scene, State, state};
use crate::gallery::stage::Stage;
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED};

fn strip_of(stage: &Stage<'_>, number: &str) {
    stage.screen.go(&stage.say("nav_sell"));
    stage.screen.fill_in(stage.airtel(number));
    stage.screen.wait_read();
}

/// Sells to a number whose end says what becomes of it.
fn sold(stage: &Stage<'_>, number: &str, outcome: &str) {
    stage.screen.go(&stage.say("nav_sell"));
    stage.screen.sell(stage.airtel(number));
    stage.screen.wait_outcome(number, outcome, SETTLED);
}

/// Before a sale is sent.
pub fn scene() -> Scene {
    let states = vec![
        state("empty", "Sell with an empty form, and today beside it", |stage| stage.fresh()),
        state("typing", "Half a number", |stage| {
            stage.fresh();
            stage.screen.keys("987654");
        }),
        state("short", "A number that is too short", |stage| {
            stage.screen.keys(key::ENTER);
            stage
                .screen
                .wait_text(&stage.screen.words.fill("problem_number_too_short", &[("digits", "6"), ("wanted", "10")]));
            stage.screen.wait_read();
        }),
        state("known", "The number of a customer who owes ₹ 99,99,999", |stage| {
            stage.fresh();
            stage.screen.keys(&NUMBER.replace(' ', ""));
            stage.screen.wait_text(LONG_NAME);
        }),
        state("recent", "Recent numbers", |stage| {
            stage.fresh();
            stage.screen.keys(key::F2);
            stage.wait_shown("#known-list");
        }),
        state("operators", "The list of operators", |stage| {
            stage.fresh();
            stage.focus("#sell-operator");
            stage.screen.keys("a");
            stage.wait_shown("[role=option]");
        }),
        state("strip", "The strip that asks for the second Enter", |stage| strip_of(stage, NUMBER)),
        state("cash", "The strip with what the customer hands over", |stage| {
            stage.screen.keys("t");
            stage.screen.wait_cursor(&stage.say("tendered_label"));
            stage.screen.keys("500");
            stage.screen.wait_text(&stage.words_with("pay_give_back", "₹ 201"));
        }),
        state("upi", "The strip with a UPI code", |stage| {
            strip_of(stage, NUMBER);
            stage.screen.keys("u");
            stage.screen.find("svg[role=img]", &stage.words_with("pay_code_of", "₹ 299"), None);
            stage.screen.wait_read();
        }),
        state("udhaar", "The strip of a sale on credit", |stage| {
            strip_of(stage, NUMBER);
            stage.screen.keys("d");
            let button = stage.words_with("recharge_button", "₹ 299");
            stage.screen.wait_cursor(&stage.screen.words.fill("udhaar_send", &[("button", &button)]));
        }),
        state("keys", "All keys", |stage| {
            stage.fresh();
            stage.screen.keys("?");
            stage.screen.find("dialog", &stage.say("keys_title"), None);
        }),
        state("wallets", "All wallets, from the header", |stage| {
            stage.close();
            stage.press("header .purse button, header button[aria-controls=purse-all]");
            stage.wait_shown("#purse-all");
        }),
    ];
    Scene { name: "sell", states }
}

/// What becomes of a sale, and what is asked about the next one.
pub fn outcomes() -> Scene {
    let states = [of_a_sale_that_is_done(), of_other_outcomes()].into_iter().flatten().collect();
    Scene { name: "outcomes", states }
}

/// A sale that is done, its slip, and what is asked about the next one.
fn of_a_sale_that_is_done() -> Vec<State> {
    vec![
        state("done", "A sale that is done", |stage| sold(stage, NUMBER, "outcome_done")),
        state("slip", "The slip of a sale on the screen", |stage| {
            stage.screen.press(&stage.say("print"));
            stage.screen.find("dialog", &stage.say("receipt_title"), None);
            stage
                .wait_true("the picture of the slip", "return document.querySelector('dialog img')?.complete === true");
        }),
        state("slip-both", "A slip in both languages", |stage| {
            stage.screen.click("choice", "English + हिन्दी", None);
            stage.screen.wait_text("अभ्यास");
            stage
                .wait_true("the picture of the slip", "return document.querySelector('dialog img')?.complete === true");
        }),
        state("line", "The last sale is one line beside the next number", |stage| {
            stage.close();
            stage.screen.keys("98");
            stage.wait_true(
                "one line",
                "return document.querySelector('.outcome') === null && document.querySelector('.stage .line') !== null",
            );
        }),
        state("tail", "Customers whose numbers end in four digits", |stage| {
            stage.fresh();
            stage.screen.keys("3210");
            stage.wait_shown("#known-list");
        }),
        state("repeat", "The question whether the same is to be sold again", |stage| {
            stage.fresh();
            stage.screen.keys(key::F4);
            stage.screen.wait_cursor(&stage.say("repeat_no"));
            stage.screen.wait_read();
        }),
        state("doubt", "An amount with a nought too many", |stage| {
            stage.screen.keys(&format!("2990{}", key::ENTER));
            stage.screen.wait_cursor(&stage.words_with("recharge_button", "₹ 2,990"));
        }),
    ]
}

/// Every other outcome, and what is told of many.
fn of_other_outcomes() -> Vec<State> {
    vec![
        state("waiting", "A sale that waits at the company", |stage| sold(stage, "98765 00002", "outcome_pending")),
        state("failed", "A sale that failed", |stage| {
            sold(stage, "98765 00004", "outcome_failed");
            let safe = stage.say("nothing_charged_safe");
            stage
                .screen
                .wait("every company's refusal", SETTLED, || stage.screen.status().contains(&safe).then_some(()));
        }),
        state("two-customers", "The money of one customer on top, that of another on the card", |stage| {
            sold(stage, "61279 00008", "outcome_not_sent");
            stage.wait_shown(".alarm");
        }),
        state("not-sent", "A sale that was not sent", |stage| {
            stage.answer_notices();
            sold(stage, "98765 00008", "outcome_not_sent");
            let safe = stage.say("nothing_charged_safe");
            stage
                .screen
                .wait("every company's silence", SETTLED, || stage.screen.status().contains(&safe).then_some(()));
        }),
        state("unknown", "A sale without an answer", |stage| {
            stage.answer_notices();
            sold(stage, "98765 00012", "outcome_unknown");
        }),
        state("alarm", "A sale that was taken back stands on top", |stage| {
            sold(stage, "98765 00005", "outcome_done");
            stage.screen.open_from_day_book("98765 00005");
            stage.screen.wait("the sale to be taken back", SETTLED, || {
                stage.screen.press(&stage.say("check_now"));
                stage.screen.text().contains(&stage.say("event_reversed")).then_some(())
            });
            stage.fresh();
            stage.wait_shown(".alarm");
        }),
        state("alarm-strip", "The same above the strip of the next customer", |stage| strip_of(stage, "98765 43214")),
        state("told", "The day book says that the customer was told", |stage| {
            stage.answer_notices();
            stage.screen.open_from_day_book("98765 00005");
        }),
        state("weather", "The strip tells that an operator goes otherwise than usual", |stage| {
            let operator = stage.operator("vi");
            let sale = |number| crate::shop::Sale { number, operator, rupees: "299" };
            for number in ["61279 00004", "62690 00004"] {
                stage.fresh();
                stage.screen.sell(sale(number));
                stage.screen.wait_outcome(number, "outcome_failed", SETTLED);
                stage.answer_notices();
            }
            stage.fresh();
            stage.screen.fill_in(sale("61279 43217"));
            stage.screen.wait_text(&stage.screen.words.fill("weather_place", &[("operator", operator)]));
        }),
    ]
}

impl Stage<'_> {
    /// A sentence with its one hole, an amount.
    pub fn words_with(&self, key: &str, amount: &str) -> String {
        self.screen.words.fill(key, &[("amount", amount)])
    }

    /// Answers whatever stands on top of every screen, so that the next picture is without it.
    pub fn answer_notices(&self) {
        let answer = "const buttons = [...document.querySelectorAll('.alarm button')].filter((each) => each.ariaDisabled !== 'true');
            if (document.querySelector('.alarm') === null) return true;
            buttons[0]?.click(); return false";
        self.screen.wait("every notice to be answered", FIRST_WORD, || {
            (self.screen.page.script(answer, &[]).ok()? == json!(true)).then_some(())
        });
    }
}
