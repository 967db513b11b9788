//! Logins in the keychain: whose they are, what becomes of those without a sign, and a keychain that does not answer.

mod folders;
mod meanwhile;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ledger::{ChainKey, Ledger, Opening};
use serde_json::Value;
use till::{Keychain, LoginFound, LoginMissing, Mode, Problem, SaleInput};

use super::counter::{Call, Counter, Mood};
use super::stall::{airtel, within};

const QUICK: std::time::Duration = std::time::Duration::from_millis(40);

/// A shop that sells for real at INSPAY, which the simulator plays.
async fn real() -> Counter {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.save_shop(&super::own_files::shop("Verma Telecom")).await.expect("a shop");
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    counter
}

fn sold(number: &str) -> SaleInput {
    SaleInput { mode: Mode::Real, ..airtel(number) }
}

fn sign_of(counter: &Counter) -> String {
    let text = fs::read_to_string(counter.folder().join("settings.json")).expect("settings");
    let file: Value = serde_json::from_str(&text).expect("settings");
    file["backup"]["sign"].as_str().expect("a sign").to_owned()
}

/// Makes folder and keychain what a version before the signs left: settings without them, entries without them.
fn age(folder: &Path, entries: BTreeMap<String, String>) -> Vec<(String, String)> {
    let path = folder.join("settings.json");
    let mut file: Value = serde_json::from_str(&fs::read_to_string(&path).expect("settings")).expect("settings");
    let sign = file["backup"]["sign"].as_str().expect("a sign").to_owned();
    file["backup"]["sign"] = "".into();
    file.as_object_mut().expect("settings").remove("logins_settled");
    fs::write(path, file.to_string()).expect("written");
    let plain = |name: String| name.strip_prefix(&format!("{sign}/")).map(str::to_owned);
    entries.into_iter().filter_map(|(name, text)| Some((plain(name)?, text))).collect()
}

async fn balance(counter: &Counter) -> Result<(), Problem> {
    counter.shop.check_balance("inspay").await.map(drop)
}

#[tokio::test]
async fn two_folders_have_two_logins_at_one_company() {
    let one = real().await;
    let base = one.simulator.base_address("inspay");
    let other = one.beside(|_| ()).await;
    other.connect("inspay", &base, &[("token", "another-shops-token")]).await;
    let (one, other) = (one.reopened().await, other.reopened().await);
    assert_eq!(balance(&one).await, Ok(()), "the second login did not take the first one's place");
    assert!(matches!(balance(&other).await, Err(Problem::CredentialsRefused { .. })));
    assert_ne!(sign_of(&one), sign_of(&other));
    let theirs = format!("{}/inspay/token", sign_of(&other));
    assert_eq!(other.pocket.all().get(&theirs).map(String::as_str), Some("another-shops-token"));
    one.shop.disconnect_provider("inspay").await.expect("disconnected");
    let mine = format!("{}/inspay/", sign_of(&one));
    assert!(!one.pocket.all().keys().any(|name| name.starts_with(&mine)));
    let other = other.reopened().await;
    assert!(matches!(balance(&other).await, Err(Problem::CredentialsRefused { .. })), "its own login is still there");
    assert_eq!(other.shop.logins().await.expect("the logins"), Default::default());
}

#[tokio::test]
async fn old_entries_are_taken_over_once_and_the_next_folder_is_asked() {
    let one = real().await;
    let settings = fs::read_to_string(one.folder().join("settings.json")).expect("settings");
    let pocket = one.pocket.clone();
    let one = one.changed(|folder| pocket.replace(age(folder, pocket.all()))).await;
    assert_eq!(balance(&one).await, Ok(()));
    assert_eq!(one.shop.logins().await.expect("the logins"), Default::default());
    let sign = sign_of(&one);
    assert!(
        pocket.all().keys().all(|name| !name.starts_with("inspay/") || name == "inspay/taken-by"),
        "{:?}",
        pocket.all().keys()
    );
    // Another folder of the old version used the same entries.
    let other = one
        .beside(|folder| {
            fs::write(folder.join("settings.json"), settings).expect("settings");
            age(folder, BTreeMap::new());
        })
        .await;
    let found = vec![LoginFound { provider: "inspay".into(), name: "INSPAY".into() }];
    assert_eq!(other.shop.logins().await.expect("the logins").found, found);
    assert!(balance(&other).await.is_err(), "and until then it has none");
    let other = other.reopened().await;
    assert_eq!(other.shop.logins().await.expect("the logins").found, found, "until somebody has decided");
    other.shop.settle_login("inspay", true).await.expect("used here too");
    assert_eq!(other.shop.logins().await.expect("the logins"), Default::default());
    assert_eq!(balance(&other).await, Ok(()));
    other.shop.disconnect_provider("inspay").await.expect("disconnected");
    let one = one.reopened().await;
    assert_eq!((balance(&one).await, sign_of(&one)), (Ok(()), sign), "the first one's stays");
}

#[tokio::test]
async fn who_says_no_types_a_login_and_is_not_asked_again() {
    let one = real().await;
    let settings = fs::read_to_string(one.folder().join("settings.json")).expect("settings");
    let pocket = one.pocket.clone();
    let one = one.changed(|folder| pocket.replace(age(folder, pocket.all()))).await;
    let other = one
        .beside(|folder| {
            fs::write(folder.join("settings.json"), settings).expect("settings");
            age(folder, BTreeMap::new());
        })
        .await;
    other.shop.settle_login("inspay", false).await.expect("not used");
    let other = other.reopened().await;
    let logins = other.shop.logins().await.expect("the logins");
    assert_eq!(logins.found, []);
    assert_eq!(logins.missing, [LoginMissing { provider: "inspay".into(), name: "INSPAY".into(), waiting: 0 }]);
}

/// A take-over that was killed between the copies and the end.
#[tokio::test]
async fn a_take_over_that_was_cut_short_is_brought_to_its_end() {
    let one = real().await;
    let pocket = one.pocket.clone();
    let token =
        |entries: &BTreeMap<String, String>| entries.keys().filter(|name| name.ends_with("inspay/token")).count();
    let one = one
        .changed(|folder| {
            let signed = pocket.all();
            let mut both: BTreeMap<String, String> = age(folder, signed.clone()).into_iter().collect();
            // The settings had their sign by then.
            let path = folder.join("settings.json");
            let sign = signed.keys().find_map(|name| name.strip_suffix("/inspay/token")).expect("a sign").to_owned();
            let mut file: Value =
                serde_json::from_str(&fs::read_to_string(&path).expect("settings")).expect("settings");
            file["backup"]["sign"] = sign.into();
            fs::write(path, file.to_string()).expect("written");
            both.extend(signed);
            assert_eq!(token(&both), 2);
            pocket.replace(both);
        })
        .await;
    assert_eq!((balance(&one).await, token(&pocket.all())), (Ok(()), 1));
    assert_eq!(one.shop.logins().await.expect("the logins"), Default::default());
}

/// The journal of a folder's real ledger: rows under the key that the keychain has under a name, rows under others, and the
/// first that is broken.
fn chain(folder: &Path, kept: &str) -> (u64, u64, Option<i64>) {
    let byte = |place: usize| u8::from_str_radix(&kept[2 * place..2 * place + 2], 16).expect("a key");
    let mut key = ChainKey { id: kept[..8].to_owned(), bytes: [0; 32] };
    for (place, of_key) in key.bytes.iter_mut().enumerate() {
        *of_key = byte(place + 4);
    }
    let opening = Opening { mode: Mode::Real, key, prefix: domain::TerminalPrefix::from_random(1), now_ms: 1 };
    let report = Ledger::open(&folder.join("ledger.db"), opening).expect("the ledger").verify_chain().expect("a chain");
    (report.sealed, report.other_key, report.broken_at)
}

#[tokio::test]
async fn the_journals_key_outlives_the_take_over() {
    let mut one = real().await;
    one.sell(&sold("9876500001")).await;
    let pocket = one.pocket.clone();
    let mut one = one.changed(|folder| pocket.replace(age(folder, pocket.all()))).await;
    one.sell(&sold("9876543210")).await;
    let key = pocket.all().remove(&format!("{}/ledger/journal-key", sign_of(&one))).expect("a key");
    assert_eq!(pocket.all().get("ledger/journal-key"), Some(&key), "another folder may need it too");
    let one = one.changed(|folder| assert!(matches!(chain(folder, &key), (sealed, 0, None) if sealed > 0))).await;
    // A new folder has a key of its own.
    let other = one.beside(|_| ()).await;
    other.connect("inspay", &one.simulator.base_address("inspay"), &[]).await;
    other.shop.set_mode(Mode::Real).await.expect("real money");
    assert_ne!(pocket.all().remove(&format!("{}/ledger/journal-key", sign_of(&other))), Some(key));
}

#[tokio::test]
async fn a_keychain_that_is_silent_at_the_start_keeps_nobody_waiting_and_is_taken_up_when_it_answers() {
    let mut counter = real().await;
    let open = counter.sell(&sold("9876500006")).await;
    let key = counter.pocket.all().remove(&format!("{}/ledger/journal-key", sign_of(&counter))).expect("a key");
    counter.pocket.set_mood(Mood::Silent);
    let mut counter = within(counter.reopened()).await;
    let view = within(counter.shop.counter()).await.expect("the counter");
    assert_eq!(view.keychain, Keychain::Locked);
    assert_eq!(view.logins.missing, [LoginMissing { provider: "inspay".into(), name: "INSPAY".into(), waiting: 1 }]);
    assert_eq!(counter.now(open.id).next_check_at_ms, None, "nobody counts down to an enquiry that nobody makes");
    assert!(!counter.now(open.id).is_elsewhere, "a login that is not at hand is not another one");
    let refused = counter.shop.till().sell(&sold("9876543210")).await;
    assert_eq!(refused, Err(vec![Problem::LoginMissing { provider: "inspay".into() }]));
    counter.pocket.set_mood(Mood::Well);
    assert!(within(counter.shop.ask_keychain()).await, "that it answers is news");
    assert!(!within(counter.shop.ask_keychain()).await, "and nothing is owed any more");
    let view = counter.shop.counter().await.expect("the counter");
    assert_eq!((view.keychain, view.logins), (Keychain::Ok, Default::default()));
    assert!(counter.now(open.id).next_check_at_ms.is_some() || !counter.now(open.id).state.is_open());
    counter.sell(&sold("9876543210")).await;
    counter
        .changed(|folder| {
            let (sealed, other_key, broken_at) = chain(folder, &key);
            assert!(sealed > 0 && broken_at.is_none(), "{sealed}");
            assert!(other_key <= 2, "only what was written before the keychain answered: {other_key}");
        })
        .await;
}

#[tokio::test]
async fn what_a_locked_keychain_did_not_take_is_told_until_it_takes_it() {
    for mood in [Mood::Locked, Mood::Forgets] {
        let counter = Counter::with(&["inspay"], QUICK).await;
        counter.pocket.set_mood(mood);
        counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
        for _ in 0..3 {
            let view = counter.shop.counter().await.expect("the counter");
            assert_eq!(view.keychain, Keychain::Locked, "{mood:?}");
            counter.shop.ask_keychain().await;
        }
        assert_eq!(balance(&counter).await, Ok(()), "it serves until the end");
        assert!(counter.pocket.all().keys().all(|name| !name.contains("inspay")));
        counter.pocket.set_mood(Mood::Well);
        assert!(counter.shop.ask_keychain().await);
        assert_eq!(counter.shop.keychain().await, Keychain::Ok);
        let counter = counter.reopened().await;
        assert_eq!(balance(&counter).await, Ok(()), "and it is there at the next start");
    }
}

/// The entry under a name without a sign stays for the folder that it belongs to.
#[tokio::test]
async fn a_new_folder_beside_a_locked_keychain_takes_nothing_of_another_ones() {
    for answers_in_time in [true, false] {
        let one = real().await;
        let pocket = one.pocket.clone();
        // What an older version left, and its folder was not opened since.
        let old: Vec<_> = age(one.folder(), pocket.all());
        let key = old.iter().find(|(name, _)| name == "ledger/journal-key").expect("a key").1.clone();
        pocket.replace(old.clone());
        pocket.set_mood(Mood::Locked);
        let other = one.beside(|_| ()).await;
        other.connect("inspay", &one.simulator.base_address("inspay"), &[("token", "another-shops-token")]).await;
        other.shop.set_mode(Mode::Real).await.expect("real money");
        let other = if answers_in_time { other } else { other.reopened().await };
        pocket.set_mood(Mood::Well);
        let other = if answers_in_time { other } else { other.reopened().await };
        within(async { while other.shop.ask_keychain().await {} }).await;
        let kept = pocket.all();
        assert!(old.iter().all(|(name, text)| kept.get(name) == Some(text)), "{answers_in_time} {:?}", kept.keys());
        let own = kept.get(&format!("{}/ledger/journal-key", sign_of(&other))).expect("a key of its own");
        assert_ne!(*own, key, "{answers_in_time}");
        assert!(!kept.contains_key("inspay/taken-by"), "it has no claim to them");
    }
}
