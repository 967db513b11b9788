//! The shop's own files: what a power cut leaves of them, who may read them, and a second folder that hangs.

use std::fs;
use std::path::Path;

use domain::SaleState;
use till::{Language, LoginMissing, Mode, Problem, SaleInput, ShopInput};

use super::counter::Counter;
use super::stall::{airtel, settings, within};

const QUICK: std::time::Duration = std::time::Duration::from_millis(40);

/// A shop as it is typed at the first start.
pub fn shop(name: &str) -> ShopInput {
    let of = settings();
    ShopInput {
        language: Language::EN,
        shop_name: name.into(),
        shop_phone: of.shop_phone,
        shop_address: of.shop_address,
        home_circle: of.home_circle,
    }
}

/// What a power cut, or a hand that tidies up, makes of a file.
const FATES: [(&str, Option<&str>); 4] =
    [("gone", None), ("empty", Some("")), ("full of NULs", Some("\0\0\0\0\0\0\0\0")), ("half", Some("{\"shop\": {"))];
/// A fate of the same kind: nobody can read it.
const FOLDER: &str = "a folder";

fn strike(path: &Path, fate: Option<&str>) {
    match fate {
        Some(FOLDER) => {
            fs::remove_file(path).expect("removed");
            hide(path);
        }
        Some(text) => fs::write(path, text).expect("written"),
        None => fs::remove_file(path).expect("removed"),
    }
}

#[tokio::test]
async fn no_file_of_its_own_keeps_a_shop_shut() {
    for (name, fate) in FATES {
        for file in ["settings.json", "catalogue.json"] {
            let counter = Counter::with(&["inspay"], QUICK).await;
            counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
            counter.shop.save_code("inspay", "airtel", "AX1").await.expect("a code");
            counter.shop.back_up_now().await.expect("a backup");
            let counter = counter.changed(|folder| strike(&folder.join(file), fate)).await;
            assert_eq!(counter.shop.books().await.files_taken_back, [file], "{file} {name}");
            assert_eq!(counter.shop.settings().await.map(|shop| shop.shop_name).as_deref(), Some("Verma Telecom"));
            assert_eq!(counter.offer("inspay", "airtel").await.code, "AX1", "{file} {name}");
            let counter = counter.reopened().await;
            assert_eq!(counter.shop.books().await.files_taken_back, [""; 0], "once: {file} {name}");
        }
    }
}

/// A folder in the place of a file can be read by nobody, like a file on a disk that fails.
fn hide(path: &Path) {
    fs::create_dir_all(path.join("inside")).expect("a folder");
}

#[tokio::test]
async fn a_file_of_its_own_that_cannot_be_read_keeps_no_shop_shut_and_is_left_as_it_is() {
    for file in ["settings.json", "catalogue.json"] {
        let counter = Counter::with(&["inspay"], QUICK).await;
        counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
        counter.shop.save_code("inspay", "airtel", "AX1").await.expect("a code");
        counter.shop.back_up_now().await.expect("a backup");
        let hidden = |folder: &Path| {
            fs::rename(folder.join(file), folder.join("aside")).expect("moved");
            hide(&folder.join(file));
        };
        let counter = counter.changed(hidden).await;
        let books = counter.shop.books().await;
        assert_eq!((books.files_unread, books.files_taken_back), (vec![file.to_owned()], vec![]));
        assert_eq!(counter.shop.settings().await.map(|shop| shop.shop_name).as_deref(), Some("Verma Telecom"));
        assert_eq!(counter.offer("inspay", "airtel").await.code, "AX1", "{file}");
        let inside = counter.folder().join(file).join("inside");
        assert!(inside.is_dir(), "nothing is written there by itself: {file}");
        // What a person saves is kept, and what stood there is set aside.
        counter.shop.save_shop(&shop("Sharma Telecom")).await.expect("a shop");
        counter.shop.save_code("inspay", "airtel", "AX2").await.expect("a code");
        assert!(counter.folder().join(format!("{file}.unread-1")).join("inside").is_dir(), "{file}");
        let counter = counter.reopened().await;
        assert_eq!(counter.shop.books().await.files_unread, [""; 0], "{file}");
        assert_eq!(counter.shop.settings().await.map(|shop| shop.shop_name).as_deref(), Some("Sharma Telecom"));
        assert_eq!(counter.offer("inspay", "airtel").await.code, "AX2", "{file}");
    }
}

#[tokio::test]
async fn settings_that_can_be_read_again_are_not_written_over_by_what_stood_in_for_them() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.shop.back_up_now().await.expect("a backup");
    counter.shop.save_shop(&shop("Newer Telecom")).await.expect("a shop");
    let (settings, elsewhere) = (counter.folder().join("settings.json"), counter.folder().join("elsewhere"));
    let counter = counter
        .changed(|_| {
            fs::rename(&settings, &elsewhere).expect("moved");
            hide(&settings);
        })
        .await;
    fs::remove_dir_all(&settings).expect("removed");
    fs::rename(&elsewhere, &settings).expect("moved back");
    counter.shop.save_code("inspay", "airtel", "AX1").await.expect("a code");
    counter.shop.set_language(Language::of_code("hi").expect("Hindi is spoken")).await.expect("a language");
    let aside = fs::read_to_string(settings.with_extension("json.unread-1")).expect("what stood there");
    assert!(aside.contains("Newer Telecom"), "{aside}");
}

#[tokio::test]
async fn what_else_cannot_be_read_at_the_start_keeps_no_shop_shut() {
    for (file, is_damaged) in [
        ("ready.json", false),
        ("practice-check.json", false),
        ("practice-orders.log", false),
        ("practice-restore.json", true),
    ] {
        let mut counter = Counter::with(&["inspay"], QUICK).await;
        counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
        counter.sell(&airtel("9876543210")).await;
        let counter = counter
            .changed(|folder| {
                let _ = fs::remove_file(folder.join(file));
                hide(&folder.join(file));
            })
            .await;
        assert_eq!(counter.shop.books().await.damage.is_some(), is_damaged, "{file}");
        assert!(counter.folder().join(file).join("inside").is_dir(), "{file}");
    }
}

#[tokio::test]
async fn settings_that_cannot_be_written_stay_as_they_were_and_say_so() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    // Something that is no file stands where the new one is written first.
    fs::create_dir_all(counter.folder().join("settings.json.new/inside")).expect("a folder");
    let refused = counter.shop.save_shop(&shop("Sharma Telecom")).await;
    assert_eq!(refused, Err(vec![Problem::SettingsNotWritten]));
    assert_eq!(counter.shop.settings().await.map(|shop| shop.shop_name).as_deref(), Some("Verma Telecom"));
}

#[tokio::test]
async fn settings_that_are_lost_hide_no_sale() {
    for (name, fate) in FATES.into_iter().chain([(FOLDER, Some(FOLDER))]) {
        let mut counter = Counter::with(&["inspay"], QUICK).await;
        let base = counter.simulator.base_address("inspay");
        counter.connect("inspay", &base, &[]).await;
        counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
        counter.shop.set_mode(Mode::Real).await.expect("real money");
        let sale = counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500006") }).await;
        let mut counter = counter.changed(|folder| strike(&folder.join("settings.json"), fate)).await;
        let view = counter.shop.counter().await.expect("the counter");
        let told = if name == FOLDER { &view.books.files_unread } else { &view.books.files_made_anew };
        assert_eq!(told, &["settings.json"], "{name}");
        assert_eq!(view.settings.map(|shop| (shop.mode, shop.shop_name)), Some((Mode::Real, String::new())), "{name}");
        let pending = counter.shop.till().pending_sales().expect("the open sales");
        assert_eq!(pending.iter().map(|one| one.id).collect::<Vec<_>>(), [sale.id], "{name}");
        assert_eq!(pending[0].next_check_at_ms, None, "{name}");
        let missing = LoginMissing { provider: "inspay".into(), name: "INSPAY".into(), waiting: 1 };
        assert_eq!(view.logins.missing, [missing], "{name}");
        counter.connect("inspay", &base, &[]).await;
        let found = counter.until(sale.id, |sale| !sale.state.is_open()).await;
        assert_eq!(found.state, SaleState::Succeeded, "watched as soon as the login is there: {name}");
    }
}

#[tokio::test]
async fn real_sales_are_watched_while_the_shop_practises() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    let sale = counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500006") }).await;
    counter.shop.set_mode(Mode::Practice).await.expect("practice");
    let mut counter = counter.changed(|_| ()).await;
    assert!(counter.shop.till().is_practice());
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    assert_eq!(counter.until(sale.id, |sale| !sale.state.is_open()).await.state, SaleState::Succeeded);
}

#[cfg(unix)]
fn modes(folder: &Path) -> Vec<(String, u32)> {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::symlink_metadata(path).expect("a file").permissions().mode() & 0o777;
    let mut found = vec![(".".to_owned(), mode(folder))];
    let below = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in below(folder).chain(below(&folder.join("backups"))) {
        found.push((path.strip_prefix(folder).expect("below").to_string_lossy().into_owned(), mode(&path)));
    }
    found
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_a_data_folder() {
    use std::os::unix::fs::PermissionsExt;
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.sell(&airtel("9876500001")).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.shop.back_up_now().await.expect("a backup");
    let open = |folder: &Path| {
        for (name, _) in modes(folder).into_iter().filter(|(name, _)| name != "backups") {
            let wide = if name == "." { 0o755 } else { 0o644 };
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(wide)).expect("opened");
        }
    };
    let mut counter = counter.changed(open).await;
    counter.sell(&airtel("9876543210")).await;
    counter.shop.back_up_now().await.expect("a backup");
    let found = modes(counter.folder());
    assert!(found.iter().any(|(name, _)| name == "practice.db-wal"), "{found:?}");
    for (name, mode) in found {
        let wanted = if name == "." || name == "backups" { 0o700 } else { 0o600 };
        assert_eq!(mode, wanted, "{name}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_planted_link_in_the_second_folder_is_not_followed() {
    use std::os::unix::fs::symlink;
    let counter = Counter::with(&["inspay"], QUICK).await;
    let second = tempfile::tempdir().expect("a folder");
    let victim = second.path().join("victim");
    fs::write(&victim, "precious").expect("a file");
    let typed = second.path().to_string_lossy().into_owned();
    let view = counter.shop.save_backup_folder(&typed).await.expect("the second folder");
    let copy = view.backups.iter().find(|backup| backup.place == till::BackupPlace::Second).expect("a copy");
    let name = copy.name.clone();
    let next = name.replace(".1-", ".2-");
    // Under every name that can be foreseen.
    for planted in [
        name.clone(),
        next.clone(),
        format!("{next}.new"),
        ".galla-may-write".into(),
        "practice-2001-01-01-abcdef.db".into(),
    ] {
        let path = second.path().join(planted);
        let _ = fs::remove_file(&path);
        symlink(&victim, path).expect("a link");
    }
    counter.shop.back_up_now().await.expect("a backup");
    assert_eq!(fs::read_to_string(&victim).expect("the file"), "precious");
    assert!(
        fs::symlink_metadata(second.path().join(&next)).expect("the copy").is_file(),
        "the link gave way to the copy"
    );
    let listed = counter.shop.backups().await.expect("backups").backups;
    assert!(listed.iter().all(|backup| backup.name != "practice-2001-01-01-abcdef.db"), "a link is no backup");
}

#[tokio::test]
async fn a_second_folder_that_hangs_costs_the_start_nothing_and_settings_a_sentence() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let second = tempfile::tempdir().expect("a folder");
    counter.shop.save_backup_folder(&second.path().to_string_lossy()).await.expect("the second folder");
    counter.gate.set_shut(true);
    let counter = within(counter.changed(|_| ())).await;
    within(counter.shop.counter()).await.expect("the counter opens");
    let view = within(counter.shop.backups()).await.expect("the backups");
    assert_eq!(view.second_problem, Some(Problem::BackupFolderSilent));
    assert!(!view.backups.is_empty(), "those beside the ledger are listed");
    within(counter.shop.back_up_now()).await.expect("a backup beside the ledger");
    let typed = second.path().to_string_lossy().into_owned();
    assert_eq!(within(counter.shop.save_backup_folder(&typed)).await.err(), Some(Problem::BackupFolderSilent));
    counter.gate.set_shut(false);
    within(async {
        while counter.shop.backups().await.expect("backups").second_problem == Some(Problem::BackupFolderSilent) {
            counter.shop.back_up_now().await.expect("a backup");
        }
    })
    .await;
}
