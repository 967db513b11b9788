//! The information company in the real window: switched on in practice, a number told, plans fetched, a bill fetched and paid.

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Shop};

/// What the made-up company is called in every language.
const NAME: &str = "Practice Soochna";
/// Of this number it says that it is with Jio, in Kolkata.
const PORTED: &str = "98123 00045";

/// Where everything that can be met at *Sell* stands.
fn places(screen: &Screen<'_>) -> String {
    screen.text_of(
        "return [...document.querySelectorAll('#sell-form input, #sell-form button:not(#sell-told-take), .tabs button')]
            .map((each) => { const at = each.getBoundingClientRect(); return `${each.id} ${Math.round(at.x)} ${Math.round(at.y)}`; }).join('\\n')",
    )
}

fn value_of(screen: &Screen<'_>, id: &str) -> String {
    screen.text_of(&format!("return document.getElementById('{id}').value"))
}

fn switch_on(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    screen.settings("information");
    screen.wait_text(&say("information_none_known"));
    look(screen, "information");
    screen.press(&say("information_try"));
    screen.wait_text(&say("problem_base_address_wrong"));
    screen.click("choice", &say("information_practice"), None);
    screen.wait("the switch to be on", FIRST_WORD, || {
        screen
            .page
            .script("return document.querySelector('#information-practice input').checked", &[])
            .ok()?
            .as_bool()?
            .then_some(())
    });
}

fn it_tells(name: &str, language: &'static str, jio: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    switch_on(&screen);

    // Plans of an operator, told into the shop's list.
    screen.settings("plans");
    screen.wait_text(&words.fill("plans_fetch_of", &[("name", NAME)]));
    let chosen = "const list = document.getElementById('plans-fetch-operator'); list.value = 'jio';
        list.dispatchEvent(new Event('change', { bubbles: true })); return true";
    screen.page.script(chosen, &[]).expect("the operator is chosen");
    screen.press(&say("plans_fetch"));
    screen.wait_text(&words.fill("plans_fetched", &[("name", NAME), ("count", "6")]));
    look(&screen, "told-plans");

    // A number that was never sold to: what is told is an offer. Nothing moves, and nothing is chosen by it.
    screen.go(&say("nav_sell"));
    screen.wait_cursor(&say("field_number"));
    screen.keys(PORTED);
    let kolkata = circle(&screen);
    let told = [("operator", jio), ("circle", kolkata), ("name", NAME)];
    screen.wait_text(&words.fill("told_number", &told));
    let (before, operator) = (places(&screen), value_of(&screen, "sell-operator"));
    assert!(!operator.is_empty() && operator != jio, "by its series it is another's: {operator}");
    look(&screen, "told-number");
    screen.press(&say("told_take"));
    screen.wait("Jio to be chosen", FIRST_WORD, || (value_of(&screen, "sell-operator") == jio).then_some(()));
    assert_eq!(places(&screen), before, "nothing moves");
    screen.keys(key::ESC);

    // A bill: fetched by its button, with who told it; then paid like one that was typed.
    screen.click("tab", &say("service_electricity"), None);
    screen.wait_cursor(&say("field_number"));
    screen.wait_text(&say("bill_fetch_first"));
    let empty = places(&screen);
    screen.keys(&format!("170012345679{}", key::ENTER));
    screen.wait_cursor(&say("field_operator"));
    screen.keys("mahavitran");
    screen.wait_text("MSEDCL");
    screen.keys(key::ENTER);
    screen.wait_cursor(&say("extra_billing_unit"));
    screen.fill(&say("extra_billing_unit"), None, "4021");
    screen.fill(&say("extra_processing_cycle"), None, "03");
    assert!(!empty.is_empty() && value_of(&screen, "sell-amount").is_empty(), "nothing is filled in by itself");
    screen.press(&say("bill_fetch"));
    // The cursor goes on by itself: the next Enter pays.
    screen.wait("the strip", SETTLED, || screen.cursor().contains('₹').then_some(()));
    assert!(!value_of(&screen, "sell-amount").is_empty(), "the amount of the bill");
    assert!(screen.text_of("return document.getElementById('sell-bill-told').innerText").contains(NAME));
    look(&screen, "bill");
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.wait_outcome("1700 1234 5679", "outcome_done", SETTLED);
}

/// Kolkata as the screen calls it.
fn circle(screen: &Screen<'_>) -> &'static str {
    if screen.words.say("nav_sell") == "Sell" { "Kolkata" } else { "कोलकाता" }
}

#[test]
fn it_tells_plans_a_number_and_a_bill() {
    it_tells("information", "en", "Jio");
}

#[test]
fn it_tells_plans_a_number_and_a_bill_in_hindi() {
    it_tells("information-hi", "hi", "जियो");
}
