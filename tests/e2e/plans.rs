//! Plans and the doubt about an amount in the real window: learned, typed, offered beside the amount, read from a file.

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

const NUMBER: &str = "98765 00001";

fn open_plans(screen: &Screen<'_>) {
    screen.settings("plans");
    screen.find("field", &screen.words.say("plans_search"), None);
}

/// How high everything of the strip and the form stands, and how tall it is.
fn places(screen: &Screen<'_>) -> String {
    let all = "return [...document.querySelectorAll('#sell-form .chips, #sell-form input, #sell-send, .go')]
        .map((each) => { const at = each.getBoundingClientRect(); return `${each.id} ${Math.round(at.y)} ${Math.round(at.height)}`; }).join('\\n')";
    screen.page.script(all, &[]).ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
}

fn plans_are_typed_and_a_nought_is_noticed(name: &str, language: &'static str, operator: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.sell(Sale { number: NUMBER, operator, rupees: "299" });
    screen.wait_outcome(NUMBER, "outcome_done", SETTLED);

    // The same number, and a nought too many. The strip says so, in its place, and nothing else moves.
    screen.keys(key::F8);
    screen.wait_cursor(&say("field_number"));
    screen.keys(&format!("{NUMBER}{}", key::ENTER));
    screen.wait_cursor(&say("repeat_no"));
    screen.wait_read();
    screen.keys(&format!("349{}", key::ENTER));
    screen.wait_cursor(&words.fill("recharge_button", &[("amount", "₹ 349")]));
    let before = places(&screen);
    screen.wait_read();
    screen.fill(&say("field_amount"), None, "2990");
    screen.keys(key::ENTER);
    screen.wait_cursor(&words.fill("recharge_button", &[("amount", "₹ 2,990")]));
    let doubt = words.fill("doubt_number", &[("most", "₹ 299"), ("amount", "₹ 2,990")]);
    screen.wait_region(&say("strip_label"), &doubt, FIRST_WORD);
    assert_eq!(places(&screen), before, "nothing moves");
    let describes = "return document.getElementById(document.getElementById('sell-send').getAttribute('aria-describedby'))?.innerText ?? ''";
    let described = screen.page.script(describes, &[]).ok().and_then(|text| text.as_str().map(str::to_owned));
    assert!(described.is_some_and(|text| text.contains("2,990")), "it is spoken with the button");
    look(&screen, "doubt");
    screen.keys(key::ENTER);
    screen.wait_outcome(NUMBER, "outcome_done", SETTLED);

    open_plans(&screen);
    look(&screen, "no-plans");
    for (amount, days, data) in
        [("199", "28", "1.5 GB/day"), ("299", "28", "2 GB/day"), ("719", "84", "1.5 GB/day"), ("19", "1", "1 GB")]
    {
        screen.press(&say("plan_add"));
        screen.choose(&say("field_operator"), None, operator);
        screen.fill(&say("field_amount"), None, amount);
        screen.fill(&say("plan_data_label"), None, data);
        screen.fill(&say("plan_days_label"), None, &format!("x{}", key::ENTER));
        screen.wait_text(&say("problem_plan_wrong_days"));
        screen.fill(&say("plan_days_label"), None, &format!("{days}{}", key::ENTER));
        screen.wait("the dialog to close", FIRST_WORD, || {
            screen
                .page
                .script("return document.querySelector('dialog:modal') === null", &[])
                .ok()?
                .as_bool()?
                .then_some(())
        });
    }
    look(&screen, "plans");

    // Chips say what they buy, an amount of no list says so, and the field of the amount says it of the one that is typed.
    screen.fill_in(Sale { number: "98765 00011", operator, rupees: "155" });
    screen.wait_text(&say("plan_unknown"));
    look(&screen, "chips");
    screen.wait_read();
    screen.keys(key::ESC);
    screen.wait_cursor(&say("field_amount"));
    screen.keys(&format!("719{}", key::ENTER));
    screen.wait_cursor(&words.fill("recharge_button", &[("amount", "₹ 719")]));
    let told = "return document.getElementById('sell-plan').innerText";
    let told = || screen.page.script(told, &[]).ok()?.as_str()?.starts_with("84").then_some(());
    screen.wait("the plan beside the amount", FIRST_WORD, told);
    screen.picture("known");
}

#[test]
fn plans_and_a_nought_too_many() {
    plans_are_typed_and_a_nought_is_noticed("plans", "en", "Airtel");
}

#[test]
fn plans_and_a_nought_too_many_in_hindi() {
    plans_are_typed_and_a_nought_is_noticed("plans-hi", "hi", "एयरटेल");
}
