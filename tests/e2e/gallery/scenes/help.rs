//! Help: the first tour, what an outcome means, and the rehearsal with its score.

use crate::gallery::catalogue::{Scene, State, state};
use crate::gallery::stage::Stage;
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED};

/// Sells a number, and waits for the first word about it.
fn sold(stage: &Stage<'_>, number: &str, outcomes: &[&str]) {
    stage.screen.go(&stage.say("nav_sell"));
    stage.screen.sell(stage.airtel(number));
    stage.screen.wait_outcome_of(number, outcomes, SETTLED);
}

/// The first tour, and the cards of outcomes.
pub fn scene() -> Scene {
    let states = [of_the_tour(), of_outcomes()].into_iter().flatten().collect();
    Scene { name: "help", states }
}

fn of_the_tour() -> Vec<State> {
    vec![
        state("offer", "The offer to be shown round", |stage| {
            stage.fresh();
            stage.screen.wait_text(&stage.say("tour_offer"));
        }),
        state("tour-number", "The tour says what to type", |stage| {
            stage.screen.press(&stage.say("tour_begin"));
            stage.screen.wait_text(&stage.screen.words.fill("tour_number", &[("number", "98765 00001")]));
        }),
        state("tour-strip", "The tour beside the strip", |stage| {
            stage.screen.fill_in(stage.airtel("98765 00001"));
            stage.screen.wait_text(&stage.say("tour_send"));
            stage.screen.wait_read();
        }),
        state("tour-done", "The tour beside a sale that is done", |stage| {
            stage.screen.keys(key::ENTER);
            stage.screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
            stage.screen.wait_text(&stage.say("tour_print"));
        }),
        state("tour-repeat", "The tour beside a question", |stage| {
            stage.screen.keys("p");
            stage.wait_shown("dialog[open]");
            stage.close();
            stage.screen.wait_text(&stage.say("tour_repeat"));
            stage.screen.keys(key::F4);
            stage.screen.wait_cursor(&stage.say("repeat_no"));
            stage.screen.wait_read();
        }),
        state("tour-pending", "The tour below the sales that wait", |stage| {
            stage.screen.keys(key::ENTER);
            stage.screen.wait_text(&stage.screen.words.fill("tour_number_waits", &[("number", "98765 00002")]));
            sold(stage, "98765 00002", &["outcome_pending", "outcome_done"]);
            stage.screen.go(&stage.say("nav_pending"));
            stage.wait_shown(".coach");
        }),
        state("tour-left", "A tour that was left can be gone on with", |stage| {
            stage.screen.press(&stage.say("tour_skip"));
            stage.screen.settings("tour");
            stage.screen.find("button", &stage.say("tour_go_on"), None);
        }),
    ]
}

fn of_outcomes() -> Vec<State> {
    let card = |name: &str, shows: &str, number: &'static str, outcome: &'static str| {
        state(name, shows, move |stage| {
            sold(stage, number, &[outcome]);
            stage.screen.keys(key::F1);
            stage.wait_shown("dialog[open] blockquote");
        })
    };
    let no_answer = card("no-answer", "What to do with a sale that has no answer", "98765 00012", "outcome_unknown");
    let failed = state("failed", "What to do with a sale that failed", |stage| {
        stage.close();
        sold(stage, "98765 00004", &["outcome_failed"]);
        stage.screen.keys(key::F1);
        stage.wait_shown("dialog[open] blockquote");
    });
    let all = state("all", "All outcomes, further down in Settings", |stage| {
        stage.close();
        stage.answer_notices();
        stage.screen.settings("contradicted");
    });
    vec![no_answer, failed, all]
}

/// The rehearsal of the shop's last day.
pub fn rehearsal() -> Scene {
    let states = vec![
        state("begin", "Where a rehearsal begins", |stage| stage.screen.settings("rehearse")),
        state("customer", "The first customer of a rehearsal", |stage| {
            stage.screen.press(&stage.say("rehearse_begin"));
            stage.screen.find("button", &stage.say("rehearse_next"), None);
            stage.screen.wait_cursor(&stage.say("field_number"));
        }),
        state("strip", "A customer of a rehearsal beside the strip", |stage| {
            stage.screen.fill_in(stage.airtel("98765 00001"));
            stage.screen.wait_read();
        }),
        state("sold", "A sale of a rehearsal", |stage| {
            stage.screen.keys(key::ENTER);
            stage.screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
        }),
        state("comes-back", "A customer who is back and asks, or the last one", |stage| {
            let asks = "return /^[0-9]/.test(document.querySelector('.coach p')?.innerText ?? '') || document.querySelector('.coach p') === null";
            stage.screen.wait("a customer who comes back", FIRST_WORD, || {
                let found = stage.screen.page.script(asks, &[]).ok()?.as_bool()?;
                if !found {
                    stage.screen.keys(key::F7);
                }
                found.then_some(())
            });
        }),
        state("score", "The score of a rehearsal", |stage| {
            if stage.screen.look("button", &stage.say("rehearse_finish"), None).is_some() {
                stage.screen.press(&stage.say("rehearse_finish"));
            }
            stage.screen.wait_text(&stage.say("score_title"));
        }),
        state("after", "Sell after a rehearsal", |stage| stage.close()),
    ];
    Scene { name: "rehearsal", states }
}
