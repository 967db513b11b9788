//! Logins that are not at hand: a keychain that is locked, settings that are gone, a second counter beside the first.

use std::time::Duration;

use crate::app::{program, until};
use crate::keyring::Keyring;
use crate::line::Line;
use crate::looks::SIZES;
use crate::screen::Screen;
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// Lost on the way, and the company has no record of it: it stays open for twenty minutes at least.
const LOST: &str = "98765 00012";

fn pictures(screen: &Screen<'_>, moment: &str) {
    for size in SIZES {
        screen.resize(*size);
        screen.picture(&format!("{moment}-{}", size.0));
    }
}

fn operator(language: &str) -> &'static str {
    if language == "hi" { "एयरटेल" } else { "Airtel" }
}

/// Sells one that stays open, and pulls the plug.
fn leave_one_open(shop: Shop, line: &Line) {
    let screen = shop.screen();
    screen.connect("INSPAY", line.base_address("inspay"), &[("username", "practice"), ("token", "practice-token")]);
    screen.switch_to_real();
    screen.settings("wallets");
    screen.click("button", &shop.words.say("check_balance"), Some("INSPAY"));
    screen.wait_region("INSPAY", "12,480.50", FIRST_WORD);
    screen.sell(Sale { number: LOST, operator: operator(shop.words.language), rupees: "199" });
    screen.wait_outcome(LOST, "outcome_unknown", SETTLED);
    shop.app.pull_the_plug();
}

fn a_locked_keychain(name: &str, language: &'static str) {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (line, mut keyring) = (Line::start(line_folder.path(), 1_000), Keyring::unlocked());
    let address = keyring.address.clone();
    let bus = [("DBUS_SESSION_BUS_ADDRESS", address.as_str())];
    let shop = Shop::open_with(name, language, data.path(), &bus);
    shop.screen().answer_first_questions();
    leave_one_open(shop, &line);

    keyring.lock();
    let shop = Shop::open_with(name, language, data.path(), &bus);
    let (screen, words) = (shop.screen(), &shop.words);
    screen.wait_text(&words.say("keychain_locked_notice"));
    screen.wait_text(&words.sentence_of("logins_locked_wait", "one"));
    pictures(&screen, "sell");
    screen.go(&words.say("nav_pending"));
    screen.wait_text(&words.fill("login_of_sale_missing", &[("provider", "INSPAY")]));
    screen.wait_text(&words.say("keychain_locked_notice"));
    pictures(&screen, "pending");
    screen.settings("providers");
    screen.wait_text(&words.say("keychain_locked_notice"));
    screen.fill("username", Some("INSPAY"), "practice");
    screen.fill("token", Some("INSPAY"), "practice-token");
    screen.click("button", &words.say("save"), Some("INSPAY"));
    screen.wait_text(&words.say("saved_in_memory"));

    // Somebody unlocks it: nobody has to go anywhere in the window.
    keyring.unlock();
    screen.wait("the notice to go", SETTLED, || {
        (!screen.text().contains(&words.say("keychain_locked_notice"))).then_some(())
    });
    screen.wait("nobody waits for a login", SETTLED, || {
        (!screen.text().contains(&words.sentence_of("logins_locked_wait", "one"))).then_some(())
    });
    pictures(&screen, "unlocked");
}

#[test]
fn a_locked_keychain_is_told_on_every_screen_and_taken_up_when_it_opens() {
    a_locked_keychain("locked", "en");
}

#[test]
fn a_locked_keychain_is_told_in_hindi() {
    a_locked_keychain("locked-hi", "hi");
}

#[test]
fn settings_that_are_gone_show_the_open_sales_and_no_welcome() {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), 1_000);
    leave_one_open(Shop::first_start("settings-gone", "en", data.path()), &line);
    std::fs::remove_file(data.path().join("settings.json")).expect("they were there");
    let _ = std::fs::remove_dir_all(data.path().join("backups"));

    let shop = Shop::open("settings-gone", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.wait_text(&words.fill("files_made_anew", &[("files", "settings.json")]));
    screen.wait_text(&words.sentence_of("logins_wait", "one"));
    pictures(&screen, "sell");
    screen.go(&words.say("nav_pending"));
    screen.wait_text(LOST);
    screen.connect("INSPAY", line.base_address("inspay"), &[("username", "practice"), ("token", "practice-token")]);
    screen.wait("nobody waits for a login", FIRST_WORD, || {
        (!screen.text().contains(&words.sentence_of("logins_wait", "one"))).then_some(())
    });
}

#[test]
fn a_second_counter_on_another_folder_opens_its_own_window() {
    let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let first = Shop::first_start("first-of-two", "en", one.path());
    let second = Shop::first_start("second-of-two", "en", other.path());
    for shop in [&first, &second] {
        shop.screen().sell(Sale { number: "98765 00001", operator: "Airtel", rupees: "199" });
        shop.screen().wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    }
}

#[test]
fn without_a_screen_the_program_says_so_and_ends() {
    let data = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new(program("galla"));
    command.arg("--data-dir").arg(data.path()).env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    for display in [None, Some(":4711")] {
        match display {
            None => command.env_remove("DISPLAY"),
            Some(display) => command.env("DISPLAY", display),
        };
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let ended = until(Duration::from_secs(20), || child.try_wait().expect("it is ours"));
        child.kill().ok();
        let output = child.wait_with_output().expect("it ended");
        assert_eq!(ended.and_then(|status| status.code()), Some(1), "{display:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("no screen"), "{told}");
    }
}
