//! What the customer sees: on this screen, turned round and not, and in the window on a second screen.

use serde_json::json;

use crate::gallery::catalogue::{Scene, State, state};
use crate::gallery::scenes::bills;
use crate::gallery::stage::Stage;
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED, Sale};

/// The page of the second window.
const PAGE: &str = "return location.pathname.includes('customer')";

/// Shows the customer what stands at Sell, and waits until that can be read. On the strip the key does it, so that the cursor stays
/// there.
fn show(stage: &Stage<'_>, words: &str) {
    let on_strip = stage.screen.page.script("return document.activeElement?.closest('#sell-strip') != null", &[]);
    if on_strip.is_ok_and(|on_strip| on_strip == json!(true)) {
        stage.screen.keys("v");
    } else {
        stage.screen.press(&stage.say("facing_show"));
    }
    stage.wait_shown("dialog[open] .body");
    stage.screen.wait_text(words);
}

/// Leads back to the counter, where the customer sees it.
fn back(stage: &Stage<'_>) {
    stage.screen.keys(" ");
    stage.wait_true("the counter", "return document.querySelector('dialog:modal') === null");
}

fn choose(stage: &Stage<'_>, choice: &str) {
    stage.screen.settings("customer-screen");
    stage.screen.click("choice", &stage.say(choice), None);
}

/// What becomes of a number, as the customer reads it.
fn outcome(name: &str, shows: &str, number: &'static str, outcome: &'static str, words: &'static str) -> State {
    state(name, shows, move |stage| {
        back(stage);
        stage.answer_notices();
        stage.fresh();
        stage.screen.sell(stage.airtel(number));
        stage.screen.wait_outcome(number, outcome, SETTLED);
        show(stage, &stage.say(words));
    })
}

/// Takes the customer's window, or the counter's.
fn take(stage: &Stage<'_>, customer: bool) {
    let page = stage.screen.page;
    stage.screen.wait("the window", FIRST_WORD, || {
        page.windows()
            .ok()?
            .into_iter()
            .find(|window| page.window(window).is_ok() && page.script(PAGE, &[]).is_ok_and(|is| is == json!(customer)))
    });
}

/// Before anything is sent.
fn before() -> Vec<State> {
    vec![
        state("settings", "Where the customer sees the sale", |stage| {
            choose(stage, "facing_here");
            stage.screen.wait_text(&stage.say("facing_here_hint"));
        }),
        state("keys", "The bar of keys at Sell with the customer's", |stage| stage.fresh()),
        state("turned", "This screen turned round", |stage| {
            stage.screen.fill_in(stage.airtel("98765 00001"));
            show(stage, &stage.say("sight_check"));
        }),
        state("asked", "What the customer checks before it is sent", |stage| {
            back(stage);
            choose(stage, "facing_turned");
            stage.screen.go(&stage.say("nav_sell"));
            stage.screen.fill_in(stage.airtel("98765 00001"));
            show(stage, &stage.say("sight_check"));
        }),
        state("code", "The UPI code before the customer", |stage| {
            back(stage);
            stage.screen.keys("u");
            stage.screen.find("svg[role=img]", &stage.words_with("pay_code_of", "₹ 299"), None);
            stage.screen.wait_read();
            show(stage, &stage.say("sight_scan"));
        }),
        state("typing", "A number and a large amount while they are typed", |stage| {
            back(stage);
            stage.fresh();
            stage.screen.keys(&format!("9876500001{}", key::ENTER));
            stage.screen.fill(&stage.say("field_amount"), None, "99999");
            show(stage, &stage.say("sight_number"));
        }),
        state("bill", "A bill of an operator with a long name", |stage| {
            back(stage);
            bills::bill(stage, "1847");
            stage.screen.wait_cursor(&stage.words_with("pay_button", "₹ 1,847"));
            show(stage, &stage.say("sight_check"));
        }),
    ]
}

/// The second window.
fn second() -> Vec<State> {
    vec![
        state("second-settings", "The second screen is chosen", |stage| {
            back(stage);
            stage.answer_notices();
            choose(stage, "facing_second");
            stage.screen.wait_text(&stage.say("facing_standing_open"));
        }),
        state("second-idle", "The window of the customer before anybody comes", |stage| {
            stage.fresh();
            take(stage, true);
            stage.screen.wait_text(&stage.say("sight_welcome"));
        }),
        state("second-asked", "The window of the customer before the sale is sent", |stage| {
            take(stage, false);
            stage.screen.fill_in(Sale { rupees: "199", ..stage.airtel("98765 00003") });
            take(stage, true);
            stage.screen.wait_text(&stage.say("sight_check"));
        }),
        state("off", "The customer sees it nowhere", |stage| {
            take(stage, false);
            choose(stage, "facing_off");
            stage
                .screen
                .wait("one window", FIRST_WORD, || (stage.screen.page.windows().ok()?.len() == 1).then_some(()));
        }),
    ]
}

/// The customer's screen.
pub fn scene() -> Scene {
    let outcomes = vec![
        outcome("done", "A sale that is done, before the customer", "98765 00001", "outcome_done", "outcome_done"),
        outcome("waiting", "A sale that waits, before the customer", "98765 00002", "outcome_pending", "sight_waiting"),
        outcome("failed", "A sale that failed, before the customer", "98765 00004", "outcome_failed", "sight_failed"),
    ];
    let states = [before(), outcomes, second()].into_iter().flatten().collect();
    Scene { name: "customer-screen", states }
}
