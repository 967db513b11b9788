//! Canaries typed into the real window: each may be sent where it must, and is found nowhere else.

mod crash;
mod look;

use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use providers::{Company, CredentialField};
use serde_json::Value;
use simulator::PRACTICE_CREDENTIALS;

use crate::app::{programs_log, until};
use crate::desk::{Browser, REGISTRATION, fill, press_start, wait_status};
use crate::line::Line;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};
use crash::crash;
use look::{LISTEN, look_at_page, look_at_processes, look_at_traffic, processes};

/// The secrets of one run.
struct Canaries(Vec<(&'static str, String)>);

/// What the practice account has in a field.
fn practised(company: &dyn Company, field: &CredentialField) -> &'static str {
    let slug = company.descriptor().slug;
    let (_, account) = PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).expect("a practice account");
    account.iter().find(|(key, _)| *key == field.key).expect("a value for every field").1
}

/// A PIN of four digits stands anywhere by chance, so none is a canary.
fn may_be_canary(company: &dyn Company, field: &CredentialField) -> bool {
    field.secret && !practised(company, field).bytes().all(|sign| sign.is_ascii_digit())
}

/// The login of a company as it is typed: the practice account's, with the canaries for secrets.
fn login<'a>(company: &dyn Company, canaries: &'a Canaries) -> Vec<(&'static str, &'a str)> {
    let typed = |field: &CredentialField| match may_be_canary(company, field) {
        true => (field.label, canaries.get(field.label)),
        false => (field.label, practised(company, field)),
    };
    company.descriptor().credentials.iter().map(typed).collect()
}

impl Canaries {
    fn draw() -> Canaries {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
        let chance = since.as_nanos() as u64 ^ u64::from(std::process::id());
        let letters = |shift: u32, count: usize| -> String {
            let letter = |place: usize| char::from(b'a' + ((chance.rotate_right(shift) >> (4 * place)) % 16) as u8);
            (0..count).map(letter).collect()
        };
        let (capitals, digits) = (letters(7, 3).to_uppercase(), chance % 9_000 + 1_000);
        let mut all = vec![
            ("token", format!("{}\"'+& %41\\/<{}", letters(3, 6), letters(11, 6))),
            ("pwd", format!("{}={}#?", letters(17, 6), letters(23, 6))),
            ("Password", format!("{}-{}", letters(29, 6), letters(31, 6))),
            ("api-key", format!("{}_{}", letters(37, 9), letters(41, 6))),
            ("x-api-key", format!("{}.{}", letters(43, 9), letters(47, 6))),
            ("agent's PAN", format!("ZZ{}P{}{digits}Q", &capitals[..1], &capitals[1..2])),
            ("customer's PAN", format!("ZY{}P{}{digits}R", &capitals[1..2], &capitals[2..])),
            ("Aadhaar", aadhaar(chance)),
        ];
        // A company that came later has plain ones.
        for (company, shift) in providers::registry().into_iter().zip(5_u32..) {
            for field in company.descriptor().credentials.iter().filter(|field| may_be_canary(company, field)) {
                if all.iter().all(|(name, _)| *name != field.label) {
                    all.push((field.label, format!("{}_{}", letters(shift, 9), letters(shift + 30, 6))));
                }
            }
        }
        Canaries(all)
    }

    fn get(&self, name: &str) -> &str {
        &self.0.iter().find(|(known, _)| *known == name).expect("a canary").1
    }

    /// The first one that stands in these bytes: as it is, as JSON or an address has it, in any case, and twice as wide,
    /// as WebKit keeps texts.
    fn in_bytes(&self, bytes: &[u8]) -> Option<&'static str> {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        let narrow = String::from_utf8_lossy(&narrow).to_lowercase();
        let stands = |form: &str| text.contains(form) || narrow.contains(form);
        let found = self.0.iter().find(|(_, secret)| {
            let secret = secret.to_lowercase();
            let json = serde_json::Value::from(secret.as_str()).to_string();
            let address: String =
                url::form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>().to_lowercase();
            let html = secret.replace('&', "&amp;").replace('<', "&lt;");
            let quoted = html.replace('"', "&quot;");
            let percent = address.replace('+', "%20");
            [&secret, json.trim_matches('"'), &address, &percent, &html, &quoted].into_iter().any(stands)
        });
        found.map(|(name, _)| *name)
    }

    fn assert_not_in(&self, bytes: &[u8], place: &str) {
        let found = self.in_bytes(bytes);
        assert!(found.is_none(), "the {} is in {place}", found.unwrap_or_default());
    }
}

/// A made-up number with the right check digit.
fn aadhaar(chance: u64) -> String {
    let eleven = format!("7{:010}", chance % 10_000_000_000);
    let all = (0..10).map(|last| format!("{eleven}{last}"));
    all.into_iter().find(|number| domain::Aadhaar::parse(number).is_ok()).expect("one of ten fits")
}

/// The control: what looks for a canary finds one, however it is written.
#[test]
fn a_canary_is_seen_where_there_is_one() {
    let canaries = Canaries::draw();
    for (name, secret) in &canaries.0 {
        let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let json = serde_json::json!({ "x": secret }).to_string();
        let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        for bytes in [secret.as_bytes(), secret.to_uppercase().as_bytes(), &wide, json.as_bytes(), form.as_bytes()] {
            let text = [b"before ", bytes, b" after"].concat();
            assert_eq!(canaries.in_bytes(&text), Some(*name), "{secret}");
        }
    }
    canaries.assert_not_in(b"nothing is in here: 999900000016, ZZZPA1111Z", "a text without any");
}

/// The folders of a person of this test's own: whatever is kept is kept below.
struct Home {
    folder: tempfile::TempDir,
    browser: Browser,
    printed_from: u64,
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["data", "config", "cache", "state", "tmp"] {
            std::fs::create_dir_all(folder.path().join(name)).expect("a folder of the home");
        }
        let browser = Browser::new(folder.path());
        Home { folder, browser, printed_from: std::fs::metadata(programs_log()).map_or(0, |file| file.len()) }
    }

    fn open(&self) -> Shop {
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        let (data, config, cache, state, tmp) = (at("data"), at("config"), at("cache"), at("state"), at("tmp"));
        let variables = [
            ("PATH", self.browser.path.as_str()),
            ("XDG_DATA_HOME", &data),
            ("XDG_CONFIG_HOME", &config),
            ("XDG_CACHE_HOME", &cache),
            ("XDG_STATE_HOME", &state),
            ("TMPDIR", &tmp),
            ("RUST_LOG", "trace"),
            ("RUST_BACKTRACE", "full"),
        ];
        Shop::open_with("canary", "en", &self.folder.path().join("galla"), &variables)
    }

    /// Every file below, and what the programs printed meanwhile. Gives how many bytes were looked at.
    fn look(&self, canaries: &Canaries) -> usize {
        let mut bytes = look_through(self.folder.path(), canaries);
        let log = std::fs::read(programs_log()).unwrap_or_default();
        let ours = log.get(usize::try_from(self.printed_from).unwrap_or_default()..).unwrap_or_default();
        canaries.assert_not_in(ours, "what the programs printed");
        bytes += ours.len();
        bytes
    }
}

fn look_through(folder: &Path, canaries: &Canaries) -> usize {
    let mut looked_at = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        canaries.assert_not_in(path.display().to_string().as_bytes(), "the name of a file");
        if path.is_dir() {
            looked_at += look_through(&path, canaries);
        } else if path.is_file() {
            // The web view may take a file of its cache away meanwhile.
            let bytes = std::fs::read(&path).unwrap_or_default();
            canaries.assert_not_in(&bytes, &path.display().to_string());
            looked_at += bytes.len();
        }
    }
    looked_at
}

/// The desk in practice: the shop as an agent, a customer's account, an identity check with wrong and right OTP.
fn at_the_desk(shop: &Shop, home: &Home, canaries: &Canaries) {
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.go(&say("nav_services"));
    screen.press(&say("service_bank_account"));
    screen.wait_text(&say("agent_title"));
    fill(&screen, REGISTRATION);
    fill(&screen, &[("deskfield_pan", canaries.get("agent's PAN"))]);
    screen.choose(&say("deskfield_state"), None, "Rajasthan");
    screen.press(&say("register"));
    screen.find("field", &say("deskfield_first_name"), None);
    fill(&screen, &[("deskfield_first_name", "Asha"), ("deskfield_last_name", "Verma")]);
    fill(&screen, &[("deskfield_email", "asha@example.in"), ("deskfield_mobile", "9876543211")]);
    fill(&screen, &[("deskfield_pan", canaries.get("customer's PAN")), ("deskfield_pincode", "302002")]);
    fill(&screen, &[("deskfield_charge", "0")]);
    press_start(&screen, "start_account");
    wait_status(&screen, &say("order_started"), FIRST_WORD);
    screen.press(&say("open_page"));
    home.browser.page(&screen, 1);
    look_at_processes(canaries);
    screen.go(&say("nav_services"));
    screen.press(&say("service_aadhaar_check"));
    screen.wait_text(&say("consent_title"));
    screen.click("choice", &say("deskfield_consent"), None);
    fill(&screen, &[("deskfield_consent_by", "Ramesh"), ("deskfield_charge", "20")]);
    fill(&screen, &[("deskfield_aadhaar", canaries.get("Aadhaar"))]);
    press_start(&screen, "send_otp");
    wait_status(&screen, &say("otp_sent"), FIRST_WORD);
    fill(&screen, &[("deskfield_otp", "111111")]);
    screen.press(&say("verify"));
    screen.wait_text(&words.sentence_of("problem_otp_wrong", "other"));
    fill(&screen, &[("deskfield_otp", "123456")]);
    screen.press(&say("verify"));
    wait_status(&screen, &say("verified"), FIRST_WORD);
    screen.press(&say("done"));
}

/// All companies connected with the canaries, tried, refused, and looked at from all sides.
fn in_the_settings(shop: &Shop, line: &Line, canaries: &Canaries) {
    let (screen, words) = (shop.screen(), &shop.words);
    for company in providers::registry() {
        let declared = company.descriptor();
        screen.connect(declared.name, line.base_address(declared.slug), &login(company, canaries));
        look_at_processes(canaries);
        screen.settings("wallets");
        screen.click("button", &words.say("check_balance"), Some(declared.name));
    }
    let copied = |count: u64| {
        let script = "return window.gallaCopied.length";
        screen.wait("a copy", FIRST_WORD, || (screen.page.script(script, &[]).ok()?.as_u64()? == count).then_some(()));
    };
    screen.settings("check-up");
    screen.press(&words.say("check_all"));
    screen.wait("every company's check-up", SETTLED, || {
        let done = "return document.querySelectorAll('[role=group] h3').length";
        (screen.page.script(done, &[]).ok()?.as_u64()? >= 5).then_some(())
    });
    screen.press(&words.say("copy_report"));
    copied(1);
    screen.press(&words.fill("callback_copy_of", &[("provider", "INSPAY")]));
    copied(2);
    screen.picture("settings");
}

/// A practice sale whose slip is copied. With real money nothing is sold: the company refuses the login, because the secret is
/// none of its own.
fn at_the_counter(shop: &Shop) {
    let (screen, words) = (shop.screen(), &shop.words);
    screen.go(&words.say("nav_sell"));
    screen.sell(Sale { number: "98765 43210", operator: "Airtel", rupees: "199" });
    screen.wait_outcome("98765 43210", "outcome_done", SETTLED);
    screen.open_from_day_book("98765 43210");
    screen.press(&words.say("print"));
    screen.find("dialog", &words.say("receipt_title"), None);
    screen.press(&words.say("copy_text"));
    let script = "return window.gallaCopied.length";
    screen.wait("the slip's copy", FIRST_WORD, || (screen.page.script(script, &[]).ok()?.as_u64()? == 3).then_some(()));
    screen.keys(key::ESC);
    screen.switch_to_real();
    screen.go(&words.say("nav_sell"));
    screen.wait_cursor(&words.say("field_number"));
    screen.keys(&format!("9876543210{}", key::ENTER));
    screen.wait_cursor(&words.say("field_amount"));
    screen.keys(&format!("199{}", key::ENTER));
    let why = words.say("closed_login_refused");
    // All five are closed here, and each is named with its reason.
    screen.wait_text(&format!("INSPAY: {why}"));
}

#[test]
fn what_is_secret_goes_where_it_must_and_stays_nowhere() {
    let (home, canaries) = (Home::new(), Canaries::draw());
    let orders = tempfile::tempdir().expect("a folder");
    let line = Line::start(orders.path(), 1_000);
    let shop = home.open();
    shop.screen().answer_first_questions();
    let screen = shop.screen();
    assert_eq!(screen.page.script(LISTEN, &[]).expect("the page is listened to"), Value::Bool(true));
    at_the_desk(&shop, &home, &canaries);
    look_at_page(&screen, &canaries);
    in_the_settings(&shop, &line, &canaries);
    look_at_page(&screen, &canaries);
    at_the_counter(&shop);
    look_at_page(&screen, &canaries);
    look_at_traffic(&screen, &canaries);
    look_at_processes(&canaries);
    assert!(home.look(&canaries) > 50_000, "the ledgers, the web view's files and the log were looked at");
    crash(&home, "-SEGV");
    assert!(home.look(&canaries) > 50_000);
    drop(shop);
    // The secrets are still at hand, and in no field and no file.
    let shop = home.open();
    let screen = shop.screen();
    screen.wait_cursor(&shop.words.say("field_number"));
    screen.settings("check-up");
    screen.find("button", &shop.words.say("check_all"), None);
    look_at_page(&screen, &canaries);
    look_at_processes(&canaries);
    crash(&home, "-ABRT");
    home.look(&canaries);
    look_through(orders.path(), &canaries);
}
