//! Folders that are copied, moved, or cannot be looked at.

use receipts::paper::escpos::{Cut, Density, Head};
use till::{CarrierInput, PrintJobState, PrinterInput, SlipOf};

use super::*;

/// Copies a data folder as somebody with a file manager does.
fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy_folder(&entry.path(), &target);
        } else if entry.file_name() != "galla.lock" {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[tokio::test]
async fn a_folder_that_was_copied_whole_gets_a_sign_of_its_own_and_asks_whose_the_logins_are() {
    let one = real().await;
    let stick = tempfile::tempdir().expect("a stick");
    one.shop.save_backup_folder(&stick.path().to_string_lossy()).await.expect("the second folder");
    let pocket = one.pocket.clone();
    let key = pocket.all().remove(&format!("{}/ledger/journal-key", sign_of(&one))).expect("a key");
    let other = one.beside(|folder| copy_folder(one.folder(), folder)).await;
    let (mine, theirs) = (sign_of(&one), sign_of(&other));
    assert_ne!(mine, theirs);
    assert_eq!(
        other.shop.logins().await.expect("the logins").found,
        [LoginFound { provider: "inspay".into(), name: "INSPAY".into() }]
    );
    assert!(balance(&other).await.is_err());
    other.shop.settle_login("inspay", true).await.expect("used here too");
    assert_eq!(balance(&other).await, Ok(()));
    let other = other.reopened().await;
    assert_eq!((balance(&other).await, sign_of(&other)), (Ok(()), theirs.clone()), "it keeps its sign");
    assert_eq!(other.shop.logins().await.expect("the logins"), Default::default());
    assert_eq!(pocket.all().get(&format!("{theirs}/ledger/journal-key")), Some(&key), "its books are sealed with it");
    other.shop.back_up_now().await.expect("a backup");
    other.shop.disconnect_provider("inspay").await.expect("disconnected");
    let one = one.reopened().await;
    assert_eq!((balance(&one).await, sign_of(&one)), (Ok(()), mine.clone()), "the first one's logins stay");
    one.shop.back_up_now().await.expect("a backup");
    let names: Vec<String> = fs::read_dir(stick.path())
        .expect("the stick")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    for sign in [mine, theirs] {
        assert!(names.iter().any(|name| name.starts_with("ledger-") && name.contains(&sign)), "{names:?}");
    }
}

/// A slip that waits in both folders would come out of both.
#[tokio::test]
async fn slips_that_waited_in_a_copied_folder_are_asked_about_there_and_go_on_waiting_here() {
    let mut one = real().await;
    let away = PrinterInput {
        carrier: CarrierInput::Network { host: "127.0.0.1".into(), port: "1".into() },
        name: "Away".into(),
        dots: "384".into(),
        copies: "1".into(),
        pause_ms: "0".into(),
        feed_dots: "0".into(),
        cut: Cut::None,
        density: Density::Normal,
        head: Head::Usual,
        drawer: None,
    };
    one.shop.save_printer(Some(&away)).await.expect("a printer that is switched off");
    let sale = one.sell(&sold("9876500001")).await;
    one.shop.till().print_slip(&SlipOf::Sale { sale_id: sale.id }, &[]).expect("it waits");
    let states = |counter: &Counter| {
        let jobs = counter.shop.till().print_jobs().expect("the queue").jobs;
        jobs.into_iter().map(|job| (job.state, job.problem)).collect::<Vec<_>>()
    };
    let other = one.beside(|folder| copy_folder(one.folder(), folder)).await;
    let asked = [(PrintJobState::MayBeOnPaper, Some(Problem::PrintElsewhere))];
    assert_eq!(states(&other), asked);
    let other = other.reopened().await;
    assert_eq!(states(&other), asked, "and it is not forgotten");
    other.shop.till().print_slip(&SlipOf::Sale { sale_id: sale.id }, &[]).expect("it waits");
    let other = other.reopened().await;
    assert_eq!(states(&other)[1].0, PrintJobState::Waiting, "what was wanted there is its own");
    let one = one.reopened().await;
    assert_eq!(states(&one)[0].0, PrintJobState::Waiting);
    // On another computer nobody can tell a copy from a folder that was moved.
    let moved = one
        .beside(|folder| {
            copy_folder(one.folder(), folder);
            fs::remove_file(one.folder().join("settings.json")).expect("it is there no more");
        })
        .await;
    assert_eq!(states(&moved), asked);
}

#[tokio::test]
async fn a_folder_that_was_moved_keeps_its_sign_and_its_logins() {
    let one = real().await;
    let sign = sign_of(&one);
    let other = one
        .beside(|folder| {
            copy_folder(one.folder(), folder);
            fs::remove_file(one.folder().join("settings.json")).expect("it is there no more");
        })
        .await;
    assert_eq!((sign_of(&other), balance(&other).await), (sign, Ok(())));
    assert_eq!(other.shop.logins().await.expect("the logins"), Default::default());
}

/// A place that does not answer tells nothing: the sign stays, and the next start looks again.
#[tokio::test]
async fn a_place_that_hangs_keeps_nobody_from_opening_and_is_looked_at_again() {
    let one = real().await;
    one.gate.set_shut(true);
    let other = within(one.beside(|folder| copy_folder(one.folder(), folder))).await;
    assert_eq!((sign_of(&other), balance(&other).await), (sign_of(&one), Ok(())));
    one.gate.set_shut(false);
    let other = other.reopened().await;
    assert_ne!(sign_of(&other), sign_of(&one));
}

/// A sign that is not on the disk is unknown at the next start, and what was moved under it would be lost.
#[tokio::test]
async fn nothing_is_moved_under_a_sign_that_could_not_be_saved() {
    let one = real().await;
    let (pocket, base) = (one.pocket.clone(), one.simulator.base_address("inspay"));
    let in_the_way = one.folder().join("settings.json.new");
    let one = one
        .changed(|folder| {
            pocket.replace(age(folder, pocket.all()));
            // Where a file is to be written is a folder that is not empty.
            fs::create_dir_all(in_the_way.join("x")).expect("in the way");
        })
        .await;
    let old = pocket.all();
    assert_eq!(balance(&one).await, Ok(()), "it serves all the same");
    let input = till::ProviderInput {
        base_address: base,
        plain_http: false,
        credentials: vec![till::CredentialInput { key: "token".into(), value: "another".into() }],
        paths: Vec::new(),
        in_address: false,
        digits_only: false,
    };
    assert!(one.shop.save_provider("inspay", &input).await.is_err(), "it says that it cannot be kept");
    within(one.shop.ask_keychain()).await;
    assert_eq!(pocket.all(), old, "and nothing has moved");
    fs::remove_dir_all(&in_the_way).expect("it goes");
    within(one.shop.ask_keychain()).await;
    let sign = sign_of(&one);
    assert!(pocket.all().contains_key(&format!("{sign}/inspay/token")) && !pocket.all().contains_key("inspay/token"));
    let one = one.reopened().await;
    assert_eq!((balance(&one).await, sign_of(&one)), (Ok(()), sign));
}

/// Who typed a login over those of an older version knows them: the next folder does not take them without a question.
#[tokio::test]
async fn old_entries_that_a_folder_did_not_take_over_are_not_taken_from_it_unasked() {
    let one = real().await;
    let settings = fs::read_to_string(one.folder().join("settings.json")).expect("settings");
    let (pocket, base) = (one.pocket.clone(), one.simulator.base_address("inspay"));
    pocket.replace(age(one.folder(), pocket.all()));
    pocket.set_mood(Mood::Locked);
    let one = one.reopened().await;
    one.connect("inspay", &base, &[]).await;
    pocket.set_mood(Mood::Well);
    within(async { while one.shop.ask_keychain().await {} }).await;
    assert_eq!(balance(&one).await, Ok(()));
    let other = one
        .beside(|folder| {
            fs::write(folder.join("settings.json"), settings).expect("settings");
            age(folder, BTreeMap::new());
        })
        .await;
    assert_eq!(
        other.shop.logins().await.expect("the logins").found,
        [LoginFound { provider: "inspay".into(), name: "INSPAY".into() }]
    );
    assert!(balance(&other).await.is_err());
}
