//! The information company: where it is set up, plans that it told, and what it tells at Sell.

use crate::gallery::catalogue::{Scene, state};
use crate::gallery::scenes::bills;
use crate::screen::key;
use crate::shop::SETTLED;

/// What the made-up company is called in every language.
const NAME: &str = "Practice Soochna";
/// Of this number it says that it is with another operator, in another circle.
const PORTED: &str = "98123 00045";

/// The information company, a made-up one.
pub fn scene() -> Scene {
    let states = vec![
        state("settings", "Where an information company is set up", |stage| stage.screen.settings("information")),
        state("settings-problem", "A company without an address", |stage| {
            stage.screen.press(&stage.say("information_try"));
            stage.screen.wait_text(&stage.say("problem_base_address_wrong"));
        }),
        state("practice", "A made-up company is asked in practice", |stage| {
            stage.screen.click("choice", &stage.say("information_practice"), None);
            let is_on = "return document.querySelector('#information-practice input').checked";
            stage.wait_true("the switch to be on", is_on);
        }),
        state("plans", "Plans that the company told", |stage| {
            stage.screen.settings("plans");
            let choose =
                "const list = document.getElementById('plans-fetch-operator'); if (list === null) return false;
                list.value = 'jio'; list.dispatchEvent(new Event('change', { bubbles: true })); return true";
            stage.wait_true("the operators", choose);
            stage.screen.press(&stage.say("plans_fetch"));
            let fetched = stage.screen.words.fill("plans_fetched", &[("name", NAME), ("count", "6")]);
            stage.screen.wait_text(&fetched);
        }),
        state("number", "With whom a new number is, as the company tells it", |stage| {
            stage.fresh();
            stage.screen.keys(PORTED);
            stage.wait_shown("#sell-told-take");
        }),
        state("bill-first", "A bill before anything is filled in", |stage| bills::service(stage, "electricity")),
        state("bill", "A bill as the company tells it", |stage| {
            bills::number_and_fields(stage, "170012345679");
            stage.screen.press(&stage.say("bill_fetch"));
            stage.screen.wait("the amount of the bill", SETTLED, || {
                let amount = stage.screen.text_of("return document.getElementById('sell-amount')?.value ?? ''");
                (!amount.is_empty()).then_some(())
            });
        }),
        state("bill-strip", "The strip of a bill that the company told", |stage| {
            stage.focus("#sell-amount");
            stage.screen.keys(key::ENTER);
            stage.screen.wait("the strip", SETTLED, || stage.screen.cursor().contains('₹').then_some(()));
            stage.screen.wait_read();
        }),
    ];
    Scene { name: "information", states }
}
