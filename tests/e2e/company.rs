//! A company goes by the name that the shop gives it, and Pending says whom to call.

use crate::looks::look;
use crate::screen::key;
use crate::shop::{FIRST_WORD, Sale, Shop};

const PAPER: &str = "Recharge Open API";
const OTHERS: [&str; 3] = ["INSPAY", "A1Topup", "Paygrt"];
const PHONE: &str = "011 2345 6789";

fn a_company_is_named(name: &str, language: &'static str, own: &str, operator: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.settings("providers");
    screen.fill(&say("company_name"), Some(PAPER), own);
    screen.fill(&say("company_phone"), Some(PAPER), "call me");
    screen.click("button", &say("company_save"), Some(PAPER));
    screen.wait_region(PAPER, &say("problem_company_phone_wrong"), FIRST_WORD);
    screen.fill(&say("company_phone"), Some(PAPER), &format!("{PHONE}{}", key::ENTER));
    screen.wait_region(own, &say("saved"), FIRST_WORD);
    screen.wait_region(own, PAPER, FIRST_WORD);
    screen.fill(&say("company_name"), Some("INSPAY"), &format!("{own}{}", key::ENTER));
    screen.wait_region("INSPAY", &words.fill("problem_company_name_taken", &[("provider", own)]), FIRST_WORD);
    look(&screen, "named");
    for other in OTHERS {
        screen.fill(&say("company_name"), Some(other), "");
        screen.fill(&say("company_phone"), Some(other), &format!("{PHONE}{}", key::ENTER));
        screen.wait_region(other, &say("saved"), FIRST_WORD);
    }
    screen.go(&say("nav_sell"));
    screen.sell(Sale { number: "98765 00012", operator, rupees: "349" });
    screen.wait_outcome("98765 00012", "outcome_unknown", FIRST_WORD);
    screen.go(&say("nav_pending"));
    screen.wait_text(&words.fill("call_company", &[("phone", PHONE)]));
    look(&screen, "called");
}

#[test]
fn a_company_is_named_in_english() {
    a_company_is_named("company-en", "en", "Raju Telecom", "Airtel");
}

#[test]
fn a_company_is_named_in_hindi() {
    a_company_is_named("company-hi", "hi", "राजू टेलीकॉम", "एयरटेल");
}
