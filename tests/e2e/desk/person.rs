//! An identity check at the desk, in both languages.

use super::*;

fn identity_check(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, _browser) = shop_at_services(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.press(&say("service_aadhaar_check"));
    screen.wait_text(&say("consent_title"));
    screen.picture("consent");
    screen.click("choice", &say("deskfield_consent"), None);
    fill(&screen, &[("deskfield_consent_by", "Ramesh"), ("deskfield_charge", "20")]);
    for (typed, told) in [("99990000001", "deskfault_aadhaar_form"), ("999900000017", "deskfault_aadhaar_mistyped")] {
        fill(&screen, &[("deskfield_aadhaar", typed)]);
        press_start(&screen, "send_otp");
        screen.wait_text(&say(told));
    }
    screen.picture("mistyped");
    fill(&screen, &[("deskfield_aadhaar", AADHAAR)]);
    press_start(&screen, "send_otp");
    wait_status(&screen, &say("otp_sent"), FIRST_WORD);
    screen.picture("otp");
    fill(&screen, &[("deskfield_otp", "111111")]);
    screen.press(&say("verify"));
    screen.wait_text(&words.sentence_of("problem_otp_wrong", "other"));
    screen.picture("wrong-otp");
    fill(&screen, &[("deskfield_otp", "123456")]);
    screen.press(&say("verify"));
    wait_status(&screen, &say("verified"), FIRST_WORD);
    screen.wait_text("Practice Customer");
    screen.wait_text(&say("person_female"));
    screen.picture("verified");
    screen.press(&say("done"));
    screen.wait("the person to be gone", FIRST_WORD, || (!screen.text().contains("Practice Customer")).then_some(()));
    number_is_nowhere(&screen, &data.path().join("galla"));
}

/// Neither in the page, its storage and its address, nor in any file of the data folder.
fn number_is_nowhere(screen: &Screen<'_>, data: &Path) {
    let everything = "return document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)
        + location.href + JSON.stringify(history.state) + [...document.querySelectorAll('input')].map((e) => e.value).join()";
    let page = screen.page.script(everything, &[]).expect("the page tells").to_string();
    assert!(page.len() > 1_000 && !page.contains(AADHAAR), "the number is in the page");
    let mut looked_at = 0;
    for entry in std::fs::read_dir(data).expect("the data folder").flatten().filter(|entry| entry.path().is_file()) {
        let bytes = std::fs::read(entry.path()).expect("a file");
        looked_at += bytes.len();
        assert!(!bytes.windows(12).any(|window| window == AADHAAR.as_bytes()), "{}", entry.path().display());
    }
    assert!(looked_at > 10_000, "the ledger was looked at");
}

#[test]
fn an_identity_check_shows_the_person_once_and_keeps_no_number() {
    identity_check("desk-aadhaar", "en");
}

#[test]
fn an_identity_check_in_hindi() {
    identity_check("desk-aadhaar-hi", "hi");
}
