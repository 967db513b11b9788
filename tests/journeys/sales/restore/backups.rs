//! Backups: when they are made, what is kept, and what is called bad.

use std::fs;

use simulator::{Config, Simulator};
use till::{BackupPlace, Clock, Mode, Problem, RestoreInput};

use super::super::counter::Counter;
use super::super::dated::DatedLine;
use super::super::stall::{TestClock, settings};
use super::{QUICK, newest, sell_well};

const DAY_MS: i64 = 24 * 3_600_000;

#[tokio::test]
async fn a_fortnight_of_daily_backups_is_kept() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let kept = counter.folder().join("backups");
    fs::create_dir_all(&kept).expect("the folder");
    for strange in ["ledger-2001-01-01.db.txt", "practice-old.db", "letter.odt", "practice-2001-13-41.db"] {
        fs::write(kept.join(strange), b"not ours").expect("a file");
    }
    for _ in 0..20 {
        sell_well(&mut counter, "98765", 1).await;
        counter.shop.back_up_when_due().await;
        counter.clock.forward(DAY_MS);
    }
    let backups = counter.shop.backups().await.expect("backups").backups;
    let days: Vec<i64> = backups.iter().map(|backup| backup.sales).collect();
    assert_eq!(days, (7..=20).rev().collect::<Vec<i64>>(), "the newest fourteen");
    assert!(backups.iter().all(|backup| backup.problem.is_none() && backup.mode == Mode::Practice));
    assert_eq!(fs::read_dir(&kept).expect("the folder").count(), 14 + 4, "what is not ours stays");
}

/// The computer's clock was ahead for a fortnight, and was set right.
#[tokio::test]
async fn backups_that_are_dated_ahead_drive_no_true_one_out() {
    const AHEAD_MS: i64 = 400 * DAY_MS;
    let stick = tempfile::tempdir().expect("a stick");
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_backup_folder(&stick.path().to_string_lossy()).await.expect("a folder");
    counter.clock.set_wrong(AHEAD_MS);
    for _ in 0..14 {
        sell_well(&mut counter, "98765", 1).await;
        counter.clock.forward(DAY_MS);
        counter.shop.back_up_when_due().await;
    }
    counter.clock.set_wrong(0);
    for day in 0..16 {
        sell_well(&mut counter, "98766", 1).await;
        counter.clock.forward(DAY_MS);
        counter.shop.back_up_when_due().await;
        let seen = counter.shop.backups().await.expect("backups");
        assert!(!seen.books.backup_old, "the newest is of today");
        let own = |place| seen.backups.iter().filter(move |backup| backup.place == place);
        for place in [BackupPlace::Own, BackupPlace::Second] {
            let sales: Vec<i64> = own(place).map(|backup| backup.sales).collect();
            let wanted: Vec<i64> = (day + 2..=day + 15).rev().collect();
            assert_eq!(sales, wanted, "the fourteen that were made last, the newest first: {place:?}");
        }
    }
    // What is taken from the newest is what is newest.
    save_shop(&counter, "Newest").await;
    counter.shop.back_up_now().await.expect("a backup");
    let counter = super::after(counter, |folder| {
        fs::write(folder.join("settings.json"), "{").expect("broken");
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
    })
    .await;
    assert_eq!(counter.shop.settings().await.map(|shop| shop.shop_name).as_deref(), Some("Newest"));
    assert_eq!(counter.shop.repair().await.expect("it is repaired").sales_from_backup, 30);
}

/// A fortnight of an older version's, dated ahead, and true ones beside them.
#[tokio::test]
async fn those_of_an_older_version_are_thrown_away_first_and_its_future_ones_before_all() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 1).await;
    counter.shop.back_up_now().await.expect("a backup");
    let folder = counter.folder().join("backups");
    let name = newest(&counter).await.name;
    let whole = fs::read(folder.join(&name)).expect("the backup");
    fs::remove_file(folder.join(&name)).expect("it goes");
    let day = |ahead: i64| domain::india_day(counter.clock.now_ms() + ahead * DAY_MS);
    let named = |ahead: i64| format!("practice-{}.db", day(ahead));
    for ahead in (100..114).chain([-2, -1]) {
        fs::write(folder.join(named(ahead)), &whole).expect("an older version's");
    }
    assert_eq!(newest(&counter).await.name, named(-1), "what lies ahead was written under a wrong clock");
    counter.shop.back_up_now().await.expect("a backup");
    let left: Vec<String> =
        counter.shop.backups().await.expect("backups").backups.into_iter().map(|backup| backup.name).collect();
    assert_eq!(left.len(), 14);
    assert_eq!(left[0], format!("practice-{}.1.db", day(0)));
    assert_eq!(left[1..3], [named(-1), named(-2)]);
}

/// The second folder counts on where the one beside the ledger was lost with all its numbers.
#[tokio::test]
async fn numbers_go_on_when_the_own_folder_is_lost() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_backup_folder(&stick.path().to_string_lossy()).await.expect("a folder");
    for _ in 0..3 {
        sell_well(&mut counter, "98765", 1).await;
        counter.clock.forward(DAY_MS);
        counter.shop.back_up_when_due().await;
    }
    fs::remove_dir_all(counter.folder().join("backups")).expect("they are lost");
    sell_well(&mut counter, "98766", 1).await;
    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    let seen = counter.shop.backups().await.expect("backups").backups;
    let sales: Vec<_> = seen.iter().map(|backup| (backup.place, backup.sales)).collect();
    assert_eq!(sales[..2], [(BackupPlace::Own, 4), (BackupPlace::Second, 4)], "{seen:?}");
    assert_eq!(
        sales[2..],
        [(BackupPlace::Second, 3), (BackupPlace::Second, 2), (BackupPlace::Second, 1), (BackupPlace::Second, 0)]
    );
}

/// The shop's time is the companies', whatever the computer shows.
#[tokio::test]
async fn a_backup_is_of_the_shops_day() {
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator");
    let bases = [("inspay", simulator.base_address("inspay")), ("a1topup", simulator.base_address("a1topup"))];
    let clock = std::sync::Arc::new(TestClock::default());
    let line = std::sync::Arc::new(DatedLine::to(&bases, clock.clone()));
    let connections = line.connections();
    let counter = Counter::by_clock(simulator, connections, line, clock).await;
    for (slug, base) in &bases {
        let path = url::Url::parse(base).expect("an address").path().trim_end_matches('/').to_owned();
        counter.connect(slug, &format!("https://{slug}.invalid{path}"), &[]).await;
    }
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    counter.clock.set_wrong(40 * DAY_MS);
    for (slug, _) in &bases {
        counter.shop.check_balance(slug).await.expect("a wallet");
    }
    let today = domain::india_day(counter.clock.true_ms());
    counter.shop.back_up_now().await.expect("a backup");
    let seen = counter.shop.backups().await.expect("backups");
    let real = seen.backups.iter().find(|backup| backup.mode == Mode::Real).expect("the real one");
    assert_eq!(real.day, today);
    assert!(real.made_at_ms.expect("a moment").abs_diff(counter.clock.true_ms()) < 60_000);
    assert!(!seen.books.backup_old);
}

#[tokio::test]
async fn the_last_good_one_stays_and_an_old_one_is_warned_of() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.back_up_now().await.expect("a backup");
    let good = newest(&counter).await.name;
    assert!(!counter.shop.books().await.backup_old);
    counter.clock.forward(3 * DAY_MS);
    let books = counter.shop.books().await;
    assert!(books.backup_old && books.last_backup_ms.is_some(), "{books:?}");
    // Fifteen newer ones that are all bad, and a day on which nothing can be written.
    let folder = counter.folder().join("backups");
    for day in 1..=15 {
        fs::write(folder.join(format!("practice-2090-01-{day:02}.db")), b"rubbish").expect("a bad one");
    }
    counter.shop.back_up_now().await.expect("a backup");
    assert!(folder.join(&good).is_file() || newest_good(&counter).await != good, "a good one is left");
    assert!(counter.shop.books().await.last_backup_ms.is_some());
}

async fn newest_good(counter: &Counter) -> String {
    let backups = counter.shop.backups().await.expect("backups").backups;
    backups.into_iter().find(|backup| backup.problem.is_none()).expect("a good one").name
}

#[tokio::test]
async fn one_a_day_unless_it_is_asked_for() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 1).await;
    counter.shop.back_up_when_due().await;
    sell_well(&mut counter, "98766", 1).await;
    counter.shop.back_up_when_due().await;
    let sales = async |counter: &Counter| counter.shop.backups().await.expect("backups").backups[0].sales;
    assert_eq!(sales(&counter).await, 1, "today's is there already");
    counter.shop.back_up_now().await.expect("a backup");
    assert_eq!(sales(&counter).await, 2);
    assert_eq!(counter.shop.backups().await.expect("backups").backups.len(), 1, "it took the place of the other");
}

#[tokio::test]
async fn whatever_byte_was_changed_a_backup_is_called_bad() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 2).await;
    counter.shop.back_up_now().await.expect("a backup");
    let input = newest(&counter).await;
    let path = counter.folder().join("backups").join(&input.name);
    let whole = fs::read(&path).expect("the backup");
    for place in [0, 30, 5_000, whole.len() / 2, whole.len() - 100, whole.len() - 2] {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::remove_file(&path).expect("it goes");
        fs::write(&path, &bytes).expect("a changed backup");
        let seen = counter.shop.check_backup(input.place, &input.name).await.expect("backups").backups;
        assert_eq!((&seen[0].problem, seen[0].is_checked), (&Some(Problem::BackupBad), true), "byte {place}");
        assert_eq!(counter.shop.restore(&input).await, Err(Problem::BackupBad), "byte {place}");
    }
    fs::write(&path, &whole[..whole.len() - 10]).expect("a short one");
    assert_eq!(counter.shop.restore(&input).await, Err(Problem::BackupBad));
    fs::remove_file(&path).expect("it goes");
    fs::write(&path, &whole).expect("as it was");
    assert_eq!(counter.shop.restore(&input).await.map(|report| report.sales_from_backup), Ok(2));
}

#[tokio::test]
async fn a_name_leads_to_no_other_file() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.back_up_now().await.expect("a backup");
    let input = newest(&counter).await;
    for name in
        ["../practice.db", "practice.db", "", "..", "practice-2001-01-01.db", "../backups/practice-2001-01-01.db"]
    {
        let strange = RestoreInput { name: name.to_owned(), ..input.clone() };
        assert_eq!(counter.shop.restore(&strange).await, Err(Problem::BackupMissing), "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_told_and_tried_again_in_an_hour() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    // A file where the folder should be: nothing can be written there.
    let folder = counter.folder().join("backups");
    fs::write(&folder, b"in the way").expect("a file");
    counter.shop.back_up_when_due().await;
    assert!(counter.shop.books().await.backup_problem.is_some());
    fs::remove_file(&folder).expect("it goes");
    counter.clock.forward(30 * 60_000);
    counter.shop.back_up_when_due().await;
    assert_eq!(counter.shop.backups().await.expect("backups").backups.len(), 0, "not before an hour is over");
    counter.clock.forward(31 * 60_000);
    counter.shop.back_up_when_due().await;
    let seen = counter.shop.backups().await.expect("backups");
    assert_eq!((seen.backups.len(), seen.books.backup_problem), (1, None));
    let made_ms = seen.backups[0].made_at_ms.expect("a moment");
    assert!((0..60_000).contains(&(counter.clock.now_ms() - made_ms)));
}

#[tokio::test]
async fn a_second_folder_gets_every_backup_too() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let stick = tempfile::tempdir().expect("a stick");
    let typed = stick.path().to_string_lossy().into_owned();
    let own = counter.folder().to_string_lossy().into_owned();
    let nowhere = format!("{typed}/not-there");
    for (wrong, problem) in [
        (own.as_str(), Problem::BackupFolderOwn),
        (nowhere.as_str(), Problem::BackupFolderMissing),
        ("relative", Problem::BackupFolderMissing),
    ] {
        assert_eq!(counter.shop.save_backup_folder(wrong).await, Err(problem), "{wrong}");
    }
    let seen = counter.shop.save_backup_folder(&format!(" {typed} ")).await.expect("a folder");
    assert_eq!((seen.backups.len(), seen.second_folder, seen.second_problem), (2, typed.clone(), None));
    stick.close().expect("the stick is pulled");
    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    let seen = counter.shop.backups().await.expect("backups");
    assert_eq!(seen.second_problem, Some(Problem::BackupFolderMissing));
    assert_eq!(seen.backups.len(), 2, "two days in the own folder: {seen:?}");
}

pub(super) async fn save_shop(counter: &Counter, name: &str) {
    let shop = till::ShopInput {
        language: settings().language,
        shop_name: name.to_owned(),
        shop_phone: String::new(),
        shop_address: String::new(),
        home_circle: settings().home_circle,
    };
    counter.shop.save_shop(&shop).await.expect("a shop");
}

#[tokio::test]
async fn broken_settings_come_from_the_newest_backup() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    save_shop(&counter, "Older").await;
    counter.shop.back_up_now().await.expect("a backup");
    counter.clock.forward(DAY_MS);
    save_shop(&counter, "Newest").await;
    counter.shop.back_up_now().await.expect("a backup");
    let counter = super::after(counter, |folder| fs::write(folder.join("settings.json"), "{").expect("broken")).await;
    assert_eq!(counter.shop.settings().await.map(|shop| shop.shop_name).as_deref(), Some("Newest"));
    assert_eq!(counter.shop.books().await.files_taken_back, ["settings.json"]);
}

/// One that is dated days ahead was written under a wrong clock, and says nothing of what is newest.
#[tokio::test]
async fn broken_settings_come_from_the_future_only_when_there_is_nothing_else() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.clock.forward(9 * DAY_MS);
    save_shop(&counter, "Under a wrong clock").await;
    counter.shop.back_up_now().await.expect("a backup");
    counter.clock.forward(-9 * DAY_MS);
    let broken = |folder: &std::path::Path| fs::write(folder.join("settings.json"), "{").expect("broken");
    let counter = super::after(counter, broken).await;
    let name = async |counter: &Counter| counter.shop.settings().await.expect("a shop").shop_name;
    assert_eq!(name(&counter).await, "Under a wrong clock");
    save_shop(&counter, "Newest").await;
    counter.shop.back_up_now().await.expect("a backup");
    let counter = super::after(counter, broken).await;
    assert_eq!(name(&counter).await, "Newest");
}

/// A row that somebody changed in the file, past the program: SQLite finds nothing wrong with it, and the seal does.
#[tokio::test]
async fn the_daily_verification_finds_books_that_were_changed() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 2).await;
    counter.shop.back_up_when_due().await;
    orders.extend(sell_well(&mut counter, "98766", 1).await);
    let raw = rusqlite::Connection::open(counter.folder().join("practice.db")).expect("the file");
    raw.execute("UPDATE sale SET number = '9999999999' WHERE id = 1", ()).expect("a changed row");
    drop(raw);
    assert_eq!(counter.shop.books().await.damage, None, "nobody looked yet");
    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    let books = counter.shop.books().await;
    assert_eq!(books.backup_problem, Some(Problem::LedgerCorrupt));
    assert_eq!(books.damage.expect("the damage").orders_to_ask, 1);
    let sold = counter.shop.till().sell(&super::airtel("9876720001")).await;
    assert_eq!(sold, Err(vec![Problem::LedgerCorrupt]));
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!((report.sales_from_backup, report.orders_from_log, report.rows_unreadable), (2, 1, 1));
    super::assert_whole(&mut counter, &orders).await;
    assert_eq!(counter.shop.books().await.backup_problem, None);
}
