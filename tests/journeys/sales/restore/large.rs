//! Backups of a large ledger: what a start and a list read of them, who waits for whom, and a disk that is nearly full.

use std::fs;
use std::time::Duration;

use till::{BackupPlace, BackupView, Problem, RestoreInput, Thinned};

use super::super::counter::Counter;
use super::super::stall::{airtel, within};
#[cfg(target_os = "linux")]
use super::backups::save_shop;
use super::{QUICK, after, sell_well};

const DAY_MS: i64 = 24 * 3_600_000;
/// The backups of a test fit, and there is not so much room as they want beside them.
const SMALL_DISK: u64 = 12_000_000;

/// Which files of a folder are opened.
#[cfg(target_os = "linux")]
struct Watch(std::os::fd::OwnedFd);

#[cfg(target_os = "linux")]
impl Watch {
    fn over(folder: &std::path::Path) -> Watch {
        use rustix::fs::inotify;
        let watch = inotify::init(inotify::CreateFlags::NONBLOCK).expect("a watch");
        inotify::add_watch(&watch, folder, inotify::WatchFlags::OPEN).expect("a folder to watch");
        Watch(watch)
    }

    /// The names of those that were opened since this was asked last.
    fn opened(&self) -> std::collections::BTreeSet<String> {
        use rustix::fs::inotify;
        let mut buffer = [std::mem::MaybeUninit::uninit(); 1 << 16];
        let mut events = inotify::Reader::new(&self.0, &mut buffer);
        let mut names = std::collections::BTreeSet::new();
        while let Ok(event) = events.next() {
            names.extend(event.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
        names
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_start_beside_a_year_of_backups_opens_none_of_them_and_the_days_backup_only_its_own() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 2).await;
    counter.shop.back_up_when_due().await;
    let today = counter.shop.backups().await.expect("backups").backups[0].name.clone();
    let folder = counter.folder().join("backups");
    let now_ms = till::Clock::now_ms(counter.clock.as_ref());
    let counter = after(counter, |_| {
        let whole = fs::read(folder.join(&today)).expect("the backup");
        for ago in 1..=364 {
            let name = format!("practice-{}.db", domain::india_day(now_ms - ago * DAY_MS));
            fs::write(folder.join(name), &whole).expect("an older one");
        }
    })
    .await;
    let folder = counter.folder().join("backups");
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 365);
    let watch = Watch::over(&folder);
    let mut counter = after(counter, |_| ()).await;
    assert!(counter.shop.books().await.last_backup_ms.is_some());
    assert!(counter.shop.counter().await.is_ok());
    sell_well(&mut counter, "98766", 1).await;
    let opened = watch.opened();
    assert!(opened.is_empty(), "nobody asked for one: {opened:?}");

    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    let left = fs::read_dir(&folder).expect("the folder").flatten();
    let left: Vec<String> = left.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(left.len(), 14);
    let opened = watch.opened();
    let is_new = |name: &String| name.contains(".2.db");
    assert!(opened.iter().any(is_new) && opened.iter().all(is_new), "{opened:?}");
    // The control: who lists them reads them.
    assert_eq!(counter.shop.backups().await.expect("backups").backups.len(), 14);
    assert!(watch.opened().len() > 10);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_start_with_broken_settings_reads_the_newest_good_backup_and_none_behind_it() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    for name in ["Oldest", "Older", "Newest"] {
        save_shop(&counter, name).await;
        counter.shop.back_up_now().await.expect("a backup");
        counter.clock.forward(DAY_MS);
    }
    let folder = counter.folder().join("backups");
    let newest = counter.shop.backups().await.expect("backups").backups[0].name.clone();
    let watch = Watch::over(&folder);
    // It still shows the installation's sign.
    let cut = |data: &std::path::Path| {
        let path = data.join("settings.json");
        let text = fs::read(&path).expect("settings");
        fs::write(&path, &text[..text.len() - 2]).expect("broken settings");
    };
    let name = async |counter: &Counter| counter.shop.settings().await.expect("a shop").shop_name;
    let counter = after(counter, cut).await;
    assert_eq!(name(&counter).await, "Newest");
    assert_eq!(watch.opened().into_iter().collect::<Vec<_>>(), std::slice::from_ref(&newest));

    let counter = after(counter, |data| {
        cut(data);
        let mut bytes = fs::read(folder.join(&newest)).expect("the backup");
        // Of the digest, which only who reads all of it looks at.
        let last = bytes.len() - 2;
        bytes[last] ^= 1;
        fs::write(folder.join(&newest), bytes).expect("a changed backup");
        watch.opened();
    })
    .await;
    assert_eq!(name(&counter).await, "Older");
    assert_eq!(watch.opened().len(), 2, "the changed one, and the one behind it");
}

#[tokio::test]
async fn a_list_reads_no_backup_to_its_end_and_only_the_one_that_is_asked_for_is_checked() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    for _ in 0..3 {
        sell_well(&mut counter, "98765", 1).await;
        counter.shop.back_up_now().await.expect("a backup");
        counter.clock.forward(DAY_MS);
    }
    let made = counter.shop.backups().await.expect("backups").backups;
    assert!(made.iter().all(|backup| backup.is_checked), "each was read when it was made: {made:?}");
    let changed = made[1].clone();
    let counter = after(counter, |folder| {
        let path = folder.join("backups").join(&changed.name);
        let mut bytes = fs::read(&path).expect("the backup");
        // Of the digest, which only who reads all of it looks at.
        let last = bytes.len() - 2;
        bytes[last] ^= 1;
        fs::write(&path, bytes).expect("a changed backup");
    })
    .await;
    let told = |seen: &[BackupView]| -> Vec<(i64, bool, bool)> {
        seen.iter().map(|backup| (backup.sales, backup.is_checked, backup.problem.is_none())).collect()
    };
    let seen = counter.shop.backups().await.expect("backups").backups;
    assert_eq!(told(&seen), [(3, false, true), (2, false, true), (1, false, true)]);
    assert_eq!(seen[0].made_at_ms, made[0].made_at_ms);
    let seen = counter.shop.check_backup(BackupPlace::Own, &seen[2].name).await.expect("backups").backups;
    assert_eq!(told(&seen), [(3, false, true), (2, false, true), (1, true, true)]);
    let input = RestoreInput { name: changed.name.clone(), place: BackupPlace::Own, with_settings: false };
    let plan = counter.shop.restore_plan(&input).await.expect("a plan");
    assert_eq!(plan.problem, Some(Problem::BackupBad), "who restores it has it read");
    let seen = counter.shop.backups().await.expect("backups").backups;
    assert_eq!(told(&seen), [(3, false, true), (0, true, false), (1, true, true)]);
    let gone = counter.shop.check_backup(BackupPlace::Own, "practice-2001-01-01.db").await;
    assert_eq!(gone.err(), Some(Problem::BackupMissing));
}

#[tokio::test]
async fn who_asks_for_a_backup_does_not_wait_for_the_daily_one_nor_for_a_sale() {
    let counter = Counter::with(&["inspay"], Duration::from_secs(3_600)).await;
    // A sale that stays on the line: the daily backup would stand still for it, for minutes.
    counter.shop.till().sell(&airtel("9876500011")).await.expect("a sale");
    within(async {
        while counter.shop.requests_on_the_line() == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let shop = &counter.shop;
    let both = async { tokio::join!(shop.back_up_when_due(), shop.back_up_now()) };
    let (_, asked) = within(both).await;
    let backups = asked.expect("a backup").backups;
    assert_eq!((backups.len(), backups[0].sales, backups[0].problem.clone()), (1, 1, None));
    let drafts = fs::read_dir(counter.folder().join("backups")).expect("the folder").flatten();
    assert_eq!(drafts.count(), 1, "nothing half written is left");
}

#[tokio::test]
async fn what_was_being_written_when_the_program_was_killed_is_swept_the_next_day() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.back_up_now().await.expect("a backup");
    let folder = counter.folder().join("backups");
    for name in ["practice-2026-01-01.7.db.new", "practice-2026-01-01.7.db.new-journal"] {
        fs::write(folder.join(name), b"half").expect("a draft");
    }
    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 2);
}

#[tokio::test]
async fn on_a_disk_that_is_nearly_full_the_oldest_go_and_three_good_ones_stay() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_backup_folder(&stick.path().to_string_lossy()).await.expect("a folder");
    for _ in 0..6 {
        sell_well(&mut counter, "98765", 1).await;
        counter.clock.forward(DAY_MS);
        counter.shop.back_up_when_due().await;
    }
    let sales = async |counter: &Counter, place| {
        let seen = counter.shop.backups().await.expect("backups").backups;
        seen.iter().filter(|backup| backup.place == place).map(|backup| backup.sales).collect::<Vec<_>>()
    };
    assert_eq!(sales(&counter, BackupPlace::Own).await, [6, 5, 4, 3, 2, 1, 0]);
    assert_eq!(counter.shop.books().await.thinned, Vec::new());

    counter.gate.set_disk(Some(SMALL_DISK));
    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    let books = counter.shop.books().await;
    assert_eq!(books.backup_problem, None);
    let told = |place| Thinned { place, gone: 4, left: 3 };
    assert_eq!(books.thinned, [told(BackupPlace::Own), told(BackupPlace::Second)]);
    for place in [BackupPlace::Own, BackupPlace::Second] {
        assert_eq!(sales(&counter, place).await, [6, 6, 5, 4], "{place:?}");
    }

    // No room even so: it says how much is missing, and the newest stay.
    counter.gate.set_disk(Some(0));
    counter.clock.forward(DAY_MS);
    counter.shop.back_up_when_due().await;
    let books = counter.shop.books().await;
    assert!(matches!(books.backup_problem, Some(Problem::BackupNoRoom { megabytes: 16.. })), "{books:?}");
    assert_eq!(sales(&counter, BackupPlace::Own).await[..3], [6, 6, 5]);

    // Room again, and nothing is told any more.
    counter.gate.set_disk(None);
    counter.shop.back_up_now().await.expect("a backup");
    let books = counter.shop.books().await;
    assert_eq!((books.backup_problem, books.thinned), (None, Vec::new()));
}
